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

  @Test func aTrialThatFailsSaysWhy() throws {
    let plan = try plan(
      market(phases: #"valence.rule { "stop", of = "buyer", function() error("not today") end },"#))
    #expect(try Experiment.estimate(plan).failure?.message.contains("not today") == true)
  }
}
