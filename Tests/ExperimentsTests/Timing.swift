import Experiments
import Testing

@Test func timing() throws {
  let scratch = try Scratch()
  let plan = try plan(market(head: "steps = 40,"), replications: 100)
  let a = try run(plan, try scratch.store("a"), jobs: 1)
  let b = try run(plan, try scratch.store("b"), jobs: 2)
  print("TIMING", a.seconds, b.seconds)
}
