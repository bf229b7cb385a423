import Statistics
import Testing

@testable import Reports

@Suite struct HeadlineTests {
  private static func headline(
    _ scenario: [Observation], _ twin: [Observation], unit: String? = nil
  ) -> Headline? {
    let difference = ReportModel.Difference(
      against: "base", PairedDifference(scenario: scenario, twin: twin))
    let model = ReportModel(
      title: "t", studyFile: "t.lua",
      scenarios: [.init(name: "base", isBaseline: true), .init(name: "new", twin: "base")],
      measures: [.init(name: "m", unit: unit)],
      cells: [[.init(Estimate(twin))], [.init(Estimate(scenario), difference: difference)]])
    let headlines = model.headlines(style: .ascii)
    return headlines.count == 1 ? headlines[0] : nil
  }

  private static func sentence(_ headline: Headline?) -> String {
    guard let statement = headline?.statements.first else { return "" }
    return "\(statement.measure) \(statement.words) (\(statement.evidence))"
  }

  @Test func higherAndLower() {
    let low = Fixture.values([1, 2, 3])
    let high = Fixture.values([2, 3.1, 4.2])
    let up = Self.headline(high, low, unit: "EUR")
    #expect(up?.scenario.name == "new")
    #expect(up?.against == "base")
    #expect(Self.sentence(up) == "m is higher by 1.10 EUR (95 % interval 0.85 to 1.35; 3 pairs)")
    #expect(
      Self.sentence(Self.headline(low, high))
        == "m is lower by 1.10 (95 % interval 0.85 to 1.35; 3 pairs)")
  }

  @Test func noClearDifference() {
    let a = Fixture.values([1, 2, 3])
    let b = Fixture.values([2, 1, 3])
    #expect(
      Self.sentence(Self.headline(a, b))
        == "m shows no clear difference (0.0) (95 % interval -2.5 to +2.5; 3 pairs)")
    #expect(Self.headline(a, b)?.statements.first?.finding == .unclear)
  }

  @Test func equalTwins() {
    let a = Fixture.values([1, 2, 3])
    #expect(Self.sentence(Self.headline(a, a)) == "m is the same (3 pairs)")
  }

  @Test func oneReplicateClaimsNothing() {
    let headline = Self.headline([.value(3)], [.value(1)])
    #expect(Self.sentence(headline) == "m differs by +2 (1 pair)")
    #expect(headline?.statements.first?.finding == .single)
  }

  @Test func undefinedIsSaid() {
    let none: [Observation] = [.undefined(reason: "no_twin"), .undefined(reason: "no_twin")]
    #expect(
      Self.sentence(Self.headline(none, Fixture.values([1, 2])))
        == "m is undefined (no_twin in 2 of 2)")
    let some: [Observation] = [.value(1), .undefined(reason: "no_events"), .value(1)]
    #expect(
      Self.sentence(Self.headline(some, Fixture.values([1, 2, 0])))
        == "m shows no clear difference (+0.5) "
        + "(95 % interval -5.9 to +6.9; 2 of 3 pairs; undefined: no_events in 1 of 3)")
  }

  @Test func withoutABaselineTheNumbersStandAlone() {
    let model = ReportModel(
      title: "t", studyFile: "t.lua", scenarios: [.init(name: "only")],
      measures: [.init(name: "m", unit: "kg")],
      cells: [[.init(Estimate(Fixture.values([1, 2, 3])))]])
    let headlines = model.headlines(style: .ascii)
    #expect(headlines.count == 1)
    #expect(Self.sentence(headlines.first) == "m is 2.0 kg (95 % interval -0.5 to 4.5; n 3)")
  }
}
