package import Diagnostics
package import Tables

/// Where the tables of a study come from.
package protocol DataSource: AnyObject {
  /// Reads a table once; `name` and `path` are as the study gives them.
  func table(named name: String, path: String, types: [String: ColumnType])
    throws(DiagnosticList) -> Table
  /// Reads a table of a plugin: `path` is seen from its folder.
  func table(named name: String, path: String, types: [String: ColumnType], of plugin: Plugin)
    throws(DiagnosticList) -> Table
}

extension DataSource {
  package func table(
    named name: String, path: String, types: [String: ColumnType], of plugin: Plugin
  ) throws(DiagnosticList) -> Table {
    throw DiagnosticList([Diagnostic("plugins have no data here")])
  }
}

extension StudyReader {
  func readData() {
    guard let table = root.record("data", form: "log = valence.csv { \"log.csv\" }") else { return }
    for entry in table.named {
      let place = root.place(of: entry.name, in: "data", table)
      guard let csv = entry.value.table, csv.sort == "csv" else {
        context.report(
          "data '\(entry.name)' must be made by valence.csv, got \(entry.value.described)",
          at: place)
        study.unread.insert(entry.name)
        continue
      }
      readCSV(entry.name, csv, at: csv.location ?? place)
      if study.data[entry.name] == nil { study.unread.insert(entry.name) }
    }
  }

  private func readCSV(_ name: String, _ csv: TableNode, at place: SourceLocation) {
    let reader = TableReader(csv, what: "data '\(name)'", context: context, near: place)
    guard let path = csv.array.first?.text else {
      reader.report("data '\(name)' needs the path of a file: valence.csv { \"file.csv\" }")
      return
    }
    let step = reader.text("step")
    let origin = reader.text("source")
    let licence = reader.text("licence")
    var types: [String: ColumnType] = [:]
    if let declared = reader.record("types", form: "column = \"number\"") {
      for entry in declared.named {
        if let type = entry.value.text.flatMap(ColumnType.init(rawValue:)) {
          types[entry.name] = type
        } else {
          context.report(
            "the type of column '\(entry.name)' must be number, integer, text or boolean",
            at: reader.place(of: entry.name, in: "types", declared))
        }
      }
    }
    reader.reportUnknown(positions: 1)
    do {
      let plugin = csv.origin.flatMap { origin in
        context.source.modules.first { $0.source.path == origin.file }?.plugin
      }
      let table =
        if let plugin {
          try data.table(named: name, path: path, types: types, of: plugin)
        } else {
          try data.table(named: name, path: path, types: types)
        }
      study.data[name] = DataTable(
        name: name, path: path, table: table, stepColumn: step, origin: origin, licence: licence)
      if let step { checkSteps(step, of: name, reader) }
    } catch {
      context.add(
        error.diagnostics.map { diagnostic in
          guard diagnostic.location == nil else { return diagnostic }
          var placed = diagnostic
          placed.location = place
          placed.sourceLine = context.source.line(at: place)
          return placed
        })
    }
  }

  private func checkSteps(_ name: String, of table: String, _ reader: TableReader) {
    guard let column = column(name, of: table, reader, at: "step"), column.type != .integer,
      column.type != .number
    else { return }
    reader.report(
      "column '\(name)' of data '\(table)' must hold whole numbers, the steps; it holds "
        + "\(column.type.rawValue) values", at: "step")
  }

  /// The column of a table that an entry names, reported if there is none.
  func column(_ name: String, of table: String, _ reader: TableReader, at key: String)
    -> TableColumn?
  {
    guard let data = study.data[table] else { return nil }
    if let column = data.table[name] { return column }
    reader.report(
      "'\(data.path)' has no column '\(name)'", at: key,
      hints: [unknownNameHint(name, among: data.table.columns.map(\.name), noun: "columns")])
    return nil
  }

  /// The table that an entry names, reported if there is none.
  func dataTable(_ name: String, _ reader: TableReader, at key: String) -> DataTable? {
    if let table = study.data[name] { return table }
    if study.unread.contains(name) { return nil }
    reader.report(
      "unknown data '\(name)' in \(reader.what)", at: key,
      hints: [unknownNameHint(name, among: study.data.keys, noun: "tables in data")])
    return nil
  }
}
