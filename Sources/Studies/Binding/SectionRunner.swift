package import Diagnostics
import LuaRuntime

extension LuaEngine {
  /// Makes a section of the report.
  ///
  /// - Parameter view: the experiment that it is about; it is asked while the section is made.
  package func section(
    _ index: Int, of view: ExperimentView
  ) throws(DiagnosticList) -> SectionContent {
    let declaration = study.sections[index]
    do throws(LuaError) {
      try activate()
      defer { release() }
      let experiment = try ExperimentTable(engine: self, view: view).table()
      let function = try measureFunction(declaration.function.index)
      let results = try state.call(function, [.table(experiment)], results: 1)
      let reader = SectionReader(engine: self, name: declaration.name)
      return try reader.content(results.first ?? .nothing)
    } catch {
      throw DiagnosticList([
        error.placed(at: declaration.location).diagnostic(source: study.source)
      ])
    }
  }
}

/// Reads what a section's function returned.
private struct SectionReader {
  let engine: LuaEngine
  let name: String

  private static let tableKeys: Set<String> = ["columns", "rows", "note", "chart"]
  private static let keys = tableKeys.union(["headline", "text", "tables"])

  func content(_ value: LuaValue) throws(LuaError) -> SectionContent {
    guard case .table(let table) = value else {
      throw LuaError(
        .runtime,
        "section '\(name)' must return a table, { headline = \"...\", columns = { ... }, rows = "
          + "{ ... } }, got \(value.typeName)")
    }
    try checkKeys(of: table, among: Self.keys)
    var content = SectionContent()
    content.headline = try text("headline", of: table)
    content.text = try texts("text", of: table)
    if !(try engine.state.rawGet(table, "columns").isNothing) {
      content.tables.append(try self.table(table))
    }
    for entry in try list("tables", of: table) {
      guard case .table(let table) = entry else {
        throw wrong("tables", "must be a list of { columns = { ... }, rows = { ... } }")
      }
      try checkKeys(of: table, among: Self.tableKeys.union(["title"]))
      content.tables.append(try self.table(table))
    }
    return content
  }

  private func table(_ table: LuaReference) throws(LuaError) -> SectionContent.Table {
    let columns = try texts("columns", of: table)
    guard !columns.isEmpty else { throw wrong("columns", "must be a list of texts") }
    var rows: [[TableCell]] = []
    for entry in try list("rows", of: table) {
      let what = "row \(rows.count + 1) of section '\(name)'"
      guard case .table(let row) = entry else {
        throw LuaError(.runtime, "\(what) must be a list, got \(entry.typeName)")
      }
      rows.append(try cells(row, count: columns.count, what))
    }
    return SectionContent.Table(
      title: try text("title", of: table), columns: columns, rows: rows,
      note: try text("note", of: table), chart: try chart(of: table, columns: columns))
  }

  private func chart(
    of table: LuaReference, columns: [String]
  ) throws(LuaError) -> SectionContent.Chart? {
    let value = try engine.state.rawGet(table, "chart")
    if value.isNothing { return nil }
    guard case .table(let chart) = value else {
      throw wrong("chart", "must be a table, { \"lines\", x = \"step\", y = \"share\" }")
    }
    let roles = ["x", "y", "by", "low", "high", "panel"]
    for entry in try engine.state.entries(of: chart) where entry.key.int != 1 {
      let name = entry.key.text ?? "an entry without a name"
      guard roles.contains(name) else {
        throw wrong("chart", "has '\(name)'; it can have \(roles.joined(separator: ", "))")
      }
    }
    let form = try engine.state.rawGet(chart, 1).text.flatMap(SectionContent.Chart.Form.init)
    guard let form else { throw wrong("chart", "must begin with \"lines\" or \"bars\"") }
    func column(_ role: String) throws(LuaError) -> Int? {
      guard let name = try text(role, of: chart) else { return nil }
      if let position = columns.firstIndex(of: name) { return position }
      throw wrong(
        "chart",
        "says \(role) = \"\(name)\", which is no column; "
          + unknownNameHint(name, among: Set(columns), noun: "columns"))
    }
    guard let x = try column("x"), let y = try column("y") else {
      throw wrong("chart", "must say which columns are x and y")
    }
    let (low, high) = (try column("low"), try column("high"))
    guard (low == nil) == (high == nil) else {
      throw wrong("chart", "must say both ends of an interval, low and high")
    }
    return SectionContent.Chart(
      form: form, x: x, y: y, by: try column("by"), low: low, high: high,
      panel: try column("panel"))
  }

  private func cells(_ row: LuaReference, count: Int, _ what: String) throws(LuaError)
    -> [TableCell]
  {
    let entries = try engine.state.entries(of: row)
    guard entries.count == count else {
      throw LuaError(.runtime, "\(what) has \(entries.count) cells for \(count) columns")
    }
    var cells: [TableCell] = []
    for entry in entries {
      let answer = engine.answer(entry.value)
      guard let cell = TableCell(answer) else {
        throw LuaError(
          .runtime,
          "\(what) holds a \(entry.value.typeName): cells are texts, numbers and "
            + "valence.undefined(reason)")
      }
      cells.append(cell)
    }
    return cells
  }

  // MARK: Entries

  private func text(_ key: String, of table: LuaReference) throws(LuaError) -> String? {
    let value = try engine.state.rawGet(table, key)
    if value.isNothing { return nil }
    guard let text = value.text else { throw wrong(key, "must be a text, got \(value.typeName)") }
    return text
  }

  /// A text, or a list of them.
  private func texts(_ key: String, of table: LuaReference) throws(LuaError) -> [String] {
    if let text = try engine.state.rawGet(table, key).text { return [text] }
    var texts: [String] = []
    for value in try list(key, of: table) {
      guard let text = value.text else { throw wrong(key, "must hold texts only") }
      texts.append(text)
    }
    return texts
  }

  private func list(_ key: String, of table: LuaReference) throws(LuaError) -> [LuaValue] {
    let value = try engine.state.rawGet(table, key)
    if value.isNothing { return [] }
    guard case .table(let list) = value else {
      throw wrong(key, "must be a list, got \(value.typeName)")
    }
    let entries = try engine.state.entries(of: list)
    guard entries.count == engine.state.rawCount(list) else {
      throw wrong(key, "must be a list without names and gaps")
    }
    return entries.map(\.value)
  }

  private func checkKeys(of table: LuaReference, among known: Set<String>) throws(LuaError) {
    for entry in try engine.state.entries(of: table) {
      let name = entry.key.text ?? "an entry without a name"
      guard !known.contains(name) else { continue }
      throw wrong(name, "is unknown; \(unknownNameHint(name, among: known, noun: "entries"))")
    }
  }

  private func wrong(_ key: String, _ problem: String) -> LuaError {
    LuaError(.runtime, "'\(key)' of what section '\(name)' returns \(problem)")
  }
}
