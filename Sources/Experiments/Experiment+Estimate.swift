package import Diagnostics
internal import Glibc
package import LuaRuntime
internal import Simulation
internal import Statistics
package import Store
internal import Studies

/// What running a plan will take, by the first of its worlds.
package struct PlanEstimate: Hashable, Sendable {
  /// Worlds still to run, those included that only serve a comparison again.
  package var worlds: Int
  /// Worlds that are run again, at most, from some step on, each without one actor.
  package var partWorlds: Int
  /// Replicates that the store has.
  package var kept: Int
  package var secondsPerWorld: Double
  /// Whether the trial did not end in its time, so that the seconds come from the steps it did.
  package var isExtrapolated: Bool
  /// For all of it, with these jobs.
  package var seconds: Double
  /// Of a worker with its worlds, beyond the program itself.
  package var memoryBytes: Int
  /// What the store will grow by.
  package var diskBytes: Int
  /// Where a precision decides how many replicates there are, what the fewest take; the rest is for
  /// the most.
  package var fewest: Fewest?
  /// Why the trial failed, if it did.
  package var failure: Diagnostic?

  /// As the entries of the same names.
  package struct Fewest: Hashable, Sendable {
    package var worlds: Int
    package var seconds: Double
    package var diskBytes: Int
  }
}

extension Experiment {
  /// Runs one world, nothing of it is kept, and extrapolates.
  ///
  /// - Parameters:
  ///   - store: whose replicates need not run again.
  ///   - timeLimit: seconds that the trial may take.
  package static func estimate(
    _ plan: RunPlan, in store: ResultStore? = nil, jobs: Int? = nil, timeLimit: Double = 2,
    limits: LuaLimits = LuaLimits()
  ) throws(DiagnosticList) -> PlanEstimate {
    let work = try Work(plan, store)
    let before = residentBytes
    let trial = try Trial(plan, timeLimit: timeLimit, limits: limits)
    let memory = max(0, residentBytes - before)
    var estimate = PlanEstimate(
      worlds: work.worlds, partWorlds: work.partWorlds, kept: work.kept,
      secondsPerWorld: trial.seconds, isExtrapolated: trial.isExtrapolated,
      seconds: work.seconds(trial.seconds, jobs: jobs ?? cores),
      memoryBytes: memory * work.mostWorlds, diskBytes: work.diskBytes, failure: trial.failure)
    if let rule = plan.precision?.rule {
      let fewest = try Work(plan.upTo(rule.minimum), store)
      estimate.fewest = .init(
        worlds: fewest.worlds, seconds: fewest.seconds(trial.seconds, jobs: jobs ?? cores),
        diskBytes: fewest.diskBytes)
    }
    return estimate
  }

  /// What the process holds in memory now.
  private static var residentBytes: Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 128)
    guard fgets(&text, Int32(text.count), file) != nil else { return 0 }
    let words = String(
      decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self
    ).split(separator: " ")
    return (words.count > 1 ? Int(words[1]) ?? 0 : 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}

/// What a plan has still to run.
private struct Work {
  private(set) var worlds = 0
  private(set) var partWorlds = 0
  /// The most worlds that a worker holds at once.
  private(set) var mostWorlds = 1
  private(set) var diskBytes = 0
  let kept: Int
  private let jobs: Int

  init(_ plan: RunPlan, _ store: ResultStore?) throws(DiagnosticList) {
    let groups = Components(plan.runs).groups
    let backlog = try Backlog(plan, groups: groups, store: store)
    kept = backlog.kept
    jobs = backlog.jobs.count
    for job in backlog.jobs {
      let runs = groups[job.group].filter { backlog.pending[$0][job.replicate - 1] }
      let twins = runs.map { plan.runs[$0].twins(in: job.replicate) }
      let needed = twins.reduce(Set(runs)) { $0.union($1) }
      worlds += needed.count
      partWorlds += needed.reduce(0) { $0 + plan.partRuns[$1] }
      mostWorlds = twins.reduce(mostWorlds) { max($0, $1.count + 1) }
    }
    for (run, pending) in zip(plan.runs, backlog.pending) {
      diskBytes += pending.count { $0 } * Self.bytes(ofReplicateOf: run, plan)
    }
  }

  /// About what a replicate takes in the file: measured on stores of this version.
  private static func bytes(ofReplicateOf run: PlannedRun, _ plan: RunPlan) -> Int {
    let outputs = run.asks.reduce(0) { $0 + plan.measurements[$1.measurement].outputs.count }
    let steps = plan.study.steps - plan.study.warmup
    let series = run.isShown ? plan.series.count * (8 * steps + 48) : 0
    return 32 + 32 * outputs + series
  }

  /// How long it takes, with so many workers at most.
  func seconds(_ secondsPerWorld: Double, jobs: Int) -> Double {
    secondsPerWorld * Double(worlds) / Double(max(1, min(jobs, self.jobs)))
  }
}

/// The first world of a plan, run on this thread for some seconds at most.
private struct Trial {
  private(set) var seconds = 0.0
  private(set) var isExtrapolated = false
  private(set) var failure: Diagnostic?
  /// Kept until the memory has been looked at.
  private var worker: Worker

  init(_ plan: RunPlan, timeLimit: Double, limits: LuaLimits) throws(DiagnosticList) {
    let control = RunControl(timeLimit: timeLimit)
    worker = try Worker(plan, control: control, limits: limits)
    let start = MonotonicClock.seconds
    let result = worker.world(0, replicate: 1)
    seconds = MonotonicClock.seconds - start
    switch result {
    case .success: break
    case .failure(.failed(let error)), .failure(.interrupted(let error)): failure = error
    case .failure(.stopped(_, let progress)):
      isExtrapolated = true
      seconds /= max(progress, 1e-6)
    }
  }
}
