import Glibc

/// How many values it takes to say whether they come from a given distribution.
///
/// The Kolmogorov-Smirnov distance, the largest difference between the share of the values that are
/// at most x and its probability, is compared with a bound that holds for every distribution and
/// any number of values, discrete distributions included: nothing is approximated. Power at a point
/// where the distributions differ by `effect` is Hoeffding's bound for a share.
///
/// - Source: Massart 1990, doi:10.1214/aop/1176990746, corollary 1: P(distance > d) is at most
///   2 exp(-2 n d^2); Hoeffding 1963, doi:10.1080/01621459.1963.10500830, theorem 1.
package struct DistanceDesign: Hashable, Sendable {
  /// How many values are needed, a whole number.
  package let count: Double
  private let alarm: Double

  /// - Parameters:
  ///   - alarm: the largest probability of `isTooFar` where the values do come from the
  ///     distribution, inside (0, 1).
  ///   - power: the least probability of it where their own is `effect` away or more, inside (0, 1).
  ///   - effect: a distance between distributions, inside (0, 1].
  /// - Returns: `nil` for numbers outside these ranges.
  package init?(alarm: Double, power: Double, effect: Double) {
    guard alarm > 0, alarm < 1, power > 0, power < 1, effect > 0, effect <= 1 else { return nil }
    self.alarm = alarm
    let roots = log(2 / alarm).squareRoot() + (-log1p(-power)).squareRoot()
    count = (roots * roots / (2 * effect * effect)).rounded(.up)
  }

  /// The largest distance that `count` values of the distribution itself may have.
  package func bound(count: Int) -> Double {
    (log(2 / alarm) / (2 * Double(count))).squareRoot()
  }

  /// The Kolmogorov-Smirnov distance of values from a distribution.
  ///
  /// - Parameter cumulative: the probability of a value of at most x. Its limit from below, where a
  ///   discrete distribution jumps, is taken at the next smaller number.
  /// - Returns: the distance, and the value where it is largest; 0 and 0 for no values.
  package static func distance(
    of values: [Double], from cumulative: (Double) throws -> Double
  ) rethrows -> (distance: Double, place: Double) {
    let sorted = values.sorted()
    let n = Double(sorted.count)
    var largest = (distance: 0.0, place: sorted.first ?? 0)
    var start = 0
    while start < sorted.count {
      let value = sorted[start]
      var end = start
      while end < sorted.count, sorted[end] == value { end += 1 }
      let below = abs(try cumulative(value.nextDown) - Double(start) / n)
      let upTo = abs(try cumulative(value) - Double(end) / n)
      if max(below, upTo) > largest.distance { largest = (max(below, upTo), value) }
      start = end
    }
    return largest
  }
}
