/// The straight line through points that has the least squared distances in `y`.
package struct LeastSquares: Hashable, Sendable {
  /// The change of `y` per unit of `x`.
  package let slope: Double
  /// The line's `y` at `x = 0`.
  package let intercept: Double
  /// The share of the variance of `y` that the line explains, 0...1; `nil` where all `y` are equal.
  package let determination: Double?

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
    slope = products / squaresX
    intercept = meanY - slope * meanX
    determination = squaresY > 0 ? min(1, products / squaresX * products / squaresY) : nil
  }
}
