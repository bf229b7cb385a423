package import Diagnostics
package import Simulation
import Store
package import Studies

/// Makes the worlds of a plan and asks them what the study measures, one thing at a time; what comes
/// of it is the caller's to keep.
package final class Workbench {
  /// Why there is no world.
  package enum WorldFailure: Error {
    case failed(Diagnostic)
    /// Stopped by a limit of the machine; it runs again.
    case interrupted(Diagnostic)
    /// Stopped from outside in a step: nothing is known of it.
    ///
    /// - Parameter progress: how much of it was done, from 0 to 1.
    case stopped(step: Int, progress: Double)
  }

  /// A world that another one is compared with.
  package struct Twin {
    /// By position in `RunPlan.runs`.
    package var run: Int
    package var world: World

    package init(run: Int, world: World) {
      self.run = run
      self.world = world
    }
  }

  package let plan: RunPlan
  package let engine: LuaEngine
  /// Runs worlds, measures and tables where there is machine code.
  package let native: NativeEngine?
  private let isStopped: () -> Bool
  /// The models that the plan did not keep; at most one is needed at a time.
  private var built: (run: Int, model: Model)?

  /// - Parameters:
  ///   - native: `nil`: everything runs on the interpreter.
  ///   - isStopped: asked before each phase whether the work is to end.
  package init(
    _ plan: RunPlan, engine: LuaEngine, native: NativeEngine?,
    isStopped: @escaping () -> Bool = { false }
  ) {
    self.plan = plan
    self.engine = engine
    self.native = native
    self.isStopped = isStopped
  }

  /// Runs one world.
  ///
  /// - Parameters:
  ///   - run: by position in `RunPlan.runs`.
  ///   - replicate: 1 or more; it may be beyond what the study says.
  ///   - afterStep: looks at the world when a step is over; what it throws ends the run.
  package func world(
    _ run: Int, replicate: Int,
    afterStep: ((World) throws(SimulationFailure) -> Void)? = nil
  ) throws(WorldFailure) -> World {
    let course = try begin(run, replicate: replicate)
    defer { engine.release() }
    try doing { () throws(SimulationFailure) in
      try course.run(afterStep: afterStep)
      try course.finish()
    }
    return course.world
  }

  /// Makes a world that is still to be run: `advance` runs it.
  ///
  /// - Parameters: as of `world`.
  package func begin(_ run: Int, replicate: Int) throws(WorldFailure) -> Course {
    let model: Model
    do {
      model = try self.model(of: run)
    } catch {
      throw .failed(error.first)
    }
    try use(run)
    return try doing { () throws(SimulationFailure) in
      try Simulator.begin(
        model, replicate: UInt64(replicate), engine: native ?? engine, shouldStop: isStopped)
    }
  }

  /// Runs a world that was begun as far as a step; at its last one what is asked once the run is over
  /// is asked.
  ///
  /// Between two calls other worlds may have been run.
  ///
  /// - Parameter run: that of the world.
  package func advance(
    _ course: Course, of run: Int, through step: Int,
    afterStep: ((World) throws(SimulationFailure) -> Void)? = nil
  ) throws(WorldFailure) {
    guard !course.isOver else { return }
    try use(run)
    course.enter()
    defer { engine.release() }
    try doing { () throws(SimulationFailure) in
      try course.run(through: step, afterStep: afterStep)
      if course.isOver { try course.finish() }
    }
  }

  /// Has the engines work with the parameters of a run.
  private func use(_ run: Int) throws(WorldFailure) {
    do {
      try engine.use(plan.runs[run].scenario.parameters)
    } catch {
      throw .failed(error.first)
    }
    native?.use(plan.runs[run].scenario.parameters)
  }

  private func doing<Result>(
    _ body: () throws(SimulationFailure) -> Result
  ) throws(WorldFailure) -> Result {
    do {
      return try body()
    } catch {
      engine.release()
      if isStopped() { throw .stopped(step: error.step, progress: error.progress) }
      throw error.isInterrupted ? .interrupted(error.placed) : .failed(error.placed)
    }
  }

  private func model(of run: Int) throws(DiagnosticList) -> Model {
    if let kept = plan.models[run] { return kept }
    if let built, built.run == run { return built.model }
    let model = try ModelBuilder(study: plan.study, scenario: plan.runs[run].scenario).build()
    built = (run, model)
    return model
  }

  /// Asks a finished world for a measurement of the plan.
  ///
  /// - Parameters:
  ///   - measurement: by position in `RunPlan.measurements`.
  ///   - twin: what the world is compared with, for a measurement that reads it.
  ///   - isInterpreted: whether machine code is left alone, since it runs another world at present.
  /// - Returns: one value per output.
  package func values(
    of measurement: Int, run: Int, _ world: World, twin: Twin?, isInterpreted: Bool = false
  ) throws(DiagnosticList) -> [MeasureValue] {
    try measured(measurement, run: run, world, twin: twin, isInterpreted: isInterpreted)
      .map(MeasureValue.init)
  }

  /// The same in the form that a store keeps.
  func measured(
    _ measurement: Int, run: Int, _ world: World, twin: Twin?, isInterpreted: Bool = false
  ) throws(DiagnosticList) -> [MeasuredValue] {
    switch plan.measurements[measurement].source {
    case .value(let position): return [ValueMean(world, ValueID(position)).value]
    case .gains(let position):
      guard let twin else {
        return GainSpread.outputs.map { _ in .undefined(UndefinedReason.noTwin.text) }
      }
      return GainSpread(world, twin: twin.world, ValueID(position)).values
    case .discord(let first, let second):
      return [ActorDiscord(world, ValueID(first), ValueID(second)).value]
    case .measure(let index):
      return try engine.measure(
        index, run: world, twin: twin?.world, parameters: plan.runs[run].scenario.parameters,
        twinParameters: twin.map { plan.runs[$0.run].scenario.parameters },
        native: isInterpreted ? nil : native
      ).map(MeasuredValue.init)
    }
  }

  /// Asks a finished world for a profile of the study.
  ///
  /// - Returns: a number per actor of its kind, NaN where there is none.
  package func profile(_ index: Int, run: Int, _ world: World, twin: Twin?) throws(DiagnosticList)
    -> [Double]
  {
    try engine.profile(
      index, run: world, twin: twin?.world, parameters: plan.runs[run].scenario.parameters,
      twinParameters: twin.map { plan.runs[$0.run].scenario.parameters }, native: native)
  }

  /// Asks a finished world for a table of the study.
  func table(_ index: Int, run: Int, _ world: World, twin: Twin?) throws(DiagnosticList)
    -> [[TableCell]]
  {
    try engine.table(
      index, run: world, twin: twin?.world, parameters: plan.runs[run].scenario.parameters,
      twinParameters: twin.map { plan.runs[$0.run].scenario.parameters }, native: native)
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

extension MeasureValue {
  fileprivate init(_ value: MeasuredValue) {
    if let number = value.number {
      self.init(number)
      (used, total) = (value.used, value.total)
    } else {
      self.init(
        undefined: value.reason ?? "not_a_number", used: value.used, total: value.total)
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
