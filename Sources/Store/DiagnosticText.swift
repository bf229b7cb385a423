internal import Diagnostics
internal import Foundation

/// The error of a replicate as JSON text, so that a later session can show it in full.
enum DiagnosticText {
  private struct Content: Codable {
    var `class`: String
    var message: String
    var file: String?
    var line: Int?
    var column: Int?
    var source: String?
    var hints: [String]?
    var traceback: [String]?
  }

  static func encode(_ diagnostic: Diagnostic) -> String {
    let content = Content(
      class: diagnostic.errorClass.rawValue, message: diagnostic.message,
      file: diagnostic.location?.file, line: diagnostic.location?.line,
      column: diagnostic.location?.column, source: diagnostic.sourceLine,
      hints: diagnostic.hints.isEmpty ? nil : diagnostic.hints,
      traceback: diagnostic.traceback.isEmpty ? nil : diagnostic.traceback)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(content) else { return diagnostic.message }
    return String(decoding: data, as: UTF8.self)
  }

  /// The error that a text stands for; a text of another form is the message itself.
  static func decode(_ text: String) -> Diagnostic {
    guard let content = try? JSONDecoder().decode(Content.self, from: Data(text.utf8)) else {
      return Diagnostic(text)
    }
    let location = content.file.map {
      SourceLocation(file: $0, line: content.line, column: content.column)
    }
    return Diagnostic(
      content.message, at: location, class: ErrorClass(rawValue: content.class) ?? .user,
      sourceLine: content.source, hints: content.hints ?? [], traceback: content.traceback ?? [])
  }
}

extension ReplicateOutcome {
  /// The status and the error as the file holds them.
  var stored: (status: String, error: String?) {
    switch self {
    case .done: ("done", nil)
    case .failed(let error): ("failed", DiagnosticText.encode(error))
    case .interrupted(let error): ("interrupted", error.map(DiagnosticText.encode))
    }
  }

  init?(status: String, error: String?) {
    switch status {
    case "done": self = .done
    case "failed": self = .failed(DiagnosticText.decode(error ?? "the error was not kept"))
    case "interrupted": self = .interrupted(error.map(DiagnosticText.decode))
    default: return nil
    }
  }
}
