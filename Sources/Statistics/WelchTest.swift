/// Whether two independent samples have the same mean, without the assumption that their spreads are
/// equal.
///
/// - Source: Welch 1947, doi:10.1093/biomet/34.1-2.28; degrees of freedom after Satterthwaite 1946,
///   doi:10.2307/3002019.
package struct WelchTest: Hashable, Sendable {
  /// The mean of the first sample less that of the second.
  package let difference: Double
  /// The difference in standard errors.
  package let t: Double
  /// The degrees of freedom of `t`, seldom whole.
  package let degrees: Double
  /// Two-sided.
  package let pValue: Double
  /// That of the difference of the means.
  package let interval: Interval

  /// - Parameter level: the coverage of the interval, inside (0, 1).
  /// - Returns: `nil`, undefined, for fewer than two values in a sample, one that is not finite, or
  ///   no spread in either.
  package init?(_ first: [Double], _ second: [Double], level: Double = 0.95) {
    let (left, right) = (Moments(first), Moments(second))
    guard let leftMean = left.mean, let rightMean = right.mean, let leftError = left.standardError,
      let rightError = right.standardError
    else { return nil }
    let largest = max(leftError, rightError)
    guard largest > 0, largest.isFinite else { return nil }
    // Squares of shares, which do not overflow.
    let (a, b) = (leftError / largest, rightError / largest)
    let (leftSquare, rightSquare) = (a * a, b * b)
    let sum = leftSquare + rightSquare
    let error = sum.squareRoot() * largest
    difference = leftMean - rightMean
    t = difference / error
    degrees =
      sum * sum
      / (leftSquare * leftSquare / Double(left.count - 1)
        + rightSquare * rightSquare / Double(right.count - 1))
    guard let pValue = StudentT.twoSidedProbability(t: t, degrees: degrees),
      let critical = StudentT.criticalValue(level: level, degrees: degrees),
      (difference.magnitude + critical * error).isFinite
    else { return nil }
    self.pValue = pValue
    interval = Interval(
      level: level, low: difference - critical * error, high: difference + critical * error)
  }
}
