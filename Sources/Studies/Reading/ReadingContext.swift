package import Diagnostics

/// What reading a study gathers on its way: the diagnostics, and the parameters in force.
package final class ReadingContext {
  package let source: SourceText
  package private(set) var diagnostics: [Diagnostic] = []
  /// The values that `valence.parameter "x"` stands for.
  package var parameters: [String: ParameterValue] = [:]
  /// Parameters whose value could not be read, which has been reported.
  package var unreadParameters: Set<String> = []

  package init(source: SourceText) {
    self.source = source
  }

  package func report(
    _ message: String, at location: SourceLocation?, hints: [String] = [],
    severity: Diagnostic.Severity = .error
  ) {
    let diagnostic = Diagnostic(
      message, at: location ?? SourceLocation(file: source.path), severity: severity,
      sourceLine: location.flatMap(source.line(at:)), hints: hints)
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  package func add(_ more: [Diagnostic]) {
    for diagnostic in more where !diagnostics.contains(diagnostic) {
      diagnostics.append(diagnostic)
    }
  }

  /// Where `name` is written: as a key of the table, of a later one, or as a text in a list.
  ///
  /// - Parameter near: where the table stands, if it does not know that itself.
  package func place(of name: String, in table: TableNode?, near: SourceLocation? = nil)
    -> SourceLocation
  {
    let start = table?.location ?? near
    if let start, start.file != source.path || table?.origin != nil { return start }
    let first = start?.line ?? 1
    let line =
      source.outline.line(ofKey: name, from: first)
      ?? source.outline.line(ofText: name, from: first) ?? source.outline.anyLine(of: name)
    return SourceLocation(file: source.path, line: line ?? start?.line)
  }

  /// Where an entry of the list behind a key is written.
  ///
  /// - Parameter text: what stands first in the entry, in case the list is made elsewhere.
  func place(
    ofItem index: Int, in key: String, _ table: TableNode, near: SourceLocation?, text: String?
  )
    -> SourceLocation
  {
    let start = table.location ?? near
    if let start, start.file != source.path || table.origin != nil { return start }
    let first = start?.line ?? 1
    let line =
      source.outline.line(ofItem: index, behind: key, from: first)
      ?? text.flatMap { source.outline.line(ofText: $0, from: 1) }
    return line.map { SourceLocation(file: source.path, line: $0) }
      ?? place(of: key, in: table, near: near)
  }
}
