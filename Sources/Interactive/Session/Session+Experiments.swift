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
      let comparison = try session.experiment(replications: try arguments.integer(0))
      session.experiments.append(comparison)
      return [
        .integer(Int64(session.experiments.count)), .table(try session.content(of: comparison)),
      ]
    }
  }

  /// Runs all scenarios as `valence run` does, at the settings of the session.
  func experiment(replications: Int) throws -> Comparison {
    let study = try opened()
    var options = study.planOptions
    options.replications = replications
    var varied = study.variant.study
    varied.design = nil
    let plan = try RunPlan(varied, options)
    let store = try ResultStore(path: try surroundings.scratchStore(), access: .readWrite)
    defer { try? store.close() }
    let context = RunContext(
      studyFile: varied.source.path, command: "valence", version: surroundings.version,
      engine: library == nil ? "lua" : "native")
    let outcome = try Experiment.run(
      plan, in: store, context: context, control: control, library: library)
    if outcome.wasStopped { throw Diagnostic("interrupted", class: .limit) }
    if let failure = outcome.firstFailure { throw failure }
    return try Experiment.comparison(in: store)
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
