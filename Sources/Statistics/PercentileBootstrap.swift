/// The percentile bootstrap interval of any statistic of replicates, all that belongs to a replicate
/// being drawn together.
///
/// It has the right coverage only in the limit of many replicates, and only where the statistic is a
/// smooth function of means that is not at the edge of its range.
///
/// A rank correlation of means is none: it changes in steps, where two means change places. Where all
/// neighbouring means are clearly different, two standard errors or more apart, the interval covers
/// at least as often as it says, since the order hardly changes, and in the limit it is the true
/// number alone. Where they are closer it says how firm the order that was found is, and not where the
/// true one lies: the order of the means is noisier than the true one and that of their resamples is
/// noisier once more, so that the interval lies too near to no agreement. With 12 means 0.3 standard
/// errors apart it all but never holds the truth.
///
/// - Source: Efron 1979, doi:10.1214/aos/1176344552; Efron & Tibshirani 1993, chapter 13; for ranks
///   Hall & Miller 2009, doi:10.1214/09-AOS699.
package struct PercentileBootstrap: Hashable, Sendable {
  /// `nil` where the statistic is defined in fewer than two resamples.
  package let interval: Interval?
  /// In how many resamples the statistic is defined; the interval is made from these.
  package let count: Int
  /// In how many it is not.
  package let undefinedCount: Int

  /// - Parameters:
  ///   - count: the number of replicates n.
  ///   - resamples: how many, above 0.
  ///   - seed: the same seed gives the same interval.
  ///   - level: the coverage, inside (0, 1).
  ///   - statistic: of a resample, given as how often each replicate is drawn: n counts that add up
  ///     to n. A mean over the resample is the sum of count times value, over n.
  /// - Returns: `nil` for no replicates, 2^31 or more, or a level outside (0, 1).
  package init?(
    count n: Int, resamples: Int = 2000, seed: UInt64, level: Double = 0.95,
    statistic: (UnsafeBufferPointer<Int32>) -> Double?
  ) {
    guard n > 0, n < 1 << 31, resamples > 0, level > 0, level < 1 else { return nil }
    var draws = [Int32](repeating: 0, count: n)
    var found: [Double] = []
    found.reserveCapacity(resamples)
    for resample in 0..<resamples {
      var bits = AddressedBits(seed: seed, stream: resample)
      let value = draws.withUnsafeMutableBufferPointer { draws in
        draws.update(repeating: 0)
        for _ in 0..<n { draws[bits.nextIndex(below: n)] += 1 }
        return statistic(UnsafeBufferPointer(draws))
      }
      if let value, value.isFinite { found.append(value) }
    }
    count = found.count
    undefinedCount = resamples - found.count
    interval = Interval.percentile(found, level: level)
  }
}

extension Interval {
  /// What lies between the outer quantiles of the values of a statistic in resamples.
  ///
  /// - Parameter level: the share between them, inside (0, 1).
  /// - Returns: `nil` for fewer than two values.
  package static func percentile(_ values: [Double], level: Double = 0.95) -> Interval? {
    let sorted = values.sorted()
    guard sorted.count > 1, let low = Quantile.type7((1 - level) / 2, ofSorted: sorted),
      let high = Quantile.type7((1 + level) / 2, ofSorted: sorted)
    else { return nil }
    return Interval(level: level, low: low, high: high)
  }
}
