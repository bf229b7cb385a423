import Diagnostics
import Experiments
import Statistics
import Store
import Studies
import Testing

struct ComparisonTests {
  @Test func differencesArePairedByReplicate() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    try run(try plan(market(), replications: 12), store)
    let comparison = try Experiment.comparison(in: store)
    #expect(comparison.rows.map(\.name) == ["surplus (buyer)", "heard", "moved"])
    for row in [0, 1] {
      let output = comparison.rows[row].output
      let own = try values(store, "loud", output).compactMap(Double.init)
      let base = try values(store, "none", output).compactMap(Double.init)
      let expected = PairedDifference(
        scenario: own.map(Observation.value), twin: base.map(Observation.value))
      let cell = comparison.cells[2][row]
      #expect(cell.estimate == Estimate(own.map(Observation.value)))
      #expect(cell.difference?.paired == expected)
      #expect(cell.difference?.against == "none")
      #expect(comparison.cells[0][row].difference == nil)
    }
    // What reads the twin is a comparison already, and undefined without one.
    #expect(comparison.cells[2][2].difference == nil)
    #expect(comparison.cells[2][2].estimate.count == 12)
    #expect(comparison.cells[0][2].estimate.reasons == ["no_twin": 12])
  }

  @Test func seriesHaveAnEstimatePerStep() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    try run(try plan(market(head: "seed = 5, steps = 6, warmup = 2, replications = 5,")), store)
    let comparison = try Experiment.comparison(in: store)
    #expect(comparison.series.map(\.name) == ["heard", "surplus (buyer)"])
    let heard = comparison.series[0]
    #expect(heard.firstStep == 3)
    #expect(heard.estimates.count == 3)
    #expect(heard.estimates.allSatisfy { $0.count == 4 && $0.allSatisfy { $0.count == 5 } })
    // The last step is what the measure counts.
    #expect(heard.estimates[2].last?.mean == comparison.cells[2][1].estimate.mean)
    #expect(heard.estimates[2].last?.interval != nil)
  }

  @Test func aStoreIsShownWithoutItsStudy() throws {
    let scratch = try Scratch()
    let written = try scratch.store()
    let plan = try plan(market(), replications: 4)
    try run(plan, written)
    let text = try export(written)
    try written.close()
    let store = try ResultStore(path: "\(scratch.path)/a.valence", access: .readOnly)
    let comparison = try Experiment.comparison(in: store)
    #expect(try export(store) == text)
    #expect(comparison.document.source == plan.study.source.text)
    #expect(comparison.document.title == "Market")
    #expect(comparison.document.seed == 5)
    #expect(comparison.document.context == context)
    #expect(
      comparison.document.scenarios.map(\.run) == plan.cells.map { plan.runs[$0.run].fingerprint })
    #expect(comparison.isComplete)
    #expect(comparison.seconds > 0)
  }

  @Test func aPartOfAnExperimentSaysSo() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    try run(try plan(market(), replications: 3), store)
    let control = RunControl()
    control.stop()
    try run(try plan(market(), replications: 10), store, control: control)
    let comparison = try Experiment.comparison(in: store)
    #expect(!comparison.isComplete)
    #expect(comparison.ended == 9 && comparison.asked == 30)
    #expect(comparison.cells[1][1].estimate.total == 3)
    #expect(comparison.cells[1][1].difference?.paired.estimate.count == 3)
    // Fewer replicates than the store holds: only those that were asked for count.
    try run(try plan(market(), replications: 2), store)
    #expect(try Experiment.comparison(in: store).cells[1][1].estimate.total == 2)
  }

  @Test func undefinedActorsAreCountedInAMean() throws {
    let text = market().replacing(
      "return self.heard and self.taste - 0.1 * env.price or 0",
      with: #"if self.number > 20 then return valence.undefined "late" end return 1"#)
    let scratch = try Scratch()
    let store = try scratch.store()
    let plan = try plan(text, replications: 1)
    try run(plan, store)
    let line = try #require(try export(store).split(separator: "\n").dropFirst().first)
    #expect(line == "none,1,surplus (buyer),surplus (buyer),6.0,,20,30,,")
  }

  @Test func anEmptyStoreHasNoExperiment() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    let error = try #require(throws: DiagnosticList.self) { try Experiment.document(in: store) }
    #expect(error.diagnostics[0].message.contains("holds no experiment"))
  }

  @Test(arguments: [
    ("{", "}"), ("\"title\":", "\"heading\":"), ("\"replications\":4", "\"replications\":0"),
    ("\"pairings\":[null,null,null,null]", "\"pairings\":[]"),
  ])
  func aDamagedDocumentIsRefused(_ part: String, _ damaged: String) throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    try run(try plan(market(), replications: 4), store)
    var record = try #require(try store.experiments().last)
    #expect(record.document.contains(part))
    record.document = record.document.replacing(part, with: damaged)
    try store.declare(record)
    let error = try #require(throws: DiagnosticList.self) { try Experiment.comparison(in: store) }
    #expect(error.diagnostics[0].message.contains("does not read"))
  }
}
