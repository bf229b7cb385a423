/// The permutation test of paired differences: whether their distribution is symmetric about 0, as
/// it is where both sides of each pair could be exchanged.
///
/// Signs are flipped at random, and the p value is the share of flips whose sum lies as far from 0 as
/// the observed one (two-sided). Differences of 0 are the same either way and change nothing.
///
/// - Source: Pitman 1937, doi:10.2307/2984124.
package struct SignFlipTest: Hashable, Sendable {
  /// The two-sided p value: 1 where all differences are 0, and never 0.
  package let pValue: Double
  /// Whether all flips were looked at, instead of random ones.
  package let isExact: Bool

  /// Up to so many differences other than 0, all 2^n flips are looked at.
  package static let mostEnumerated = 15

  /// - Parameters:
  ///   - flips: how many random ones there are where they are too many to enumerate, above 0. The p
  ///     value is then (b + 1) / (flips + 1), with b flips as far out, which is valid where b / flips
  ///     is not (Phipson & Smyth 2010, doi:10.2202/1544-6115.1585).
  ///   - seed: the same seed gives the same p value.
  /// - Returns: `nil` for no differences, or one that is not finite.
  /// - Complexity: O(n `flips` / 8).
  package init?(_ differences: [Double], flips: Int = 9999, seed: UInt64) {
    guard !differences.isEmpty, differences.allSatisfy(\.isFinite), flips > 0 else { return nil }
    let largest = differences.reduce(0) { max($0, $1.magnitude) }
    // Shares of the largest, so that no sum overflows.
    let shares = differences.filter { $0 != 0 }.map { $0 / largest }
    // Sums that are equal but for the order of adding count as equal.
    let rounding = shares.reduce(0) { $0 + $1.magnitude } * 0x1p-40
    let bound = shares.reduce(0, +).magnitude - rounding
    isExact = shares.count <= Self.mostEnumerated
    if isExact {
      let sums = Self.signedSums(shares[...])
      pValue = Double(sums.count { $0.magnitude >= bound }) / Double(sums.count)
    } else {
      let sums = Self.randomSums(shares, flips: flips, seed: seed)
      pValue = Double(sums.count { $0.magnitude >= bound } + 1) / Double(flips + 1)
    }
  }

  /// The sums under all 2^n choices of signs; bit k of the place says that value k is negated.
  private static func signedSums(_ values: ArraySlice<Double>) -> [Double] {
    var sums = [0.0]
    sums.reserveCapacity(1 << values.count)
    for value in values {
      let count = sums.count
      for place in 0..<count { sums.append(sums[place] - value) }
      for place in 0..<count { sums[place] += value }
    }
    return sums
  }

  /// The sums under random choices of signs.
  ///
  /// Eight values have only 256 signed sums. With these in a table, one random byte and one addition
  /// stand for eight values of a flip.
  private static func randomSums(_ values: [Double], flips: Int, seed: UInt64) -> [Double] {
    // Whole words of eight flips; what is beyond is left out in the end.
    var sums = [Double](repeating: 0, count: (flips + 7) / 8 * 8)
    for start in stride(from: 0, to: values.count, by: 8) {
      let group = values[start..<min(start + 8, values.count)]
      let table = signedSums(group)
      let mask = UInt64(table.count - 1)
      var bits = AddressedBits(seed: seed, stream: start)
      sums.withUnsafeMutableBufferPointer { sums in
        table.withUnsafeBufferPointer { table in
          for first in stride(from: 0, to: sums.count, by: 8) {
            let word = bits.next()
            for lane in 0..<8 {
              let choice = word >> UInt64(8 * lane) & mask
              sums[first + lane] += table[Int(truncatingIfNeeded: choice)]
            }
          }
        }
      }
    }
    return Array(sums.prefix(flips))
  }
}
