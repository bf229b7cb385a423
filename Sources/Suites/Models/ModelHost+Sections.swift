import Diagnostics
import Experiments
import LuaRuntime
import Simulation
import Studies

extension ModelHost {
  /// Makes a section of a study's report of its first replicates.
  ///
  /// - Returns: what it shows, as a table of the spec.
  func section(
    _ name: String, of study: StudyBench, replications: Int
  ) throws -> LuaReference {
    guard running == nil else {
      throw Diagnostic("worlds cannot be run while always(...) looks at one")
    }
    let bench = try study.bench()
    let sections = bench.plan.study.sections.map(\.name)
    guard let index = sections.firstIndex(of: name) else {
      throw Diagnostic(
        "the study has no section '\(name)'",
        hints: [unknownNameHint(name, among: sections, noun: "sections")])
    }
    let count = bench.plan.isDeterministic ? 1 : replications
    let content = try asStudy { () throws(DiagnosticList) in
      let numbers = try SectionNumbers(bench, section: index, replications: count)
      return try study.lua.section(index, of: numbers.view(bench.plan, section: index))
    }
    return try table(of: content)
  }

  private func table(of content: SectionContent) throws(LuaError) -> LuaReference {
    let state = lua.state
    let made = try state.makeTable()
    if let headline = content.headline { try state.rawSet(made, "headline", .string(headline)) }
    try state.rawSet(made, "text", .table(try list(content.text.map(LuaValue.string))))
    var tables: [LuaValue] = []
    for table in content.tables {
      let entry = try state.makeTable()
      if let title = table.title { try state.rawSet(entry, "title", .string(title)) }
      if let note = table.note { try state.rawSet(entry, "note", .string(note)) }
      try state.rawSet(entry, "columns", .table(try list(table.columns.map(LuaValue.string))))
      var rows: [LuaValue] = []
      for row in table.rows { rows.append(.table(try list(row.map(Self.value)))) }
      try state.rawSet(entry, "rows", .table(try list(rows)))
      tables.append(.table(entry))
    }
    try state.rawSet(made, "tables", .table(try list(tables)))
    return made
  }

  private static func value(_ cell: TableCell) -> LuaValue {
    switch cell {
    case .text(let text): .string(text)
    case .number(let number): .number(number)
    case .undefined(let reason): .string("undefined: \(reason)")
    }
  }

  private func list(_ values: [LuaValue]) throws(LuaError) -> LuaReference {
    let list = try lua.state.makeTable(arrayCount: values.count)
    for (index, value) in values.enumerated() { try lua.state.rawSet(list, index + 1, value) }
    return list
  }
}

/// What a section asks for, of every scenario and replicate.
private struct SectionNumbers {
  private let replications: Int
  /// By cell, measurement and replicate: one value per output.
  private var values: [[Int: [[MeasureValue]]]]
  /// By cell, profile and replicate.
  private var profiles: [[Int: [[Double]]]]

  init(_ bench: Workbench, section: Int, replications: Int) throws(DiagnosticList) {
    let plan = bench.plan
    self.replications = replications
    values = plan.cells.map { _ in [:] }
    profiles = values.map { _ in [:] }
    let asked = plan.measurements(ofSection: section)
    let taken = plan.profiles.indices.filter { plan.profiles[$0].section == section }
    for replicate in 1...replications {
      var worlds = TwinWorlds()
      for (number, cell) in plan.cells.enumerated() {
        let world = try worlds.world(cell.run, replicate: replicate, bench)
        for index in asked {
          values[number][index, default: []].append(
            try bench.values(of: index, in: cell, world, replicate: replicate, &worlds))
        }
        for index in taken {
          var twin: Workbench.Twin?
          if let run = cell.twin?.run {
            twin = Workbench.Twin(
              run: run, world: try worlds.world(run, replicate: replicate, bench))
          }
          let isAbsent = plan.profiles[index].readsTwin && twin == nil
          profiles[number][index, default: []].append(
            isAbsent ? [] : try bench.profile(index, run: cell.run, world, twin: twin))
        }
      }
    }
  }

  func view(_ plan: RunPlan, section: Int) -> ExperimentView {
    plan.view(
      ofSection: section, replications: replications,
      numbers: { cell, measurement, output in
        values[cell][measurement]?.map { $0[output] } ?? []
      },
      profile: { cell, profile, replicate in profiles[cell][profile]?[replicate - 1] ?? [] })
  }
}
