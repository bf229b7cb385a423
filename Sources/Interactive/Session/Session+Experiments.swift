import Diagnostics
import Experiments
import LuaRuntime
import Statistics
import Store
import Studies

/// Running all scenarios, as `valence run` does.
extension Session {
  func registerExperiments() throws {
    try register("experiment") { session, arguments in
      let study = try session.opened()
      var options = study.planOptions
      options.replications = try arguments.integer(0)
      // A first look: every scenario as it is written, not at the points of a design.
      var varied = study.variant.study
      varied.design = nil
      let comparison = try session.run(try RunPlan(varied, options))
      session.experiments.append(comparison)
      return [
        .integer(Int64(session.experiments.count)), .table(try session.content(of: comparison)),
      ]
    }
  }

  /// Runs the study as `valence run` does, its design and precision included, at the settings of the
  /// session.
  ///
  /// - Parameter replications: `nil`: as the study says.
  func experiment(replications: Int?) throws -> Comparison {
    let study = try opened()
    var options = study.planOptions
    options.replications = replications
    return try run(try RunPlan(study.variant.study, options))
  }

  private func run(_ plan: RunPlan) throws -> Comparison {
    let store = try ResultStore(path: try surroundings.scratchStore(), access: .readWrite)
    defer { try? store.close() }
    let context = RunContext(
      studyFile: plan.study.source.path, command: command(for: plan),
      version: surroundings.version, engine: library == nil ? "lua" : "native")
    let outcome = try Experiment.run(
      plan, in: store, context: context, control: control, library: library)
    if outcome.wasStopped { throw Diagnostic("interrupted", class: .limit) }
    if let failure = outcome.firstFailure { throw failure }
    return try Experiment.comparison(in: store)
  }

  /// What makes the same results again.
  private func command(for plan: RunPlan) -> String {
    var settings = ["--seed", "\(plan.study.seed)"]
    // A study that asks for a precision has as many as that takes.
    if plan.precision == nil { settings += ["--replications", "\(plan.replications)"] }
    if text?.isChanged ?? true || !self.settings.isEmpty || loadedChange == nil {
      return "in the session :save FILE, then valence run FILE " + settings.joined(separator: " ")
    }
    return (["valence", "run", plan.study.source.path] + settings).map(ShellWord.quoted)
      .joined(separator: " ")
  }

  /// Every number of an experiment by scenario: `e["mood (consumer)"].app.mean`.
  private func content(of comparison: Comparison) throws -> LuaReference {
    let result = try state.makeTable()
    for (position, row) in comparison.rows.enumerated() {
      let scenarios = try state.makeTable()
      for (index, scenario) in comparison.document.scenarios.enumerated() {
        let cell = comparison.cells[index][position]
        let entry = try state.makeTable()
        func set(_ name: String, _ value: Double?) throws {
          if let value { try state.rawSet(entry, name, .number(value)) }
        }
        try set("mean", cell.estimate.mean)
        try set("sd", cell.estimate.standardDeviation)
        try set("low", cell.estimate.interval?.low)
        try set("high", cell.estimate.interval?.high)
        try state.rawSet(entry, "n", .integer(Int64(cell.estimate.count)))
        try set("difference", cell.difference?.paired.estimate.mean)
        try set("difference_low", cell.difference?.paired.estimate.interval?.low)
        try set("difference_high", cell.difference?.paired.estimate.interval?.high)
        try state.rawSet(scenarios, scenario.name, .table(entry))
      }
      try state.rawSet(result, row.name, .table(scenarios))
    }
    return result
  }
}
