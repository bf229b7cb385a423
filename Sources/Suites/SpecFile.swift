package import Diagnostics

/// A file of tests.
package struct SpecFile: Hashable, Sendable {
  /// The path as the user would type it.
  package var path: String
  package var text: String
  /// Why the file cannot be read; then there is no text.
  package var problem: Diagnostic?

  package init(path: String, text: String, problem: Diagnostic? = nil) {
    self.path = path
    self.text = text
    self.problem = problem
  }

  /// The text of a line, counted from 1.
  func line(_ number: Int) -> String? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.contains(number - 1) ? String(lines[number - 1]) : nil
  }
}
