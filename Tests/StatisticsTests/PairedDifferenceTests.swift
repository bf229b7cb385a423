import Statistics
import Testing

@Suite struct PairedDifferenceTests {
  /// R: t.test(extra ~ group, sleep, paired): t = -4.0621, df = 9, p = 0.002833, mean -1.58,
  /// interval -2.4598858 to -0.7001142.
  @Test func studentsSleep() throws {
    let difference = PairedDifference(scenario: values(Sleep.first), twin: values(Sleep.second))
    let interval = try #require(difference.estimate.interval)
    #expect(isClose(difference.estimate.mean, -1.58))
    #expect(isClose(difference.t, -4.062_127_683, relative: 1e-9))
    #expect(isClose(difference.pValue, 0.002_832_890_2, relative: 1e-8))
    #expect(abs(interval.low - -2.459_885_8) < 1e-7)
    #expect(abs(interval.high - -0.700_114_2) < 1e-7)
    #expect(difference.estimate.count == 10)
    // var(first) 3.200556, var(second) 4.009, var(difference) 1.512889
    #expect(isClose(difference.varianceReduction, 7.209_555_6 / 1.512_888_9, relative: 1e-7))
  }

  @Test func onlyPairsWithBothSidesCount() {
    let difference = PairedDifference(
      scenario: [
        .value(5), .undefined(reason: "no_events"), .value(7), .undefined(reason: "failed"),
        .value(9), .value(.nan),
      ],
      twin: [
        .value(1), .value(2), .undefined(reason: "no_twin"), .undefined(reason: "failed"),
        .value(2), .value(3),
      ])
    #expect(difference.estimate.count == 2)
    #expect(difference.estimate.total == 6)
    #expect(difference.estimate.mean == 5.5)
    #expect(
      difference.estimate.reasons
        == ["no_events": 1, "twin: no_twin": 1, "failed": 1, "not_a_number": 1])
  }

  @Test func aScenarioEqualToItsTwinDiffersByExactlyZero() {
    let sample = values(Sleep.first)
    let difference = PairedDifference(scenario: sample, twin: sample)
    #expect(difference.estimate.mean == 0)
    #expect(difference.estimate.interval == Interval(level: 0.95, low: 0, high: 0))
    #expect(difference.t == nil)
    #expect(difference.pValue == nil)
    #expect(difference.varianceReduction == nil)
  }

  @Test func noPairsAtAll() {
    let difference = PairedDifference(
      scenario: [.undefined(reason: "a")], twin: [.undefined(reason: "b")])
    #expect(difference.estimate.mean == nil)
    #expect(difference.estimate.reasons == ["a": 1])
    #expect(PairedDifference(scenario: [], twin: []).estimate.mean == nil)
  }

  @Test func oneConstantSideLeavesNothingToGain() {
    let difference = PairedDifference(scenario: values([1, 4, 2, 9]), twin: values([3, 3, 3, 3]))
    #expect(isClose(difference.varianceReduction, 1))
  }

  @Test func oppositeSidesLoseByPairing() {
    let sample = [1.0, 4, 2, 9]
    let difference = PairedDifference(
      scenario: values(sample), twin: values(sample.map { -$0 }))
    #expect(isClose(difference.varianceReduction, 0.5))
  }

  /// Swapping the sides turns signs and ends, and nothing else.
  @Test func antisymmetry() throws {
    var generator = TestGenerator(seed: 5)
    for _ in 0..<100 {
      let a = (0..<9).map { _ in generator.normal() }
      let b = (0..<9).map { _ in generator.normal() }
      let one = PairedDifference(scenario: values(a), twin: values(b))
      let other = PairedDifference(scenario: values(b), twin: values(a))
      #expect(isClose(one.t, -(other.t ?? .nan)))
      #expect(isClose(one.pValue, other.pValue ?? .nan, relative: 1e-10))
      let low = try #require(one.estimate.interval?.low)
      #expect(isClose(other.estimate.interval?.high, -low, relative: 1e-10))
    }
  }

  /// Under no effect the p value is uniform: a tenth below 0.1, within 4.9 standard errors.
  @Test func pValuesAreUniformUnderNoEffect() {
    var generator = TestGenerator(seed: 77)
    let trials = 10_000
    var small = 0
    for _ in 0..<trials {
      let sides = (0..<2).map { _ in values((0..<6).map { _ in generator.normal() }) }
      let difference = PairedDifference(scenario: sides[0], twin: sides[1])
      if let p = difference.pValue, p < 0.1 { small += 1 }
    }
    #expect(abs(Double(small) / Double(trials) - 0.1) < 0.0147)
  }
}
