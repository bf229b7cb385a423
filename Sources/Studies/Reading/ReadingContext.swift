package import Diagnostics

/// What reading a study gathers on its way: the diagnostics, and the parameters in force.
package final class ReadingContext {
  package let source: SourceText
  package private(set) var diagnostics: [Diagnostic] = []
  /// The values that `valence.parameter "x"` stands for.
  package var parameters: [String: ParameterValue] = [:]

  package init(source: SourceText) {
    self.source = source
  }

  package func report(
    _ message: String, at location: SourceLocation?, hints: [String] = [],
    severity: Diagnostic.Severity = .error
  ) {
    let shown = location.flatMap { place in
      place.file == source.path ? place.line.flatMap(source.line) : nil
    }
    let diagnostic = Diagnostic(
      message, at: location ?? SourceLocation(file: source.path), severity: severity,
      sourceLine: shown, hints: hints)
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  package func add(_ more: [Diagnostic]) {
    for diagnostic in more where !diagnostics.contains(diagnostic) {
      diagnostics.append(diagnostic)
    }
  }

  /// Where `name` is written, from the place of the table that holds it on.
  package func place(of name: String, in table: TableNode?, near: SourceLocation? = nil)
    -> SourceLocation
  {
    let start = table?.location ?? near
    if let start, start.file != source.path { return start }
    let line = source.line(naming: name, from: start?.line ?? 1)
    return SourceLocation(file: source.path, line: line ?? start?.line)
  }
}
