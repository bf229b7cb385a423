import Statistics
import Store

/// Reads what a report shows of single kinds: how gains are spread, and where definitions disagree.
struct FindingsReader {
  private let document: ExperimentDocument
  private(set) var gains: [Comparison.Gains]
  private(set) var discords: [Comparison.Discord]

  init(_ document: ExperimentDocument) {
    self.document = document
    gains = document.measurements.compactMap { entry in
      entry.gainsOf.map { Comparison.Gains(measurement: $0, spreads: []) }
    }
    discords = document.measurements.filter { $0.part == .discord }.map {
      Comparison.Discord(kind: $0.labels.first ?? "", name: $0.name, estimates: [])
    }
  }

  /// Takes the scenarios one after the other, in the order of the document.
  mutating func read(
    _ scenario: ExperimentDocument.Scenario, _ results: RunResults, _ keys: [MeasureKey]
  ) {
    var (gain, discord) = (0, 0)
    for (index, entry) in document.measurements.enumerated() {
      func estimate(_ output: String) -> Estimate {
        Estimate(
          results.observations(of: keys[index], output, in: results.replicates),
          replicates: scenario.replicates)
      }
      switch entry.part {
      case .comparison, .section: break
      case .gains:
        gains[gain].spreads.append(
          scenario.pairings[index].map { pairing in
            let all = entry.outputs.map(estimate)
            let shares = GainSpread.shares.count
            return Comparison.Gains.Spread(
              against: pairing.name, winners: all[0], losers: all[1], unchanged: all[2],
              quantiles: Array(all[shares...]))
          })
        gain += 1
      case .discord:
        discords[discord].estimates.append(estimate(entry.name))
        discord += 1
      }
    }
  }
}

extension ExperimentDocument {
  /// Whose values are weighed against each other: by each lens, or by the first definition of each kind
  /// that is of value to its own actors.
  package func parties(_ rows: [Comparison.Row]) -> [(lens: String?, parties: [BestForWhom.Party])]
  {
    let values = rows.enumerated().compactMap { index, row in
      measurements[row.measurement].value.map { (row: index, value: $0) }
    }
    if lenses.isEmpty {
      var parties: [BestForWhom.Party] = []
      for (row, value) in values where value.beneficiary == nil {
        guard !parties.contains(where: { $0.kind == value.kind }) else { continue }
        parties.append(BestForWhom.Party(kind: value.kind, row: row))
      }
      return [(nil, parties)]
    }
    return lenses.map { lens in
      let parties = values.filter { lens.definitionOfKind[$0.value.kind] == $0.value.definition }
      return (lens.name, parties.map { BestForWhom.Party(kind: $0.value.kind, row: $0.row) })
    }
  }
}
