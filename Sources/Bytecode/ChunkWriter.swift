/// Writes the pieces of a chunk: the inverse of `ChunkReader`.
struct ChunkWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ byte: UInt8) {
    bytes.append(byte)
  }

  mutating func write(_ raw: [UInt8]) {
    bytes.append(contentsOf: raw)
  }

  mutating func write(_ flag: Bool) {
    bytes.append(flag ? 1 : 0)
  }

  mutating func write(word: UInt64, size: Int) {
    for index in 0..<size {
      bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(8 * index)))
    }
  }

  mutating func write(number: Int) {
    var groups: [UInt8] = [UInt8(number & 0x7F) | 0x80]
    var rest = number >> 7
    while rest > 0 {
      groups.append(UInt8(rest & 0x7F))
      rest >>= 7
    }
    bytes.append(contentsOf: groups.reversed())
  }

  mutating func write(_ string: ByteString?) {
    guard let string else { return write(number: 0) }
    write(number: string.bytes.count + 1)
    bytes.append(contentsOf: string.bytes)
  }
}
