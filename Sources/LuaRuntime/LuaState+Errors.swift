internal import CLua
internal import Diagnostics

extension LuaState {
  /// The chunk name of a file; names that start with `@` or `=` stay.
  func fileChunk(_ name: String) -> String {
    name.hasPrefix("@") || name.hasPrefix("=") ? name : "@" + name
  }

  /// Remembers what Lua makes of the name in messages: at most 59 bytes, the end of a path.
  func noteChunk(_ name: String) {
    guard name.hasPrefix("@") || name.hasPrefix("=") else { return }
    let whole = Array(name.utf8.dropFirst())
    var short = whole
    if whole.count > 59 {
      short = name.hasPrefix("@") ? Array("...".utf8) + whole.suffix(56) : Array(whole.prefix(59))
    }
    chunkNames[String(decoding: short, as: UTF8.self)] = String(name.dropFirst())
  }

  /// The error of the last failed operation.
  func makeError() -> LuaError {
    let report = clua_report(pointer)
    let frames = (0..<report.pointee.frameCount).map { clua_report_frame(report, $0) }
    // Chunks that scripts loaded themselves are known from their frames only.
    for frame in frames { noteChunk(String(cString: clua_frame_source(frame))) }
    var error = LuaError(.runtime, "", traceback: frames.map(Self.describe))
    if report.pointee.framesDropped { error.traceback.append("...") }
    error.location = frames.first.map { frame in
      SourceLocation(file: Self.fileName(of: frame), line: Int(frame.pointee.line))
    }
    switch report.pointee.code {
    case CLUA_FAILED_MEMORY:
      error.code = .memory
      error.message = "the script used more than its \(limits.memoryBytes >> 20) MiB of memory"
    case CLUA_FAILED_INSTRUCTIONS:
      error.code = .instructions
      error.message = "the script ran more than its \(limits.instructions) instructions"
    case CLUA_FAILED_DEADLINE:
      error.code = .deadline
      error.message = "the script ran longer than its time limit"
    case CLUA_FAILED_INTERRUPTED:
      error.code = .interrupted
      error.message = "interrupted"
    default:
      let bytes = UnsafeRawBufferPointer(
        start: clua_report_message(report), count: report.pointee.messageLength)
      readMessage(String(decoding: bytes, as: UTF8.self), into: &error)
      if report.pointee.code == CLUA_FAILED_SYNTAX {
        // A quoted string ends with its line: no further line mends it.
        let isOpen =
          error.message.hasSuffix("near <eof>") && !error.message.hasPrefix("unfinished string ")
        error.code = isOpen ? .incompleteInput : .syntax
      }
    }
    return error
  }

  /// Splits positions off the message; the innermost one is where it happened.
  private func readMessage(_ raw: String, into error: inout LuaError) {
    var message = Substring(raw)
    while let (location, rest) = splitPosition(message) {
      error.location = location
      message = rest
    }
    error.message = Self.withoutCallSites(String(message))
    addCause(of: message, to: &error)
    if let hint = undeclaredHint(error.message) { error.hints.append(hint) }
  }

  /// Joins what a Swift function threw with the error that Lua made of it.
  ///
  /// A failure of a nested call stands where it happened, not where the host was called.
  private func addCause(of message: Substring, to error: inout LuaError) {
    defer { lastThrown = nil }
    // The boundary may have cut the text.
    guard let thrown = lastThrown, !message.isEmpty, thrown.message.hasPrefix(message) else {
      return
    }
    error.cause = thrown.error
    guard let inner = thrown.error as? LuaError, inner.location != nil else { return }
    error.location = inner.location
    error.traceback = inner.traceback + error.traceback
    error.hints = inner.hints
    error.cause = inner.cause
  }

  private func splitPosition(_ message: Substring) -> (SourceLocation, Substring)? {
    for (short, whole) in chunkNames where message.hasPrefix(short + ":") {
      let rest = message.dropFirst(short.count + 1)
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard let line = Int(digits), rest.dropFirst(digits.count).hasPrefix(": ") else { continue }
      return (SourceLocation(file: whole, line: line), rest.dropFirst(digits.count + 2))
    }
    return nil
  }

  private static func fileName(of frame: UnsafePointer<CLuaReportFrame>) -> String {
    let source = String(cString: clua_frame_source(frame))
    return source.hasPrefix("@") || source.hasPrefix("=") ? String(source.dropFirst()) : source
  }

  private static func describe(_ frame: UnsafePointer<CLuaReportFrame>) -> String {
    let name = withoutCallSite(String(cString: clua_frame_name(frame)))
    let place = "\(fileName(of: frame)):\(frame.pointee.line)"
    if frame.pointee.lineDefined == 0 { return "in the main chunk (\(place))" }
    if name.isEmpty { return "in the function of line \(frame.pointee.lineDefined) (\(place))" }
    return "in function '\(name)' (\(place))"
  }

  /// `chance#7` as `chance`: the number is an artefact of how draws are addressed.
  private static func withoutCallSite(_ name: String) -> String {
    guard let mark = name.lastIndex(of: "#"), mark > name.startIndex else { return name }
    let digits = name[name.index(after: mark)...]
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return name }
    return String(name[..<mark])
  }

  /// The message with every quoted name freed of the number of its call site.
  private static func withoutCallSites(_ message: String) -> String {
    guard message.contains("#") else { return message }
    let parts = message.split(separator: "'", omittingEmptySubsequences: false)
    return parts.map { part in
      let isName = part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "#" }
      return isName ? withoutCallSite(String(part)) : String(part)
    }.joined(separator: "'")
  }

  /// The nearest global for the message about an undeclared name.
  private func undeclaredHint(_ message: String) -> String? {
    guard message.hasPrefix("'"), message.contains("' is not declared: ") else { return nil }
    let name = String(message.dropFirst().prefix { $0 != "'" })
    guard let globals = try? exported("globals"), let entries = try? entries(of: globals) else {
      return nil
    }
    return nearestName(to: name, among: entries.compactMap(\.key.text)).map {
      "did you mean '\($0)'?"
    }
  }
}
