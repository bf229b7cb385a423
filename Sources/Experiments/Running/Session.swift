import Diagnostics
import LuaRuntime
import Store
import Studies
internal import Synchronization

/// The jobs of one call, handed out to workers, and what came of them.
final class Session: Sendable {
  private struct State {
    var next = 0
    var done = 0
    var failed = 0
    var interrupted = 0
    var isEnded = false
    var error: DiagnosticList?
    /// With the place of its job, so that the message does not depend on who was first.
    var failure: (job: Int, run: Int, error: Diagnostic)?
  }

  private let plan: RunPlan
  private let groups: [[Int]]
  private let backlog: Backlog
  private let store: ResultStore
  private let control: RunControl
  private let limits: LuaLimits
  private let library: NativeLibrary?
  private let state = Mutex(State())
  private let start = MonotonicClock.seconds

  init(
    _ plan: RunPlan, groups: [[Int]], backlog: Backlog, store: ResultStore, control: RunControl,
    limits: LuaLimits, library: NativeLibrary?
  ) {
    self.plan = plan
    self.groups = groups
    self.backlog = backlog
    self.store = store
    self.control = control
    self.limits = limits
    self.library = library
  }

  /// Runs all jobs.
  ///
  /// - Throws: what kept the work from going on: the script, the machine, the store.
  func run(jobs: Int, onProgress: (Progress) -> Void) throws(DiagnosticList) -> RunOutcome {
    let total = backlog.total
    let threads = Threads()
    var started = 0
    // What the replicates leave over goes to the rows of large worlds.
    let workers = min(jobs, backlog.jobs.count)
    let share = max(1, jobs / max(1, workers))
    while started < workers, threads.start({ self.work(threads: share) }) { started += 1 }
    if started == 0, !backlog.jobs.isEmpty {
      throw DiagnosticList([
        Diagnostic(
          "the system gives no thread to run in", class: .environment,
          hints: ["check the limits of processes and memory: ulimit -u, ulimit -v"])
      ])
    }
    threads.join(every: 0.1) { onProgress(progress(total)) }
    try Experiment.orDiagnostics { () throws(StoreError) in try store.flush() }
    let ended = state.withLock { $0 }
    if let error = ended.error { throw error }
    onProgress(progress(total))
    return RunOutcome(
      asked: total + backlog.kept + backlog.failuresKept, done: ended.done, kept: backlog.kept,
      failed: ended.failed, interrupted: ended.interrupted, failuresKept: backlog.failuresKept,
      wasStopped: ended.done < total, seconds: MonotonicClock.seconds - start,
      firstFailure: ended.failure?.error ?? backlog.firstFailure)
  }

  private func progress(_ total: Int) -> Progress {
    state.withLock {
      Progress(
        done: $0.done, total: total, kept: backlog.kept, failed: $0.failed,
        elapsed: MonotonicClock.seconds - start)
    }
  }

  /// The life of one thread.
  private func work(threads: Int) {
    do throws(DiagnosticList) {
      let worker = try Worker(
        plan, control: control, limits: limits, library: library, threads: threads)
      while !control.isStopped, let number = nextJob() {
        let job = backlog.jobs[number]
        let runs = groups[job.group].filter { backlog.pending[$0][job.replicate - 1] }
        try worker.perform(runs, replicate: job.replicate) { (run, record) throws(DiagnosticList) in
          try Experiment.orDiagnostics { () throws(StoreError) in try store.append(record) }
          note(record, job: number, run: run)
        }
      }
    } catch {
      state.withLock { state in
        state.isEnded = true
        if state.error == nil { state.error = error }
      }
    }
  }

  private func nextJob() -> Int? {
    state.withLock { state in
      guard !state.isEnded, state.next < backlog.jobs.count else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  private func note(_ record: ReplicateRecord, job: Int, run: Int) {
    var failure = record.failures.first?.error
    if case .failed(let error) = record.outcome { failure = error }
    var wasInterrupted = false
    if case .interrupted(let error) = record.outcome {
      wasInterrupted = true
      failure = failure ?? error
    }
    state.withLock { state in
      state.done += 1
      if wasInterrupted { state.interrupted += 1 }
      guard let failure else { return }
      if !wasInterrupted { state.failed += 1 }
      if state.failure.map({ (job, run) < ($0.job, $0.run) }) ?? true {
        state.failure = (job, run, failure)
      }
    }
  }
}
