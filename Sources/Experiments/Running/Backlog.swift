import Diagnostics
import Store

/// What is still to run: the replicates of each run that the store does not have in full.
struct Backlog: Sendable {
  /// **Shape** `pending[run][replicate - 1]`.
  private(set) var pending: [[Bool]]
  /// Replicates that the store has with everything that is asked.
  private(set) var kept = 0
  /// Replicates that failed before and are not run again.
  private(set) var failuresKept = 0
  private(set) var firstFailure: Diagnostic?
  /// Jobs with something to do: replicates by groups of runs.
  private(set) var jobs: [Job] = []

  struct Job: Sendable {
    var replicate: Int
    /// Position in `Components.groups`.
    var group: Int
  }

  /// The replicates still to run, over all runs.
  var total: Int { pending.reduce(0) { $0 + $1.count { $0 } } }

  /// - Parameter store: `nil` where there is none yet.
  init(_ plan: RunPlan, groups: [[Int]], store: ResultStore?) throws(DiagnosticList) {
    pending = Array(
      repeating: Array(repeating: true, count: plan.replications), count: plan.runs.count)
    if let store {
      for run in plan.runs.indices { try subtract(run, of: plan, store) }
    }
    for replicate in 1...plan.replications {
      for (group, runs) in groups.enumerated()
      where runs.contains(where: { pending[$0][replicate - 1] }) {
        jobs.append(Job(replicate: replicate, group: group))
      }
    }
  }

  private mutating func subtract(_ run: Int, of plan: RunPlan, _ store: ResultStore)
    throws(DiagnosticList)
  {
    let planned = plan.runs[run]
    let keys = plan.keys(of: planned)
    let recordings = planned.isShown ? plan.series.map(\.fingerprint) : []
    do {
      let progress = try store.progress(
        of: planned.fingerprint, measures: keys, recordings: recordings)
      for replicate in progress.completed { settle(run, replicate, asFailure: false) }
      guard !plan.options.retryFailed, !progress.failed.isEmpty else { return }
      for failure in progress.failed where failure.measure == nil {
        note(failure.error)
        settle(run, failure.replicate, asFailure: true)
      }
      try subtractFailedMeasures(progress.failed, run, planned, keys, recordings, store)
    } catch {
      throw DiagnosticList([error.diagnostic])
    }
  }

  /// Where only measures failed, a replicate is settled if it lacks nothing else.
  private mutating func subtractFailedMeasures(
    _ failures: [FailedReplicate], _ run: Int, _ planned: PlannedRun, _ keys: [MeasureKey],
    _ recordings: [String], _ store: ResultStore
  ) throws(StoreError) {
    var failed: [Int: Set<MeasureKey>] = [:]
    for failure in failures {
      guard let measure = failure.measure else { continue }
      failed[failure.replicate, default: []].insert(measure)
      note(failure.error)
    }
    // Mostly the same measures fail everywhere: one question for each set of them.
    for measures in Set(failed.values) {
      let others = keys.filter { !measures.contains($0) }
      let completed = try store.progress(
        of: planned.fingerprint, measures: others, recordings: recordings
      ).completed
      for replicate in completed where failed[replicate] == measures {
        settle(run, replicate, asFailure: true)
      }
    }
  }

  private mutating func note(_ error: Diagnostic) {
    if firstFailure == nil { firstFailure = error }
  }

  private mutating func settle(_ run: Int, _ replicate: Int, asFailure: Bool) {
    guard pending[run].indices.contains(replicate - 1), pending[run][replicate - 1] else { return }
    pending[run][replicate - 1] = false
    if asFailure { failuresKept += 1 } else { kept += 1 }
  }
}

extension RunPlan {
  /// The keys under which a run's measurements are stored, in the order of its asks.
  func keys(of run: PlannedRun) -> [MeasureKey] {
    run.asks.map(key)
  }

  func key(_ ask: PlannedRun.Ask) -> MeasureKey {
    MeasureKey(
      measurements[ask.measurement].fingerprint, twin: ask.twin.map { runs[$0].fingerprint })
  }
}
