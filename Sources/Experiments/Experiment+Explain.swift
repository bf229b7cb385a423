package import Diagnostics
internal import Simulation
package import Studies

/// A function of a study, what executes it, and in a profiled run what it cost.
package struct ExplainedFunction: Sendable {
  package var explanation: Explanation
  /// Of the profiled world; `nil` without a profile.
  package var seconds: Double?
  package var rows: Int?

  /// As messages call it: "rule 'adopt'".
  package var name: String { explanation.name }
  package var location: SourceLocation? { explanation.location }
  package var isNative: Bool { explanation.isNative }
  /// Why it stays on the interpreter, and the place that is to blame.
  package var reason: String? { explanation.reason }
  package var place: SourceLocation? {
    get { explanation.place }
    set { explanation.place = newValue }
  }
  /// In which stages its rows run.
  package var form: String? { explanation.form }
  /// Its intermediate form.
  package var text: String? { explanation.text }
}

/// What executes the functions of a study.
package struct ExplainedStudy: Sendable {
  package var functions: [ExplainedFunction]
  /// Of the profiled world, functions and everything around them; `nil` without a profile.
  package var seconds: Double?
  /// Of those, from the first phase of the first step to the end of the last step.
  package var stepsSeconds: Double?
  package var scenario: String
}

extension Experiment {
  /// Says for every function of a study what executes it, in the first scenario.
  ///
  /// - Parameters:
  ///   - library: `nil`: everything runs on the interpreter.
  ///   - isProfiled: whether one world is run for times, after one that lets code be made.
  /// - Throws: what is wrong with the scenario, or what the world failed of.
  package static func explain(
    _ loaded: LoadedStudy, library: NativeLibrary?, isProfiled: Bool
  ) throws(DiagnosticList) -> ExplainedStudy {
    let study = loaded.study
    guard let scenario = study.scenarios.first else {
      throw DiagnosticList([Diagnostic("the study has no scenario")])
    }
    let resolved = study.resolved(scenario)
    let model = try ModelBuilder(study: study, scenario: resolved).build()
    let lua = try LuaEngine(loaded)
    try lua.use(resolved.parameters)
    let native = library.map { NativeEngine(lua, library: $0) }
    native?.use(resolved.parameters)
    let explanations =
      native?.explanations(of: model)
      ?? lua.explanations(reason: "there is no machine code: see valence doctor")
    var explained = ExplainedStudy(
      functions: explanations.map { ExplainedFunction(explanation: $0) }, scenario: scenario.name)
    guard isProfiled else { return explained }
    let engine: any Engine = native ?? lua
    let profiling = ProfilingEngine(engine)
    let start = MonotonicClock.seconds
    // The world asks before its first step and after its last.
    var asked: (first: Double, last: Double)?
    let world: World
    do throws(SimulationFailure) {
      world = try Simulator.run(
        model, replicate: 1, engine: profiling,
        shouldStop: {
          let now = MonotonicClock.seconds
          asked = (asked?.first ?? now, now)
          return false
        })
    } catch {
      throw DiagnosticList([error.placed])
    }
    let clock = QuestionClock(lua, native, world, resolved.parameters)
    let questions = try clock.times()
    explained.seconds = MonotonicClock.seconds - start
    explained.stepsSeconds = asked.map { $0.last - $0.first }
    for index in explained.functions.indices {
      let function = explained.functions[index].explanation.function
      let profile = questions[function] ?? profiling.profile(of: function)
      explained.functions[index].seconds = profile.seconds
      explained.functions[index].rows = profile.rows
    }
    return explained
  }
}

/// Times the measures and tables of a finished world, which stands in for its own twin.
private struct QuestionClock {
  private let lua: LuaEngine
  private let native: NativeEngine?
  private let world: World
  private let parameters: [String: ParameterValue]

  init(
    _ lua: LuaEngine, _ native: NativeEngine?, _ world: World,
    _ parameters: [String: ParameterValue]
  ) {
    self.lua = lua
    self.native = native
    self.world = world
    self.parameters = parameters
  }

  /// By function: the seconds that its measures and tables take, and how often it is asked.
  func times() throws(DiagnosticList) -> [Int: (seconds: Double, rows: Int)] {
    let study = lua.study
    var times: [Int: (seconds: Double, rows: Int)] = [:]
    func time(
      _ function: FunctionReference, _ kind: KindID?,
      _ body: (World?) throws(DiagnosticList) -> Void
    ) throws(DiagnosticList) {
      let twin = study.facts[function.index].readsTwin ? world : nil
      let start = MonotonicClock.seconds
      try body(twin)
      times[function.index, default: (0, 0)].seconds += MonotonicClock.seconds - start
      times[function.index, default: (0, 0)].rows += kind.map { world.count($0) } ?? 1
    }
    for (index, measure) in study.measures.enumerated() {
      try time(measure.function, measure.actors?.kind) { twin throws(DiagnosticList) in
        _ = try lua.measure(
          index, run: world, twin: twin, parameters: parameters,
          twinParameters: twin.map { _ in parameters }, native: native)
      }
    }
    for (index, table) in study.tables.enumerated() {
      guard let function = table.function else { continue }
      var kind: KindID?
      if case .actors(let actors, _) = table.form { kind = actors.kind }
      try time(function, kind) { twin throws(DiagnosticList) in
        _ = try lua.table(
          index, run: world, twin: twin, parameters: parameters,
          twinParameters: twin.map { _ in parameters }, native: native)
      }
    }
    return times
  }
}
