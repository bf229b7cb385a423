import Randomness
import Testing

@testable import Simulation

/// What must not change when something else does (DESIGN 4.3).
@Suite struct PropertyTests {
  private let kind = KindID(0)

  @Test(arguments: [Activation.simultaneous, .ordered, .random])
  func equalModelsGiveEqualBits(_ activation: Activation) throws {
    let outcomes = try (0..<2).map { _ in
      let (model, engine) = GoldenModels.market(activation)
      let world = try run(model, engine)
      return digest(world.totals(0) + world.totals(1) + world.column(0, 0))
    }
    #expect(outcomes[0] == outcomes[1])
    let (model, engine) = GoldenModels.market(activation)
    let world = try run(model, engine, replicate: 2)
    #expect(digest(world.totals(0) + world.totals(1) + world.column(0, 0)) != outcomes[0])
  }

  @Test(arguments: [Activation.simultaneous, .ordered, .random])
  func addingOrReorderingPhasesMovesNoDraw(_ activation: Activation) throws {
    let all = try draws([0, 1, 2, 3], activation)
    #expect(all.count > 4 * (30 + 60 + 80 + 30))
    #expect(try draws([3, 1, 0, 2], activation) == all)
    for phase in 0..<4 {
      let alone = try draws([phase], activation)
      #expect(alone == all.filter { $0.key.hasPrefix("\(phase) ") })
    }
  }

  /// Draws by (phase, step, actor, partner, occurrence), of the phases in the order given.
  private func draws(_ order: [Int], _ activation: Activation) throws -> [String: Double] {
    let engine = ClosureEngine()
    var model = Model(seed: 10, steps: 4)
    model.kinds = [
      KindSpec(name: "a", count: 30, fields: [numberField("x")]), KindSpec(name: "b", count: 7),
    ]
    model.networks = [
      NetworkSpec(
        name: "n", from: kind, to: kind, generator: .smallWorld(degree: 4, rewire: 0.3)),
      NetworkSpec(name: "m", from: kind, to: KindID(1), generator: .randomTies(degree: 2)),
    ]
    var found: [String: Double] = [:]
    func note(_ phase: Int, _ call: PhaseCall) {
      let key = "\(phase) \(call.step) \(call.actor) \(call.partner) \(call.occurrence)"
      #expect(found[key] == nil)
      found[key] = call.uniform(site: 5, key: 9)
    }
    func meet(
      _ phase: Int, to: KindID, _ partners: EncounterSpec.Partners, _ pick: EncounterSpec.Pick
    ) -> PhaseSpec.Body {
      let function = engine.event { call, _ in
        note(phase, call)
        return phase != 2
      }
      return .encounter(
        EncounterSpec(from: kind, to: to, partners: partners, pick: pick, function: function))
    }
    let bodies: [PhaseSpec.Body] = [
      .rule(kind: kind, function: engine.rule { note(0, $0) }),
      meet(1, to: kind, .network(NetworkID(0)), .all), meet(2, to: kind, .mixing, .count(3)),
      meet(3, to: KindID(1), .network(NetworkID(1)), .count(1)),
    ]
    model.phases = order.map {
      PhaseSpec(name: "phase \($0)", body: bodies[$0], activation: activation)
    }
    _ = try run(model, engine)
    return found
  }

  @Test func silencingAnActorMovesNobodyElsesDraws() throws {
    func draws(_ silenced: Set<ActorID>) throws -> [[Int]: Double] {
      let engine = ClosureEngine()
      var model = Model(seed: 10, steps: 3)
      model.kinds = [KindSpec(name: "a", count: 30)]
      model.networks = [
        NetworkSpec(name: "n", from: kind, to: kind, generator: .ring(degree: 4))
      ]
      model.silence.actors = silenced
      var found: [[Int]: Double] = [:]
      let rule = engine.rule { found[[0, $0.step, $0.actor]] = $0.uniform(site: 1) }
      let meet = engine.event { call, _ in
        found[[1, call.step, call.actor, call.partner]] = call.uniform(site: 1)
        return true
      }
      model.phases = [
        PhaseSpec(name: "r", body: .rule(kind: kind, function: rule), activation: .random),
        PhaseSpec(
          name: "m",
          body: .encounter(
            EncounterSpec(from: kind, to: kind, partners: .network(NetworkID(0)), function: meet))),
      ]
      _ = try run(model, engine)
      return found
    }
    let all = try draws([])
    let without = try draws([ActorID(kind: kind, number: 11)])
    #expect(without == all.filter { $0.key[0] == 0 || !$0.key[2...].contains(11) })
  }

  @Test func randomActorsAreUniformAndFoundAmongFew() throws {
    let engine = ClosureEngine()
    var model = Model(seed: 10, steps: 2)
    model.kinds = [KindSpec(name: "a", count: 5000)]
    var counts: [Int: Double] = [:]
    var isAlone = false
    let rule = engine.rule { call in
      if call.step == 1 {
        if !(4990...4994).contains(call.actor) { call.world.leave(KindID(0), call.actor) }
      } else if call.actor == 4990 {
        for index in 0..<800 {
          var stream = DrawStream(call.address(site: 1, keyWord: UInt32(index)))
          if let drawn = call.world.randomActor(KindID(0), excluding: 4990, stream: &stream) {
            counts[drawn, default: 0] += 1
          }
        }
        for other in 4991...4994 { call.world.leave(KindID(0), other) }
        var stream = DrawStream(call.address(site: 2))
        isAlone = call.world.randomActor(KindID(0), excluding: 4990, stream: &stream) == nil
      }
    }
    model.phases = [
      PhaseSpec(name: "r", body: .rule(kind: kind, function: rule), activation: .ordered)
    ]
    _ = try run(model, engine)
    #expect(Set(counts.keys) == [4991, 4992, 4993, 4994] && isAlone)
    // 3 degrees of freedom, false alarm 1e-6 at 30.7.
    #expect(counts.values.map { ($0 - 200) * ($0 - 200) / 200 }.reduce(0, +) < 30.7)
  }

  @Test func indicesAreUniformAndHardlyDependOnTheCount() {
    var counts = [Double](repeating: 0, count: 11)
    var moved = 0
    for draw in 0..<11_000 {
      let address = DrawAddress(
        key: StreamKey(rawValue: 6), actor: UInt64(draw), step: 1, site: 2)
      var (small, large) = (DrawStream(address), DrawStream(address))
      let index = small.stableIndex(below: 11)
      counts[index] += 1
      if large.stableIndex(below: 12) != index { moved += 1 }
    }
    // 10 degrees of freedom, false alarm 1e-6 at 49; one draw in twelve meets the newcomer.
    #expect(counts.map { ($0 - 1000) * ($0 - 1000) / 1000 }.reduce(0, +) < 49)
    #expect(abs(Double(moved) - 11_000 / 12) < 5 * 29)
    var stream = DrawStream(DrawAddress(key: StreamKey(rawValue: 6), actor: 1, step: 1, site: 2))
    #expect(stream.stableIndex(below: 1) == 0)
  }

  @Test func aWorldIsFreedAfterItsRun() throws {
    weak var world: World?
    do {
      let (model, engine) = GoldenModels.market(.random)
      world = try run(model, engine)
    }
    #expect(world == nil)
  }

  @Test func keysOrderRowsStably() {
    for count in [0, 1, 2, 3, 100, 4097] {
      let keys = (0..<count).map { row in
        // Every third key twice.
        var stream = DrawStream(
          DrawAddress(
            key: StreamKey(rawValue: 5), actor: UInt64(row / 3 * 3 + row % 3 / 2), step: 1, site: 2)
        )
        return stream.nextBits()
      }
      let expected = (0..<count).sorted { (keys[$0], $0) < (keys[$1], $1) }
      let rows = keys.withUnsafeBufferPointer { KeyOrder($0).rows }
      #expect(rows.map { Int($0) } == expected)
    }
  }
}
