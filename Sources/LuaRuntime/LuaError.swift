package import Diagnostics

/// A failure of a script, in the terms of its own files.
package struct LuaError: Error {
  package enum Code: String, Sendable {
    case runtime, syntax
    /// A syntax error at the end of the text: more of it might be right.
    case incompleteInput
    case memory, instructions, deadline
    /// Stopped by `LuaState.interrupt()`.
    case interrupted
    /// A fault of Valence.
    case internalFault

    /// Whether the script was stopped by a limit.
    package var isLimit: Bool {
      switch self {
      case .memory, .instructions, .deadline, .interrupted: true
      default: false
      }
    }

    /// Whether the machine or its user stopped the script: another try may pass.
    package var isFromOutside: Bool {
      switch self {
      case .memory, .deadline, .interrupted: true
      default: false
      }
    }
  }

  package var code: Code
  /// What went wrong, without the position.
  package var message: String
  package var location: SourceLocation?
  /// The calls of the script that led here, innermost first, that of the location included.
  package var traceback: [String]
  package var hints: [String]
  /// What a host function threw, if this came from there.
  package var cause: (any Error)?

  package init(
    _ code: Code, _ message: String, location: SourceLocation? = nil, traceback: [String] = [],
    hints: [String] = [], cause: (any Error)? = nil
  ) {
    self.code = code
    self.message = message
    self.location = location
    self.traceback = traceback
    self.hints = hints
    self.cause = cause
  }

  /// The error as a user gets it.
  ///
  /// A `Diagnostic` that a host function threw keeps its own text and hints, and gets the place of
  /// the call where it has none.
  ///
  /// - Parameter sourceLine: the text of a line of a script, where it can be had.
  package func diagnostic(
    sourceLine: (SourceLocation) -> String? = { _ in nil }
  ) -> Diagnostic {
    var result =
      cause as? Diagnostic
      ?? Diagnostic(message, class: code.errorClass, hints: hints)
    if result.location == nil { result.location = location }
    if result.sourceLine == nil { result.sourceLine = result.location.flatMap(sourceLine) }
    // A single call says no more than the location.
    if result.traceback.isEmpty, traceback.count > 1 { result.traceback = traceback }
    return result
  }
}

extension LuaError.Code {
  /// Who is at fault.
  package var errorClass: ErrorClass {
    switch self {
    case .runtime, .syntax, .incompleteInput: .user
    case .memory, .instructions, .deadline, .interrupted: .limit
    case .internalFault: .bug
    }
  }
}

/// A failure in one of many rows.
package struct LuaRowError: Error {
  /// The row that failed; the rows before it are done.
  package var row: Int
  package var error: LuaError

  package init(row: Int, error: LuaError) {
    self.row = row
    self.error = error
  }
}
