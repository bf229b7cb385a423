/// One finding about what a user gave us: what is wrong, where, what was expected, what to do.
package struct Diagnostic: Error, Hashable, Sendable {
  /// Whether the finding stops the work.
  package enum Severity: String, Sendable {
    case error, warning
  }

  package var severity: Severity
  package var errorClass: ErrorClass
  /// What is wrong, in one sentence without a full stop.
  package var message: String
  package var location: SourceLocation?
  /// The text of the line at `location`.
  package var sourceLine: String?
  /// What was expected or what to do, each a sentence of its own.
  package var hints: [String]
  /// Calls that led here, innermost first, in the terms of the user's own files.
  package var traceback: [String]

  package init(
    _ message: String, at location: SourceLocation? = nil, class errorClass: ErrorClass = .user,
    severity: Severity = .error, sourceLine: String? = nil, hints: [String] = [],
    traceback: [String] = []
  ) {
    self.message = message
    self.location = location
    self.errorClass = errorClass
    self.severity = severity
    self.sourceLine = sourceLine
    self.hints = hints
    self.traceback = traceback
  }

  /// The finding as a terminal shows it.
  ///
  /// The first line is `error: file:line: message`; the source line, the hints and the calls
  /// follow, indented.
  package var rendered: String {
    var lines: [String] = []
    let place = location.map { "\($0): " } ?? ""
    lines.append("\(severity.rawValue): \(place)\(message)")
    if let sourceLine, let line = location?.line {
      let number = String(line)
      lines.append("  \(number) | \(sourceLine.trimmedTrailing)")
    }
    for hint in hints { lines.append("  \(hint)") }
    for call in traceback { lines.append("    \(call)") }
    return lines.joined(separator: "\n")
  }
}

/// Everything that is wrong with one input, found in one go.
package struct DiagnosticList: Error, Sendable {
  package var diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }

  package var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }

  /// The worst class of the errors in the list: what the exit code follows.
  package var errorClass: ErrorClass {
    let classes = errors.map(\.errorClass)
    return classes.contains(.bug) ? .bug : classes.contains(.usage) ? .usage : .user
  }
}

extension String {
  fileprivate var trimmedTrailing: Substring {
    var end = endIndex
    while end > startIndex, self[index(before: end)].isWhitespace { end = index(before: end) }
    return self[startIndex..<end]
  }
}
