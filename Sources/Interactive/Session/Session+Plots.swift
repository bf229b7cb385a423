import Diagnostics
import Experiments
import LuaRuntime
import Reports
import Simulation
import Statistics
import Store
import Studies

/// Plots, and experiments over all scenarios.
extension Session {
  func registerPlots() throws {
    try register("plot") { session, arguments in
      guard let things = arguments.value(0).table else { throw Diagnostic("plot needs a list") }
      return [.string(try session.plot(things, name: arguments.value(1).text))]
    }
  }

  private func plot(_ things: LuaReference, name: String?) throws -> String {
    let parts = try state.entries(of: things).compactMap(\.value.table)
    guard let first = parts.first else { throw Diagnostic("plot needs something to plot") }
    switch try state.rawGet(first, "sort").text {
    case "experiment":
      let index = (try state.rawGet(first, "number").int ?? 1) - 1
      return try plot(experiments[index], name)
    case "column" where parts.count == 1: return show(try distribution(first))
    case "column": return show(try scatter(parts))
    case "rows": return show(try lines(of: first))
    default: return show(try series(parts))
    }
  }

  private func show(_ plot: some Plot) -> String {
    plots.append(plot.chart)
    return plot.text(on: screen)
  }

  // MARK: one world

  /// How a field is spread, beside how it is among the twins.
  private func distribution(_ column: LuaReference) throws -> DistributionPlot {
    let name = try state.rawGet(column, "kind").text ?? "?"
    let field = try state.rawGet(column, "field").text ?? "?"
    let side = SessionWorlds.Side(rawValue: try state.rawGet(column, "side").int ?? 1) ?? .world
    let worlds = try open()
    var groups = [(name: worlds.name(of: side), values: try numbers(column))]
    if side == .world, worlds.run(on: .twin) != nil {
      let kind = try kind(name)
      let twin = try world(on: .twin)
      groups.append(
        (
          name: worlds.name(of: .twin),
          values: try numbers(twin, kind, try self.field(field, of: kind))
        )
      )
    }
    return DistributionPlot(
      title: "\(field) of \(name), step \(worlds.step)", groups: groups)
  }

  private func numbers(_ content: LuaReference) throws -> [Double] {
    try numbers(try state.rawGet(content, "values"))
  }

  private func numbers(_ world: World, _ kind: KindID, _ field: FieldID) throws -> [Double] {
    try (0..<world.count(kind)).filter { world.isAlive(kind, $0) }.compactMap {
      switch try cell(kind, field, $0, in: world, on: .twin) {
      case .boolean(let value): value ? 1 : 0
      case let value: value.double
      }
    }
  }

  private func scatter(_ columns: [LuaReference]) throws -> ScatterPlot {
    let names = try columns.map { try state.rawGet($0, "field").text ?? "?" }
    let (x, y) = (try numbers(columns[0]), try numbers(columns[1]))
    guard x.count == y.count else {
      throw Diagnostic(
        "plot needs two columns of the same kind: these have \(x.count) and \(y.count)")
    }
    return ScatterPlot(
      title: "\(names[1]) by \(names[0]), step \(try open().step)", x: names[0], y: names[1],
      points: Array(zip(x, y)))
  }

  /// The columns of numbers of a trace, by step.
  private func lines(of rows: LuaReference) throws -> SeriesPlot {
    let columns = try state.rawGet(rows, "columns").table.map { try state.entries(of: $0) } ?? []
    let cells = try state.rawGet(rows, "rows").table.map { try state.entries(of: $0) } ?? []
    var series: [(name: String, values: [Double])] = []
    var first = 1
    for (position, column) in columns.enumerated() {
      var numbers: [Double] = []
      for row in cells {
        let cell = try row.value.table.map { try state.rawGet($0, position + 1) } ?? .nothing
        if case .boolean(let value) = cell {
          numbers.append(value ? 1 : 0)
        } else {
          numbers.append(cell.double ?? .nan)
        }
      }
      if column.value.text == "step" {
        first = numbers.first.map { Int($0) } ?? 1
      } else if numbers.contains(where: { !$0.isNaN }) {
        series.append((column.value.text ?? "?", numbers))
      }
    }
    return SeriesPlot(
      title: try state.rawGet(rows, "title").text ?? "", series: series, firstStep: first)
  }

  /// Series of the world, each beside that of the twin world, or plain lists of numbers.
  private func series(_ parts: [LuaReference]) throws -> SeriesPlot {
    let worlds = try? open()
    var series: [(name: String, values: [Double])] = []
    var names: [String] = []
    for (position, part) in parts.enumerated() {
      guard let name = try state.rawGet(part, "name").text else {
        series.append(("list \(position + 1)", try numbers(part)))
        continue
      }
      names.append(name)
      let worlds = try open()
      let world = try world(on: .world)
      let index = try self.series(name, in: world)
      if world.seriesRows.isEmpty {
        throw Diagnostic(
          "'\(name)' has no numbers yet: the world is at step \(worlds.step)",
          hints: [
            "step() or run() runs it; the first \(worlds.plan.study.warmup) steps do not count"
          ])
      }
      let isAlone = parts.count == 1
      series.append((isAlone ? worlds.name(of: .world) : name, world.seriesRows.map { $0[index] }))
      if isAlone, worlds.run(on: .twin) != nil {
        let twin = try self.world(on: .twin)
        series.append((worlds.name(of: .twin), twin.seriesRows.map { $0[index] }))
      }
    }
    return SeriesPlot(
      title: names.joined(separator: ", "), series: series,
      firstStep: names.isEmpty ? 1 : (worlds?.plan.study.warmup ?? 0) + 1)
  }

  /// A number over the scenarios: what differs from the twins where something is compared.
  private func plot(_ comparison: Comparison, _ name: String?) throws -> String {
    let names = comparison.rows.map(\.name)
    guard let name else {
      throw Diagnostic(
        "plot needs to know which number", hints: ["plot(e, \"\(names.first ?? "...")\")"])
    }
    let position = names.firstIndex(of: name) ?? names.firstIndex { $0.hasPrefix("\(name) (") }
    guard let position else {
      throw Diagnostic(
        "the experiment has no number '\(name)'",
        hints: [unknownNameHint(name, among: names, noun: "numbers")])
    }
    let scenarios = comparison.document.scenarios
    let cells = comparison.cells.map { $0[position] }
    let isCompared = cells.contains { $0.difference != nil }
    var rows: [(name: String, estimate: Double?, low: Double?, high: Double?, note: String)] = []
    for (scenario, cell) in zip(scenarios, cells) {
      if isCompared, cell.difference == nil { continue }
      let estimate = cell.difference?.paired.estimate ?? cell.estimate
      rows.append(
        (
          scenario.name, estimate.mean, estimate.interval?.low, estimate.interval?.high,
          "n \(estimate.count)"
        ))
    }
    let title = isCompared ? "\(names[position]): scenario minus its twin" : names[position]
    return show(ComparisonPlot(title: title, unit: nil, rows: rows, zero: isCompared))
  }
}
