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

  private static let keys: Set<String> = ["headline", "text", "tables", "columns", "rows", "note"]

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
      try checkKeys(of: table, among: ["title", "columns", "rows", "note"])
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
      note: try text("note", of: table))
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
