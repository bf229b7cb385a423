/// 2^64 divided by the golden ratio, made odd: keeps words apart before they are mixed.
let goldenGamma: UInt64 = 0x9E37_79B9_7F4A_7C15

/// The finaliser of splitmix64: a bijection of 64-bit words in which every bit moves every other.
///
/// Maps 0 to 0.
///
/// - Source: Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195, with Stafford's constants
///   (variant 13).
package func mix64(_ word: UInt64) -> UInt64 {
  var z = word
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}

/// FNV-1a in 64 bits: a hash that is the same in every process, on every machine.
package func stableHash(_ bytes: some Sequence<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in bytes {
    hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }
  return hash
}

/// The Philox key of one named stream of one replicate.
///
/// The scenario is not in it, so that twins share their luck.
package struct StreamKey: Hashable, Sendable {
  package let rawValue: UInt64

  /// The key of a stream.
  ///
  /// - Parameters:
  ///   - seed: the study's seed.
  ///   - replicate: the number of the random world.
  ///   - name: the phase's name, or `init/kind/field`, `network/name`; compared as UTF-8 bytes.
  package init(seed: UInt64, replicate: UInt64, name: String) {
    let first = mix64(seed &+ goldenGamma)
    let second = mix64((first ^ replicate) &+ goldenGamma)
    rawValue = mix64((second ^ stableHash(name.utf8)) &+ goldenGamma)
  }

  /// A key as it was stored before.
  package init(rawValue: UInt64) {
    self.rawValue = rawValue
  }
}
