/// When there are enough replicates: as soon as Student's interval of the mean is narrow enough.
///
/// The rule looks at `minimum`, `minimum + batch`, ... replicates up to `maximum`. Whether it is met
/// depends on the values of the replicates alone, so a run that was interrupted, or that made its
/// replicates in another order, stops at the same number.
package struct PrecisionRule: Hashable, Sendable {
  /// Half of the width that the interval may have, above 0, in the unit of the values.
  package let halfWidth: Double
  /// The coverage of the interval, inside (0, 1).
  package let level: Double
  package let minimum: Int
  /// The rule stops here, met or not.
  package let maximum: Int
  package let batch: Int

  package init?(halfWidth: Double, level: Double = 0.95, minimum: Int, maximum: Int, batch: Int) {
    guard halfWidth > 0, halfWidth.isFinite, level > 0, level < 1, minimum > 1, maximum >= minimum,
      batch > 0
    else { return nil }
    self.halfWidth = halfWidth
    self.level = level
    self.minimum = minimum
    self.maximum = maximum
    self.batch = batch
  }

  /// The numbers of replicates at which the rule is asked, ascending; the last one is `maximum`.
  package var boundaries: [Int] {
    Array(stride(from: minimum, to: maximum, by: batch)) + [maximum]
  }

  /// Whether the replicates 1...n are enough.
  package func isMet(by values: [Double?]) -> Bool {
    let defined = values.compactMap(\.self)
    guard values.count >= minimum, let interval = Interval.studentT(defined, level: level)
    else { return false }
    return interval.halfWidth <= halfWidth
  }
}
