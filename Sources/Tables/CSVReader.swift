package import Diagnostics

/// Reads tables of comma-separated values.
///
/// The format is RFC 4180 in UTF-8, with a line of column names first. LF and CRLF end lines, a
/// byte order mark is skipped, blanks around unquoted fields do not count, and empty lines at the
/// end are skipped (in a table of one column an empty line is a missing value). A field is missing
/// when it is empty or an unquoted `NA`; the text "NA" is written in quotes. A column's type is the
/// declared one, else the narrowest of boolean, integer, number and text that holds all its fields;
/// identifiers such as `007`, and integers of more than 64 bits, make a column text rather than
/// lose digits.
package enum CSVReader {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: where the file is.
  ///   - name: what to call it in errors and in the table; `path` if `nil`.
  ///   - types: the types of columns that are not to be inferred.
  /// - Throws: what is wrong, with file, line and column (a field's number). Of bad fields and
  ///   rows the first ten are listed and the others counted.
  package static func read(
    path: String, shownAs name: String? = nil, types: [String: ColumnType] = [:]
  ) throws(DiagnosticList) -> Table {
    let source: ByteSource
    do {
      source = try ByteSource(path: path, name: name ?? path)
    } catch {
      throw DiagnosticList([error])
    }
    return try read(source, name: name ?? path, types: types, windowSize: 1 << 20)
  }

  /// Reads a table from memory.
  ///
  /// - Parameter windowSize: how many bytes to look at at once: it changes no result.
  package static func read(
    bytes: [UInt8], name: String, types: [String: ColumnType] = [:], windowSize: Int = 1 << 20
  ) throws(DiagnosticList) -> Table {
    let source = ByteSource(bytes: bytes, name: name)
    return try read(source, name: name, types: types, windowSize: windowSize)
  }

  private static func read(
    _ source: ByteSource, name: String, types: [String: ColumnType], windowSize: Int
  ) throws(DiagnosticList) -> Table {
    var reader = TableReader(name: name, types: types, windowSize: windowSize)
    let table: Table
    do {
      table = try reader.read(source)
    } catch {
      throw reader.findings.list(endingWith: error)
    }
    if !reader.findings.isEmpty { throw reader.findings.list(endingWith: nil) }
    return table
  }
}

/// What is wrong with the fields and rows of one file: the first few, and how many there are.
struct TableFindings {
  private var first: [Diagnostic] = []
  private var count = 0
  private static let limit = 10

  var isEmpty: Bool { count == 0 }

  mutating func append(_ diagnostic: Diagnostic) {
    count += 1
    if first.count < Self.limit { first.append(diagnostic) }
  }

  func list(endingWith last: Diagnostic?) -> DiagnosticList {
    var all = first
    if count > all.count, let end = all.indices.last {
      all[end].hints.append("\(count - all.count) more findings in this file are not shown")
    }
    if let last { all.append(last) }
    return DiagnosticList(all)
  }
}
