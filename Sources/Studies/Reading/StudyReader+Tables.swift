import Diagnostics
import Simulation

extension StudyReader {
  func readTables() {
    for (index, node) in root.list("tables").enumerated() {
      guard let made = node.table, made.sort == "table" else {
        context.report(
          "a table cannot be \(node.described)",
          at: node.table?.location ?? root.place(ofItem: index, in: "tables"),
          hints: [
            "valence.table { \"name\", columns = { \"a\", \"b\" }, function(run, twin) ... end }"
          ])
        continue
      }
      readTable(made)
    }
  }

  private func readTable(_ table: TableNode) {
    let name = table.array.first?.text
    let reader = TableReader(
      table, what: "table '\(name ?? "?")'", context: context, near: table.location)
    let function = table.array.count > 1 ? table.array[1].function : nil
    let isSeries = reader.has("series")
    guard let name, isSeries || table.array.count == 2 && function != nil else {
      reader.report(
        "valence.table needs its name first and its function last: "
          + "valence.table { \"name\", columns = { ... }, function(run, twin) return rows end }")
      return
    }
    if study.tables.contains(where: { $0.name == name }) {
      reader.report("there are two tables named '\(name)'")
    }
    let columns = self.columns(reader)
    let form: TableDeclaration.Form?
    if isSeries {
      form = seriesForm(reader, columns)
    } else if let function {
      form = self.form(reader, columns, function)
    } else {
      form = nil
    }
    let note = reader.text("note")
    reader.reportUnknown(positions: isSeries ? 1 : 2)
    guard let form else { return }
    study.tables.append(
      TableDeclaration(
        name: name, location: table.location, columns: columns, note: note, form: form))
  }

  /// A function hands out no more results than this.
  private static let mostColumns = 64

  private func columns(_ reader: TableReader) -> [String] {
    let columns = reader.texts("columns")
    if columns.isEmpty {
      reader.report(
        "\(reader.what) needs 'columns': the texts above them, { \"category\", \"USD\" }")
    } else if columns.count > Self.mostColumns {
      reader.report(
        "\(reader.what) has \(columns.count) columns; the limit is \(Self.mostColumns)",
        at: "columns")
    }
    return columns
  }

  private func form(
    _ reader: TableReader, _ columns: [String], _ function: FunctionReference
  ) -> TableDeclaration.Form {
    if reader.has("of") { return actorForm(reader, columns, function) }
    for key in ["sort", "top", "parts"] where reader.has(key) {
      reader.report(
        "'\(key)' of \(reader.what) needs 'of': the kind whose actors are its rows", at: key)
    }
    guard reader.has("rows") else {
      use(function, .measure(results: 1, kept: []), reader.what, at: reader.location)
      return .free(function)
    }
    let labels = reader.texts("rows")
    if labels.isEmpty || labels.count > Self.mostColumns {
      reader.report(
        "'rows' of \(reader.what) needs 1 to \(Self.mostColumns) texts, got \(labels.count)",
        at: "rows", hints: ["the function returns a number for each"])
    }
    if !columns.isEmpty, columns.count != 2 {
      reader.report(
        "\(reader.what) has 'rows' and so two columns, a text and a number, not \(columns.count)",
        at: "columns")
    }
    use(function, .measure(results: labels.count, kept: []), reader.what, at: reader.location)
    return .rows(labels, function)
  }

  private func actorForm(
    _ reader: TableReader, _ columns: [String], _ function: FunctionReference
  ) -> TableDeclaration.Form {
    if reader.has("rows") {
      reader.report("\(reader.what) has 'of' and cannot have 'rows': they are actors", at: "rows")
    }
    let order = reader.text("sort").flatMap { column($0, columns, reader, at: "sort") }
    let parts = reader.texts("parts").compactMap { column($0, columns, reader, at: "parts") }
    let limit = reader.wholeNumber("top", in: 1...1_000_000)
    guard let kind = reader.text("of").flatMap({ kind($0, reader, at: "of") }) else {
      use(function, .unread(environment: 2), reader.what, at: reader.location)
      return .free(function)
    }
    use(function, .perActor(kind, results: columns.count), reader.what, at: reader.location)
    return .actors(
      TableDeclaration.Actors(kind: kind, order: order, limit: limit, parts: parts), function)
  }

  private func column(
    _ name: String, _ columns: [String], _ reader: TableReader, at key: String
  ) -> Int? {
    if let position = columns.firstIndex(of: name) { return position }
    reader.report(
      "unknown column '\(name)' in '\(key)' of \(reader.what)", at: key,
      hints: [unknownNameHint(name, among: columns, noun: "columns")])
    return nil
  }

  private func seriesForm(_ reader: TableReader, _ columns: [String]) -> TableDeclaration.Form {
    for key in ["of", "rows", "sort", "top", "parts"] where reader.has(key) {
      reader.report(
        "\(reader.what) has 'series' and cannot have '\(key)': its rows are steps", at: key)
    }
    let names = reader.texts("series")
    for name in names where !study.seriesNames.contains(name) && !study.unread.contains(name) {
      reader.report(
        "unknown series '\(name)' in \(reader.what)", at: "series",
        hints: [unknownNameHint(name, among: study.seriesNames, noun: "series")])
    }
    if !columns.isEmpty, columns.count != names.count + 1 {
      reader.report(
        "\(reader.what) needs a column for the step and one for each of \(names.count) series, "
          + "got \(columns.count)", at: "columns")
    }
    return .series(names)
  }
}
