import Diagnostics
import LuaRuntime
import Simulation
import Store
import Studies

/// One thread's share of an experiment: its own Lua state, and the worlds of the job at hand.
final class Worker {
  let plan: RunPlan
  let control: RunControl
  let bench: Workbench
  private var worlds: [Int: Result<World, Workbench.WorldFailure>] = [:]

  /// - Throws: a script that loads no more.
  init(
    _ plan: RunPlan, control: RunControl, limits: LuaLimits, library: NativeLibrary? = nil,
    threads: Int = 1
  ) throws(DiagnosticList) {
    self.plan = plan
    self.control = control
    var limits = limits
    limits.deadline = control.deadline ?? limits.deadline
    let engine = try LuaEngine(try StudyLoader.reload(plan.study, limits: limits))
    let native = library.map { NativeEngine(engine, library: $0) }
    native?.threads = threads
    bench = Workbench(plan, engine: engine, native: native) { control.isStopped }
  }

  /// Runs what one replicate of a group of runs still lacks.
  ///
  /// - Parameters:
  ///   - runs: the runs to record, a world of another one is made where it is compared with.
  ///   - record: takes each run as it is finished.
  func perform(
    _ runs: [Int], replicate: Int, record: (Int, ReplicateRecord) throws(DiagnosticList) -> Void
  ) throws(DiagnosticList) {
    defer { worlds = [:] }
    var uses: [Int: Int] = [:]
    for run in runs {
      for needed in plan.runs[run].twins(in: replicate).union([run]) {
        uses[needed, default: 0] += 1
      }
    }
    for run in runs {
      if control.isStopped { return }
      if let finished = perform(run, replicate: replicate) { try record(run, finished) }
      for needed in plan.runs[run].twins(in: replicate).union([run]) {
        uses[needed, default: 1] -= 1
        if uses[needed] == 0 { worlds[needed] = nil }
      }
    }
  }

  /// - Returns: `nil` where it was stopped from outside.
  private func perform(_ run: Int, replicate: Int) -> ReplicateRecord? {
    let fingerprint = plan.runs[run].fingerprint
    let start = MonotonicClock.seconds
    switch world(run, replicate: replicate) {
    case .failure(.stopped): return nil
    case .failure(.failed(let error)):
      return ReplicateRecord(run: fingerprint, replicate: replicate, outcome: .failed(error))
    case .failure(.interrupted(let error)):
      return ReplicateRecord(run: fingerprint, replicate: replicate, outcome: .interrupted(error))
    case .success(let world):
      var record = ReplicateRecord(run: fingerprint, replicate: replicate)
      for ask in plan.runs[run].asks {
        guard measure(ask, of: run, world, replicate: replicate, into: &record) else { return nil }
      }
      if replicate == PlannedTable.replicate {
        for ask in plan.runs[run].tables {
          guard makeTable(ask, of: run, world, into: &record) else { return nil }
        }
      }
      if plan.runs[run].isShown { record.series = series(of: world) }
      for ask in plan.runs[run].profiles {
        guard takeProfile(ask, of: run, world, into: &record) else { return nil }
      }
      bench.engine.release()
      record.seconds = MonotonicClock.seconds - start
      return record
    }
  }

  // MARK: worlds

  /// The world of a run in a replicate, made at the first asking.
  func world(_ run: Int, replicate: Int) -> Result<World, Workbench.WorldFailure> {
    if let known = worlds[run] { return known }
    let made = Result { () throws(Workbench.WorldFailure) in
      try bench.world(run, replicate: replicate)
    }
    worlds[run] = made
    return made
  }

  // MARK: measures

  /// - Returns: false where it was stopped from outside.
  private func measure(
    _ ask: PlannedRun.Ask, of run: Int, _ world: World, replicate: Int,
    into record: inout ReplicateRecord
  ) -> Bool {
    let measurement = plan.measurements[ask.measurement]
    let key = plan.key(ask)
    func add(_ values: [MeasuredValue]) {
      for (output, value) in zip(measurement.outputs, values) {
        record.results.append(
          ResultRecord(measure: key, name: measurement.name, output: output, value: value))
      }
    }
    func addUndefined(_ reason: String) {
      add(measurement.outputs.map { _ in .undefined(reason) })
    }
    let twin: Workbench.Twin?
    switch beside(ask.twin, isRead: measurement.readsTwin, replicate: replicate) {
    case .world(let found): twin = found
    case .undefined(let reason):
      addUndefined(reason)
      return true
    case .later: return true
    case .stopped: return false
    }
    var (run, world) = (run, world)
    switch beside(ask.subject, isRead: ask.subject != nil, replicate: replicate) {
    case .world(let subject?): (run, world) = (subject.run, subject.world)
    case .world(nil): break
    case .undefined:
      addUndefined("run_failed")
      return true
    case .later: return true
    case .stopped: return false
    }
    do {
      add(try bench.measured(ask.measurement, run: run, world, twin: twin))
    } catch {
      if control.isStopped { return false }
      record.failures.append(MeasureFailure(measure: key, error: error.first))
    }
    return true
  }

  /// What stands beside a world when it is compared.
  enum Beside {
    case world(Workbench.Twin?)
    /// Why there is nothing to compare with.
    case undefined(String)
    /// The twin was interrupted: it is asked again when the twin runs again.
    case later
    case stopped
  }

  /// - Parameter isRead: whether the twin is looked at; its world is made only then.
  func beside(_ twin: Int?, isRead: Bool, replicate: Int) -> Beside {
    guard isRead else { return .world(nil) }
    guard let twin else { return .undefined("no_twin") }
    switch world(twin, replicate: replicate) {
    case .success(let world): return .world(Workbench.Twin(run: twin, world: world))
    case .failure(.failed): return .undefined("twin_failed")
    case .failure(.interrupted): return .later
    case .failure(.stopped): return .stopped
    }
  }

  private func series(of world: World) -> [SeriesRecord] {
    let rows = world.seriesRows
    return plan.series.enumerated().map { index, series in
      SeriesRecord(
        fingerprint: series.fingerprint, name: series.name, firstStep: plan.study.warmup + 1,
        values: rows.map { $0[index] })
    }
  }
}
