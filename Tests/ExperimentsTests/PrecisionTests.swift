import Diagnostics
import Experiments
import Statistics
import Store
import Studies
import Testing

/// How many replicates make an interval narrow enough.
struct PrecisionTests {
  private func study(_ rule: String = "half_width = 0.08") -> String {
    market(
      head: """
        seed = 5, steps = 6, replications = valence.until_precise {
          measure = "surplus (buyer)", at_least = 20, at_most = 100, batch = 5, \(rule) },
        """)
  }

  /// The widest interval of the differences over replicates 1...n, out of the exported values.
  private func halfWidth(_ store: ResultStore, _ count: Int) throws -> Double {
    let none = try values(store, "none", "surplus (buyer)").map { try #require(Double($0)) }
    return try ["word of mouth", "loud"].map { name in
      let own = try values(store, name, "surplus (buyer)").map { try #require(Double($0)) }
      let differences = zip(own, none).prefix(count).map { $0 - $1 }
      return try #require(Interval.studentT(Array(differences), level: 0.95)).halfWidth
    }.max() ?? 0
  }

  @Test func replicatesAreAddedUntilEveryIntervalIsNarrow() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    let plan = try plan(study())
    #expect(plan.replications == 100)
    let outcome = try run(plan, store)
    let document = try Experiment.document(in: store)
    let count = document.replications
    #expect(count > 20 && count < 100)
    #expect(document.precision?.isReached == true)
    #expect(outcome.done == 3 * count)
    #expect(outcome.asked == outcome.done && outcome.isComplete)
    #expect(try values(store, "none", "heard").count == count)
    // It is the first of the numbers that were looked at.
    let widths = try stride(from: 20, through: count, by: 5).map { try halfWidth(store, $0) }
    #expect(try #require(widths.last) <= 0.08)
    #expect(widths.dropLast().allSatisfy { $0 > 0.08 })
    #expect(document.precision?.reached == widths.last)
    #expect(
      document.notes.contains(
        "Replications were added until the 95 % interval of the difference in 'surplus (buyer)' in "
          + "every scenario is ± 0.08 or narrower: \(count) were enough."))
    #expect(try Experiment.comparison(in: store).isComplete)
    // A run that is repeated computes nothing and says the same.
    let again = try run(plan, store)
    #expect(again.done == 0 && again.kept == 3 * count && again.isComplete)
    #expect(try Experiment.document(in: store) == document)
  }

  @Test func theNumberDependsOnTheValuesAlone() throws {
    let scratch = try Scratch()
    let (one, two, stopped) = (
      try scratch.store("a"), try scratch.store("b"), try scratch.store("c")
    )
    let plan = try plan(study())
    try run(plan, one, jobs: 1)
    try run(plan, two, jobs: 2)
    #expect(try export(one) == export(two))
    // Stopped again and again, wherever it is.
    var stops = 0
    while stops < 40 {
      let control = RunControl(timeLimit: 0.002)
      if try !run(plan, stopped, jobs: 2, control: control).wasStopped { break }
      stops += 1
    }
    try run(plan, stopped)
    #expect(try export(stopped) == export(one))
    #expect(
      try Experiment.document(in: stopped).replications
        == Experiment.document(in: one).replications)
    #expect(try stopped.experiments().count == 1)
  }

  @Test func whatIsNotReachedIsSaid() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    let plan = try plan(study("half_width = 1e-6"))
    try run(plan, store)
    let document = try Experiment.document(in: store)
    #expect(document.replications == 100)
    #expect(document.precision?.isReached == false)
    let note = try #require(document.notes.last)
    #expect(note.hasPrefix("The precision asked for was not reached with 100 replications"))
  }

  @Test func oneScenarioMayCountAlone() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    let plan = try plan(study(#"half_width = 0.5, scenario = "loud""#))
    try run(plan, store)
    #expect(try Experiment.document(in: store).replications == 20)
    #expect(plan.precision?.isDifference == true)
  }

  @Test func measuresThatReadTheTwinCountThemselves() throws {
    let text = study("half_width = 2").replacing(
      #"measure = "surplus (buyer)""#, with: #"measure = "moved""#)
    #expect(try plan(text).precision?.isDifference == false)
    let scratch = try Scratch()
    let store = try scratch.store()
    try run(plan(text), store)
    #expect(try Experiment.document(in: store).precision?.isReached == true)
  }

  @Test func theCommandLineReplacesTheStudysNumber() throws {
    var options = PlanOptions()
    options.until = PrecisionGoal(measure: "heard", halfWidth: 2)
    options.replicationRange = 20...45
    let plan = try RunPlan(loadStudy(market()), options)
    #expect(plan.replications == 45)
    #expect(plan.precision?.rule.boundaries == [20, 40, 45])
    let exact = try self.plan(study(), replications: 7)
    #expect(exact.replications == 7 && exact.precision == nil)
  }

  private func plan(_ text: String, replications: Int? = nil) throws -> RunPlan {
    var options = PlanOptions()
    options.replications = replications
    return try RunPlan(loadStudy(text), options)
  }

  @Test func whatCannotBePreciseIsReported() throws {
    func error(_ text: String, _ change: (inout PlanOptions) -> Void = { _ in }) throws
      -> Diagnostic
    {
      var options = PlanOptions()
      change(&options)
      let study = try loadStudy(text)
      let error = try #require(throws: DiagnosticList.self) { try RunPlan(study, options) }
      return error.diagnostics[0]
    }
    let unknown = try error(study().replacing("surplus (buyer)\"", with: "surplus (byer)\""))
    #expect(unknown.message == "there is no number 'surplus (byer)' to be precise about")
    #expect(unknown.location?.line == 3)
    #expect(unknown.hints.contains { $0.contains("'surplus (buyer)'") })
    let scenario = try error(study(#"half_width = 1, scenario = "lout""#))
    #expect(scenario.message == "there is no scenario 'lout' to be precise about")
    #expect(scenario.hints.contains { $0.contains("'loud'") })
    let range = try error(market()) { $0.replicationRange = 20...50 }
    #expect(range.errorClass == .usage)
    let exact = try error(market()) {
      $0.until = PrecisionGoal(measure: "heard", halfWidth: 1)
      $0.replications = 5
    }
    #expect(exact.message == "with --until, --replications needs a range")
  }

  @Test func worldsWithoutChanceNeedNoPrecision() throws {
    let text = """
      local valence = require "valence"
      return valence.study {
        name = "Sure", steps = 2,
        replications = valence.until_precise { measure = "n", half_width = 1 },
        actors = { thing = { count = 3, fields = { size = 1 } } },
        scenarios = { { "one" } },
        measures = { valence.measure { "n", function(run) return run:count("thing") end } },
      }
      """
    let plan = try plan(text)
    #expect(plan.isDeterministic && plan.replications == 1 && plan.precision == nil)
  }

  @Test func estimatesTellBothEnds() throws {
    let estimate = try Experiment.estimate(plan(study()), jobs: 2)
    #expect(estimate.worlds == 300)
    #expect(estimate.fewest?.worlds == 60)
    #expect(try #require(estimate.fewest).seconds < estimate.seconds)
  }
}
