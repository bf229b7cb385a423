import Reports

/// Coverage as a table.
enum CoverageText {
  static func lines(of report: CoverageReport) -> [String] {
    if report.files.isEmpty { return [] }
    var rows = [["coverage", "lines", "", "functions", "not run"]]
    rows += report.files.map { file in
      [
        PlainText.line(file.path), percent(file.lines.count, file.missedLines.count),
        "\(file.lines.count - file.missedLines.count) of \(file.lines.count)",
        "\(file.functions.count - file.missedFunctions.count) of \(file.functions.count)",
        missed(file),
      ]
    }
    let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let space = String(repeating: " ", count: widths[column] - cell.count)
        line += column == 0 ? cell + space : column == 4 ? "  " + cell : "  " + space + cell
      }
      return line.reversed().first == " " ? String(line.prefix(upTo: trimmedEnd(line))) : line
    }
  }

  /// Lines as ranges, and the functions that were never called.
  private static func missed(_ file: CoverageReport.File) -> String {
    var parts = ranges(file.missedLines, among: file.lines)
    if !file.missedFunctions.isEmpty {
      let places = file.missedFunctions.map(String.init).joined(separator: ", ")
      parts.append("never called: \(places)")
    }
    return parts.joined(separator: ", ")
  }

  /// `3-5`: lines without code do not part a range.
  private static func ranges(_ missed: [Int], among lines: [Int]) -> [String] {
    let isMissed = Set(missed)
    var parts: [String] = []
    for group in lines.split(whereSeparator: { !isMissed.contains($0) }) {
      guard let first = group.first, let last = group.last else { continue }
      parts.append(first == last ? "\(first)" : "\(first)-\(last)")
    }
    return parts
  }

  private static func percent(_ count: Int, _ missed: Int) -> String {
    // Rounded down, so that 100 % means all.
    count == 0 ? "" : "\((count - missed) * 100 / count) %"
  }

  private static func trimmedEnd(_ line: String) -> String.Index {
    var end = line.endIndex
    while end > line.startIndex, line[line.index(before: end)] == " " {
      end = line.index(before: end)
    }
    return end
  }
}
