package import Experiments
package import Statistics

extension ReportModel {
  /// What a report says beyond the comparison of single numbers: whom the scenarios serve, and whether
  /// the value definitions agree.
  ///
  /// Scenarios are positions in `ReportModel.scenarios`, measures in `ReportModel.measures`.
  package struct Findings: Hashable, Sendable {
    package var valueMaps: [ValueMap] = []
    package var gains: [Gains] = []
    package var discords: [Discord] = []
    package var agreement: DefinitionAgreement?
    package var bestForWhom: [BestForWhom] = []

    package init() {}
  }

  /// The gains of two kinds against each other: a point for every scenario, its difference to the
  /// baseline.
  package struct ValueMap: Hashable, Sendable {
    /// The lens that says which definitions count; `nil`: the first of each kind.
    package var lens: String?
    package var x: Int
    package var y: Int
  }

  /// How the gains of the actors of a kind are spread, by one definition.
  package struct Gains: Hashable, Sendable {
    /// The measure whose gains these are.
    package var measure: Int
    /// **Shape** `spreads[scenario]`; `nil` where it is compared with nothing.
    package var spreads: [Spread?]
    /// Of the quantiles.
    package var probabilities: [Double]

    package struct Spread: Hashable, Sendable {
      package var against: String
      /// Shares of the actors, from 0 to 1.
      package var winners: Estimate
      package var losers: Estimate
      package var unchanged: Estimate
      /// One for each of `probabilities`, in the unit of the measure.
      package var quantiles: [Estimate]
    }
  }

  /// How far two definitions disagree about who of a kind has more, from 0 to 1.
  package struct Discord: Hashable, Sendable {
    package var name: String
    package var kind: String
    /// **Shape** `estimates[scenario]`.
    package var estimates: [Estimate]
  }

  /// Which scenario is best for whom, and what the others lose by it.
  package struct BestForWhom: Hashable, Sendable {
    package var lens: String?
    /// The measures of the parties, one for each kind.
    package var parties: [Int]
    package var kinds: [String]
    package var choices: [Choice]

    package struct Choice: Hashable, Sendable {
      /// "best for consumer", "largest product of gains (Nash)".
      package var rule: String
      package var scenario: Int?
      /// **Shape** `regrets[party]`; empty where nothing is chosen.
      package var regrets: [Estimate]
    }
  }

  /// What the intervals of an agreement are made of, and what they can say.
  func note(on agreement: DefinitionAgreement) -> String {
    let spread =
      switch replicates {
      case .worlds:
        "percentile bootstrap over \(agreement.replicates) replicates of everything at once"
      case .bootstrap: "quantiles of the \(agreement.replicates) draws of the actors"
      }
    return
      "Ranks of the scenarios\u{2019} means, higher being better; \(spread). Few scenarios give few "
      + "possible orders, and the intervals are then rough. Where neighbouring means are less than about "
      + "two standard errors apart, an interval says how firm the order found here is, and lies too "
      + "near to no agreement."
  }
}
