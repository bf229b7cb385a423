/// A string as Lua has it: bytes of any kind, most often UTF-8.
package struct ByteString: Hashable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  package var bytes: [UInt8]

  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  package init(_ text: String) {
    self.bytes = Array(text.utf8)
  }

  package init(stringLiteral text: String) {
    self.init(text)
  }

  /// The bytes read as UTF-8, with wrong sequences replaced.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package var description: String { text }

  /// Whether Lua keeps a string of this length in its table of short strings.
  package var isShort: Bool { bytes.count <= 40 }
}
