/// Sample quantiles.
package enum Quantile {
  /// The quantile by linear interpolation between order statistics: type 7, the default of R,
  /// NumPy and Julia.
  ///
  /// - Parameter probability: inside 0...1.
  /// - Returns: `nil` for no values, one that is NaN, or a probability outside 0...1.
  /// - Complexity: O(n log n).
  /// - Source: Hyndman & Fan 1996, doi:10.1080/00031305.1996.10473566, definition 7.
  package static func type7(_ probability: Double, of values: [Double]) -> Double? {
    guard !values.contains(where: \.isNaN) else { return nil }
    return type7(probability, ofSorted: values.sorted())
  }

  /// The same of values in ascending order, none of them NaN, in constant time.
  package static func type7(_ probability: Double, ofSorted sorted: [Double]) -> Double? {
    guard probability >= 0, probability <= 1, !sorted.isEmpty else { return nil }
    let position = Double(sorted.count - 1) * probability
    let index = Int(position)
    let fraction = position - Double(index)
    let below = sorted[index]
    let above = sorted[min(index + 1, sorted.count - 1)]
    if fraction == 0 || below == above { return below }
    let step = above - below
    // Both forms are exact in the middle; the first also at the ends, the second never overflows.
    return step.isFinite ? below + fraction * step : (1 - fraction) * below + fraction * above
  }
}
