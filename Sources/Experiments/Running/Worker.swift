import Diagnostics
import LuaRuntime
import Simulation
import Store
import Studies

/// One thread's share of an experiment: its own Lua state, and the worlds of the job at hand.
final class Worker {
  /// Why there is no world.
  enum WorldFailure: Error {
    case failed(Diagnostic)
    /// Stopped by a limit of the machine; it runs again.
    case interrupted(Diagnostic)
    /// Stopped from outside in a step: nothing is known of it.
    case stopped(step: Int)
  }

  let plan: RunPlan
  let control: RunControl
  let engine: LuaEngine
  /// Runs worlds, measures and tables where there is machine code.
  let native: NativeEngine?
  private var worlds: [Int: Result<World, WorldFailure>] = [:]
  /// The models that the plan did not keep; at most one is needed at a time.
  private var built: (run: Int, model: Model)?

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
    self.engine = engine
    native = library.map { NativeEngine(engine, library: $0) }
    native?.threads = threads
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
      engine.release()
      if plan.runs[run].isShown { record.series = series(of: world) }
      record.seconds = MonotonicClock.seconds - start
      return record
    }
  }

  // MARK: worlds

  /// The world of a run in a replicate, made at the first asking.
  func world(_ run: Int, replicate: Int) -> Result<World, WorldFailure> {
    if let known = worlds[run] { return known }
    let made = Result { () throws(WorldFailure) in try makeWorld(run, replicate: replicate) }
    worlds[run] = made
    return made
  }

  private func makeWorld(_ run: Int, replicate: Int) throws(WorldFailure) -> World {
    do {
      let model = try model(of: run)
      try engine.use(plan.runs[run].scenario.parameters)
      native?.use(plan.runs[run].scenario.parameters)
      let world = try Simulator.run(
        model, replicate: UInt64(replicate), engine: native ?? engine,
        shouldStop: { [control] in control.isStopped })
      engine.release()
      return world
    } catch {
      engine.release()
      if control.isStopped { throw .stopped(step: (error as? SimulationFailure)?.step ?? 0) }
      switch error {
      case let failure as SimulationFailure:
        throw failure.isInterrupted ? .interrupted(failure.placed) : .failed(failure.placed)
      case let list as DiagnosticList: throw .failed(list.first)
      default: throw .failed(Diagnostic("\(error)", class: .bug))
      }
    }
  }

  private func model(of run: Int) throws(DiagnosticList) -> Model {
    if let kept = plan.models[run] { return kept }
    if let built, built.run == run { return built.model }
    let model = try ModelBuilder(study: plan.study, scenario: plan.runs[run].scenario).build()
    built = (run, model)
    return model
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
    guard case .measure(let index) = measurement.source else {
      if case .value(let position) = measurement.source {
        add([ValueMean(world, ValueID(position)).value])
      }
      return true
    }
    let twin: World?
    switch beside(ask.twin, isRead: measurement.readsTwin, replicate: replicate) {
    case .world(let world): twin = world
    case .undefined(let reason):
      addUndefined(reason)
      return true
    case .later: return true
    case .stopped: return false
    }
    do {
      add(
        try engine.measure(
          index, run: world, twin: twin, parameters: plan.runs[run].scenario.parameters,
          twinParameters: ask.twin.map { plan.runs[$0].scenario.parameters }, native: native
        ).map(MeasuredValue.init))
    } catch {
      if control.isStopped { return false }
      record.failures.append(MeasureFailure(measure: key, error: error.first))
    }
    return true
  }

  /// What stands beside a world when it is compared.
  enum Beside {
    case world(World?)
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
    case .success(let world): return .world(world)
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

extension DiagnosticList {
  /// The first error: what a replicate is recorded with.
  var first: Diagnostic {
    errors.first ?? diagnostics.first ?? Diagnostic("an unknown failure", class: .bug)
  }
}

extension MeasuredValue {
  init(_ value: MeasureValue) {
    if let number = value.value {
      self.init(number, used: value.used, total: value.total)
    } else {
      self = .undefined(value.reason ?? "not_a_number", used: value.used, total: value.total)
    }
  }
}

extension SimulationFailure {
  /// The failure with where in the world it happened.
  var placed: Diagnostic {
    var parts: [String] = []
    if let phase { parts.append("in '\(phase)'") }
    parts.append(step == 0 ? "while the world was made" : "in step \(step)")
    if let kind, let actor { parts.append("for \(kind) \(actor)") }
    if let partner { parts.append("with partner \(partner)") }
    var diagnostic = diagnostic
    diagnostic.hints.append(parts.joined(separator: ", "))
    return diagnostic
  }
}
