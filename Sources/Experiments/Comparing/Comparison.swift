package import Diagnostics
package import Statistics

/// What the replicates of an experiment say: estimates of every number in every scenario, and what
/// differs from the twins.
package struct Comparison: Sendable {
  package var document: ExperimentDocument
  package var rows: [Row]
  /// **Shape** `cells[scenario][row]`, scenarios as in the document.
  package var cells: [[Cell]]
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
    package var difference: Difference?
  }

  /// A scenario less what it is compared with, replicate by replicate.
  package struct Difference: Hashable, Sendable {
    /// The name of the other side.
    package var against: String
    package var paired: PairedDifference
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
