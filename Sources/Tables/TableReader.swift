import Diagnostics

/// One reading of one file: header, rows, and a second pass where a column turned out to be text.
struct TableReader {
  let name: String
  let types: [String: ColumnType]
  let windowSize: Int
  /// What is wrong with single fields and rows; the table is good if there is nothing.
  private(set) var findings = TableFindings()

  private var columns: [ColumnBuilder] = []
  private var rowCount = 0
  private var lines = RowLines(first: 2)

  init(name: String, types: [String: ColumnType], windowSize: Int) {
    self.name = name
    self.types = types
    self.windowSize = windowSize
  }

  /// Reads the whole source.
  ///
  /// - Throws: what keeps it from being read to its end; see `findings` for the rest.
  mutating func read(_ source: ByteSource) throws(Diagnostic) -> Table {
    var scanner = RecordScanner(source, name: name, windowSize: windowSize)
    try readHeader(&scanner, isEmpty: source.size == 0)
    if findings.isEmpty { try readRows(&scanner, byteCount: source.size) }
    let hash = scanner.digest.hexadecimal
    if findings.isEmpty, columns.contains(where: \.isContested) {
      try readContested(source, expecting: hash)
    }
    var finished: [TableColumn] = []
    for index in columns.indices { finished.append(columns[index].finish()) }
    return Table(
      name: name, rowCount: rowCount, columns: finished, contentHash: hash, lines: lines)
  }

  private mutating func readHeader(_ scanner: inout RecordScanner, isEmpty: Bool) throws(Diagnostic)
  {
    guard try scanner.next() else {
      throw Diagnostic(
        isEmpty ? "the file is empty" : "the file holds no text", at: SourceLocation(file: name),
        hints: ["a table begins with a line of column names"])
    }
    let fields = scanner.fields
    var names: [String] = []
    for field in fields { names.append(scanner.text(of: field)) }
    if fields.count == 1, fields[0].range.isEmpty {
      throw Diagnostic(
        "there is no header: the first line is empty", at: SourceLocation(file: name, line: 1),
        hints: ["a table begins with a line of column names"])
    }
    if scanner.holdsOnlyNumbers {
      throw Diagnostic(
        "there is no header: the first line holds numbers", at: SourceLocation(file: name, line: 1),
        hints: ["a table begins with a line of column names"])
    }
    for (sign, word) in [(";", "semicolons"), ("\t", "tabs")]
    where fields.count == 1 && !fields[0].isQuoted && names[0].contains(sign) {
      throw Diagnostic(
        "the fields are separated by \(word), not by commas",
        at: SourceLocation(file: name, line: 1),
        hints: ["save the file with commas between fields and a point in decimal numbers"])
    }
    check(names)
    lines = RowLines(first: scanner.nextLine)
    columns = names.map { ColumnBuilder(name: $0, declared: types[$0]) }
  }

  /// Notes what is wrong with the column names and with the declared types.
  private mutating func check(_ names: [String]) {
    var places: [String: Int] = [:]
    for (index, column) in names.enumerated() {
      let place = SourceLocation(file: name, line: 1, column: index + 1)
      if column.isEmpty {
        let isRowNumber = index == 0 && names.count > 1
        findings.append(
          Diagnostic(
            "column \(index + 1) has no name", at: place,
            hints: isRowNumber
              ? ["row numbers are left out with row.names = FALSE in R, index=False in pandas"]
              : ["give every column a name; a comma at the end of the line begins a column"]))
      } else if let earlier = places[column] {
        findings.append(
          Diagnostic(
            "columns \(earlier) and \(index + 1) are both named '\(column)'", at: place,
            hints: ["rename or remove one of them"]))
      } else {
        places[column] = index + 1
      }
    }
    for column in types.keys.sorted() where places[column] == nil {
      findings.append(
        Diagnostic(
          "there is no column '\(column)' to read as \(types[column]?.rawValue ?? "")",
          at: SourceLocation(file: name, line: 1),
          hints: [unknownNameHint(column, among: names, noun: "columns of \(name)")]))
    }
  }

  private mutating func readRows(_ scanner: inout RecordScanner, byteCount: Int) throws(Diagnostic)
  {
    let sampleSize = 1024
    var emptyLine: Int?
    while try scanner.next() {
      if columns.count > 1, scanner.isEmptyLine {
        emptyLine = emptyLine ?? scanner.line
        continue
      }
      if let line = emptyLine {
        findings.append(
          Diagnostic(
            "an empty line inside the table", at: SourceLocation(file: name, line: line),
            hints: ["remove it, or write one field per column"]))
        emptyLine = nil
      }
      guard scanner.fields.count == columns.count else {
        findings.append(wrongCount(scanner))
        continue
      }
      guard rowCount < Int32.max else {
        throw Diagnostic(
          "more than \(Int32.max) rows", at: SourceLocation(file: name, line: scanner.line),
          class: .unsupported, hints: ["split the table"])
      }
      appendRow(&scanner)
      if rowCount == sampleSize {
        // A little more than the rows so far suggest: unused room costs no memory until touched.
        // Bounded, lest short rows at the start of a huge file ask for more than there is.
        let rows = Double(byteCount) / Double(scanner.consumedBytes) * Double(sampleSize) * 1.05
        for index in columns.indices { columns[index].expect(rows: Int(min(rows, 0x1p24))) }
      }
    }
  }

  private mutating func appendRow(_ scanner: inout RecordScanner) {
    lines.note(row: rowCount, line: scanner.line)
    for index in columns.indices {
      let field = scanner.fields[index]
      let line = scanner.line
      let problem = scanner.withText(of: field) {
        columns[index].append($0, isQuoted: field.isQuoted, line: line)
      }
      guard let problem else { continue }
      findings.append(
        Diagnostic(
          "column '\(columns[index].name)': \(problem.message)",
          at: SourceLocation(file: name, line: line, column: index + 1),
          hints: [problem.hint]))
    }
    rowCount += 1
  }

  private func wrongCount(_ scanner: borrowing RecordScanner) -> Diagnostic {
    let count = scanner.fields.count
    return Diagnostic(
      "this row has \(count) field\(count == 1 ? "" : "s"), the header has \(columns.count)",
      at: SourceLocation(file: name, line: scanner.line),
      hints: [
        count > columns.count
          ? "a field that contains a comma is put in quotes; decimal numbers have a point"
          : "write an empty field, or NA, for each missing value"
      ])
  }

  /// Reads the columns again that began as something else and turned out to be text.
  private mutating func readContested(
    _ source: ByteSource, expecting hash: String
  ) throws(Diagnostic) {
    let contested = columns.indices.filter { columns[$0].isContested }
    for index in contested {
      columns[index] = ColumnBuilder(
        name: columns[index].name, declared: .text, witness: columns[index].witness)
      columns[index].expect(rows: rowCount)
    }
    try source.rewind()
    var scanner = RecordScanner(source, name: name, windowSize: windowSize)
    _ = try scanner.next()
    while try scanner.next() {
      guard scanner.fields.count == columns.count else { continue }
      for index in contested {
        let field = scanner.fields[index]
        let line = scanner.line
        _ = scanner.withText(of: field) {
          columns[index].append($0, isQuoted: field.isQuoted, line: line)
        }
      }
    }
    guard scanner.digest.hexadecimal == hash else {
      throw Diagnostic(
        "the file changed while it was read", at: SourceLocation(file: name), class: .environment,
        hints: ["run again when nothing writes to it"])
    }
  }
}
