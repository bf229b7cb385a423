import Reports

/// A part of an answer, before it is laid out for a terminal.
enum HelpBlock: Sendable {
  /// A name, a call, a heading.
  case line(String)
  /// Text as a comment has it: paragraphs, and code that is indented.
  case text([String])
  /// Names with what they are, as an aligned list.
  case rows([Row])

  struct Row: Sendable {
    var name: String
    var text: String
    /// How far it stands in.
    var depth = 0

    fileprivate var label: String { String(repeating: "  ", count: depth + 1) + name }
  }

  /// The lines of the block, of at most `columns` columns where words allow it.
  func lines(columns: Int) -> [String] {
    let columns = max(columns, Self.fewestColumns)
    switch self {
    case .line(let text):
      let lines = wrapped(PlainText.line(text), width: columns - 4)
      return lines.prefix(1) + lines.dropFirst().map { "    " + $0 }
    case .text(let lines): return Self.paragraphs(lines, columns)
    case .rows(let rows):
      // A name that is much longer than the others stands on a line of its own.
      let widest = rows.map { displayWidth($0.label) }.filter { $0 <= columns / 3 }.max() ?? 0
      return rows.flatMap { Self.lines(of: $0, indented: widest + 2, columns) }
    }
  }

  private static let fewestColumns = 40

  private static func lines(of row: Row, indented indent: Int, _ columns: Int) -> [String] {
    let label = PlainText.line(row.label)
    let width = displayWidth(label)
    let space = String(repeating: " ", count: indent)
    guard !row.text.isEmpty else { return [label] }
    let text = wrapped(PlainText.line(row.text), width: columns - indent)
    if width + 2 > indent { return [label] + text.map { space + $0 } }
    let first = label + String(repeating: " ", count: indent - width) + text[0]
    return [first] + text.dropFirst().map { space + $0 }
  }

  private static func paragraphs(_ lines: [String], _ columns: Int) -> [String] {
    var result: [String] = []
    var words: [String] = []
    func flush() {
      if !words.isEmpty { result += wrapped(words.joined(separator: " "), width: columns) }
      words = []
    }
    for line in lines {
      if line.isEmpty || line.hasPrefix("    ") {
        flush()
        result.append(PlainText.line(line))
      } else {
        words.append(PlainText.line(line))
      }
    }
    flush()
    return result
  }
}
