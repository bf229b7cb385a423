/// Who is at fault when something fails; it fixes the exit code and the tone of the message.
package enum ErrorClass: String, Sendable, CaseIterable {
  /// The study, its data or a test is wrong: the author can mend it.
  case user
  /// The command line is wrong.
  case usage
  /// A budget was used up: steps of a script, memory, wall clock.
  case limit
  /// Right, but not supported by this build.
  case unsupported
  /// The machine: a disk, a permission, a missing package, a busy store.
  case environment
  /// A fault of Valence itself.
  case bug

  /// The exit code of the command: 1 the study failed, 2 wrong usage, 3 internal.
  package var exitCode: Int32 {
    switch self {
    case .user, .limit, .unsupported, .environment: 1
    case .usage: 2
    case .bug: 3
    }
  }
}
