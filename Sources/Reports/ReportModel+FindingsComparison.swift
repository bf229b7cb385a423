import Experiments
import Statistics

extension ReportModel.Findings {
  /// - Parameter order: the scenarios of the document in the order of the report.
  init(_ comparison: Comparison, order: [Int]) {
    let document = comparison.document
    /// Where the report has the number of a measurement that has one alone.
    func row(_ measurement: Int) -> Int? {
      comparison.rows.firstIndex { $0.measurement == measurement }
    }
    gains = comparison.gains.compactMap { gains in
      row(gains.measurement).map { measure in
        ReportModel.Gains(
          measure: measure,
          spreads: order.map { gains.spreads[$0].map(ReportModel.Gains.Spread.init) },
          probabilities: Comparison.Gains.probabilities)
      }
    }
    discords = comparison.discords.map { discord in
      ReportModel.Discord(
        name: discord.name, kind: discord.kind, estimates: order.map { discord.estimates[$0] })
    }
    agreement = comparison.agreement
    bestForWhom = comparison.bestForWhom.map { best in
      ReportModel.BestForWhom(
        lens: best.lens, parties: best.parties.map(\.row),
        kinds: best.parties.map(\.kind),
        choices: best.choices.map { choice in
          ReportModel.BestForWhom.Choice(
            rule: choice.rule.described(best.parties.map(\.kind)),
            scenario: choice.scenario.flatMap(order.firstIndex), regrets: choice.regrets)
        })
    }
    valueMaps = document.parties(comparison.rows).compactMap { lens, parties in
      guard parties.count > 1 else { return nil }
      let (x, y) = (parties[0].row, parties[1].row)
      let isCompared = comparison.cells.contains {
        $0[x].difference?.paired.estimate.mean != nil
          && $0[y].difference?.paired.estimate.mean != nil
      }
      return isCompared ? ReportModel.ValueMap(lens: lens, x: x, y: y) : nil
    }
  }
}

extension ReportModel.Gains.Spread {
  fileprivate init(_ spread: Comparison.Gains.Spread) {
    self.init(
      against: spread.against, winners: spread.winners, losers: spread.losers,
      unchanged: spread.unchanged, quantiles: spread.quantiles)
  }
}

extension BestForWhom.Rule {
  fileprivate func described(_ kinds: [String]) -> String {
    switch self {
    case .alone(let party): "best for \(kinds[party]) alone"
    case .nash: "jointly: largest product of gains (Nash)"
    case .sum: "jointly: largest sum of scaled values"
    case .minimum: "jointly: largest of the smallest scaled values"
    }
  }
}
