/// A confidence interval.
package struct Interval: Hashable, Sendable {
  /// The coverage it is made for, inside (0, 1).
  package let level: Double
  package let low: Double
  /// At least `low`.
  package let high: Double

  package init(level: Double, low: Double, high: Double) {
    self.level = level
    self.low = low
    self.high = high
  }

  /// Whether zero lies inside or on the edge.
  package var containsZero: Bool { low <= 0 && high >= 0 }

  /// Half of the distance between the ends.
  package var halfWidth: Double { high / 2 - low / 2 }

  /// Student's t interval for the mean.
  ///
  /// - Returns: `[m, m]` for values that are all equal; `nil` for fewer than two values, one that
  ///   is not finite, a level outside (0, 1), or ends that no number can hold.
  package static func studentT(_ values: [Double], level: Double) -> Interval? {
    studentT(Moments(values), level: level)
  }

  /// Student's t interval for the mean, from the moments of the sample.
  package static func studentT(_ moments: Moments, level: Double) -> Interval? {
    interval(moments, error: moments.standardError, level: level)
  }

  /// The interval for what was estimated from data, where each value is one bootstrap draw of it.
  ///
  /// The standard deviation between draws is the standard error of the estimate (Efron 1979,
  /// doi:10.1214/aos/1176344552): more draws make the interval surer, not narrower. Student's t
  /// takes the place of the normal, since that standard deviation is itself estimated.
  ///
  /// - Returns: as `studentT`.
  package static func bootstrap(_ moments: Moments, level: Double) -> Interval? {
    interval(moments, error: moments.sampleStandardDeviation, level: level)
  }

  private static func interval(_ moments: Moments, error: Double?, level: Double) -> Interval? {
    guard let mean = moments.mean, let error,
      let critical = StudentT.criticalValue(level: level, degrees: moments.count - 1)
    else { return nil }
    let low = mean - critical * error
    let high = mean + critical * error
    guard low.isFinite, high.isFinite else { return nil }
    return Interval(level: level, low: low, high: high)
  }
}
