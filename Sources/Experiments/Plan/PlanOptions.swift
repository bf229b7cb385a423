package import Studies

extension ParameterValue {
  /// A value as a user types it: `true`, `12`, `0.5`, or a text.
  package init(argument text: String) {
    if text == "true" || text == "false" {
      self = .boolean(text == "true")
    } else if let whole = Int64(text) {
      self = .integer(whole)
    } else if let number = Double(text), number.isFinite, text.utf8.first != UInt8(ascii: " ") {
      self = .number(number)
    } else {
      self = .text(text)
    }
  }
}

/// What is asked of a study beyond what it says itself.
package struct PlanOptions: Sendable {
  /// Parameters set from outside the study; several values are a sweep.
  package var settings: [DesignAxis] = []
  /// Between which numbers parameters are sampled.
  package var ranges: [DesignRange] = []
  /// In place of the sampling of the study's design.
  package var sampling: Sampling?
  /// Whether each number of the study is multiplied alone, in place of the study's design.
  package var isOneAtATime = false
  /// In place of the study's own seed.
  package var seed: UInt64?
  /// In place of the study's own number, or of its precision; at least 1.
  package var replications: Int?
  /// In place of the study's own number.
  package var until: PrecisionGoal?
  /// Between which numbers of replicates a precision is looked for; from 20.
  package var replicationRange: ClosedRange<Int>?
  /// Whether replicates that failed before are run again.
  package var retryFailed = false

  package init() {}
}
