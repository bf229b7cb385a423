/// Kendall's coefficient of concordance W: how far several judges agree on the order of the same
/// things, 1 where all orders are the same and 0 where the sums of ranks are all equal.
///
///     W = 12 S / (m^2 (n^3 - n) - m T)
///
/// with m judges, n things, S the squared deviations of the sums of ranks from their mean, and T the
/// sum of t^3 - t over the groups of t tied values of all judges. Ties share their mean rank.
///
/// - Parameter scores: **Shape**: judges by things; larger is ranked higher, and only the order
///   counts.
/// - Returns: `nil`, undefined, for fewer than two judges or things, rows of different lengths, a NaN,
///   or where every judge ties all things.
/// - Complexity: O(m n log n).
/// - Source: Kendall & Babington Smith 1939, doi:10.1214/aoms/1177732186; with ties Siegel &
///   Castellan 1988, "Nonparametric Statistics for the Behavioral Sciences".
package func concordance(_ scores: [[Double]]) -> Double? {
  guard let count = scores.first?.count, scores.count > 1, count > 1 else { return nil }
  var sums = [Double](repeating: 0, count: count)
  var ties = 0.0
  for judge in scores {
    guard judge.count == count, !judge.contains(where: \.isNaN) else { return nil }
    let order = judge.indices.sorted { judge[$0] < judge[$1] }
    var start = 0
    while start < count {
      var end = start + 1
      while end < count, judge[order[end]] == judge[order[start]] { end += 1 }
      // The mean of the ranks start + 1 to end.
      for place in order[start..<end] { sums[place] += Double(start + 1 + end) / 2 }
      let tied = Double(end - start)
      ties += tied * tied * tied - tied
      start = end
    }
  }
  let (m, n) = (Double(scores.count), Double(count))
  let mean = m * (n + 1) / 2
  let squares = sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  let possible = m * (m * (n * n * n - n) - ties)
  return possible > 0 ? min(1, 12 * squares / possible) : nil
}
