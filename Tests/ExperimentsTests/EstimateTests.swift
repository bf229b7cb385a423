import Diagnostics
import Experiments
import Store
import Testing

struct EstimateTests {
  @Test func aTrialCountsWhatIsStillToRun() throws {
    let plan = try plan(market())
    let fresh = try Experiment.estimate(plan)
    // Every replicate of a scenario that reads its twin needs the baseline's world beside it.
    #expect(fresh.worlds == 24 && fresh.kept == 0)
    #expect(fresh.secondsPerWorld > 0 && !fresh.isExtrapolated && fresh.failure == nil)
    #expect(fresh.diskBytes > 0)

    let scratch = try Scratch()
    let store = try scratch.store()
    try run(try ExperimentsTests.plan(market(), replications: 5), store)
    let rest = try Experiment.estimate(plan, in: store, jobs: 1)
    #expect(rest.worlds == 9 && rest.kept == 15)
    #expect(rest.seconds > 0)
  }

  @Test func theDiskEstimateIsNearTheFile() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    let plan = try plan(market(), replications: 300)
    let estimate = try Experiment.estimate(plan, in: store)
    try run(plan, store, jobs: 2)
    try store.close()
    let file = try scratch.size(of: "a")
    #expect(
      estimate.diskBytes > file / 2 && estimate.diskBytes < file * 2,
      "\(estimate.diskBytes) for \(file)")
  }

  @Test func aLongWorldIsExtrapolated() throws {
    let plan = try plan(
      market(
        phases: """
          valence.rule { "work", of = "buyer", function(self)
            local n = 0
            for i = 1, 20000 do n = n + i end
            self.taste = self.taste + 0 * n
          end },
          """, head: "steps = 100000, replications = 2,"))
    let estimate = try Experiment.estimate(plan, timeLimit: 0.3)
    #expect(estimate.isExtrapolated && estimate.failure == nil)
    #expect(estimate.secondsPerWorld > 10)
  }

  @Test func worldsWithoutOneActorAreCounted() throws {
    let study = """
      local valence = require "valence"
      return valence.study { name = "without", seed = 1, steps = 600, replications = 3,
        actors = { a = { count = 50, fields = { x = valence.normal(0, 1) } } },
        phases = {
          valence.encounter { "meet", from = "a", to = "a", function(a, b) return a.x, b.x end },
        },
        values = {
          valence.leave_one_out { "l", of = "a", silence = "meet", sample = 20,
            function(self, run, without) return run:events "meet" - without:events "meet" end },
          valence.leave_one_out { "all", of = "a", silence = "all",
            function(self, run, without) return run:events "meet" - without:events "meet" end },
        },
        scenarios = { { "as is" } },
      }
      """
    let plan = try plan(study)
    #expect(plan.notes.contains { $0.contains("l is known of 20 of 50 actors of kind a") })
    let estimate = try Experiment.estimate(plan, timeLimit: 0.2)
    // Beside each of three worlds one to take the others up from for each definition, and the actors.
    #expect(estimate.worlds == 3 && estimate.partWorlds == 3 * (21 + 51))
    let full = try Experiment.estimate(plan, timeLimit: 60)
    #expect(!full.isExtrapolated && estimate.isExtrapolated)
    // What did not end in its time takes longer than that.
    #expect(estimate.secondsPerWorld > 0.2)
  }

  @Test func aTrialThatFailsSaysWhy() throws {
    let plan = try plan(
      market(phases: #"valence.rule { "stop", of = "buyer", function() error("not today") end },"#))
    #expect(try Experiment.estimate(plan).failure?.message.contains("not today") == true)
  }
}
