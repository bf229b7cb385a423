/// What is wrong with a text of the intermediate form.
package struct IRTextError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Counted from 1.
  package var line: Int
  package var message: String

  package var description: String { "line \(line): \(message)" }
}

/// One line of the text form, read piece by piece.
struct IRLineScanner {
  let number: Int
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: some Sequence<UInt8>, number: Int) {
    self.number = number
    self.bytes = Array(bytes)
    skipBlanks()
  }

  var isAtEnd: Bool { position == bytes.count }

  private mutating func skipBlanks() {
    while position < bytes.count, bytes[position] == UInt8(ascii: " ") { position += 1 }
  }

  func failure(_ message: String) -> IRTextError { IRTextError(line: number, message: message) }

  /// - Parameter wanted: what should have come next.
  func expected(_ wanted: String) -> IRTextError {
    let rest = String(decoding: bytes[position...], as: UTF8.self)
    return failure("expected \(wanted), found \(isAtEnd ? "the end of the line" : "'\(rest)'")")
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
      UInt8(ascii: "+"):
      true
    default: false
    }
  }

  /// Letters, digits and what numbers have beside them.
  mutating func word(_ wanted: String) throws(IRTextError) -> String {
    let end = bytes[position...].firstIndex { !Self.isPartOfWord($0) } ?? bytes.count
    guard end > position else { throw expected(wanted) }
    let word = String(decoding: bytes[position..<end], as: UTF8.self)
    position = end
    skipBlanks()
    return word
  }

  /// Whether a word comes next, which is then taken.
  mutating func take(word: String) -> Bool {
    let end = position + word.utf8.count
    guard bytes[position...].starts(with: word.utf8),
      end == bytes.count || !Self.isPartOfWord(bytes[end])
    else { return false }
    position = end
    skipBlanks()
    return true
  }

  /// Whether a sign comes next, which is then taken.
  mutating func take(_ sign: String) -> Bool {
    guard bytes[position...].starts(with: sign.utf8) else { return false }
    position += sign.utf8.count
    skipBlanks()
    return true
  }

  mutating func expect(_ sign: String) throws(IRTextError) {
    if !take(sign) { throw expected("'\(sign)'") }
  }

  func expectEnd() throws(IRTextError) {
    if !isAtEnd { throw expected("the end of the line") }
  }

  mutating func int() throws(IRTextError) -> Int64 {
    let before = self
    guard let value = Int64(try word("a whole number")) else {
      throw before.expected("a whole number")
    }
    return value
  }

  /// A position in one of the function's lists, such as 3 in `block3`.
  mutating func index(after prefix: String = "", _ wanted: String) throws(IRTextError) -> Int {
    let before = self
    let word = try word(wanted)
    guard word.hasPrefix(prefix), let index = Int32(word.dropFirst(prefix.utf8.count)), index >= 0
    else { throw before.expected(wanted) }
    // Nothing that is written has more, and what is read may not take all memory.
    guard index < 1 << 20 else { throw before.failure("'\(word)' is too large a number") }
    return Int(index)
  }

  mutating func value() throws(IRTextError) -> IRValue {
    IRValue(try index(after: "v", "a value"))
  }

  /// Whether a value comes next.
  var beginsValue: Bool {
    position + 1 < bytes.count && bytes[position] == UInt8(ascii: "v")
      && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position + 1])
  }

  mutating func type() throws(IRTextError) -> IRType {
    let before = self
    guard let type = IRType.byName[try word("a type")] else {
      throw before.expected("a type (bool, int or float)")
    }
    return type
  }

  /// The bits of a float.
  mutating func float() throws(IRTextError) -> UInt64 {
    let before = self
    let word = try word("a float")
    if word == "nan", take("(") {
      let digits = try self.word("the bits of a NaN")
      guard let bits = UInt64(digits, radix: 16), Double(bitPattern: bits).isNaN else {
        throw before.expected("the bits of a NaN")
      }
      try expect(")")
      return bits
    }
    guard let value = Double(word) else { throw before.expected("a float") }
    return value.bitPattern
  }

  /// A name between quotes.
  mutating func string(_ wanted: String) throws(IRTextError) -> String {
    let before = self
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
      throw expected("\(wanted) between quotes")
    }
    position += 1
    var content: [UInt8] = []
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count {
        position += 1
        let isNewline = bytes[position] == UInt8(ascii: "n")
        content.append(isNewline ? UInt8(ascii: "\n") : bytes[position])
      } else {
        content.append(bytes[position])
      }
      position += 1
    }
    guard position < bytes.count else { throw before.failure("a quote is not closed") }
    position += 1
    skipBlanks()
    return String(decoding: content, as: UTF8.self)
  }
}
