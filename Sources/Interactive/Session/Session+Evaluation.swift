import Diagnostics
import LuaRuntime
import Studies

/// What an input came to.
package enum Answer: Equatable {
  case done
  /// More lines are needed: it ends in the middle of something.
  case incomplete
  /// It failed, which has been said.
  case failed
  case quit
}

/// Running what is typed.
extension Session {
  /// Runs one input: a command, a question for help, or Lua; shows what it comes to.
  ///
  /// - Parameter text: one line, or several where the first ones were incomplete.
  package func run(_ text: String) -> Answer {
    let line = text.trimmingSpaces
    if line.isEmpty { return .done }
    clearInterrupt()
    do {
      if line.hasPrefix("?") || line.hasSuffix("?") && !line.contains("\n") {
        answer(question: line.filter { $0 != "?" }.trimmingSpaces)
        return .done
      }
      if line.hasPrefix(":") { return try run(command: String(line.dropFirst())) }
      return try evaluate(text)
    } catch {
      show(error)
      return .failed
    }
  }

  // MARK: Lua

  func evaluate(_ typed: String) throws -> Answer {
    let text = Self.withoutLeadingLocal(typed)
    let chunk = SessionText.chunkName(inputs.count)
    let function: LuaReference
    do throws(LuaError) {
      function = try loaded(text, chunk)
    } catch {
      if error.code == .incompleteInput { return .incomplete }
      inputs.append(text)
      throw error
    }
    inputs.append(text)
    noteOutOfDate()
    try state.setUpvalue(of: function, at: 0, to: try state.rawGet(table, "environment"))
    let results = try state.call(function, [])
    if results.isEmpty { return .done }
    if results.count == 1, isDefinition(results[0]), !isNamed(text) {
      try define(results[0])
      return .done
    }
    if let variables = try state.rawGet(table, "variables").table {
      try state.rawSet(variables, "_", results[0])
    }
    for result in results { try show(result) }
    return .done
  }

  /// The function of an input, taken as an expression where it is one.
  private func loaded(_ text: String, _ chunk: String) throws(LuaError) -> LuaReference {
    let asExpression: LuaError
    do throws(LuaError) {
      return try state.load("return " + text, chunkName: "=" + chunk)
    } catch {
      asExpression = error
    }
    do throws(LuaError) {
      return try state.load(text, chunkName: "=" + chunk)
    } catch {
      // `valence.rule {` is incomplete as an expression only.
      throw error.code != .incompleteInput && asExpression.code == .incompleteInput
        ? asExpression : error
    }
  }

  /// Whether an input is no more than the name of a variable, which shows what it holds.
  private func isNamed(_ text: String) -> Bool {
    let tokens = ScriptTokens(text).all
    return tokens.count == 1
  }

  /// At the prompt a local would be gone with its line: it becomes a variable of the session.
  private static func withoutLeadingLocal(_ text: String) -> String {
    let tokens = ScriptTokens(text).all
    guard tokens.first?.sort == .name("local"), tokens.count > 1 else { return text }
    let bytes = Array(text.utf8)
    // A declaration without values would be no statement.
    if tokens[1].sort != .name("function"), !tokens.contains(where: { $0.sort == .symbol("=") }) {
      return text
    }
    var rest = bytes
    let range = tokens[0].bytes
    rest.replaceSubrange(range, with: Array(repeating: UInt8(ascii: " "), count: range.count))
    // Attributes, `<const>`, belong to locals alone.
    for index in tokens.indices.dropFirst(2) where tokens[index].sort == .symbol("<") {
      guard index + 2 < tokens.count, tokens[index + 2].sort == .symbol(">"),
        [.name("const"), .name("close")].contains(tokens[index + 1].sort)
      else { continue }
      let place = tokens[index].bytes.lowerBound..<tokens[index + 2].bytes.upperBound
      rest.replaceSubrange(place, with: Array(repeating: UInt8(ascii: " "), count: place.count))
    }
    return String(decoding: rest, as: UTF8.self)
  }

  private func noteOutOfDate() {
    guard isOutOfDate, !hasSaidOutOfDate else { return }
    hasSaidOutOfDate = true
    output(
      "note: '\(printable(text?.path ?? ""))' has changed since it was read; :reload reads it again"
    )
  }

  // MARK: showing

  func show(_ value: LuaValue) throws {
    if let text = try shownText(of: value) {
      output(text)
    } else {
      output(ValuePrinter(screen: screen).text(of: try shown(value)))
    }
  }

  /// Says what went wrong.
  package func show(_ error: any Error) {
    for diagnostic in diagnostics(of: error).prefix(20) {
      output(printable(placed(diagnostic).rendered))
    }
  }

  private func diagnostics(of error: any Error) -> [Diagnostic] {
    switch error {
    case let error as LuaError where error.code == .interrupted:
      return [Diagnostic("interrupted", class: .limit)]
    case let error as LuaError:
      return (error.cause as? DiagnosticList)?.diagnostics ?? [error.diagnostic()]
    case let list as DiagnosticList: return list.diagnostics
    case let diagnostic as Diagnostic: return [diagnostic]
    default: return [Diagnostic("\(error)", class: .bug)]
    }
  }

  /// The finding with the place where it was typed, without what stands just above.
  private func placed(_ found: Diagnostic) -> Diagnostic {
    var diagnostic = found
    if let place = found.location, let text {
      diagnostic.location = text.typed(place)
      if diagnostic.location != place { diagnostic.sourceLine = nil }
    }
    if diagnostic.location.map(isOneLine) ?? false {
      diagnostic.location = nil
      diagnostic.sourceLine = nil
    }
    diagnostic.sourceLine = diagnostic.sourceLine ?? diagnostic.location.flatMap(typedLine)
    return diagnostic
  }

  /// Whether a place is the present input, all of which stands just above.
  private func isOneLine(_ place: SourceLocation) -> Bool {
    place.file == SessionText.chunkName(inputs.count - 1)
      && !(inputs.last ?? "").trimmingSpaces.contains("\n")
  }

  /// The text of a line that was typed.
  private func typedLine(_ place: SourceLocation) -> String? {
    guard let line = place.line, place.file.hasPrefix("input "),
      let number = Int(place.file.dropFirst("input ".count)), inputs.indices.contains(number)
    else { return nil }
    let lines = inputs[number].split(separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.contains(line - 1) ? String(lines[line - 1]) : nil
  }
}

extension StringProtocol {
  /// Without spaces and line breaks at both ends.
  var trimmingSpaces: String {
    var text = self[...]
    while text.first?.isWhitespace ?? false { text = text.dropFirst() }
    while text.last?.isWhitespace ?? false { text = text.dropLast() }
    return String(text)
  }
}
