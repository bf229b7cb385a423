package import Diagnostics

/// How far a session has come; a replicate of one run counts as one.
package struct Progress: Hashable, Sendable {
  /// Finished in this session, failed ones included.
  package var done: Int
  /// To run in this session.
  package var total: Int
  /// What the store had before.
  package var kept: Int
  /// Failed in this session.
  package var failed: Int
  /// Seconds since the start.
  package var elapsed: Double
  /// What decides whether more replicates follow, in words.
  package var goal: String?

  /// Replicates per second; `nil` before the first.
  package var rate: Double? {
    done > 0 && elapsed > 0 ? Double(done) / elapsed : nil
  }

  /// Seconds to go at this rate.
  package var remaining: Double? {
    rate.map { Double(total - done) / $0 }
  }
}

/// How a session ended.
package struct RunOutcome: Hashable, Sendable {
  /// All replicates that the plan asks for, over its runs.
  package var asked: Int
  /// Finished in this session, failed ones included.
  package var done: Int
  /// What the store had before.
  package var kept: Int
  /// Failed in this session: a world, or one of its measures.
  package var failed: Int
  /// Stopped by memory or wall clock in this session; they run again.
  package var interrupted: Int
  /// Failed in an earlier session, and not run again.
  package var failuresKept: Int
  /// Stopped from outside before everything was done.
  package var wasStopped: Bool
  package var seconds: Double
  /// The failure with the lowest replicate that is known, for a message.
  package var firstFailure: Diagnostic?
  /// Why sections of the report could not be made.
  package var sectionFailures: [Diagnostic] = []

  /// Before anything is done.
  static let nothing = RunOutcome(
    asked: 0, done: 0, kept: 0, failed: 0, interrupted: 0, failuresKept: 0, wasStopped: false,
    seconds: 0)

  /// Takes up what came of further replicates.
  mutating func add(_ later: RunOutcome) {
    asked += later.asked
    done += later.done
    kept += later.kept
    failed += later.failed
    interrupted += later.interrupted
    failuresKept += later.failuresKept
    wasStopped = later.wasStopped
    seconds += later.seconds
    firstFailure = firstFailure ?? later.firstFailure
  }

  /// Whether every replicate has ended, in a result or a failure.
  package var isComplete: Bool { kept + failuresKept + done - interrupted == asked }
}
