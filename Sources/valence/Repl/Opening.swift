import Diagnostics
import Experiments
import Glibc
import Interactive
import Studies
import Synchronization

/// A study that is being opened while the prompt is shown already: data may take their time.
final class Opening: Sendable {
  private let isOver = Atomic(false)
  private let failure = Mutex<DiagnosticList?>(nil)

  /// Begins to open a study; the session is nobody else's until that is over.
  init(_ path: String, in session: Session) {
    nonisolated(unsafe) let session = session
    BackgroundThread.run { [self] in
      do {
        try session.open(path)
      } catch let list as DiagnosticList {
        failure.withLock { $0 = list }
      } catch {
        let diagnostic = error as? Diagnostic ?? Diagnostic("\(error)", class: .bug)
        failure.withLock { $0 = DiagnosticList([diagnostic]) }
      }
      isOver.store(true, ordering: .releasing)
    }
  }

  /// Waits until the study is open.
  ///
  /// - Parameter seconds: the longest time; `nil`: as long as it takes.
  /// - Returns: whether it is over.
  func wait(_ seconds: Double? = nil) -> Bool {
    let end = seconds.map { MonotonicClock.seconds + $0 }
    while !isOver.load(ordering: .acquiring) {
      if let end, MonotonicClock.seconds >= end { return false }
      usleep(200)
    }
    return true
  }

  /// What is wrong with the study; `nil`: nothing.
  var problem: DiagnosticList? { failure.withLock { $0 } }
}
