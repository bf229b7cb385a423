import CBoost

/// The one-way analysis of variance: whether several groups have the same mean.
///
/// - Source: Fisher 1925, "Statistical Methods for Research Workers", chapter VII.
package struct VarianceAnalysis: Hashable, Sendable {
  /// The squared distances of the groups' means from the mean of all, one for each value.
  package let betweenSquares: Double
  /// The number of groups less 1.
  package let betweenDegrees: Int
  /// The squared distances of the values from their group's mean.
  package let withinSquares: Double
  /// The number of values less that of groups.
  package let withinDegrees: Int
  /// The mean square between groups over that within.
  package let f: Double
  /// The probability of an F at least as large where all means are the same.
  package let pValue: Double
  /// The share of the squares that lies between the groups, 0...1; also R squared.
  package let etaSquared: Double

  /// The standard deviation within groups.
  package var residualDeviation: Double { (withinSquares / Double(withinDegrees)).squareRoot() }

  /// - Returns: `nil`, undefined, for fewer than two groups, an empty one, a value that is not
  ///   finite, or no spread within the groups.
  package init?(_ groups: [[Double]]) {
    let count = groups.reduce(0) { $0 + $1.count }
    guard groups.count > 1, count > groups.count, let mean = Moments(groups.flatMap(\.self)).mean
    else { return nil }
    var (between, within) = (0.0, 0.0)
    for group in groups {
      let moments = Moments(group)
      guard let center = moments.mean else { return nil }
      between += Double(group.count) * (center - mean) * (center - mean)
      within += (moments.sampleVariance ?? 0) * Double(group.count - 1)
    }
    betweenSquares = between
    withinSquares = within
    betweenDegrees = groups.count - 1
    withinDegrees = count - groups.count
    guard within > 0, (between + within).isFinite else { return nil }
    f = between / Double(betweenDegrees) / (within / Double(withinDegrees))
    pValue = valence_f_upper_tail(f, Double(betweenDegrees), Double(withinDegrees))
    etaSquared = between / (between + within)
    guard pValue.isFinite else { return nil }
  }
}
