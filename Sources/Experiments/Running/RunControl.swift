internal import Glibc
internal import Synchronization

/// Stops an experiment from outside.
package final class RunControl: Sendable {
  private let stopped = Atomic(false)
  /// In nanoseconds of the monotonic clock.
  let deadline: UInt64?

  /// - Parameter timeLimit: seconds from now after which everything stops.
  package init(timeLimit: Double? = nil) {
    deadline = timeLimit.map { seconds in
      MonotonicClock.nanoseconds + UInt64(min(max(0, seconds), 1e9) * 1e9)
    }
  }

  /// Asks the experiment to end; it does so within a phase of each world that runs.
  ///
  /// One atomic store, so that a signal handler may call it.
  package func stop() {
    stopped.store(true, ordering: .relaxed)
  }

  /// Forgets that it was asked to end: further work may begin.
  package func clear() {
    stopped.store(false, ordering: .relaxed)
  }

  package var isStopped: Bool {
    if stopped.load(ordering: .relaxed) { return true }
    guard let deadline else { return false }
    return MonotonicClock.nanoseconds >= deadline
  }
}

/// The clock that never jumps.
package enum MonotonicClock {
  package static var nanoseconds: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  package static var seconds: Double { Double(nanoseconds) / 1e9 }
}
