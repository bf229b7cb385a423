package import Diagnostics

/// The text of a script, for messages that show the line.
package struct SourceText: Sendable {
  /// The path as the user gave it.
  package let path: String
  package let text: String
  package let lines: [Substring]
  let outline: SourceOutline
  /// The modules that the script was read with, in byte order of their names.
  var modules: [ModuleLoader.Module] = []

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

  /// The text of the line at a place in the script or in one of its modules.
  package func line(at place: SourceLocation) -> String? {
    guard let line = place.line else { return nil }
    if place.file == path { return self.line(line) }
    return modules.first { $0.source.path == place.file }?.source.line(line)
  }
}
