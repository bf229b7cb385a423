import Experiments
import Glibc
import Interactive

/// Ctrl-C and a polite kill: the run stops at the next safe point.
///
/// The second signal finds the system's own reaction restored and ends the process at once; the
/// store stays whole even so.
enum Interruption {
  // Written once, before the handler that reads it is there.
  nonisolated(unsafe) private static var control: RunControl?

  /// Lets writes to a closed pipe and to a file that may not grow fail as other writes do.
  static func ignoreWriteSignals() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  // Written once, as `control`.
  nonisolated(unsafe) private static var session: Session?

  /// From now on Ctrl-C and Ctrl-\ end what the session runs, and the session goes on.
  static func interrupts(_ session: Session) {
    Self.session = session
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in Interruption.session?.interrupt() }
    action.sa_flags = Int32(SA_RESTART)
    for number in [SIGINT, SIGQUIT] { sigaction(number, &action, nil) }
  }

  /// From now on a signal stops the run that `control` steers.
  static func stop(_ control: RunControl) {
    Self.control = control
    for number in [SIGINT, SIGTERM, SIGHUP] {
      var action = sigaction()
      // What the caller had ignored, as nohup does, stays ignored.
      let isIgnored =
        sigaction(number, nil, &action) == 0
        && unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
      if isIgnored { continue }
      action.__sigaction_handler.sa_handler = { _ in Interruption.control?.stop() }
      action.sa_flags = Int32(SA_RESTART) | Int32(bitPattern: UInt32(SA_RESETHAND))
      sigaction(number, &action, nil)
    }
  }
}
