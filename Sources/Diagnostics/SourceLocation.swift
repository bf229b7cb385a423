/// A place in a file that a user wrote: a study, a plugin, a data file.
package struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
  /// The path as the user would type it.
  package var file: String
  /// The line, counted from 1.
  package var line: Int?
  /// The column, counted from 1: a character in a script, a field in a table of data.
  package var column: Int?

  package init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`, as far as it is known: the form that editors and terminals link.
  package var description: String {
    var text = file
    if let line { text += ":\(line)" }
    if line != nil, let column { text += ":\(column)" }
    return text
  }
}
