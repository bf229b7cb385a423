/// The text of a script, for messages that show the line.
package struct SourceText: Sendable {
  /// The path as the user gave it.
  package let path: String
  package let text: String
  package let lines: [Substring]
  let outline: SourceOutline

  package init(path: String, text: String) {
    self.path = path
    self.text = text
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    outline = SourceOutline(text)
  }

  /// The number of the last line that is not blank.
  package var lastLine: Int {
    (lines.lastIndex { line in line.contains { !$0.isWhitespace } } ?? 0) + 1
  }

  /// The text of a line, counted from 1.
  package func line(_ number: Int) -> String? {
    lines.indices.contains(number - 1) ? String(lines[number - 1]) : nil
  }
}
