import Randomness
import Testing

@testable import Simulation

@Suite struct TieTests {
  private let kind = KindID(0)
  private let network = NetworkID(0)

  /// The same random requests met by the world and by a plain set.
  @Test(arguments: [Activation.simultaneous, .ordered, .random], [0, 1, 2])
  func tyingAndUntyingMatchesASet(_ activation: Activation, _ form: Int) throws {
    let engine = ClosureEngine()
    var model = Model(seed: 5, steps: 12)
    model.kinds = [KindSpec(name: "a", count: 30), KindSpec(name: "b", count: 20)]
    let other = form == 2 ? KindID(1) : kind
    let size = form == 2 ? 20 : 30
    model.networks = [
      NetworkSpec(
        name: "n", from: kind, to: other, directed: form == 1, generator: .random(probability: 0.1))
    ]
    var requests: [(actor: Int, target: Int, ties: Bool, weight: Double)] = []
    let rule = engine.rule { call in
      for request in 0..<4 {
        let target = Int(call.uniform(site: 1, key: UInt32(request)) * Double(size))
        let ties = call.uniform(site: 2, key: UInt32(request)) < 0.5
        let weight = Double(requests.count)
        requests.append((call.actor, target, ties, weight))
        if ties {
          call.world.tie(NetworkID(0), call.actor, target, weight: weight)
        } else {
          call.world.untie(NetworkID(0), call.actor, target)
        }
      }
    }
    model.phases = [
      PhaseSpec(name: "r", body: .rule(kind: kind, function: rule), activation: activation)
    ]
    var start = model
    start.steps = 0
    var expected: [[Int32]: Double] = [:]
    let key = { (a: Int, b: Int) in
      form == 0 ? [Int32(min(a, b)), Int32(max(a, b))] : [Int32(a), Int32(b)]
    }
    for (actor, row) in try run(start, engine).rows(0).enumerated() {
      for peer in row { expected[key(actor, Int(peer))] = 1 }
    }
    let world = try run(model, engine)
    #expect(requests.count == 12 * 30 * 4)
    for request in requests where form == 2 || request.actor != request.target {
      expected[key(request.actor, request.target)] = request.ties ? request.weight : nil
    }
    var found: [[Int32]: Double] = [:]
    for (actor, row) in world.rows(0).enumerated() {
      #expect(zip(row, row.dropFirst()).allSatisfy { $0 < $1 })
      for (peer, tie) in zip(row, world.tieRows(0)[actor]) {
        let weight = world.tieField(network, 0, Int(tie), own: false)
        if let known = found[key(actor, Int(peer))] { #expect(form == 0 && known == weight) }
        found[key(actor, Int(peer))] = weight
      }
    }
    #expect(found == expected)
    if form == 2 {
      for (actor, row) in world.rows(0, side: 1).enumerated() {
        #expect(row == (0..<30).filter { expected[[$0, Int32(actor)]] != nil })
      }
    }
  }

  @Test func aLoopRunsOverItsSnapshot() throws {
    let engine = ClosureEngine()
    var model = Model(seed: 5, steps: 1)
    model.kinds = [KindSpec(name: "a", count: 40)]
    model.networks = [NetworkSpec(name: "n", from: kind, to: kind, generator: .complete)]
    var rounds = 0
    let rule = engine.rule { call in
      guard call.actor == 3 else { return }
      let row = call.world.neighbours(NetworkID(0), side: 0, of: 3)
      for index in 0..<row.count {
        rounds += 1
        #expect(Int(row.targets[index]) == (index < 3 ? index : index + 1))
        call.world.untie(NetworkID(0), 3, Int(row.targets[index]))
        if index % 2 == 0 { call.world.tie(NetworkID(0), 3, Int(row.targets[index])) }
      }
      #expect(call.world.degree(NetworkID(0), side: 0, of: 3) == 20)
    }
    model.phases = [
      PhaseSpec(name: "r", body: .rule(kind: kind, function: rule), activation: .ordered)
    ]
    let world = try run(model, engine)
    #expect(rounds == 39)
    #expect(world.rows(0)[3].count == 20)
  }

  @Test func aChangedRowIsASnapshotToo() throws {
    let engine = ClosureEngine()
    var model = Model(seed: 5, steps: 1)
    model.kinds = [KindSpec(name: "a", count: 12)]
    model.networks = [NetworkSpec(name: "n", from: kind, to: kind, generator: .ring(degree: 8))]
    let rule = engine.rule { call in
      guard call.actor == 0 else { return }
      func look() -> (Neighbours, [Int32]) {
        let row = call.world.neighbours(NetworkID(0), side: 0, of: 0)
        return (row, Array(UnsafeBufferPointer(start: row.targets, count: row.count)))
      }
      call.world.untie(NetworkID(0), 0, 2)
      var seen: [(Neighbours, [Int32])] = [look()]
      for (ties, other) in [
        (true, 2), (true, 6), (false, 1), (false, 11), (true, 11), (true, 7), (true, 5), (false, 4),
      ] {
        if ties {
          call.world.tie(NetworkID(0), 0, other)
        } else {
          call.world.untie(NetworkID(0), 0, other)
        }
        seen.append(look())
      }
      for (row, targets) in seen {
        #expect(Array(UnsafeBufferPointer(start: row.targets, count: row.count)) == targets)
      }
      #expect(seen.map(\.1.count) == [7, 8, 9, 8, 7, 8, 9, 10, 9])
    }
    model.phases = [
      PhaseSpec(name: "r", body: .rule(kind: kind, function: rule), activation: .ordered)
    ]
    #expect(try run(model, engine).rows(0)[0] == [2, 3, 5, 6, 7, 8, 9, 10, 11])
  }

  @Test func tieFieldsOfASimultaneousEncounterAreReadAsTheyWere() throws {
    let engine = ClosureEngine()
    var model = Model(seed: 5, steps: 2)
    model.kinds = [KindSpec(name: "a", count: 3)]
    model.networks = [
      NetworkSpec(
        name: "n", from: kind, to: kind, directed: true, fields: [(name: "level", initial: 1)],
        generator: .complete)
    ]
    let meet = engine.event { call, _ in
      let next = (call.tie + 1) % 6
      call.world.setTieField(
        NetworkID(0), 1, call.tie, call.world.tieField(NetworkID(0), 1, next, own: false) + 1)
      let own = call.world.tieField(NetworkID(0), 1, call.tie, own: true)
      call.world.setTieField(NetworkID(0), 1, call.tie, own * 10)
      return true
    }
    for activation in [Activation.simultaneous, .ordered] {
      model.phases = [
        PhaseSpec(
          name: "m",
          body: .encounter(
            EncounterSpec(from: kind, to: kind, partners: .network(network), function: meet)),
          activation: activation)
      ]
      let world = try run(model, engine)
      let levels = (0..<6).map { world.tieField(network, 1, $0, own: false) }
      if activation == .simultaneous {
        #expect(levels == Array(repeating: 210, count: 6))
      } else {
        #expect(levels == [210, 210, 210, 210, 2110, 2110])
      }
    }
  }

  @Test func thoseWhoEnterCanBeTied() throws {
    for activation in [Activation.simultaneous, .ordered, .random] {
      let engine = ClosureEngine()
      var model = Model(seed: 5, steps: 3)
      model.kinds = [KindSpec(name: "a", count: 4), KindSpec(name: "f", count: 1)]
      model.networks = [
        NetworkSpec(name: "n", from: kind, to: kind, generator: .ring(degree: 2)),
        NetworkSpec(name: "m", from: kind, to: KindID(1), generator: .star),
      ]
      let enter = engine.entering(kind, when: { $0.actor < 2 }) { call, newcomer in
        call.world.tie(NetworkID(0), call.actor, newcomer)
        call.world.tie(NetworkID(1), newcomer, 0)
      }
      model.phases = [
        PhaseSpec(name: "e", body: .rule(kind: kind, function: enter), activation: activation)
      ]
      let world = try run(model, engine)
      #expect(world.rows(0)[0] == (activation == .random ? world.rows(0)[0] : [1, 3, 4, 6, 8]))
      #expect(world.rows(0)[0].count == 5 && world.rows(0)[1].count == 5)
      #expect(world.rows(1, side: 1) == [Array(0..<10)])
      #expect(world.rows(1).allSatisfy { $0 == [0] })
    }
  }

  @Test func whoIsSilencedOrGoneFormsNoTie() throws {
    let engine = ClosureEngine()
    var model = Model(seed: 5, steps: 1)
    model.kinds = [KindSpec(name: "a", count: 6)]
    model.networks = [
      NetworkSpec(name: "n", from: kind, to: kind, generator: .random(probability: 0))
    ]
    model.silence.actors = [ActorID(kind: kind, number: 2)]
    let rule = engine.rule { call in
      if call.actor == 0 { call.world.leave(KindID(0), 4) }
      for other in 0..<6 { call.world.tie(NetworkID(0), call.actor, other) }
    }
    for activation in [Activation.simultaneous, .ordered] {
      model.phases = [
        PhaseSpec(name: "r", body: .rule(kind: kind, function: rule), activation: activation)
      ]
      let rows = try run(model, engine).rows(0)
      #expect(rows == [[1, 3, 5], [0, 3, 5], [], [0, 1, 5], [], [0, 1, 3]])
    }
  }
}
