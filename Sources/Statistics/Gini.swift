/// Why a concentration cannot be computed: the values are not amounts.
package enum GiniError: Error, Hashable, Sendable {
  /// The value at `index` is below zero.
  case negative(index: Int)
  /// The value at `index` is NaN or infinite.
  case notFinite(index: Int)
}

/// The Gini coefficient of amounts: 0 where all have the same, (n - 1) / n where one has all.
///
///     G = sum of (2 rank - n - 1) x / (n sum of x), with x in ascending order and ranks from 1
///
/// - Returns: `nil`, undefined, where there are no values or they add up to zero.
/// - Throws: `GiniError` for a value below zero or one that is not finite.
/// - Complexity: O(n log n).
package func giniCoefficient(_ values: [Double]) throws(GiniError) -> Double? {
  for (index, value) in values.enumerated() {
    guard value.isFinite else { throw .notFinite(index: index) }
    guard value >= 0 else { throw .negative(index: index) }
  }
  let sorted = values.sorted()
  guard let largest = sorted.last, largest > 0 else { return nil }
  let n = Double(sorted.count)
  var weighted = 0.0
  var total = 0.0
  for (index, value) in sorted.enumerated() {
    // A share of the largest, so that the sums stay finite.
    let share = value / largest
    weighted += (2 * Double(index + 1) - n - 1) * share
    total += share
  }
  return max(0, weighted / (n * total))
}
