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
    guard let name, table.array.count == 2, let function = table.array[1].function else {
      reader.report(
        "valence.table needs its name first and its function last: "
          + "valence.table { \"name\", columns = { ... }, function(run, twin) return rows end }")
      return
    }
    if study.tables.contains(where: { $0.name == name }) {
      reader.report("there are two tables named '\(name)'")
    }
    let columns = reader.texts("columns")
    if columns.isEmpty {
      reader.report(
        "\(reader.what) needs 'columns': the texts above them, { \"category\", \"USD\" }")
    }
    study.tables.append(
      TableDeclaration(
        name: name, location: table.location, columns: columns, note: reader.text("note"),
        function: function))
    reader.reportUnknown(positions: 2)
    use(function, .measure, "table '\(name)'", at: table.location)
  }
}
