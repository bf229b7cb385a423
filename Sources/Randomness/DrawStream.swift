/// The random words that stand at one address, in order.
///
/// One stream serves one draw: a sampler takes as many words as it needs from it, and the next
/// draw has an address, so a stream, of its own.
///
/// A block of four 32-bit words gives two 64-bit words. The address has room for 256 blocks; a
/// stream that needs more goes on under a key derived from the last one by mixing, so it neither
/// repeats itself nor ends.
package struct DrawStream: Sendable {
  private var counter: SIMD4<UInt32>
  private var key: UInt64
  /// Blocks taken under the present key.
  private var blocks: UInt32 = 0
  private var spare: UInt64 = 0
  private var hasSpare = false

  package init(_ address: DrawAddress) {
    counter = address.counter
    key = address.key.rawValue
  }

  /// The next 64 uniform bits.
  package mutating func nextBits() -> UInt64 {
    if hasSpare {
      hasSpare = false
      return spare
    }
    if blocks == 256 {
      key = mix64(key &+ goldenGamma)
      blocks = 0
    }
    var place = counter
    place.z |= blocks << 24
    blocks &+= 1
    let words = Philox.block(
      counter: place,
      key: SIMD2(UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32)))
    spare = UInt64(words.z) | UInt64(words.w) << 32
    hasSpare = true
    return UInt64(words.x) | UInt64(words.y) << 32
  }

  /// The next uniform number in the open interval (0, 1).
  ///
  /// One of the 2^52 numbers (k + 1/2) 2^-52, each exact in a Double: never 0 or 1, and 1 minus it
  /// is another one. 53 bits would not do, since the largest rounds to 1.
  package mutating func nextUniform() -> Double { Self.uniform(of: nextBits()) }

  /// The uniform number that 64 bits stand for.
  package static func uniform(of bits: UInt64) -> Double { (Double(bits >> 12) + 0.5) * 0x1p-52 }
}
