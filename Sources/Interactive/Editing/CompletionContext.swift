/// What stands before the cursor, as far as it says what may follow.
enum CompletionContext: Equatable {
  /// Nothing but space: the key is a space itself.
  case indentation
  /// A command after its colon, or a name after a question mark.
  case command(prefix: String)
  case question(prefix: String)
  /// A text that was opened and not closed.
  case text(prefix: String)
  /// A name, or a member of what `base` stands for.
  case name(base: String?, prefix: String, isMethod: Bool)

  init(before: String) {
    let line = before.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    if line.allSatisfy(\.isWhitespace) {
      self = .indentation
      return
    }
    let start = line.drop { $0.isWhitespace }
    if start.hasPrefix(":"), !start.contains(" ") {
      self = .command(prefix: String(start.dropFirst()))
      return
    }
    if start.hasPrefix("?") {
      self = .question(prefix: String(start.dropFirst()).trimmingSpaces)
      return
    }
    if let text = Self.openText(in: line) {
      self = .text(prefix: text)
      return
    }
    self = Self.name(at: line)
  }

  /// What stands behind a quote that is still open.
  private static func openText(in line: Substring) -> String? {
    var quote: Character?
    var text = ""
    var isEscaped = false
    for character in line {
      if let open = quote {
        if isEscaped {
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == open {
          quote = nil
          continue
        }
        text.append(character)
      } else if character == "\"" || character == "'" {
        quote = character
        text = ""
      }
    }
    return quote == nil ? nil : text
  }

  private static func name(at line: Substring) -> CompletionContext {
    func isPart(_ character: Character) -> Bool {
      character.isASCII && (character.isLetter || character.isNumber) || character == "_"
    }
    let prefix = String(line.reversed().prefix(while: isPart).reversed())
    let rest = line.dropLast(prefix.count)
    guard let mark = rest.last, mark == "." || mark == ":" else {
      return .name(base: nil, prefix: prefix, isMethod: false)
    }
    // Names, dots and numbers in brackets: reading them changes nothing.
    let base = rest.dropLast().reversed().prefix { character in
      isPart(character) || character == "." || character == "[" || character == "]"
    }
    return .name(base: String(base.reversed()), prefix: prefix, isMethod: mark == ":")
  }
}
