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

  /// - Parameters:
  ///   - first: the first replicate that is looked at; the last one is the plan's.
  ///   - store: `nil` where there is none yet.
  init(_ plan: RunPlan, from first: Int = 1, groups: [[Int]], store: ResultStore?)
    throws(DiagnosticList)
  {
    let replicates = (1...plan.replications).map { $0 >= first }
    pending = Array(repeating: replicates, count: plan.runs.count)
    if let store {
      for run in plan.runs.indices { try subtract(run, of: plan, store) }
    }
    for replicate in first...plan.replications {
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
    let asked = Asked(
      run: run, fingerprint: planned.fingerprint, measures: plan.keys(of: planned),
      recordings: (planned.isShown ? plan.series.map(\.fingerprint) : [])
        + planned.profiles.map(\.fingerprint))
    // Only one replicate has tables.
    let first = PlannedTable.replicate
    var withTables = asked
    withTables.recordings += planned.tableFingerprints(in: first)
    do {
      let isRetried = plan.options.retryFailed
      if planned.tables.isEmpty {
        try subtract(asked, in: 1..<(plan.replications + 1), isRetried, store)
      } else {
        try subtract(withTables, in: first..<(first + 1), isRetried, store)
        try subtract(asked, in: (first + 1)..<(plan.replications + 1), isRetried, store)
      }
    } catch {
      throw DiagnosticList([error.diagnostic])
    }
  }

  /// What replicates of a run must have.
  private struct Asked {
    var run: Int
    var fingerprint: String
    var measures: [MeasureKey]
    var recordings: [String]

    func progress(in store: ResultStore) throws(StoreError) -> RunProgress {
      try store.progress(of: fingerprint, measures: measures, recordings: recordings)
    }
  }

  private mutating func subtract(
    _ asked: Asked, in replicates: Range<Int>, _ isRetried: Bool, _ store: ResultStore
  ) throws(StoreError) {
    guard !replicates.isEmpty else { return }
    let progress = try asked.progress(in: store)
    for replicate in progress.completed where replicates.contains(replicate) {
      settle(asked.run, replicate, asFailure: false)
    }
    let failed = progress.failed.filter { replicates.contains($0.replicate) }
    guard !isRetried, !failed.isEmpty else { return }
    for failure in failed where failure.measure == nil {
      note(failure.error)
      settle(asked.run, failure.replicate, asFailure: true)
    }
    try subtractFailedParts(failed, asked, store)
  }

  /// Where only measures or tables failed, a replicate is settled if it lacks nothing else.
  private mutating func subtractFailedParts(
    _ failures: [FailedReplicate], _ asked: Asked, _ store: ResultStore
  ) throws(StoreError) {
    var failed: [Int: Set<MeasureKey>] = [:]
    for failure in failures {
      guard let part = failure.measure else { continue }
      failed[failure.replicate, default: []].insert(part)
      note(failure.error)
    }
    // Mostly the same parts fail everywhere: one question for each set of them.
    for parts in Set(failed.values) {
      var others = asked
      others.measures.removeAll(where: parts.contains)
      others.recordings.removeAll { parts.contains(MeasureKey($0)) }
      for replicate in try others.progress(in: store).completed where failed[replicate] == parts {
        settle(asked.run, replicate, asFailure: true)
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
