import Diagnostics
import Tables

/// Reads a table from text.
func read(
  _ text: String, types: [String: ColumnType] = [:], windowSize: Int = 1 << 20
) throws(DiagnosticList) -> Table {
  try CSVReader.read(
    bytes: Array(text.utf8), name: "t.csv", types: types, windowSize: windowSize)
}

/// The first line of every finding about some bytes; empty where they are a good table.
func findings(
  in bytes: [UInt8], types: [String: ColumnType] = [:], windowSize: Int = 1 << 20
) -> [String] {
  do {
    _ = try CSVReader.read(bytes: bytes, name: "t.csv", types: types, windowSize: windowSize)
    return []
  } catch {
    return error.diagnostics.map { "\($0.location.map { "\($0): " } ?? "")\($0.message)" }
  }
}

/// A column as text: type, then values with `_` for a missing one.
func shown(_ column: TableColumn?) -> String {
  guard let column else { return "no column" }
  let values = (0..<column.count).map { row in
    switch column.values {
    case .number(let values): values[row].isNaN ? "_" : "\(values[row])"
    case .integer(let values): column.missing.contains(row) ? "_" : "\(values[row])"
    case .boolean(let values): column.missing.contains(row) ? "_" : "\(values[row])"
    case .text(let codes, let levels): codes[row] < 0 ? "_" : "[\(levels[Int(codes[row])])]"
    }
  }
  return ([column.type.rawValue] + values).joined(separator: " ")
}

/// A whole table as text.
func shown(_ table: Table) -> String {
  let columns = table.columns.map { "\($0.name): \(shown($0))" }
  let lines = (0..<table.rowCount).map { "\(table.line(ofRow: $0))" }.joined(separator: " ")
  return (columns + ["lines \(lines)", table.contentHash]).joined(separator: "\n")
}
