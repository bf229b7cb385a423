import Diagnostics
import Experiments
import Reports
import Statistics
import Store
import Studies
import Testing

struct SectionTests {
  /// Who heard, by scenario and replicate, and the gain of the first buyer.
  private static let hearing = """
    valence.section { "Hearing",
      needs = {
        valence.measure { "reach", gives = { "heard", "silent" }, function(run)
          local n = run:count("buyer", "heard")
          return n, 30 - n
        end },
        { valence.profile { "gain", of = "buyer", function(self, twin)
          if twin then return self:value "surplus" - twin:value "surplus" end
        end } },
      },
      function(experiment)
        local rows = {}
        for _, scenario in ipairs(experiment.scenarios) do
          local heard = experiment:numbers(scenario.name, "reach", "heard")
          for replicate, n in ipairs(heard) do
            local gains = experiment:profile(scenario.name, "gain", replicate)
            rows[#rows + 1] = { scenario.name, scenario.is_baseline, scenario.against or "-", n, #gains }
          end
        end
        return {
          headline = "Mean " .. statistics.mean(experiment:numbers("loud", "heard")),
          text = { "One.", "Two." }, columns = { "scenario", "baseline", "against", "n", "actors" },
          rows = rows, note = "A note.",
        }
      end }
    """

  private func text(_ sections: String) -> String {
    "local statistics = require \"statistics\"\n" + market(extra: "sections = { \(sections) },")
  }

  private func section(_ store: ResultStore) throws -> ExperimentDocument.SectionEntry {
    try #require(try Experiment.document(in: store).sections.first)
  }

  @Test func aSectionSeesEveryReplicate() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    let outcome = try run(try plan(text(Self.hearing), replications: 3), store, jobs: 2)
    #expect(outcome.sectionFailures.isEmpty)
    let content = try #require(try section(store).content)
    let heard = try values(store, "loud", "heard").compactMap(Double.init)
    #expect(content.headline == "Mean \(heard.reduce(0, +) / 3)")
    #expect(content.text == ["One.", "Two."])
    let table = try #require(content.tables.first)
    #expect(table.note == "A note.")
    #expect(table.rows.count == 9)
    #expect(
      table.rows[0].prefix(3) == [.text("none"), .text("yes"), .text("-")]
        && table.rows[0][4] == .number(0))
    for replicate in 0..<3 {
      let row = table.rows[6 + replicate]
      #expect(row.prefix(3) == [.text("loud"), .text("no"), .text("none")])
      #expect(row[3] == .number(heard[replicate]))
      #expect(row[4] == .number(30))
    }
  }

  /// What a section needs is computed, but is no row of the comparison.
  @Test func needsAreNotShown() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    try run(try plan(text(Self.hearing), replications: 2), store)
    let comparison = try Experiment.comparison(in: store)
    #expect(comparison.rows.map(\.name) == ["surplus (buyer)", "heard", "moved"])
    #expect(!(try export(store)).contains("silent"))
    let report = ReportModel(comparison)
    #expect(report.sections.map(\.title) == ["Hearing"])
    #expect(report.sections[0].remark == nil)
    #expect(TerminalTable(report).rendered().contains("Mean "))
    #expect(HTMLPage(report).rendered().contains("A note."))
    #expect(report.json.contains("\"headline\": \"Mean "))
  }

  /// Stopped half way there is no section; taken up again it is the same as without a stop.
  @Test func aResumedRunMakesTheSameSection() throws {
    let scratch = try Scratch()
    let (whole, resumed) = (try scratch.store("a"), try scratch.store("b"))
    try run(try plan(text(Self.hearing), replications: 6), whole)
    try run(try plan(text(Self.hearing), replications: 2), resumed)
    let control = RunControl()
    control.stop()
    try run(try plan(text(Self.hearing), replications: 6), resumed, control: control)
    #expect(try section(resumed).content == nil)
    let partial = ReportModel(try Experiment.comparison(in: resumed))
    #expect(partial.sections[0].remark == "This section is made when all replicates have ended.")
    try run(try plan(text(Self.hearing), replications: 6), resumed, jobs: 2)
    #expect(try section(resumed) == section(whole))
  }

  @Test func moreReplicatesMakeItAnew() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    try run(try plan(text(Self.hearing), replications: 2), store)
    let few = try section(store)
    try run(try plan(text(Self.hearing), replications: 4), store)
    let more = try section(store)
    #expect(few.ended == 6)
    #expect(more.ended == 12)
    #expect(more.content?.tables[0].rows.count == 12)
  }

  @Test(
    arguments: [
      (#"return 3"#, "must return a table"),
      (#"return { titel = "x" }"#, "'titel' of what section 'S' returns is unknown"),
      (#"return { columns = { "a" }, rows = { { 1, 2 } } }"#, "row 1 of section 'S' has 2 cells"),
      (
        #"return { columns = { "a" }, rows = { { 1 } }, chart = { "pie", x = "a", y = "a" } }"#,
        "must begin with \"lines\" or \"bars\""
      ),
      (
        #"return { columns = { "a" }, rows = { { 1 } }, chart = { "bars", x = "a", y = "b" } }"#,
        "says y = \"b\", which is no column"
      ),
      (
        #"return { columns = { "a" }, rows = { { 1 } }, chart = { "bars", x = "a" } }"#,
        "must say which columns are x and y"
      ),
      (
        #"experiment:numbers("laud", "heard")"#, "there is no scenario 'laud'; did you mean 'loud'?"
      ),
      (#"experiment:numbers("loud", "herd")"#, "there is no measure 'herd'; did you mean 'heard'?"),
      (#"experiment.numbers("loud", "heard")"#, "with a colon"),
      (#"experiment:profile("loud", "p", 99)"#, "a replicate, from 1 to 2"),
    ])
  func mistakesAreSaid(_ body: String, _ message: String) throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    let made = """
      valence.section { "S", needs = { valence.profile { "p", of = "buyer", function() return 1 end } },
        function(experiment) \(body) end }
      """
    let outcome = try run(try plan(text(made), replications: 2), store)
    let failure = try #require(outcome.sectionFailures.first)
    #expect(failure.message.contains(message), "\(failure.message)")
    #expect(failure.message.contains("study.lua:"))
    #expect(try section(store).content == nil)
  }

  @Test func definitionsStandSideBySide() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    let other = """
      values = {
        valence.value { "pleasure", of = "buyer", as = "end", unit = "EUR",
          traits = { ["interaction needed"] = "yes", ["over time"] = "during experience" },
          function(self) return self.taste end },
        valence.value { "worth", of = "buyer", function(self) return 1 end },
      },
      """
    let study = """
      local valence = require "valence"
      return valence.study {
        name = "Two", steps = 1, replications = 2,
        actors = { buyer = { count = 3, fields = { taste = valence.uniform(0, 1) } } },
        \(other) scenarios = { { "one" } },
      }
      """
    try run(try plan(study), store)
    let report = ReportModel(try Experiment.comparison(in: store))
    #expect(
      report.definitions.map(\.name) == ["pleasure", "worth"]
        && report.definitions[0].traits.map(\.value) == [
          "buyer", "during experience", "EUR", "yes",
        ])
    #expect(HTMLPage(report).rendered().contains("What the value definitions count"))
  }
}
