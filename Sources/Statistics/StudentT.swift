import CBoost

/// Student's t distribution.
package enum StudentT {
  /// The t that a two-sided interval of `level` reaches out to, in standard errors.
  ///
  /// - Returns: `nil` for a level outside (0, 1) or no degrees of freedom.
  package static func criticalValue(level: Double, degrees: Int) -> Double? {
    criticalValue(level: level, degrees: Double(degrees))
  }

  /// The same for degrees of freedom that need not be whole, as Welch's.
  package static func criticalValue(level: Double, degrees: Double) -> Double? {
    guard level > 0, level < 1, degrees > 0 else { return nil }
    // The lower tail: near 1 the level itself has no digits left.
    return finite(-valence_student_t_quantile((1 - level) / 2, degrees))
  }

  /// The t above which a share of `tail` lies.
  ///
  /// - Returns: `nil` for a tail outside (0, 1) or no degrees of freedom.
  package static func upperQuantile(tail: Double, degrees: Int) -> Double? {
    guard tail > 0, tail < 1, degrees > 0 else { return nil }
    return finite(-valence_student_t_quantile(tail, Double(degrees)))
  }

  /// The probability of a value at least as far from zero as `t`, on either side.
  ///
  /// - Returns: `nil` for a `t` that is not finite or no degrees of freedom.
  package static func twoSidedProbability(t: Double, degrees: Int) -> Double? {
    twoSidedProbability(t: t, degrees: Double(degrees))
  }

  /// The same for degrees of freedom that need not be whole.
  package static func twoSidedProbability(t: Double, degrees: Double) -> Double? {
    guard t.isFinite, degrees > 0 else { return nil }
    return finite(min(1, 2 * valence_student_t_upper_tail(t.magnitude, degrees)))
  }

  private static func finite(_ number: Double) -> Double? {
    number.isFinite ? number : nil
  }
}
