import Bytecode

/// The calls of helpers and nested functions that the check at load has followed.
struct CallRecord {
  /// A function as it is entered: which, with what, and whether what it draws repeats.
  struct Entry: Hashable {
    var function: StudyFunction
    var arguments: [StudyValue]
    var isOpen: Bool
    var repetition: Repetition
    var isReporting: Bool
  }

  /// How often one call of the study's function reaches the code that is followed.
  enum Repetition: Hashable {
    case once
    case inLoop(line: Int?)
    case calledBefore(line: Int?)
  }

  /// Where a function's code is.
  struct Code: Hashable {
    var root: Int
    var path: [Int]
  }

  /// `.some(nil)` while a call is followed: a recursive one knows nothing of the result.
  var results: [Entry: ValueList<StudyValue>?] = [:]
  var repetition = Repetition.once
  var depth = 0
  /// Where the function that is followed has called others.
  var sites: [Code: [Site]] = [:]
  var controlFlows: [Code: ControlFlow] = [:]

  /// Scripts can nest closures without end; what lies deeper is found when it runs.
  static let depthLimit = 24
  static let entryLimit = 20_000
}
