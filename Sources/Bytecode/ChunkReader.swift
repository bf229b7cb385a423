/// Reads the pieces of a chunk, each checked against the end of the bytes.
struct ChunkReader: ~Copyable {
  private let bytes: [UInt8]
  private(set) var offset = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var remaining: Int { bytes.count - offset }

  mutating func byte() throws(BytecodeError) -> UInt8 {
    guard offset < bytes.count else { throw .truncated(offset: bytes.count) }
    defer { offset += 1 }
    return bytes[offset]
  }

  mutating func bytes(_ count: Int) throws(BytecodeError) -> [UInt8] {
    guard count <= remaining else { throw .truncated(offset: bytes.count) }
    defer { offset += count }
    return Array(bytes[offset..<offset + count])
  }

  /// A little-endian word of `size` bytes, at most 8.
  mutating func word(size: Int) throws(BytecodeError) -> UInt64 {
    guard size <= remaining else { throw .truncated(offset: bytes.count) }
    var value: UInt64 = 0
    for index in 0..<size { value |= UInt64(bytes[offset + index]) << UInt64(8 * index) }
    offset += size
    return value
  }

  /// A number in groups of 7 bits, the highest first; the last has its top bit set.
  mutating func number(limit: Int = Int(Int32.max)) throws(BytecodeError) -> Int {
    let start = offset
    var value = 0
    while true {
      let next = try byte()
      value = value << 7 | Int(next & 0x7F)
      if value > limit { throw .malformed("a number that is too large", offset: start) }
      if next & 0x80 != 0 { return value }
    }
  }

  /// A number of elements that take at least `minimumSize` bytes each.
  mutating func count(minimumSize: Int) throws(BytecodeError) -> Int {
    let count = try number()
    guard count <= remaining / minimumSize else { throw .truncated(offset: bytes.count) }
    return count
  }

  mutating func boolean() throws(BytecodeError) -> Bool {
    let start = offset
    switch try byte() {
    case 0: return false
    case 1: return true
    default: throw .malformed("a truth value that is neither 0 nor 1", offset: start)
    }
  }

  /// A string; `nil` where none was written.
  mutating func string() throws(BytecodeError) -> ByteString? {
    let size = try number()
    return size == 0 ? nil : ByteString(bytes: try bytes(size - 1))
  }

  /// The name of a variable: UTF-8 if it comes from a source text.
  mutating func name() throws(BytecodeError) -> String? {
    let start = offset
    guard let string = try string() else { return nil }
    guard let name = String(validating: string.bytes, as: UTF8.self) else {
      throw .malformed("a name that is not UTF-8", offset: start)
    }
    return name
  }
}
