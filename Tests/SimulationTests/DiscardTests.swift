import Randomness
import Testing

@testable import Simulation

/// A study with a discarded mark equals one whose encounters did nothing when they would have
/// carried it.
@Suite struct DiscardTests {
  private let consumer = KindID(0)
  private let firm = KindID(1)
  private let line = NetworkID(0)
  private let friends = NetworkID(1)

  @Test(arguments: [Activation.simultaneous, .ordered, .random])
  func discardedRowsLeaveNoTrace(_ activation: Activation) throws {
    let discarded = try run(activation, discards: true)
    let never = try run(activation, discards: false)
    #expect(digest(state(discarded)) == digest(state(never)))
    #expect(discarded.eventCount(PhaseID(0)) == never.eventCount(PhaseID(0)))
    #expect(never.eventCount(PhaseID(0)) > 100)
    #expect(discarded.count(consumer) > never.count(consumer))
    #expect(discarded.livingCount(consumer) == never.livingCount(consumer))
  }

  private func run(_ activation: Activation, discards: Bool) throws -> World {
    let engine = ClosureEngine()
    var model = Model(seed: 8, steps: 6)
    model.kinds = [
      KindSpec(
        name: "c", count: 40,
        fields: [
          numberField("x", .distribution(.uniform(low: 0, high: 1))),
          FieldSpec(name: "r", type: .reference(KindID(0)), initial: .constant(-1)),
        ]), KindSpec(name: "f", count: 5, fields: [numberField("y", .constant(-0.0))]),
    ]
    model.networks = [
      NetworkSpec(
        name: "m", from: consumer, to: firm, fields: [(name: "level", initial: 0.5)],
        generator: .randomTies(degree: 2)),
      NetworkSpec(name: "n", from: consumer, to: consumer, generator: .ring(degree: 4)),
    ]
    let meet = engine.event { call, event in
      let level = call.world.tieField(NetworkID(0), 1, call.tie, own: true)
      let isMisuse = call.uniform(site: 1) < 0.4 + 0.1 * level
      if isMisuse && !discards { return false }
      event.gain = level + call.other(0, 0, call.actor)
      event.marks = isMisuse ? 2 : 1
      Self.affectNumbers(call, level, event.gain)
      Self.affectStructure(call, event.gain)
      return true
    }
    var phase = PhaseSpec(
      name: "meet",
      body: .encounter(
        EncounterSpec(from: consumer, to: firm, partners: .network(line), function: meet)),
      activation: activation)
    phase.marks = ["fine", "misuse"]
    if discards { phase.discardedMark = 1 }
    model.phases = [phase]
    model.accounts = [
      LedgerAccount(phase: PhaseID(0), kind: consumer, isTotal: true),
      LedgerAccount(phase: PhaseID(0), kind: firm, isTotal: true),
    ]
    return try Simulator.run(model, replicate: 1, engine: engine)
  }

  private static func affectNumbers(_ call: PhaseCall, _ level: Double, _ gain: Double) {
    let world = call.world
    world.setTieField(NetworkID(0), 1, call.tie, 0.5 * level + call.uniform(site: 2))
    world.setTieField(NetworkID(0), 0, call.tie, 3)
    world.give(KindID(1), FieldID(0), call.partner, gain)
    world.give(KindID(0), FieldID(0), (call.actor + 1) % 40, 0.01)
    var draw = DrawStream(call.address(site: 3))
    world.claim(
      KindID(0), FieldID(1), call.partner, claimant: ActorID(kind: KindID(0), number: call.actor),
      word: draw.nextBits())
    if call.fieldAccess == .everyone {
      world.setNumber(KindID(0), FieldID(0), call.actor, gain / 3)
    }
  }

  private static func affectStructure(_ call: PhaseCall, _ gain: Double) {
    let world = call.world
    let peer = (call.actor + Int(call.uniform(site: 4) * 9)) % 40
    if call.uniform(site: 5) < 0.5 {
      world.tie(NetworkID(1), call.actor, peer, weight: gain)
    } else {
      world.untie(NetworkID(1), call.actor, peer)
    }
    if call.uniform(site: 6) < 0.02 { world.leave(KindID(0), peer) }
    guard call.uniform(site: 7) < 0.1,
      let newcomer = try? world.enter(KindID(0), by: ActorID(kind: KindID(0), number: call.actor))
    else { return }
    world.setNumber(KindID(0), FieldID(0), newcomer, 9)
    world.tie(NetworkID(1), call.actor, newcomer)
  }

  /// Everything that can be seen of a world.
  ///
  /// Numbers of cancelled newcomers stay given, so actors are named by their position among those
  /// who ever existed.
  private func state(_ world: World) -> [Double] {
    let existing = (0..<world.count(consumer)).filter { world.existed(consumer, $0) }
    var position: [Int32: Double] = [-1: -1]
    for (index, number) in existing.enumerated() { position[Int32(number)] = Double(index) }
    var numbers = world.column(1, 0) + (0..<5).map { world.gained(1, $0) }
    for number in existing {
      numbers.append(world.number(consumer, FieldID(0), number, own: false))
      numbers.append(world.isAlive(consumer, number) ? 1 : 0)
      numbers.append(position[world.code(consumer, FieldID(1), number, own: false)] ?? -2)
      numbers.append(world.gained(0, number))
      let row = world.neighbours(friends, side: 0, of: number)
      for index in 0..<row.count {
        numbers.append(position[row.targets[index]] ?? -2)
        numbers.append(world.tieField(friends, 0, Int(row.ties[index]), own: false))
      }
    }
    return numbers + (0..<80).map { world.tieField(line, 1, $0, own: false) }
  }
}
