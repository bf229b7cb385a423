/// Random words for resampling, each a function of the seed, the number of the stream and its own
/// place alone: results do not depend on which thread takes which stream.
///
/// A stream is SplitMix64 from a start that is mixed from seed and stream. Draws of models come from
/// `Randomness`; these are cheaper, for hundreds of millions of indices.
///
/// - Source: Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195, with Stafford's variant 13 of
///   the finaliser.
struct AddressedBits {
  private var state: UInt64

  init(seed: UInt64, stream: Int) {
    let first = Self.mix(seed &+ Self.step)
    state = Self.mix(first ^ UInt64(bitPattern: Int64(stream)) &* 0xD6E8_FEB8_6659_FD93)
  }

  @inline(__always) mutating func next() -> UInt64 {
    state &+= Self.step
    return Self.mix(state)
  }

  /// A number of the open interval (0, 1).
  mutating func nextUniform() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }

  /// A whole number in 0..<`bound`, which is above 0 and below 2^32.
  ///
  /// Multiply and shift: shares differ from 1 / bound by 2^-32 at most.
  mutating func nextIndex(below bound: Int) -> Int {
    Int(truncatingIfNeeded: ((next() >> 32) &* UInt64(truncatingIfNeeded: bound)) >> 32)
  }

  private static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

  @inline(__always) static func mix(_ word: UInt64) -> UInt64 {
    var z = word
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
