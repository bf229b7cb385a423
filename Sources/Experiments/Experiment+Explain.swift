package import Diagnostics
internal import Simulation
package import Studies

/// A function of a study, what executes it, and in a profiled run what it cost.
package struct ExplainedFunction: Sendable {
  package var explanation: Explanation
  /// Of the profiled world; `nil` without a profile.
  package var seconds: Double?
  package var rows: Int?
}

/// What executes the functions of a study.
package struct ExplainedStudy: Sendable {
  package var functions: [ExplainedFunction]
  /// Of the profiled world, functions and everything around them; `nil` without a profile.
  package var seconds: Double?
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
    do throws(SimulationFailure) {
      _ = try Simulator.run(model, replicate: 1, engine: profiling, shouldStop: { false })
    } catch {
      throw DiagnosticList([error.placed])
    }
    explained.seconds = MonotonicClock.seconds - start
    for index in explained.functions.indices {
      let profile = profiling.profile(of: explained.functions[index].explanation.function)
      explained.functions[index].seconds = profile.seconds
      explained.functions[index].rows = profile.rows
    }
    return explained
  }
}
