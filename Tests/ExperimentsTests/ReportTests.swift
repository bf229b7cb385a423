import Experiments
import Reports
import Statistics
import Testing

struct ReportTests {
  @Test func aReportShowsTheComparison() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    let text = market(
      scenarios: #"{ "loud", reach = 0.6 }, { "none", reach = 0 }, { "quiet" }"#,
      measures: """
        valence.measure { "parts", gives = { "few", "many" }, unit = "buyers", source = "Own operationalisation",
          function(run) return 1, run:count("buyer", "heard") end },
        valence.measure { "bad", function(run) error("no measure") end },
        """)
    let plan = try plan(text, replications: 4)
    try run(plan, store)
    let comparison = try Experiment.comparison(in: store)
    let report = ReportModel(comparison)
    #expect(report.title == "Market")
    #expect(report.scenarios.map(\.name) == ["none", "loud", "quiet"])
    #expect(report.scenarios.map(\.isBaseline) == [true, false, false])
    #expect(report.scenarios[1].twin == "none")
    #expect(report.scenarios[1].settings == [ReportModel.Pair("reach", "0.6")])
    #expect(
      report.measures.map(\.name) == [
        "surplus (buyer)", "heard", "moved", "parts: few", "parts: many", "bad",
      ])
    #expect(report.measures[3].isOwnOperationalisation && report.measures[3].unit == "buyers")
    #expect(report.measures[0].labels.first == "buyer")
    #expect(report.cells[0].map { $0.difference == nil } == Array(repeating: true, count: 6))
    #expect(report.cells[1][1].difference?.against == "none")
    #expect(report.cells[1][1].estimate.count == 4)
    #expect(report.series.map(\.lines.count) == [3, 3])
    #expect(report.failures.count == 12)
    #expect(report.failures[0].message.hasPrefix("measure 'bad': study.lua:"))
    let provenance = report.provenance.rows
    #expect(provenance.contains(ReportModel.Pair("seed", "5")))
    #expect(provenance.contains(ReportModel.Pair("command", context.command)))
    #expect(provenance.contains { $0.name == "run of 'loud'" && $0.value.utf8.count == 64 })
    #expect(report.studySource == text)
    #expect(!report.json.isEmpty)
  }

  @Test func aPartialExperimentAndManyFailuresAreSaid() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    let text = market(measures: #"valence.measure { "bad", function(run) error("no") end },"#)
    try run(try plan(text, replications: 40), store)
    let control = RunControl()
    control.stop()
    try run(try plan(text, replications: 50), store, control: control)
    let report = ReportModel(try Experiment.comparison(in: store))
    #expect(report.failures.count == 100)
    #expect(report.notes.contains { $0.hasPrefix("120 of 150 replicates have been run") })
    #expect(report.notes.contains("20 further failures are in the store."))
  }
}
