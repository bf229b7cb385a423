import Diagnostics
import Experiments
import Statistics
import Store
import Testing

struct SideComparisonTests {
  private func store(_ scratch: Scratch, _ name: String, seed: UInt64 = 5)
    throws -> ResultStore
  {
    let store = try scratch.store(name)
    try run(try plan(market(), replications: 12, seed: seed), store)
    return store
  }

  @Test func aStoreIsTheSameAsItself() throws {
    let scratch = try Scratch()
    let (a, b) = (try store(scratch, "a"), try store(scratch, "b"))
    let comparison = try SideComparison((a, nil), (b, nil))
    #expect(comparison.rows.count == 9)
    #expect(comparison.unmatched.isEmpty)
    for row in comparison.rows where row.change.difference != nil {
      #expect(row.change.isPaired)
      #expect(row.change.difference == 0)
      #expect(row.change.interval == Interval(level: 0.95, low: 0, high: 0))
    }
    let changed = try FailCondition("heard changes")
    #expect(try changed.findings(in: comparison).allSatisfy { $0.finding == .notMet })
  }

  /// Two scenarios of one store are what the store's own comparison says.
  @Test func scenariosArePaired() throws {
    let scratch = try Scratch()
    let store = try store(scratch, "a")
    let whole = try Experiment.comparison(in: store)
    let sides = try SideComparison((store, "none"), (store, "loud"))
    let row = try #require(sides.rows.first { $0.measure == "heard" })
    let difference = whole.cells[2][1].difference?.paired
    #expect(row.change.difference == difference?.estimate.mean)
    #expect(row.change.interval == difference?.estimate.interval)
    #expect(row.scenario == "none and loud")
  }

  @Test func otherSeedsAreIndependentSamples() throws {
    let scratch = try Scratch()
    let (a, b) = (try store(scratch, "a"), try store(scratch, "b", seed: 6))
    let comparison = try SideComparison((a, nil), (b, nil))
    let row = try #require(comparison.rows.first { $0.measure == "heard" && $0.scenario == "loud" })
    #expect(!row.change.isPaired)
    let test = try #require(
      WelchTest(
        try values(b, "loud", "heard").compactMap(Double.init),
        try values(a, "loud", "heard").compactMap(Double.init)))
    #expect(row.change.interval == test.interval)
    #expect(row.change.pValue == test.pValue)
  }

  @Test func anUnknownScenarioIsWrongUsage() throws {
    let scratch = try Scratch()
    let store = try store(scratch, "a")
    let error = #expect(throws: DiagnosticList.self) {
      try SideComparison((store, "laud"), (store, "none"))
    }
    #expect(error?.diagnostics.first?.hints.first?.contains("loud") == true)
  }

  @Test func conditionsNeedTheWholeInterval() throws {
    let scratch = try Scratch()
    let store = try store(scratch, "a")
    let comparison = try SideComparison((store, "none"), (store, "loud"))
    let row = try #require(comparison.rows.first { $0.measure == "heard" })
    let (change, interval) = (
      try #require(row.change.difference), try #require(row.change.interval)
    )
    let verb = change > 0 ? "rises" : "drops"
    let sizes = [interval.low.magnitude, interval.high.magnitude].sorted()
    func finding(_ amount: Double) throws -> FailCondition.Finding {
      try #require(
        try FailCondition("heard \(verb) by \(amount)").findings(in: comparison).first
      ).finding
    }
    #expect(try finding(sizes[0] * 0.99) == .met)
    #expect(try finding((sizes[0] + change.magnitude) / 2) == .unsure)
    #expect(try finding(sizes[1] * 1.01) == .notMet)
    let other = try FailCondition("heard \(change > 0 ? "drops" : "rises")")
    #expect(try other.findings(in: comparison).first?.finding == .notMet)
  }

  @Test(arguments: [
    "heard", "drops by 1", "heard drops by", "heard drops by -1", "heard drops by x",
    "heard drops now",
  ])
  func whatIsNoConditionIsWrongUsage(_ text: String) {
    let error = #expect(throws: Diagnostic.self) { try FailCondition(text) }
    #expect(error?.errorClass == .usage)
  }

  @Test func conditionsNameMeasuresAsStudiesWriteThem() throws {
    let scratch = try Scratch()
    let store = try store(scratch, "a")
    let comparison = try SideComparison((store, "none"), (store, "loud"))
    let names = ["surplus (buyer)", "Surplus (Buyer)", "surplus"]
    for name in names {
      let found = try FailCondition("\(name) changes by 2%").findings(in: comparison)
      #expect(found.map(\.row.measure) == ["surplus (buyer)"])
    }
    let error = #expect(throws: Diagnostic.self) {
      try FailCondition("surplas drops").findings(in: comparison)
    }
    #expect(error?.hints.first?.contains("surplus (buyer)") == true)
  }
}
