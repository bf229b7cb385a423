/// A scenario against its twin, replicate by replicate.
///
/// Replicate *r* of both sides shares its luck, so the difference within a pair carries the effect
/// and little of the noise. A pair counts where both sides are defined.
package struct PairedDifference: Hashable, Sendable {
  /// The differences, scenario minus twin, over the pairs; `count` pairs were used of `total`.
  ///
  /// Reasons are those of the scenario's side; where only the twin is undefined, its reason with
  /// `twin: ` before it.
  package let estimate: Estimate
  /// The statistic of the paired t test, with `estimate.count - 1` degrees of freedom; `nil` where
  /// the differences have no spread or there are fewer than two.
  package let t: Double?
  /// The two-sided p value of the paired t test; `nil` where `t` is.
  package let pValue: Double?
  /// How many times more replicates would be needed without pairing: the variance that the
  /// difference would have between independent sides, over the one it has.
  ///
  /// Above 1 where pairing helps; `nil` where the differences have no spread.
  package let varianceReduction: Double?

  /// Compares observations that stand at the same place in both arrays.
  ///
  /// - Parameter level: the coverage of the interval, inside (0, 1).
  /// - Precondition: as many observations on both sides, one for each replicate that was asked
  ///   for; one that failed is `.undefined(reason: "failed")`.
  package init(
    scenario: [Observation], twin: [Observation], level: Double = 0.95,
    replicates: ReplicateKind = .worlds
  ) {
    precondition(scenario.count == twin.count, "the sides of a paired difference are unequal")
    var differences: [Observation] = []
    var scenarioValues: [Double] = []
    var twinValues: [Double] = []
    for (left, right) in zip(scenario, twin) {
      switch (left.checked, right.checked) {
      case (.value(let a), .value(let b)):
        differences.append(.value(a - b))
        guard (a - b).isFinite else { continue }
        scenarioValues.append(a)
        twinValues.append(b)
      case (.undefined(let reason), _): differences.append(.undefined(reason: reason))
      case (.value, .undefined(let reason)):
        differences.append(.undefined(reason: "twin: \(reason)"))
      }
    }
    estimate = Estimate(differences, level: level, replicates: replicates)

    let spread = estimate.standardDeviation ?? 0
    guard spread > 0, let mean = estimate.mean, let error = estimate.standardError else {
      (t, pValue, varianceReduction) = (nil, nil, nil)
      return
    }
    let statistic = mean / error
    t = statistic.isFinite ? statistic : nil
    pValue = StudentT.twoSidedProbability(t: statistic, degrees: estimate.count - 1)
    // Standard deviations over `spread` first, so that no square overflows.
    let left = (Moments(scenarioValues).sampleStandardDeviation ?? 0) / spread
    let right = (Moments(twinValues).sampleStandardDeviation ?? 0) / spread
    let ratio = left * left + right * right
    varianceReduction = ratio.isFinite ? ratio : nil
  }

  /// The differences of the pairs in which both sides are defined.
  package static func differences(_ scenario: [Observation], _ twin: [Observation]) -> [Double] {
    zip(scenario, twin).compactMap { left, right in
      guard case (.value(let a), .value(let b)) = (left.checked, right.checked),
        (a - b).isFinite
      else { return nil }
      return a - b
    }
  }
}
