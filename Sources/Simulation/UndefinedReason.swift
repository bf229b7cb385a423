/// Why a value is undefined: the codes that every report knows; a study's own texts get codes
/// from `World.reasonCode`, after these.
package enum UndefinedReason: UInt8, CaseIterable, Sendable {
  /// Not undefined.
  case none = 0
  case noTwin
  case notSampled
  case emptyGroup
  case zeroVariance
  case noEvents
  case noChange
  /// Not a number came out, or went in.
  case nanInput
  case scaleMissing
  case tooFewReplicates
  /// The actor was in no counted step.
  case notCounted

  /// The name that studies and reports use.
  package var text: String {
    switch self {
    case .none: ""
    case .noTwin: "no_twin"
    case .notSampled: "not_sampled"
    case .emptyGroup: "empty_group"
    case .zeroVariance: "zero_variance"
    case .noEvents: "no_events"
    case .noChange: "no_change"
    case .nanInput: "nan_input"
    case .scaleMissing: "scale_missing"
    case .tooFewReplicates: "too_few_replicates"
    case .notCounted: "not_counted"
    }
  }
}
