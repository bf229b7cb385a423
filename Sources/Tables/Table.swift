/// A table of data: named, typed columns of equal length.
package struct Table: Sendable {
  /// The path as the user wrote it.
  package let name: String
  package let rowCount: Int
  /// The columns in the order of the file.
  package let columns: [TableColumn]
  /// SHA-256 of the file, byte for byte, in 64 hexadecimal digits: its part in a run's identity.
  package let contentHash: String

  private let positions: [String: Int]
  private let lines: RowLines

  init(name: String, rowCount: Int, columns: [TableColumn], contentHash: String, lines: RowLines) {
    self.name = name
    self.rowCount = rowCount
    self.columns = columns
    self.contentHash = contentHash
    self.lines = lines
    positions = Dictionary(
      columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The column of that name, if there is one.
  package subscript(name: String) -> TableColumn? {
    positions[name].map { columns[$0] }
  }

  /// The line of the file on which a row begins, counted from 1; the header is before row 0.
  package func line(ofRow row: Int) -> Int {
    lines.line(ofRow: row)
  }
}

/// On which line each row begins, kept as the exceptions to one line per row.
struct RowLines: Sendable {
  private var first: Int
  private var shifts: [(row: Int, by: Int)] = []

  /// - Parameter first: the line of row 0.
  init(first: Int) {
    self.first = first
  }

  /// Notes that `row` begins on `line`; rows must come in order.
  mutating func note(row: Int, line: Int) {
    let shift = line - row - first
    if shift != (shifts.last?.by ?? 0) { shifts.append((row, shift)) }
  }

  func line(ofRow row: Int) -> Int {
    var low = 0
    var high = shifts.count
    while low < high {
      let middle = (low + high) / 2
      if shifts[middle].row <= row { low = middle + 1 } else { high = middle }
    }
    return first + row + (low > 0 ? shifts[low - 1].by : 0)
  }
}
