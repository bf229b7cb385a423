package import Diagnostics
package import Statistics

/// What the replicates of an experiment say: estimates of every number in every scenario, and what
/// differs from the twins.
package struct Comparison: Sendable {
  package var document: ExperimentDocument
  package var rows: [Row]
  /// **Shape** `cells[scenario][row]`, scenarios as in the document.
  package var cells: [[Cell]]
  /// How the gains of each kind are spread, by definition.
  package var gains: [Gains]
  package var discords: [Discord]
  /// `nil` where there are too few definitions or scenarios to rank.
  package var agreement: DefinitionAgreement?
  /// For each lens, where there are several parties and scenarios.
  package var bestForWhom: [BestForWhom]
  package var series: [Series]
  package var tables: [Table]
  /// By scenario as in the document, then replicate.
  package var failures: [Failure]
  /// Replicates that have ended, over the runs of the scenarios, of those that were asked for.
  package var ended: Int
  package var asked: Int
  /// Seconds that were spent computing, over all threads and sessions.
  package var seconds: Double

  package var isComplete: Bool { ended == asked }

  /// One number that is compared: an output of a measurement.
  package struct Row: Hashable, Sendable {
    /// By position in the document.
    package var measurement: Int
    package var output: String
    /// As a report calls it.
    package var name: String
  }

  /// What one scenario says about one number.
  package struct Cell: Hashable, Sendable {
    package var estimate: Estimate
    /// The BCa bootstrap interval of the mean; `nil` below
    /// `Resampling.leastValues` and beyond `Resampling.mostValues`.
    package var bootstrap: Interval?
    package var difference: Difference?
  }

  /// A scenario less what it is compared with, replicate by replicate.
  package struct Difference: Hashable, Sendable {
    /// The name of the other side.
    package var against: String
    package var paired: PairedDifference
    /// What resampling the pairs says; `nil` for fewer than two, or replicates that are draws of the
    /// actors themselves.
    package var effect: PairedEffect?
  }

  /// The gains of the actors of a kind, by one definition, in every scenario.
  package struct Gains: Hashable, Sendable {
    /// The value measurement, by position in the document.
    package var measurement: Int
    /// **Shape** `spreads[scenario]`; `nil` where a scenario is compared with nothing.
    package var spreads: [Spread?]

    package struct Spread: Hashable, Sendable {
      package var against: String
      /// Shares of the actors, from 0 to 1.
      package var winners: Estimate
      package var losers: Estimate
      package var unchanged: Estimate
      /// At `probabilities`, each the mean over replicates.
      package var quantiles: [Estimate]
    }

    package static let probabilities = GainSpread.probabilities
  }

  /// How far two definitions disagree about who of a kind has more, from 0 to 1.
  package struct Discord: Hashable, Sendable {
    package var kind: String
    /// The measurement's name.
    package var name: String
    /// **Shape** `estimates[scenario]`.
    package var estimates: [Estimate]
  }

  /// A number per step in every scenario.
  package struct Series: Hashable, Sendable {
    package var name: String
    /// The step of the first estimate.
    package var firstStep: Int
    /// **Shape** `estimates[scenario][step - firstStep]`, scenarios as in the document.
    package var estimates: [[Estimate]]
  }

  /// A table of the study, made of one world of every scenario.
  package struct Table: Hashable, Sendable {
    package var name: String
    package var columns: [String]
    package var note: String?
    /// The replicate that it is made of.
    package var replicate: Int
    /// **Shape** `contents[scenario]`, scenarios as in the document.
    package var contents: [TableContent]
  }

  /// A replicate of which the world, a measure or a table failed.
  package struct Failure: Hashable, Sendable {
    package var scenario: String
    package var replicate: Int
    /// `nil` where the world or a table failed.
    package var measure: String?
    /// `nil` where the world or a measure failed.
    package var table: String?
    package var error: Diagnostic
  }
}
