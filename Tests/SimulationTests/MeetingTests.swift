import Testing

@testable import Simulation

/// Which of the possible pairs meet.
@Suite struct MeetingTests {
  private let kind = KindID(0)
  private let network = NetworkID(0)

  @Test func whenFiltersPairs() throws {
    for activation in [Activation.simultaneous, .ordered, .random] {
      let engine = ClosureEngine()
      var model = Model(seed: 12, steps: 1)
      model.kinds = [KindSpec(name: "a", count: 6, fields: [numberField("met")])]
      model.networks = [NetworkSpec(name: "n", from: kind, to: kind, generator: .complete)]
      var met: [Pair] = []
      let meet = engine.event { call, _ in
        met.append(Pair(initiator: Int32(call.actor), partner: Int32(call.partner)))
        if activation != .simultaneous {
          call.setOwn(0, 1)
          call.world.setNumber(KindID(0), FieldID(0), call.partner, 1)
        }
        return true
      }
      var encounter = EncounterSpec(
        from: kind, to: kind, partners: .network(network), function: meet)
      // Nobody who has met already.
      encounter.when = engine.number {
        $0.other(0, 0, $0.actor) + $0.other(0, 0, $0.partner) == 0 ? 1 : 0
      }
      model.phases = [PhaseSpec(name: "m", body: .encounter(encounter), activation: activation)]
      _ = try run(model, engine)
      #expect(met.count == (activation == .simultaneous ? 15 : 3))
      if activation != .simultaneous {
        #expect(Set(met.flatMap { [$0.initiator, $0.partner] }).count == 6)
      }
    }
  }

  @Test func referencesNameThePartner() throws {
    let engine = ClosureEngine()
    var model = Model(seed: 12, steps: 1)
    model.kinds = [
      KindSpec(
        name: "prospect", count: 5,
        fields: [
          FieldSpec(
            name: "referrer", type: .reference(KindID(1)), initial: .column([2, -1, 0, 2, 7]))
        ]),
      KindSpec(name: "customer", count: 3),
    ]
    var met: [[Int]] = []
    let meet = engine.event { call, _ in
      met.append([call.actor, call.partner])
      return true
    }
    model.phases = [
      PhaseSpec(
        name: "reward",
        body: .encounter(
          EncounterSpec(
            from: kind, to: KindID(1), partners: .reference(FieldID(0)), function: meet)))
    ]
    _ = try run(model, engine)
    #expect(met == [[0, 2], [2, 0], [3, 2]])
  }

  @Test func eitherSideOfATwoKindNetworkMayInitiate() throws {
    let engine = ClosureEngine()
    var model = Model(seed: 12, steps: 1)
    model.kinds = [KindSpec(name: "c", count: 3), KindSpec(name: "f", count: 2)]
    model.networks = [NetworkSpec(name: "n", from: kind, to: KindID(1), generator: .complete)]
    var met: [[Int]] = []
    let meet = engine.event { call, _ in
      met.append([call.actor, call.partner, call.tie])
      return true
    }
    for activation in [Activation.simultaneous, .ordered] {
      met = []
      model.phases = [
        PhaseSpec(
          name: "m",
          body: .encounter(
            EncounterSpec(from: KindID(1), to: kind, partners: .network(network), function: meet)),
          activation: activation)
      ]
      _ = try run(model, engine)
      #expect(met == [[0, 0, 0], [0, 1, 2], [0, 2, 4], [1, 0, 1], [1, 1, 3], [1, 2, 5]])
    }
  }

  @Test func aTieThatIsGoneDoesNotMeetAnyMore() throws {
    for activation in [Activation.ordered, .random] {
      let engine = ClosureEngine()
      var model = Model(seed: 12, steps: 1)
      model.kinds = [KindSpec(name: "a", count: 8)]
      model.networks = [NetworkSpec(name: "n", from: kind, to: kind, generator: .complete)]
      var met = 0
      let meet = engine.event { call, _ in
        met += 1
        for other in 0..<8 where other != call.partner {
          call.world.untie(NetworkID(0), call.actor, other)
        }
        return true
      }
      model.phases = [
        PhaseSpec(
          name: "m",
          body: .encounter(
            EncounterSpec(from: kind, to: kind, partners: .network(network), function: meet)),
          activation: activation)
      ]
      let world = try run(model, engine)
      #expect(met >= 4 && met < 28)
      for (actor, row) in world.rows(0).enumerated() {
        for peer in row { #expect(world.rows(0)[Int(peer)].contains(Int32(actor))) }
      }
    }
  }
}
