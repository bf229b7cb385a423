import Glibc
import Statistics
import Testing

/// How often intervals of 95 % hold what they are for, in simulated data sets.
///
/// 2,000 of each in the quick tier, where the share of an interval that covers 93.5 to 96.5 % may be
/// off by chance (an alarm of one in a million); 10,000 with `VALENCE_FULL=1`, where the share itself
/// lies in that range. The percentile bootstrap of rank correlations is not among them: theory
/// promises its coverage in the limit alone.
@Suite struct CoverageTests {
  private static let isFull = getenv("VALENCE_FULL") != nil
  private let experiments = isFull ? 10_000 : 2000

  /// Counts how often `interval` holds `truth`.
  private func expectCoverage(
    of name: String, truth: Double, seed: UInt64,
    _ interval: (inout TestGenerator) -> Interval?
  ) {
    var generator = TestGenerator(seed: seed)
    var covered = 0
    for _ in 0..<experiments {
      guard let interval = interval(&generator) else { continue }
      if interval.low <= truth, truth <= interval.high { covered += 1 }
    }
    let share = Double(covered) / Double(experiments)
    // Normal deviates of 1e-6, two-sided: 4.892.
    let chance =
      Self.isFull ? 0 : 4.892 * (0.935 * 0.065 / Double(experiments)).squareRoot()
    print("coverage of \(name): \(share) in \(experiments)")
    #expect(share >= 0.935 - chance && share <= 0.965 + chance, "\(name) covers \(share)")
  }

  @Test func studentsIntervalOfAMean() {
    expectCoverage(of: "Student's t, 10 normal values", truth: 3, seed: 1) { generator in
      Interval.studentT((0..<10).map { _ in 3 + generator.normal() }, level: 0.95)
    }
  }

  @Test func pairedDifference() {
    expectCoverage(of: "paired t, 15 pairs", truth: 0.5, seed: 2) { generator in
      var (scenario, twin): ([Observation], [Observation]) = ([], [])
      for _ in 0..<15 {
        let luck = 3 * generator.normal()
        scenario.append(.value(0.5 + luck + generator.normal()))
        twin.append(.value(luck + generator.normal()))
      }
      return PairedDifference(scenario: scenario, twin: twin).estimate.interval
    }
  }

  @Test func welchsDifference() {
    expectCoverage(of: "Welch, 12 and 20 values of unequal spread", truth: 1, seed: 3) {
      generator in
      let first = (0..<12).map { _ in 1 + 3 * generator.normal() }
      let second = (0..<20).map { _ in generator.normal() }
      return WelchTest(first, second)?.interval
    }
  }

  @Test func bcaOfNormalValues() {
    expectCoverage(of: "BCa, 30 normal values", truth: 0, seed: 4) { generator in
      let values = (0..<30).map { _ in generator.normal() }
      return Interval.bca(values, seed: generator.bits())
    }
  }

  @Test func bcaOfExponentialValues() {
    expectCoverage(of: "BCa, 100 exponential values", truth: 1, seed: 5) { generator in
      let values = (0..<100).map { _ in -log(generator.uniform()) }
      return Interval.bca(values, seed: generator.bits())
    }
  }

  /// Spreads for which the rule stops before, at and far beyond its minimum, at its shortest.
  @Test(arguments: [1.5, 2.2, 2.8, 3.2, 4.0, 6.0], [1, 10])
  func stoppingAtAPrecision(spread: Double, batch: Int) throws {
    let rule = try #require(
      PrecisionRule(
        halfWidth: 1, minimum: PrecisionRule.leastMinimum, maximum: 2000, batch: batch))
    let seed = UInt64(spread * 10) * 100 + UInt64(batch)
    expectCoverage(of: "precision, spread \(spread), batch \(batch)", truth: 0, seed: seed) {
      generator in
      var values: [Double?] = []
      for boundary in rule.boundaries {
        while values.count < boundary { values.append(spread * generator.normal()) }
        if rule.isMet(by: values) { break }
      }
      return Interval.studentT(values.compactMap(\.self), level: 0.95)
    }
  }
}
