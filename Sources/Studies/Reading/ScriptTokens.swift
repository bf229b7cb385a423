/// A piece of a Lua script, with the line that it starts on.
package struct ScriptToken {
  package enum Sort: Equatable {
    /// A name, a keyword or a number.
    case name(String)
    /// What stands between quotes or long brackets, escapes left as written.
    case text(String)
    case symbol(String)
  }

  package var sort: Sort
  package var line: Int
  /// Where it stands among the bytes of the text.
  package var bytes: Range<Int>
}

/// Splits a script into names, texts and symbols, without comments: enough to find what is where.
///
/// A text that is no Lua gives some tokens, never an error.
package struct ScriptTokens {
  package private(set) var all: [ScriptToken] = []
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  package init(_ text: String) {
    bytes = Array(text.utf8)
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\n"): advance()
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
      case UInt8(ascii: "-") where byteAt(1) == byte: skipComment()
      case UInt8(ascii: "\""), UInt8(ascii: "'"): readQuoted(byte)
      case UInt8(ascii: "["): readBracket()
      case UInt8(ascii: "="), UInt8(ascii: "~"), UInt8(ascii: "<"), UInt8(ascii: ">"):
        readComparison(byte)
      case let byte where byte.isNamePart: readName()
      default:
        let start = position
        position += 1
        append(.symbol(String(decoding: [byte], as: UTF8.self)), from: start)
      }
    }
  }

  private var current: UInt8? { byteAt(0) }

  private func byteAt(_ offset: Int) -> UInt8? {
    position + offset < bytes.count ? bytes[position + offset] : nil
  }

  private mutating func advance() {
    if current == UInt8(ascii: "\n") { line += 1 }
    position += 1
  }

  /// Adds the token that ends here.
  private mutating func append(_ sort: ScriptToken.Sort, from start: Int, line: Int? = nil) {
    all.append(ScriptToken(sort: sort, line: line ?? self.line, bytes: start..<position))
  }

  private mutating func readName() {
    let start = position
    while current?.isNamePart ?? false { position += 1 }
    append(.name(String(decoding: bytes[start..<position], as: UTF8.self)), from: start)
  }

  /// `==` and the like are one symbol: only a single `=` makes a key.
  private mutating func readComparison(_ byte: UInt8) {
    let length = byteAt(1) == UInt8(ascii: "=") ? 2 : 1
    let start = position
    position += length
    append(.symbol(String(decoding: bytes[start..<position], as: UTF8.self)), from: start)
  }

  private mutating func readQuoted(_ quote: UInt8) {
    let startLine = line
    position += 1
    let start = position
    while let byte = current, byte != quote, byte != UInt8(ascii: "\n") {
      if byte == UInt8(ascii: "\\"), byteAt(1) != nil { advance() }
      advance()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if current == quote { position += 1 }
    append(.text(text), from: start - 1, line: startLine)
  }

  private mutating func readBracket() {
    let (start, startLine) = (position, line)
    guard let level = longBracketLevel() else {
      position += 1
      append(.symbol("["), from: start)
      return
    }
    let text = skipLongBracket(level)
    append(.text(text), from: start, line: startLine)
  }

  private mutating func skipComment() {
    position += 2
    if let level = longBracketLevel() {
      _ = skipLongBracket(level)
      return
    }
    while let byte = current, byte != UInt8(ascii: "\n") { position += 1 }
  }

  /// How many `=` stand in a long bracket that opens here, or `nil` where none does.
  private func longBracketLevel() -> Int? {
    guard current == UInt8(ascii: "[") else { return nil }
    var level = 0
    while byteAt(1 + level) == UInt8(ascii: "=") { level += 1 }
    return byteAt(1 + level) == UInt8(ascii: "[") ? level : nil
  }

  private mutating func skipLongBracket(_ level: Int) -> String {
    position += level + 2
    let start = position
    while current != nil {
      if current == UInt8(ascii: "]"), byteAt(level + 1) == UInt8(ascii: "]"),
        (0..<level).allSatisfy({ byteAt(1 + $0) == UInt8(ascii: "=") })
      {
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        position += level + 2
        return text
      }
      advance()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isNamePart: Bool {
    self == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
  }
}
