import Diagnostics
import Experiments
import Statistics
import Store
import Studies
import Testing

struct RunTests {
  @Test func jobsDoNotShow() throws {
    let plan = try plan(market())
    let scratch = try Scratch()
    let (one, two) = (try scratch.store("a"), try scratch.store("b"))
    let first = try run(plan, one, jobs: 1)
    let second = try run(plan, two, jobs: 2)
    #expect(first.done == 24 && second.done == 24)
    #expect(first.isComplete && second.isComplete && !first.wasStopped)
    let text = try export(one)
    #expect(text == (try export(two)))
    // Header, 3 scenarios x 8 replicates x 3 numbers; header, 2 series of 6 steps.
    #expect(text.split(separator: "\n").count == 1 + 72 + 1 + 3 * 8 * 2 * 6)
  }

  @Test func whatTheStoreHasIsNotRunAgain() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    #expect(try run(try plan(market(), replications: 3), store).done == 9)
    let more = try run(try plan(market(), replications: 8), store)
    #expect(more.kept == 9 && more.done == 15 && more.asked == 24)
    #expect(try run(try plan(market()), store).done == 0)
    let whole = try scratch.store("b")
    try run(try plan(market()), whole)
    #expect(try export(store) == export(whole))
  }

  @Test func interruptedAndTakenUpAgainIsTheSame() throws {
    let plan = try plan(market(), replications: 40)
    let scratch = try Scratch()
    let (pieces, whole) = (try scratch.store("a"), try scratch.store("b"))
    try run(plan, whole, jobs: 2)
    var sessions = 0
    var done = 0
    while done < 120, sessions < 200 {
      let control = RunControl(timeLimit: 0.002 + 0.002 * Double(sessions))
      let outcome = try run(plan, pieces, jobs: 2, control: control)
      #expect(outcome.kept == done)
      #expect(outcome.wasStopped == (outcome.kept + outcome.done < 120))
      #expect(outcome.isComplete == !outcome.wasStopped)
      done += outcome.done
      sessions += 1
    }
    #expect(sessions > 1)
    #expect(try export(pieces) == export(whole))
  }

  @Test func aStopBeforeTheStartRunsNothing() throws {
    let control = RunControl()
    control.stop()
    let scratch = try Scratch()
    let outcome = try run(try plan(market()), try scratch.store(), control: control)
    #expect(outcome.done == 0 && outcome.wasStopped && !outcome.isComplete)
  }

  @Test func namesNumberAndOrderOfScenariosChangeNoValue() throws {
    let scratch = try Scratch()
    let (one, two) = (try scratch.store("a"), try scratch.store("b"))
    try run(try plan(market()), one)
    let renamed = market(
      scenarios: """
        { "louder", reach = 0.9 }, { "shout", reach = 0.6 }, { "silence", reach = 0 },
        { "default" }, { "dear", price = 3 }
        """, baseline: #""silence""#)
    try run(try plan(renamed), two, jobs: 2)
    for (before, after) in [("none", "silence"), ("word of mouth", "default"), ("loud", "shout")] {
      for output in ["surplus (buyer)", "heard", "moved"] {
        let old = try values(one, before, output)
        #expect(old.count == 8)
        #expect(old == (try values(two, after, output)))
      }
    }
    // The same store takes the renamed study without running what it has.
    #expect(try run(try plan(renamed), one).done == 16)
    #expect(try export(one) == export(two))
  }

  @Test func aScenarioThatChangesNothingIsZeroForEveryActor() throws {
    let text = market(scenarios: #"{ "none" }, { "same", unused = 7 }, { "equal" }"#)
    let plan = try plan(text)
    #expect(plan.runs.count == 2)
    let scratch = try Scratch()
    let store = try scratch.store()
    try run(plan, store, jobs: 2)
    #expect(try values(store, "same", "moved") == Array(repeating: "0.0", count: 8))
    #expect(try values(store, "equal", "moved") == Array(repeating: "0.0", count: 8))
    let comparison = try Experiment.comparison(in: store)
    for scenario in [1, 2] {
      for row in comparison.rows.indices {
        guard let difference = comparison.cells[scenario][row].difference else { continue }
        #expect(difference.paired.estimate.mean == 0)
        #expect(difference.paired.estimate.standardDeviation == 0)
        #expect(difference.paired.estimate.count == 8)
      }
    }
  }

  @Test func aNewMeasureIsAddedToOldRuns() throws {
    let scratch = try Scratch()
    let (grown, fresh) = (try scratch.store("a"), try scratch.store("b"))
    try run(try plan(market()), grown)
    let added = market(
      measures:
        #"valence.measure { "share", function(run) return run:count("buyer", "heard") / 30 end },"#)
    let outcome = try run(try plan(added), grown)
    #expect(outcome.done == 24 && outcome.kept == 0)
    try run(try plan(added), fresh)
    #expect(try export(grown) == export(fresh))
    // And the old study still finds all of its own.
    #expect(try run(try plan(market()), grown).kept == 24)
  }

  @Test func progressGrowsToTheEnd() throws {
    let scratch = try Scratch()
    var seen: [Progress] = []
    try run(try plan(market()), try scratch.store()) { seen.append($0) }
    let last = try #require(seen.last)
    #expect(last.done == 24 && last.total == 24 && last.kept == 0 && last.failed == 0)
    #expect(last.rate != nil && last.remaining == 0)
    #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.done <= $1.done })
  }
}
