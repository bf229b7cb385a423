// What value definitions came to over a whole run.
extension World {
  /// An actor's value by a definition over the whole run; NaN: undefined.
  package func total(_ id: ValueID, _ number: Int) -> Double {
    let state = values[id.rawValue]
    guard wasCounted(state.spec, number) else { return .nan }
    guard let sums = state.sums else { return state.current[number] }
    guard let steps = state.steps else { return sums[number] }
    return steps[number] == 0 ? .nan : sums[number] / Double(steps[number])
  }

  /// Why `total` is undefined.
  package func totalReason(_ id: ValueID, _ number: Int) -> UInt8 {
    guard total(id, number) != total(id, number) else { return 0 }
    let reason = values[id.rawValue].totalReasons?[number] ?? 0
    return reason == 0 ? UndefinedReason.notCounted.rawValue : reason
  }

  /// Everybody's value by a definition over the whole run, by number; NaN: undefined.
  package func totals(_ id: ValueID) -> [Double] {
    let state = values[id.rawValue]
    let count = kinds[state.spec.kind.rawValue].count
    guard isUnchanged(state.spec.kind), state.steps == nil, count > 0, wasCounted(state.spec, 0)
    else { return (0..<count).map { total(id, $0) } }
    return Array(UnsafeBufferPointer(start: state.sums ?? state.current, count: count))
  }

  /// Whether everybody of a kind was there from the start and stayed.
  package func isUnchanged(_ kind: KindID) -> Bool {
    let state = kinds[kind.rawValue]
    return state.count == state.initialCount && state.leftAt.isEmpty
  }

  /// An actor's position by a definition's total, from 1 for the lowest; equal ones share the mean
  /// of their positions.
  ///
  /// NaN: undefined.
  package func rank(_ id: ValueID, _ number: Int) -> Double {
    if let ranks = rankCache[id] { return ranks[number] }
    let count = kinds[values[id.rawValue].spec.kind.rawValue].count
    var order: [(total: Double, number: Int)] = []
    for other in 0..<count {
      let value = total(id, other)
      if value == value { order.append((value, other)) }
    }
    order.sort { ($0.total, $0.number) < ($1.total, $1.number) }
    var ranks = [Double](repeating: .nan, count: count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count && order[end].total == order[start].total { end += 1 }
      for entry in order[start..<end] { ranks[entry.number] = Double(start + 1 + end) / 2 }
      start = end
    }
    rankCache[id] = ranks
    return ranks[number]
  }

  private func wasCounted(_ spec: ValueSpec, _ number: Int) -> Bool {
    guard existed(spec.kind, number) else { return false }
    if spec.accounting == .end { return areEndValuesAsked }
    return stepsRun > model.warmup && (leftAt(spec.kind, number).map { $0 > model.warmup } ?? true)
  }
}
