/// How the key of a draw, as in `env:chance(p, key)`, becomes one 32-bit word.
///
/// Numbers that compare equal give the same word, whichever way they are held: 2 and 2.0, 0.0 and
/// -0.0.
package enum DrawKey {
  /// The word of an integer: the integer itself where it is in 0..<2^32.
  package static func word(integer: Int64) -> UInt32 {
    word(identity: UInt64(bitPattern: integer))
  }

  /// The word of a number: that of the integer it equals, or a hash of its bits.
  ///
  /// All NaNs are one.
  package static func word(number: Double) -> UInt32 {
    if let integer = Int64(exactly: number) { return word(integer: integer) }
    let bits = number.isNaN ? Double.nan.bitPattern : number.bitPattern
    return UInt32(truncatingIfNeeded: mix64(bits) >> 32)
  }

  /// The word of a boolean: 0 or 1.
  package static func word(boolean: Bool) -> UInt32 {
    boolean ? 1 : 0
  }

  /// The word of an actor: its identity where that is below 2^32, else folded.
  ///
  /// The upper half is mixed before it meets the lower one, so that -1 does not fall on 0.
  package static func word(identity: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: identity) ^ UInt32(truncatingIfNeeded: mix64(identity >> 32) >> 32)
  }

  /// The word of a string: `stableHash` of its bytes, its halves folded.
  package static func word(string bytes: UnsafeRawBufferPointer) -> UInt32 {
    fold(stableHash(bytes))
  }

  /// The word of a string: `stableHash` of its UTF-8 bytes, its halves folded.
  package static func word(string: String) -> UInt32 {
    fold(stableHash(string.utf8))
  }

  private static func fold(_ hash: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: hash) ^ UInt32(truncatingIfNeeded: hash >> 32)
  }
}
