import Diagnostics
import Experiments
import LuaRuntime
import Statistics
import Store
import Studies
import Testing

struct FailureTests {
  /// Fails where the first draw of the first buyer is low: in some replicates only.
  private let failing = market(
    scenarios: #"{ "none", reach = 0 }, { "fragile", fails = true }"#,
    phases: """
      valence.rule { "break", of = "buyer", function(self, env)
        if env.fails and self.number == 1 and env:chance(0.08) then error("it broke") end
      end },
      """)

  @Test func oneFailedReplicateDoesNotEndTheOthers() throws {
    let plan = try plan(failing, replications: 20)
    let scratch = try Scratch()
    let (store, other) = (try scratch.store("a"), try scratch.store("b"))
    let outcome = try run(plan, store, jobs: 2)
    #expect(outcome.failed > 0 && outcome.failed < 20)
    #expect(outcome.done == 40 && outcome.isComplete)
    let failure = try #require(outcome.firstFailure)
    #expect(failure.message.contains("it broke"))
    #expect(failure.location?.file == "study.lua")
    #expect(failure.hints.contains { $0.contains("'break'") && $0.contains("for buyer 1") })

    let comparison = try Experiment.comparison(in: store)
    #expect(comparison.isComplete)
    #expect(comparison.failures.count == outcome.failed)
    #expect(comparison.failures.allSatisfy { $0.scenario == "fragile" && $0.measure == nil })
    for row in comparison.rows.indices {
      let estimate = comparison.cells[1][row].estimate
      #expect(estimate.reasons == ["failed": outcome.failed])
      #expect(estimate.count == 20 - outcome.failed)
      if let difference = comparison.cells[1][row].difference {
        #expect(difference.paired.estimate.count == 20 - outcome.failed)
      }
    }

    // The failures are settled, and the order of the work did not change which they were.
    let again = try run(plan, store)
    #expect(again.done == 0 && again.failuresKept == outcome.failed && again.isComplete)
    #expect(again.firstFailure != nil)
    try run(plan, other, jobs: 1)
    #expect(try export(store) == export(other))
  }

  @Test func failedReplicatesRunAgainIfAsked() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    let failed = try run(try plan(failing, replications: 20), store).failed
    var options = PlanOptions()
    options.replications = 20
    options.retryFailed = true
    let again = try run(try RunPlan(try loadStudy(failing), options), store)
    #expect(again.done == failed && again.failed == failed)
  }

  @Test func aTwinThatFailsLeavesTheRestOfAScenario() throws {
    let text = failing.replacing(#"baseline = "none""#, with: #"baseline = "fragile""#)
    let scratch = try Scratch()
    let store = try scratch.store()
    let outcome = try run(try plan(text, replications: 20), store)
    let comparison = try Experiment.comparison(in: store)
    let rows = comparison.rows
    let heard = try #require(rows.firstIndex { $0.name == "heard" })
    let moved = try #require(rows.firstIndex { $0.name == "moved" })
    let cells = comparison.cells[0]
    #expect(cells[heard].estimate.count == 20)
    #expect(cells[heard].difference?.paired.estimate.reasons == ["twin: failed": outcome.failed])
    #expect(cells[moved].estimate.reasons == ["twin_failed": outcome.failed])
    #expect(cells[moved].difference == nil)
  }

  @Test func aMeasureThatFailsLeavesTheOthers() throws {
    let text = market(
      measures: #"valence.measure { "bad", function(run) error("no measure") end },"#)
    let plan = try plan(text)
    let scratch = try Scratch()
    let store = try scratch.store()
    let outcome = try run(plan, store)
    #expect(outcome.failed == 24 && outcome.done == 24)
    let comparison = try Experiment.comparison(in: store)
    let bad = try #require(comparison.rows.firstIndex { $0.name == "bad" })
    let heard = try #require(comparison.rows.firstIndex { $0.name == "heard" })
    #expect(comparison.cells[0][bad].estimate.reasons == ["failed": 8])
    #expect(comparison.cells[0][heard].estimate.count == 8)
    #expect(comparison.failures.count == 24)
    #expect(comparison.failures.allSatisfy { $0.measure == "bad" })
    #expect(try run(plan, store).done == 0)
    // A measure that is new beside a failed one is still computed.
    let more = text.replacing(
      #"valence.measure { "bad","#,
      with: #"valence.measure { "one", function(run) return 1 end }, valence.measure { "bad","#)
    #expect(try run(try self.plan(more), store).done == 24)
    #expect(try values(store, "loud", "one") == Array(repeating: "1.0", count: 8))
  }

  private func plan(_ text: String, replications: Int? = nil) throws -> RunPlan {
    try ExperimentsTests.plan(text, replications: replications)
  }

  @Test func aBudgetIsAFailureAndMemoryAnInterruption() throws {
    let endless = try plan(
      market(
        phases: #"valence.rule { "loop", of = "buyer", function(self) while true do end end },"#),
      replications: 1)
    let scratch = try Scratch()
    let store = try scratch.store("a")
    let stopped = try Experiment.run(
      endless, in: store, context: context, jobs: 1,
      limits: LuaLimits(instructions: 100_000))
    #expect(stopped.failed == 3 && stopped.interrupted == 0 && stopped.isComplete)

    let greedy = try plan(
      market(
        phases: """
          valence.rule { "hoard", of = "buyer", function(self)
            local t = {}
            for i = 1, 1000000 do t[i] = { i } end
          end },
          """), replications: 1)
    let other = try scratch.store("b")
    let outcome = try Experiment.run(
      greedy, in: other, context: context, jobs: 1, limits: LuaLimits(memoryBytes: 16 << 20))
    #expect(outcome.interrupted == 3 && outcome.failed == 0 && !outcome.isComplete)
    #expect(outcome.firstFailure?.errorClass == .limit)
    #expect(try Experiment.comparison(in: other).cells[0][0].estimate.reasons == ["interrupted": 1])
    // With more memory the same replicates come out.
    let retried = try Experiment.run(
      try plan(market(), replications: 1), in: other, context: context, jobs: 1)
    #expect(retried.done == 3 && retried.isComplete)
  }

  @Test func anExpiredDeadlineRecordsNothing() throws {
    let slow = try plan(
      market(
        phases: """
          valence.rule { "work", of = "buyer", function(self)
            for i = 1, 200000 do self.taste = self.taste * 1 end
          end },
          """), replications: 2)
    let scratch = try Scratch()
    let store = try scratch.store()
    let outcome = try run(slow, store, jobs: 2, control: RunControl(timeLimit: 0.05))
    #expect(outcome.wasStopped && outcome.failed == 0 && outcome.interrupted == 0)
    #expect(outcome.seconds < 5)
  }
}
