import Statistics
import Testing

@Suite struct TwoStageDesignTests {
  /// As many values as the first stage has, half of them 1 above `mean` and half 1 below.
  private func firstStage(around mean: Double = 0) -> [Double] {
    (0..<TwoStageDesign.firstStage).map { mean + ($0.isMultiple(of: 2) ? 1 : -1) }
  }

  /// t(0.001, 29) = 3.396240288356803 (SciPy 1.17), so the standard error must be
  /// 1 / 6.792480576713606, and the variance of the first stage is 30/29: n = 47.73, rounded up.
  @Test func countFollowsFromTheSpread() throws {
    let design = try #require(TwoStageDesign(tail: 0.001, power: 0.999, effect: 1))
    #expect(design.count(after: firstStage()) == 48)
    #expect(design.count(after: firstStage(around: 1e6)) == 48)
    // Ten times the spread, a hundred times the values.
    #expect(design.count(after: firstStage().map { 10 * $0 }) == 4773)
  }

  /// t(0.01, 29) = 2.4620213601504126 and t(0.1, 29) = 1.311433644 (SciPy 1.17).
  @Test func countFollowsFromBothRates() throws {
    let design = try #require(TwoStageDesign(tail: 0.01, power: 0.9, effect: 0.5))
    // 30 / 29 * (2 * 3.773455)^2 = 58.92
    #expect(design.count(after: firstStage()) == 59)
  }

  @Test func theFirstStageIsTheLeast() throws {
    let design = try #require(TwoStageDesign(tail: 0.001, power: 0.999, effect: 100))
    #expect(design.count(after: firstStage()) == 30)
    #expect(design.count(after: [Double](repeating: 7, count: 30)) == 30)
  }

  /// The interval is made from the spread of the first stage, however the later values spread.
  @Test func laterValuesDoNotChangeTheSpread() throws {
    let design = try #require(TwoStageDesign(tail: 0.001, power: 0.999, effect: 1))
    let finding = try #require(design.finding(firstStage() + [5, 5, 5, 5, 5, 5]))
    #expect(isClose(finding.mean, 30.0 / 36))
    #expect(finding.count == 36)
    #expect(isClose(finding.standardDeviation, (30.0 / 29).squareRoot()))
    let reach = 3.396240288356803 * (30.0 / 29 / 36).squareRoot()
    #expect(isClose(finding.interval.high, 30.0 / 36 + reach, relative: 1e-9))
    #expect(isClose(finding.interval.low, 30.0 / 36 - reach, relative: 1e-9))
    #expect(isClose(finding.interval.level, 0.998))
  }

  @Test func withoutSpreadTheMeanIsTheValue() throws {
    let design = try #require(TwoStageDesign(tail: 0.001, power: 0.999, effect: 1))
    let finding = try #require(design.finding([Double](repeating: 0.1, count: 30)))
    #expect(finding.mean == 0.1)
    #expect(finding.interval.low == 0.1 && finding.interval.high == 0.1)
    #expect(finding.standardDeviation == 0)
  }

  @Test func outsideTheDomain() throws {
    for (tail, power, effect) in [
      (0, 0.9, 1), (0.5, 0.9, 1), (0.01, 1, 1), (0.01, 0.4, 1), (0.01, 0.9, 0),
      (0.01, 0.9, -1), (0.01, 0.9, .infinity), (.nan, 0.9, 1), (0.01, .nan, 1), (0.01, 0.9, .nan),
    ] {
      #expect(TwoStageDesign(tail: tail, power: power, effect: effect) == nil)
    }
    let design = try #require(TwoStageDesign(tail: 0.01, power: 0.9, effect: 1))
    #expect(design.count(after: [1, 2, 3]) == nil)
    #expect(design.count(after: firstStage().dropLast() + [.nan]) == nil)
    #expect(design.finding([1, 2, 3]) == nil)
  }
}
