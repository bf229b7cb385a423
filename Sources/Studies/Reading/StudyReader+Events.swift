import Diagnostics
import Simulation
import Tables

extension StudyReader {
  /// What a log says: who acts in each row, on whom, and which columns name actors.
  func replayBody(
    _ name: String, _ from: String?, _ to: String?, _ reader: TableReader,
    _ phase: inout PhaseDeclaration
  ) -> PhaseDeclaration.Body? {
    let matches = reader.record("match", form: "column = \"kind\"")
    guard let data = dataTable(name, reader, at: "replay") else { return nil }
    guard data.stepColumn != nil else {
      reader.report(
        "data '\(name)' does not say when its rows happen", at: "replay",
        hints: ["valence.csv { \"\(data.path)\", step = \"week\" } names the column of steps"])
      return nil
    }
    guard let from, let first = kind(from, reader, at: "from") else {
      if from == nil {
        reader.report("\(reader.what) needs 'from': the kind that acts in each row")
      }
      return nil
    }
    var second: KindID?
    if let to {
      guard let found = kind(to, reader, at: "to") else { return nil }
      second = found
    }
    for side in [first, second].compactMap({ $0 }) { checkReplayed(side, in: data, reader) }
    if let matches {
      for entry in matches.named {
        guard let kindName = entry.value.text, let kind = kind(kindName, reader, at: entry.name),
          let column = column(entry.name, of: name, reader, at: entry.name)
        else { continue }
        checkKey(column, of: data, names: kind, reader, at: entry.name)
        if study.kinds[kind.rawValue].source == nil, !kindsWithoutSource.contains(kind.rawValue) {
          reader.report("'\(kindName)' does not come from data: no key to match", at: entry.name)
        }
        phase.matches.append((entry.name, kind))
      }
    }
    return .replay(table: name, from: first, to: second)
  }

  /// A kind on a side of a replay comes from data, by a key that the log has too.
  private func checkReplayed(_ kind: KindID, in data: DataTable, _ reader: TableReader) {
    let declaration = study.kinds[kind.rawValue]
    guard let source = declaration.source else {
      if kindsWithoutSource.contains(kind.rawValue) || isSingle(declaration.count) { return }
      reader.report(
        "kind '\(declaration.name)' of \(reader.what) does not come from data",
        hints: ["from = \"table\", key = \"column\" says which rows are whose"])
      return
    }
    if let column = data.table[source.key] {
      checkKey(column, of: data, names: kind, reader, at: "replay")
    } else {
      reader.report(
        "'\(data.path)' has no column '\(source.key)' to find \(declaration.name) by",
        hints: ["the key column has the same name in both tables"])
    }
  }

  /// Reports a column that can never name an actor: texts where the key is a number, or the reverse.
  func checkKey(
    _ column: TableColumn, of data: DataTable, names kind: KindID, _ reader: TableReader,
    at key: String
  ) {
    let declaration = study.kinds[kind.rawValue]
    guard let source = declaration.source,
      let own = study.data[source.table]?.table[source.key],
      (own.type == .text) != (column.type == .text)
    else { return }
    reader.report(
      "column '\(column.name)' of '\(data.path)' holds \(column.type.rawValue) values, but the key "
        + "'\(source.key)' of \(declaration.name) holds \(own.type.rawValue) values", at: key,
      hints: ["valence.csv { ..., types = { \(column.name) = \"\(own.type.rawValue)\" } }"])
  }

  /// Whether a count is one, or none that can be.
  private func isSingle(_ count: Node) -> Bool {
    let name = count.table.flatMap { $0.sort == "parameter" ? $0.array.first?.text : nil }
    let number: Double?
    switch name.flatMap({ context.parameters[$0] }) {
    case .number(let value): number = value
    case .integer(let value): number = Double(value)
    default: number = count.number
    }
    return number.map { $0 < 2 } ?? true
  }

  /// Tags and marks: what an event can be said to be.
  func readLabels(_ reader: TableReader, _ phase: inout PhaseDeclaration) {
    if let tags = reader.record("tags", form: "sphere = { \"joint\", \"own\" }") {
      for entry in tags.named {
        checkName(entry.name, "tag", at: reader.place(of: entry.name, in: "tags", tags))
        let levels =
          entry.value.text.map { [$0] } ?? entry.value.table?.array.compactMap(\.text) ?? []
        if levels.isEmpty {
          reader.report("tag '\(entry.name)' needs a text or a list of texts", at: entry.name)
        }
        if Set(levels).count < levels.count {
          reader.report("tag '\(entry.name)' names a level twice", at: entry.name)
        }
        phase.tags.append(TagSpec(name: entry.name, levels: levels))
      }
      if phase.tags.count > 8 { reader.report("\(reader.what) has more than 8 tags", at: "tags") }
    }
    phase.marks = reader.texts("marks")
    if phase.marks.count > 64 {
      reader.report("\(reader.what) has more than 64 marks", at: "marks")
    }
    for name in phase.tags.map(\.name) where EventNames.all.contains(name) {
      reader.report("a tag cannot be called '\(name)': every event has that", at: name)
    }
    for (position, mark) in phase.marks.enumerated() {
      let place = reader.place(ofItem: position, in: "marks", text: mark)
      checkName(mark, "mark", at: place)
      if EventNames.all.contains(mark) {
        context.report("a mark cannot be called '\(mark)': every event has that", at: place)
      }
      if phase.tags.contains(where: { $0.name == mark }) {
        context.report("'\(mark)' is both a tag and a mark", at: place)
      }
      if phase.marks[..<position].contains(mark) {
        context.report("\(reader.what) names the mark '\(mark)' twice", at: place)
      }
    }
  }
}
