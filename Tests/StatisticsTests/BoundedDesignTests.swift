import Statistics
import Testing

@Suite struct BoundedDesignTests {
  /// (2 sqrt(ln 1000))^2 / (2 * 0.01) = 1381.6, rounded up.
  @Test func countFollowsFromBothRates() throws {
    let design = try #require(BoundedDesign(tail: 0.001, power: 0.999, effect: 0.1, width: 1))
    #expect(design.count == 1382)
    let wider = try #require(BoundedDesign(tail: 0.001, power: 0.999, effect: 1, width: 10))
    #expect(wider.count == 1382)
  }

  /// sqrt(ln 20 / 200) = 0.12239 times the width.
  @Test func intervalIsHoeffdings() throws {
    let design = try #require(BoundedDesign(tail: 0.05, power: 0.9, effect: 0.1, width: 2))
    let interval = design.interval(mean: 0.5, count: 100)
    #expect(abs(interval.high - 0.74477) < 0.00001)
    #expect(abs(interval.low - 0.25523) < 0.00001)
    #expect(isClose(interval.level, 0.9))
  }

  /// With the number of values that it asks for, a mean `effect` away is told apart exactly where
  /// the sample mean is off by what happens with the probability 1 - power.
  @Test func bothRatesMeetAtTheCount() throws {
    let design = try #require(BoundedDesign(tail: 0.01, power: 0.9, effect: 0.05, width: 1))
    let reserve = (2.302585092994046 / (2 * design.count)).squareRoot()
    let low = design.interval(mean: 0.05 - reserve, count: Int(design.count)).low
    #expect(low >= 0 && low < 1e-4)
  }

  @Test func outsideTheDomain() {
    for (tail, power, effect, width) in [
      (0, 0.9, 1, 1), (1, 0.9, 1, 1), (0.1, 0, 1, 1), (0.1, 1, 1, 1), (0.1, 0.9, 0, 1),
      (0.1, 0.9, 1, 0), (0.1, 0.9, 1, .infinity), (.nan, 0.9, 1, 1), (0.1, 0.9, .nan, 1),
    ] {
      #expect(BoundedDesign(tail: tail, power: power, effect: effect, width: width) == nil)
    }
  }
}
