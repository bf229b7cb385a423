import Reports

/// Values in the syntax of Lua.
package enum LuaText {
  /// A text in quotes, with escapes for what has no place in a line.
  ///
  /// - Parameter isUnicode: whether characters beyond ASCII stand for themselves.
  package static func quoted(_ text: String, isUnicode: Bool) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result.append(contentsOf: ["\\", scalar])
      case "\n": result.append(contentsOf: ["\\", "n"])
      case "\r": result.append(contentsOf: ["\\", "r"])
      case "\t": result.append(contentsOf: ["\\", "t"])
      case _
      where PlainText.isControl(scalar) || PlainText.isReordering(scalar)
        || !(isUnicode || scalar.isASCII):
        let code = String(scalar.value, radix: 16, uppercase: true)
        result.append(contentsOf: "\\u{\(code)}".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return "\"\(String(result))\""
  }

  /// A text key as a table constructor has it: a name, or else quoted in brackets.
  package static func key(_ name: String) -> String {
    let isName =
      name.utf8.first.map { !isDigit($0) } ?? false
      && name.utf8.allSatisfy { isDigit($0) || isLetter($0) } && !keywords.contains(name)
    return isName ? name : "[\(quoted(name, isUnicode: true))]"
  }

  /// The shortest text that reads back as the same number; whole ones keep their `.0`, as floats
  /// do in Lua.
  static func exact(_ number: Double) -> String {
    number.description
  }

  /// About four significant digits: for one number among others.
  static func short(_ number: Double) -> String {
    guard number.isFinite else { return number.description }
    let text = NumberText.significant(number, digits: 4)
    return text.contains { $0 == "." || $0 == "e" } ? text : text + ".0"
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  /// Lua 5.4 reference manual, section 3.1.
  private static let keywords: Set<String> = [
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in",
    "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
  ]
}
