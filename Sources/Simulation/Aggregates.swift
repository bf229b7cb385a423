internal import Randomness

extension World {
  /// Takes the aggregates that a phase names.
  func takeAggregates(of phase: PhaseID) {
    let aggregates = model.phases[phase.rawValue].aggregates
    scratch.aggregates.reserve(aggregates.count)
    let taken = scratch.aggregates.base
    for (index, aggregate) in aggregates.enumerated() { taken[index] = take(aggregate) }
  }

  /// Takes the aggregates that the model names for what looks at the world between the phases.
  func takeModelAggregates() {
    scratch.modelAggregates.reserve(model.aggregates.count)
    let taken = scratch.modelAggregates.base
    for (index, aggregate) in model.aggregates.enumerated() { taken[index] = take(aggregate) }
  }

  /// A sum, mean or count over the living actors, in ascending number and the fixed shape of
  /// `Reduction`.
  ///
  /// The mean of nobody is NaN.
  func take(_ aggregate: Aggregate) -> Double {
    let kind = aggregate.kind
    guard let field = aggregate.field else { return Double(livingCount(kind)) }
    let view = kinds[kind.rawValue].views[field.rawValue]
    let listed = livingRows(kind)
    let count = listed ?? kinds[kind.rawValue].count
    let rows = scratch.rows.base
    if aggregate.operation == .count {
      var found = 0
      for row in 0..<count {
        let value = scalar(view, listed == nil ? row : Int(rows[row]))
        if value == value && value != 0 { found += 1 }
      }
      return Double(found)
    }
    let sum: Double
    if listed == nil && view.type == .number {
      let cells = view.read.assumingMemoryBound(to: Double.self)
      sum = Reduction.sum(UnsafeBufferPointer(start: cells, count: count))
    } else if listed == nil {
      sum = Reduction.sum(count: count) { scalar(view, $0) }
    } else {
      sum = Reduction.sum(count: count) { scalar(view, Int(rows[$0])) }
    }
    return canonical(aggregate.operation == .mean ? sum / Double(count) : sum)
  }
}
