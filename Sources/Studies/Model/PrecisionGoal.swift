package import Diagnostics
internal import Statistics

/// How many replicates a study runs: as many as make the interval of a number narrow enough.
package struct PrecisionGoal: Hashable, Sendable {
  /// With fewer, the interval at stopping covers less than it promises.
  package static var fewestReplications: Int { PrecisionRule.leastMinimum }

  /// The number, as the report names it.
  package var measure: String
  /// Half of the width that the interval may have, above 0, in the unit of the number.
  package var halfWidth: Double
  /// From `fewestReplications`.
  package var atLeast = 20
  /// From `atLeast`; where the interval is still too wide, the study says so.
  package var atMost = 500
  /// After how many further replicates the interval is looked at again; from 1.
  package var batch = 20
  /// The coverage of the interval, inside (0, 1).
  package var level = 0.95
  /// The only scenario that counts; `nil`: all that are compared.
  package var scenario: String?
  /// Where the study says so; `nil` for the command line.
  package var location: SourceLocation?

  package init(measure: String, halfWidth: Double) {
    self.measure = measure
    self.halfWidth = halfWidth
  }
}
