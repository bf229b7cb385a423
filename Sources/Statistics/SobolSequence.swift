import CBoost

/// Points that fill the unit cube evenly.
///
/// The mean of a smooth function over them is far nearer to its integral than over random points.
/// Powers of two are the good numbers of points.
///
/// - Source: Sobol' 1967, doi:10.1016/0041-5553(67)90144-9.
package struct SobolSequence: Hashable, Sendable {
  /// **Shape**: points by dimensions; numbers inside (0, 1).
  package let points: [[Double]]

  /// The largest number of dimensions with direction numbers.
  package static let mostDimensions = 3667

  /// - Parameters:
  ///   - count: how many points, from the first one.
  ///   - dimensions: inside 1...`mostDimensions`.
  ///   - seed: of Owen's scrambling, which makes the points random, each uniform on the cube, and
  ///     keeps their evenness; `nil` for the sequence itself.
  /// - Returns: `nil` for numbers outside these ranges or 2^31 points and more.
  package init?(points count: Int, dimensions: Int, seed: UInt64?) {
    guard count > 0, count < 1 << 31, dimensions > 0, dimensions <= Self.mostDimensions
    else { return nil }
    var words = [UInt32](repeating: 0, count: count * dimensions)
    guard valence_sobol(&words, count, dimensions) == 1 else { return nil }
    if let seed {
      let keys = (0..<dimensions).map { dimension in
        var bits = AddressedBits(seed: seed, stream: dimension)
        return UInt32(truncatingIfNeeded: bits.next() >> 32)
      }
      for place in words.indices {
        words[place] = Self.scrambled(words[place], key: keys[place % dimensions])
      }
    }
    points = (0..<count).map { point in
      (0..<dimensions).map { (Double(words[point * dimensions + $0]) + 0.5) * 0x1p-32 }
    }
  }

  /// Owen's nested uniform scrambling: each binary digit is flipped or not, at random but for all
  /// numbers alike that agree in the digits before it.
  ///
  /// With the digits reversed these are the bits below, and a hash whose every step lets bits act
  /// only on higher ones makes all the random choices at once.
  ///
  /// - Source: Owen 1995, doi:10.1007/978-1-4612-2552-2_19; Laine & Karras 2011,
  ///   doi:10.1111/j.1467-8659.2011.02004.x, with the constants of that paper.
  static func scrambled(_ word: UInt32, key: UInt32) -> UInt32 {
    var bits = reversed(word)
    bits &+= key
    bits ^= bits &* 0x6C50_B47C
    bits ^= bits &* 0xB82F_1E52
    bits ^= bits &* 0xC7AF_E638
    bits ^= bits &* 0x8D22_F6E6
    return reversed(bits)
  }

  private static func reversed(_ word: UInt32) -> UInt32 {
    var bits = word.byteSwapped
    bits = (bits >> 4) & 0x0F0F_0F0F | (bits & 0x0F0F_0F0F) << 4
    bits = (bits >> 2) & 0x3333_3333 | (bits & 0x3333_3333) << 2
    return (bits >> 1) & 0x5555_5555 | (bits & 0x5555_5555) << 1
  }
}
