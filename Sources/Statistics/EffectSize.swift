/// How large a difference is, free of its unit.
package enum EffectSize {
  /// The standardised paired difference d_z: the mean of the differences over their standard
  /// deviation.
  ///
  /// - Returns: `nil`, undefined, for fewer than two differences, one that is not finite, or
  ///   differences without spread.
  /// - Source: Cohen 1988, "Statistical Power Analysis for the Behavioral Sciences", section 2.3.5;
  ///   Lakens 2013, doi:10.3389/fpsyg.2013.00863, equation 6.
  package static func standardised(_ differences: [Double]) -> Double? {
    let moments = Moments(differences)
    guard let mean = moments.mean, let deviation = moments.sampleStandardDeviation, deviation > 0
    else { return nil }
    let size = mean / deviation
    return size.isFinite ? size : nil
  }

  /// The probability of superiority for dependent groups: the share of differences above 0, those
  /// equal to 0 counted half.
  ///
  /// - Returns: inside 0...1; `nil` for no differences, or one that is NaN.
  /// - Source: Grissom & Kim 2012, "Effect Sizes for Research", PS_dep.
  package static func superiority(_ differences: [Double]) -> Double? {
    guard !differences.isEmpty, !differences.contains(where: \.isNaN) else { return nil }
    var twice = 0
    for difference in differences { twice += difference > 0 ? 2 : difference == 0 ? 1 : 0 }
    return Double(twice) / Double(2 * differences.count)
  }

  /// Cliff's delta of two independent samples: the probability that a value of the first is larger
  /// than one of the second, less that of being smaller.
  ///
  /// - Returns: inside -1...1; `nil` where a sample is empty or has a NaN.
  /// - Complexity: O(n log n).
  /// - Source: Cliff 1993, doi:10.1037/0033-2909.114.3.494.
  package static func cliffsDelta(_ first: [Double], _ second: [Double]) -> Double? {
    guard !first.isEmpty, !second.isEmpty, !first.contains(where: \.isNaN),
      !second.contains(where: \.isNaN)
    else { return nil }
    let others = second.sorted()
    var (smaller, upTo) = (0, 0)
    var balance = 0
    for value in first.sorted() {
      while smaller < others.count, others[smaller] < value { smaller += 1 }
      while upTo < others.count, others[upTo] <= value { upTo += 1 }
      balance += smaller - (others.count - upTo)
    }
    return Double(balance) / (Double(first.count) * Double(second.count))
  }
}
