import Diagnostics
import Experiments
import Glibc
import Reports
import Statistics
import Store
import Studies
import Testing

struct TableTests {
  private static let counts = """
    valence.table { "counts", columns = { "what", "number" }, note = "Of the world.",
      function(run)
        return { { "heard", run:count("buyer", "heard") }, { "nobody", valence.undefined "no_reason" } }
      end }
    """
  private static let gains = """
    valence.table { "gains", columns = { "gain" },
      function(run, twin) return { { run:count("buyer", "heard") - twin:count("buyer", "heard") } } end }
    """

  private func text(_ tables: String, scenarios: String? = nil) -> String {
    let extra = "tables = { \(tables) },"
    return scenarios.map { market(scenarios: $0, extra: extra) } ?? market(extra: extra)
  }

  private func heard(_ store: ResultStore, _ scenario: String) throws -> Double? {
    try values(store, scenario, "heard").first.flatMap(Double.init)
  }

  @Test func everyScenarioHasTheTablesOfItsFirstReplicate() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    let scenarios = #"{ "word of mouth" }, { "none", reach = 0 }, { "loud", reach = 0.6 }"#
    try run(
      try plan(text("\(Self.counts), \(Self.gains)", scenarios: scenarios), replications: 3), store,
      jobs: 2)
    let comparison = try Experiment.comparison(in: store)
    #expect(comparison.tables.map(\.name) == ["counts", "gains"])
    #expect(comparison.tables[0].columns == ["what", "number"])
    #expect(comparison.tables[0].note == "Of the world.")
    #expect(comparison.failures.isEmpty)
    let names = comparison.document.scenarios.map(\.name)
    let none = try #require(try heard(store, "none"))
    for (index, name) in names.enumerated() {
      let number = try #require(try heard(store, name))
      #expect(
        comparison.tables[0].contents[index]
          == .rows([
            [.text("heard"), .number(number)], [.text("nobody"), .undefined(reason: "no_reason")],
          ]))
      #expect(
        comparison.tables[1].contents[index]
          == (name == "none" ? .undefined(reason: "no_twin") : .rows([[.number(number - none)]])))
    }

    let report = ReportModel(comparison)
    #expect(report.tables.map(\.title) == ["counts", "gains"])
    #expect(report.tables[0].parts.map(\.scenario) == ["none", "word of mouth", "loud"])
    #expect(report.tables[1].parts[0].content == .undefined(reason: "no_twin"))
    #expect(report.tables[0].replicate == 1)
  }

  @Test func aNewTableIsMadeOfTheFirstReplicateOnly() throws {
    let scratch = try Scratch()
    let (grown, fresh) = (try scratch.store("a"), try scratch.store("b"))
    try run(try plan(market()), grown)
    let plan = try plan(text("\(Self.counts), \(Self.gains)"))
    let outcome = try run(plan, grown)
    #expect(outcome.done == 3 && outcome.kept == 21 && outcome.isComplete)
    #expect(try run(plan, grown).kept == 24)
    try run(plan, fresh, jobs: 2)
    let (left, right) = (
      try Experiment.comparison(in: grown), try Experiment.comparison(in: fresh)
    )
    #expect(left.tables == right.tables)
    #expect(try export(grown) == export(fresh))
  }

  @Test func whatATableIsCalledMakesNoNewOne() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    try run(try plan(text(Self.counts)), store)
    let renamed = Self.counts.replacing("\"counts\"", with: "\"sums\"")
      .replacing("Of the world", with: "Of one world")
    #expect(try run(try plan(text(renamed)), store).done == 0)
    let tables = try Experiment.comparison(in: store).tables
    #expect(tables.map(\.name) == ["sums"] && tables[0].note == "Of one world.")
    let heads = Self.counts.replacing("\"number\"", with: "\"amount\"")
    #expect(try run(try plan(text(heads)), store).done == 3)
    let other = Self.counts.replacing("\"heard\", run", with: "\"who heard\", run")
    #expect(try run(try plan(text(other)), store).done == 3)
    #expect(try run(try plan(text(Self.counts)), store).done == 0)
  }

  @Test func theTwinOfATableIsPartOfIt() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    let two = #"{ "none", reach = 0 }, { "loud", reach = 0.6 }"#
    try run(try plan(text(Self.gains, scenarios: two)), store)
    let before = try Experiment.comparison(in: store).tables
    // Against another baseline the same run has another table.
    let other = text(Self.gains, scenarios: #"{ "none", reach = 0.1 }, { "loud", reach = 0.6 }"#)
    try run(try plan(other), store)
    let tables = try Experiment.comparison(in: store).tables
    let numbers = try ["none", "loud"].map { try #require(try heard(store, $0)) }
    #expect(tables[0].contents[1] == .rows([[.number(numbers[1] - numbers[0])]]))
    #expect(tables[0].contents[1] != before[0].contents[1])
  }

  @Test func aTableThatFailsIsAFailureOfItsOwn() throws {
    let bad = #"valence.table { "bad", columns = { "a" }, function(run) error("no table") end }"#
    let short =
      #"valence.table { "short", columns = { "a" }, function(run) return { { 1, 2 } } end }"#
    let scratch = try Scratch()
    let store = try scratch.store()
    let plan = try plan(text("\(bad), \(Self.counts), \(short)"), replications: 4)
    let outcome = try run(plan, store)
    #expect(outcome.done == 12 && outcome.failed == 3 && outcome.isComplete)
    #expect(outcome.firstFailure?.message.contains("no table") == true)
    let comparison = try Experiment.comparison(in: store)
    #expect(
      comparison.failures.map(\.table)
        == Array(repeating: ["bad", "short"], count: 3).joined().map { $0 })
    #expect(comparison.failures.allSatisfy { $0.replicate == 1 && $0.measure == nil })
    #expect(
      comparison.tables[0].contents == Array(repeating: .undefined(reason: "failed"), count: 3))
    #expect(comparison.cells[0][0].estimate.count == 4)
    guard case .rows = comparison.tables[1].contents[0] else {
      Issue.record("the other table is missing")
      return
    }
    let message = ReportModel(comparison).failures[0].message
    #expect(message.hasPrefix("table 'bad': study.lua:"))
    let again = try run(plan, store)
    #expect(again.done == 0 && again.failuresKept == 3 && again.kept == 9)
    // A table that is new beside a failed one is still made.
    let more = text("\(bad), \(Self.counts), \(short), \(Self.gains)")
    #expect(try run(try self.plan(more, replications: 4), store).done == 3)
    #expect(
      try Experiment.comparison(in: store).tables[3].contents[0] == .undefined(reason: "no_twin"))
  }

  private func plan(_ text: String, replications: Int? = nil) throws -> RunPlan {
    try ExperimentsTests.plan(text, replications: replications)
  }

  @Test func aWorldThatFailsOrIsNotRunHasNoTable() throws {
    let fragile = market(
      scenarios: #"{ "none", reach = 0 }, { "fragile", fails = true }"#, baseline: #""fragile""#,
      extra: "tables = { \(Self.counts), \(Self.gains) },",
      phases: """
        valence.rule { "break", of = "buyer", function(self, env) if env.fails then error("it broke") end end },
        """)
    let scratch = try Scratch()
    let store = try scratch.store()
    let plan = try plan(fragile, replications: 2)
    let control = RunControl()
    control.stop()
    try run(plan, store, control: control)
    let unmade = try Experiment.comparison(in: store).tables
    #expect(unmade.allSatisfy { $0.contents.allSatisfy { $0 == .undefined(reason: "not_run") } })
    try run(plan, store)
    let tables = try Experiment.comparison(in: store).tables
    #expect(tables[0].contents[1] == .undefined(reason: "failed"))
    #expect(tables[1].contents[0] == .undefined(reason: "twin_failed"))
    #expect(try run(plan, store).done == 0)
  }

  @Test func contentSurvivesTheStore() throws {
    let cells: [TableContent.Cell] = [
      .text(""), .text("\"\\\u{0}\u{1F600}\n{\"undefined\":\"x\"}"), .text("1"), .number(-0.0),
      .number(0.1), .number(.greatestFiniteMagnitude), .number(.leastNonzeroMagnitude),
      .number(9_007_199_254_740_992), .undefined(reason: "no_twin"), .undefined(reason: ""),
    ]
    for content in [
      TableContent.rows([cells, cells.reversed()]), .rows([]), .rows([[]]),
      .undefined(reason: "twin_failed"),
    ] {
      let text = try #require(DocumentText.encode(content))
      #expect(DocumentText.decode(TableContent.self, from: text) == content)
    }
    for text in ["", "{}", "1", "[1]", "[[null]]", "[[true]]", #"{"undefined":1}"#] {
      #expect(DocumentText.decode(TableContent.self, from: text) == nil, "\(text)")
    }
  }

  @Test func dataFilesComeWithTheirOrigin() throws {
    let scratch = try Scratch()
    let (path, other) = ("\(scratch.path)/buyers.csv", "\(scratch.path)/others.csv")
    for name in [path, other] {
      let file = try #require(fopen(name, "w"))
      fputs("id,wealth\n1,2.5\n2,3.5\n", file)
      fclose(file)
    }
    defer {
      unlink(path)
      unlink(other)
    }
    let text = """
      local valence = require "valence"
      return valence.study {
        name = "Data", steps = 1,
        data = {
          buyers = valence.csv { "buyers.csv", source = "A survey", licence = "CC0" },
          again = valence.csv { "buyers.csv", source = "A survey", licence = "CC0" },
        },
        actors = { buyer = { from = "buyers", key = "id", fields = { wealth = valence.column "wealth" } } },
        phases = { valence.rule { "stay", of = "buyer", function(self) self.wealth = self.wealth end } },
        scenarios = { { "only" } },
        measures = { valence.measure { "wealth", function(run) return run:sum("buyer", "wealth") end } },
      }
      """
    func files(_ replacements: [String: String]) throws -> [ReportModel.DataFile] {
      let folder = StudyFolder(ofStudy: "\(scratch.path)/study.lua", replacements: replacements)
      let store = try scratch.store()
      defer { try? store.close() }
      try run(try RunPlan(try loadStudy(text, data: folder)), store)
      return ReportModel(try Experiment.comparison(in: store)).provenance.dataFiles
    }
    let hash = "8b40d1562233c7d5f0bb31e222d20c29534145f458a106f7ff7d8386f9af84f4"
    let found = try files([:])
    #expect(found.map(\.path) == ["buyers.csv"])
    #expect(found.first?.hash == hash && found.first?.rows == 2)
    #expect(found.first?.source == "A survey" && found.first?.licence == "CC0")
    // What is read in place of the study's own file is named as the user does.
    #expect(try files(["buyers": other]).map(\.path) == [other, "buyers.csv"])
  }
}
