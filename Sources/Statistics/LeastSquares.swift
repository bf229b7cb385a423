/// The straight line through points that has the least squared distances in `y`.
///
/// - Source: Draper & Smith 1998, "Applied Regression Analysis", chapter 1.
package struct LeastSquares: Hashable, Sendable {
  /// The change of `y` per unit of `x`.
  package let slope: Double
  /// The line's `y` at `x = 0`.
  package let intercept: Double
  /// The share of the variance of `y` that the line explains, 0...1; `nil` where all `y` are equal.
  package let determination: Double?
  /// The standard deviation of the distances in `y`, with n - 2 degrees of freedom; `nil` for two
  /// points.
  package let residualDeviation: Double?
  /// The standard error of the slope; `nil` for two points.
  package let slopeError: Double?
  /// The standard error of the intercept; `nil` for two points.
  package let interceptError: Double?

  /// - Returns: `nil`, undefined, for lists of different lengths, fewer than two points, one that is
  ///   not finite, or `x` that are all equal.
  /// - Complexity: O(n), in the order of the points.
  package init?(_ x: [Double], _ y: [Double]) {
    guard x.count == y.count, x.count > 1, let meanX = Moments(x).mean, let meanY = Moments(y).mean
    else { return nil }
    var (squaresX, squaresY, products) = (0.0, 0.0, 0.0)
    for (x, y) in zip(x, y) {
      squaresX += (x - meanX) * (x - meanX)
      squaresY += (y - meanY) * (y - meanY)
      products += (x - meanX) * (y - meanY)
    }
    guard squaresX > 0, squaresX.isFinite, squaresY.isFinite else { return nil }
    let slope = products / squaresX
    self.slope = slope
    intercept = meanY - slope * meanX
    determination = squaresY > 0 ? min(1, products / squaresX * products / squaresY) : nil
    guard x.count > 2 else {
      (residualDeviation, slopeError, interceptError) = (nil, nil, nil)
      return
    }
    let squares = zip(x, y).reduce(0.0) { sum, point in
      let residual = (point.1 - meanY) - slope * (point.0 - meanX)
      return sum + residual * residual
    }
    let deviation = (squares / Double(x.count - 2)).squareRoot()
    residualDeviation = deviation
    slopeError = deviation / squaresX.squareRoot()
    interceptError = deviation * (1 / Double(x.count) + meanX / squaresX * meanX).squareRoot()
  }
}
