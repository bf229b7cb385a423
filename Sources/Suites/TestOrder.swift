import Randomness

/// The random order of the tests of a file.
enum TestOrder {
  /// The tests in an order that depends on the seed, the file and how many there are, and on nothing
  /// else.
  ///
  /// - Source: Fisher and Yates 1938, in the form of Durstenfeld 1964, doi:10.1145/364520.364540.
  static func shuffled(_ tests: [SpecTest], seed: UInt64, path: String) -> [SpecTest] {
    var result = tests
    let key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    let name = hash(path)
    for last in stride(from: result.count - 1, to: 0, by: -1) {
      let counter = SIMD4(
        UInt32(last), 0, UInt32(truncatingIfNeeded: name), UInt32(truncatingIfNeeded: name >> 32))
      // 32 random bits scaled to 0...last: the bias is below 2^-32 times the number of tests.
      let bits = UInt64(Philox.block(counter: counter, key: key).x)
      result.swapAt(last, Int((bits * UInt64(last + 1)) >> 32))
    }
    return result
  }

  /// FNV-1a: the same for the same path in every process.
  static func hash(_ path: String) -> UInt64 {
    path.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
