import Randomness
import Testing

@testable import Simulation

@Suite struct ActivationTests {
  /// A line of actors, each of whom takes over what its left neighbour has.
  private func shift(_ activation: Activation, steps: Int = 1) throws -> [Double] {
    let engine = ClosureEngine()
    var model = Model(seed: 1, steps: steps)
    let first = engine.number { Double($0.actor) }
    model.kinds = [
      KindSpec(name: "a", count: 5, fields: [numberField("x", .function(first))])
    ]
    let take = engine.rule { call in
      if call.actor > 0 { call.setOwn(0, call.other(0, 0, call.actor - 1)) }
    }
    model.phases = [
      PhaseSpec(
        name: "take", body: .rule(kind: KindID(0), function: take), activation: activation)
    ]
    return try run(model, engine).column(0, 0)
  }

  @Test func simultaneousReadsTheStartOfThePhase() throws {
    #expect(try shift(.simultaneous) == [0, 0, 1, 2, 3])
    #expect(try shift(.simultaneous, steps: 3) == [0, 0, 0, 0, 1])
  }

  @Test func orderedSeesEarlierWrites() throws {
    #expect(try shift(.ordered) == [0, 0, 0, 0, 0])
  }

  @Test func aRuleSeesItsOwnWrites() throws {
    let engine = ClosureEngine()
    var model = Model(seed: 1, steps: 1)
    model.kinds = [KindSpec(name: "a", count: 3, fields: [numberField("x"), numberField("y")])]
    let rule = engine.rule { call in
      call.setOwn(0, 7)
      call.setOwn(1, call.own(0) + call.other(0, 0, (call.actor + 1) % 3))
    }
    model.phases = [PhaseSpec(name: "r", body: .rule(kind: KindID(0), function: rule))]
    #expect(try run(model, engine).column(0, 1) == [7, 7, 7])
  }

  /// The order in which actors act under random activation.
  private func order(count: Int, silence: Set<ActorID> = [], step: Int = 1, gone: Int? = nil)
    throws -> [Int]
  {
    let engine = ClosureEngine()
    var model = Model(seed: 4, steps: step)
    model.kinds = [KindSpec(name: "a", count: count)]
    model.silence.actors = silence
    var seen: [Int] = []
    let leave = engine.rule { if $0.actor == gone { $0.world.leave(KindID(0), $0.actor) } }
    let rule = engine.rule { call in if call.step == step { seen.append(call.actor) } }
    model.phases = [
      PhaseSpec(name: "leave", body: .rule(kind: KindID(0), function: leave)),
      PhaseSpec(
        name: "act", body: .rule(kind: KindID(0), function: rule), activation: .random),
    ]
    _ = try run(model, engine)
    return seen
  }

  @Test func randomOrderIsAPermutationThatChangesWithTheStep() throws {
    let first = try order(count: 200)
    #expect(first.sorted() == Array(0..<200))
    #expect(first != Array(0..<200))
    #expect(try order(count: 200, step: 2) != first)
  }

  @Test func oneActorMoreOrLessDoesNotReshuffleTheOthers() throws {
    let all = try order(count: 200)
    #expect(try order(count: 199) == all.filter { $0 != 199 })
    #expect(try order(count: 200, gone: 77) == all.filter { $0 != 77 })
    #expect(try order(count: 200, silence: [ActorID(kind: KindID(0), number: 3)]) == all)
  }

  @Test func randomOrderIsUniform() throws {
    // Position of actor 0 among 8 over 4,000 replicates: chi-square with 7 degrees of freedom,
    // false alarm 1e-6 at 40.5.
    let engine = ClosureEngine()
    var model = Model(seed: 9, steps: 1)
    model.kinds = [KindSpec(name: "a", count: 8)]
    var position = 0
    var counts = [Double](repeating: 0, count: 8)
    let rule = engine.rule { call in
      if call.actor == 0 { counts[position] += 1 }
      position += 1
    }
    model.phases = [
      PhaseSpec(name: "act", body: .rule(kind: KindID(0), function: rule), activation: .random)
    ]
    for replicate in 0..<4000 {
      position = 0
      _ = try run(model, engine, replicate: UInt64(replicate))
    }
    let chiSquare = counts.map { ($0 - 500) * ($0 - 500) / 500 }.reduce(0, +)
    #expect(chiSquare < 40.5)
  }

  @Test func whoLeavesBeforeItsTurnDoesNotAct() throws {
    for activation in [Activation.ordered, .random] {
      let engine = ClosureEngine()
      var model = Model(seed: 2, steps: 1)
      model.kinds = [KindSpec(name: "a", count: 6)]
      var acted: [Int] = []
      let rule = engine.rule { call in
        acted.append(call.actor)
        if acted.count == 1 { for other in 0..<6 { call.world.leave(KindID(0), other) } }
      }
      model.phases = [
        PhaseSpec(name: "r", body: .rule(kind: KindID(0), function: rule), activation: activation)
      ]
      let world = try run(model, engine)
      #expect(acted.count == 1)
      #expect(world.livingCount(KindID(0)) == 0)
    }
  }

  @Test func chunksOfRowsChangeNoBit() throws {
    func totals(_ rowsPerCall: Int) throws -> String {
      let (model, engine) = GoldenModels.market(.simultaneous)
      let world = try run(model, engine, rowsPerCall: rowsPerCall)
      return digest(world.totals(0) + world.totals(1) + world.column(0, 0))
    }
    let whole = try totals(.max)
    for rows in [1, 7, 64] { #expect(try totals(rows) == whole) }
  }

  @Test func stepsAndAtSelectWhenAPhaseRuns() throws {
    let engine = ClosureEngine()
    var model = Model(seed: 1, steps: 5)
    model.kinds = [KindSpec(name: "a", count: 1, fields: [numberField("x")])]
    let rule = engine.rule { $0.setOwn(0, $0.own(0) * 10 + Double($0.step)) }
    var phase = PhaseSpec(name: "r", body: .rule(kind: KindID(0), function: rule))
    phase.steps = [2, 4]
    model.phases = [phase]
    #expect(try run(model, engine).column(0, 0) == [24])
  }

  @Test func flowsStartEachStepAtZero() throws {
    let engine = ClosureEngine()
    var model = Model(seed: 1, steps: 3)
    model.kinds = [
      KindSpec(name: "a", count: 2, fields: [numberField("x", .constant(9), isFlow: true)])
    ]
    let rule = engine.rule { $0.setOwn(0, $0.own(0) + Double($0.step)) }
    model.phases = [PhaseSpec(name: "r", body: .rule(kind: KindID(0), function: rule))]
    #expect(try run(model, engine).column(0, 0) == [3, 3])
  }
}
