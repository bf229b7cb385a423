import Statistics
import Testing

@Suite struct EstimateTests {
  /// The interval of R's `t.test(sleep$extra[11:20])`.
  @Test func intervalOfTheSecondDrug() throws {
    let estimate = Estimate(values(Sleep.second))
    let interval = try #require(estimate.interval)
    #expect(isClose(estimate.mean, 2.33))
    #expect(abs(interval.low - 0.897_677_5) < 1e-6)
    #expect(abs(interval.high - 3.762_322_5) < 1e-6)
    #expect(interval.level == 0.95)
    #expect(!interval.containsZero)
    #expect(isClose(interval.halfWidth, (interval.high - interval.low) / 2))
  }

  @Test func undefinedIsNotZero() {
    let estimate = Estimate([
      .undefined(reason: "no_twin"), .undefined(reason: "no_events"),
      .undefined(reason: "no_twin"),
    ])
    #expect(estimate.mean == nil)
    #expect(estimate.interval == nil)
    #expect(estimate.count == 0)
    #expect(estimate.undefinedCount == 3)
    #expect(estimate.reasons == ["no_twin": 2, "no_events": 1])
  }

  @Test func undefinedReplicatesAreLeftOutAndCounted() {
    let estimate = Estimate([.value(1), .undefined(reason: "failed"), .value(3)])
    #expect(estimate.mean == 2)
    #expect(estimate.count == 2)
    #expect(estimate.total == 3)
    #expect(estimate.interval == Interval.studentT([1, 3], level: 0.95))
  }

  @Test func numbersThatAreNoResultAreUndefined() {
    let estimate = Estimate([.value(.nan), .value(.infinity), .value(-.infinity), .value(4)])
    #expect(estimate.mean == 4)
    #expect(estimate.reasons == ["not_a_number": 1, "infinite": 2])
  }

  @Test func oneReplicateHasNoInterval() {
    let estimate = Estimate([.value(4)])
    #expect(estimate.mean == 4)
    #expect(estimate.interval == nil)
    #expect(estimate.standardError == nil)
    #expect(estimate.standardDeviation == nil)
  }

  @Test func equalReplicatesHaveAPointAsInterval() {
    let estimate = Estimate(values([0.1, 0.1, 0.1]))
    #expect(estimate.interval == Interval(level: 0.95, low: 0.1, high: 0.1))
    #expect(estimate.standardError == 0)
  }

  @Test func nothingAtAll() {
    let estimate = Estimate([])
    #expect(estimate.mean == nil)
    #expect(estimate.total == 0)
    #expect(estimate.reasons.isEmpty)
  }

  @Test func spreadThatNoNumberHolds() {
    let estimate = Estimate(values([1.7e308, -1.7e308]))
    #expect(estimate.mean == 0)
    #expect(estimate.standardDeviation == nil)
    #expect(estimate.standardError == nil)
    #expect(estimate.interval == nil)
  }

  @Test func aLevelOutsideItsRangeGivesNoInterval() {
    #expect(Interval.studentT([1, 2, 3], level: 1) == nil)
    #expect(Interval.studentT([1, 2, 3], level: 0) == nil)
    #expect(Interval.studentT([1], level: 0.95) == nil)
    #expect(Interval.studentT([1, .nan], level: 0.95) == nil)
  }

  /// Of 20,000 intervals for normal data 95 % hold the mean: 4.9 standard errors (false alarm
  /// 1e-6) are 0.0076.
  @Test(arguments: [2, 5, 12])
  func coverage(size: Int) throws {
    var generator = TestGenerator(seed: UInt64(size))
    let trials = 20_000
    var hits = 0
    for _ in 0..<trials {
      let sample = (0..<size).map { _ in 3 + 2 * generator.normal() }
      let interval = try #require(Interval.studentT(sample, level: 0.95))
      if interval.low <= 3, 3 <= interval.high { hits += 1 }
    }
    #expect(abs(Double(hits) / Double(trials) - 0.95) < 0.0076)
  }
}
