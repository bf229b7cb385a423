// The parts that the study or its modules make themselves.
extension TerminalTable {
  /// Every section with an empty line before it.
  var sectionLines: [String] {
    model.sections.flatMap { section in
      var lines = [""] + paragraph(section.title, .strong)
      if let headline = section.headline { lines += paragraph(headline) }
      lines += section.text.flatMap { paragraph($0) }
      for table in section.tables { lines += [""] + self.lines(of: table) }
      if let remark = section.remark { lines += paragraph(remark, .alert) }
      return lines
    }
  }

  private func lines(of table: ReportModel.SectionTable) -> [String] {
    let style = options.isASCII ? NumberStyle.ascii : NumberStyle.terminal
    let numbers = table.numbers
    let columns = table.header.indices.map { column in
      Column(
        head: clean(table.header[column]), isNumeric: numbers[column].isNumeric,
        cells: table.rows.map { row in
          switch row[column] {
          case .text(let text): clean(text)
          case .number(let number): clean(numbers[column].text(number, style))
          case .undefined(let reason): clean("undefined: \(reason)")
          }
        })
    }
    let widths = Self.widths(of: columns, total: max(40, options.width))
    var lines = table.title.map { paragraph($0, .strong) } ?? []
    lines += row(columns.map(\.head), columns, widths).map { styled($0, .strong) }
    let total = widths.reduce(0, +) + Layout.gap.count * (widths.count - 1)
    lines.append(String(repeating: options.isASCII ? "-" : "\u{2500}", count: total))
    for index in table.rows.indices {
      lines += row(columns.map { $0.cells[index] }, columns, widths)
    }
    return lines + (table.note.map { paragraph($0) } ?? [])
  }

  /// One column of a section's table as text.
  private struct Column {
    let head: String
    let isNumeric: Bool
    let cells: [String]

    /// What its longest text takes.
    var width: Int { ([head] + cells).reduce(0) { max($0, displayWidth($1)) } }

    /// What it needs without breaking a word.
    var least: Int {
      ([head] + cells).flatMap { $0.split(separator: " ") }
        .reduce(0) { max($0, displayWidth(String($1))) }
    }
  }

  /// Texts are wrapped where the columns do not fit side by side, the widest ones first; numbers are
  /// never cut.
  private static func widths(of columns: [Column], total: Int) -> [Int] {
    var widths = columns.map(\.width)
    let gaps = Layout.gap.count * (columns.count - 1)
    while widths.reduce(gaps, +) > total {
      let open = columns.indices.filter { widths[$0] > max(8, columns[$0].least) }
      guard let widest = open.max(by: { widths[$0] < widths[$1] }) else { return widths }
      widths[widest] -= 1
    }
    return widths
  }

  /// A row of cells, of as many lines as the longest of them.
  private func row(_ cells: [String], _ columns: [Column], _ widths: [Int]) -> [String] {
    let parts = zip(cells, widths).map { wrapped($0, width: $1) }
    return (0..<(parts.map(\.count).max() ?? 0)).map { line in
      var text = ""
      for column in columns.indices {
        let part = line < parts[column].count ? parts[column][line] : ""
        let fill = String(repeating: " ", count: max(0, widths[column] - displayWidth(part)))
        text +=
          (column == 0 ? "" : Layout.gap) + (columns[column].isNumeric ? fill + part : part + fill)
      }
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
  }

  private func clean(_ text: String) -> String {
    options.isASCII ? PlainText.ascii(text) : PlainText.line(text)
  }
}
