import Glibc

/// How many values from a known range it takes to say on which side of a number their mean lies,
/// whatever their distribution.
///
/// Hoeffding's bound holds for every distribution inside the range and any number of values, skewed
/// ones and rare events included, where `TwoStageDesign` asks for means that are normal. It pays
/// with more values, since it reckons with the largest spread that the range allows.
///
/// - Source: Hoeffding 1963, doi:10.1080/01621459.1963.10500830, theorem 2.
package struct BoundedDesign: Hashable, Sendable {
  /// As in `TwoStageDesign`.
  package let tail: Double
  /// How many values are needed, a whole number.
  package let count: Double
  private let width: Double

  /// - Parameters:
  ///   - tail, power, effect: as in `TwoStageDesign`; any `tail` and `power` inside (0, 1).
  ///   - width: that of the range, above 0.
  /// - Returns: `nil` for numbers outside these ranges.
  package init?(tail: Double, power: Double, effect: Double, width: Double) {
    guard tail > 0, tail < 1, power > 0, power < 1, effect > 0, effect.isFinite, width > 0,
      width.isFinite
    else { return nil }
    self.tail = tail
    self.width = width
    let roots = (-log(tail)).squareRoot() + (-log1p(-power)).squareRoot()
    let ratio = roots * (width / effect)
    count = max(1, (ratio * ratio / 2).rounded(.up))
  }

  /// The interval for the mean of `count` values whose own mean is `mean`; each end is beyond the
  /// true mean with the probability `tail` at most.
  package func interval(mean: Double, count: Int) -> Interval {
    let reach = width * (-log(tail) / (2 * Double(count))).squareRoot()
    return Interval(level: 1 - 2 * tail, low: mean - reach, high: mean + reach)
  }
}
