package import Statistics

/// The size of a paired difference, and what it says without a normal distribution.
package struct PairedEffect: Hashable, Sendable {
  /// The mean over the standard deviation of the differences; `nil` where they do not vary.
  package var standardised: Double?
  /// The share of replicates in which the scenario is above its twin, ties counted half; from 0 to 1.
  package var superiority: Double?
  /// The BCa bootstrap interval of the mean difference; `nil` below `Resampling.leastValues`.
  package var bootstrap: Interval?
  /// The p value of the sign-flip permutation test.
  package var flipP: Double?

  init(_ differences: [Double], seed: UInt64) {
    standardised = EffectSize.standardised(differences)
    superiority = EffectSize.superiority(differences)
    bootstrap =
      differences.count < Resampling.leastValues ? nil : Interval.bca(differences, seed: seed)
    flipP = SignFlipTest(differences, seed: seed)?.pValue
  }
}
