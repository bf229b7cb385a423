import Randomness

@testable import Simulation

/// Small models that touch every part of what a run means.
enum GoldenModels {
  /// Consumers on a small world and a market of firms: a contagion rule with draws, gifts, claims,
  /// an encounter along ties, tie fields, mixing, entries, departures, ties made and broken.
  static let consumer = KindID(0)
  static let firm = KindID(1)
  static let mobile = NetworkID(0)
  static let line = NetworkID(1)

  static func market(_ activation: Activation) -> (Model, ClosureEngine) {
    let engine = ClosureEngine()
    var model = Model(seed: 2013, steps: 12)
    model.kinds = kinds
    model.networks = [
      NetworkSpec(
        name: "mobile", from: consumer, to: consumer,
        generator: .smallWorld(degree: 6, rewire: 0.1)),
      NetworkSpec(
        name: "line", from: consumer, to: firm, fields: [(name: "level", initial: 0.25)],
        generator: .randomTies(degree: 2)),
    ]
    let bodies: [(String, PhaseSpec.Body)] = [
      ("spread", .rule(kind: consumer, function: spread(engine))),
      (
        "buy",
        .encounter(
          EncounterSpec(from: consumer, to: firm, partners: .network(line), function: buy(engine)))
      ),
      ("talk", .encounter(talk(engine))),
      (
        "chat",
        .encounter(
          EncounterSpec(
            from: consumer, to: consumer, partners: .network(mobile), function: chat(engine)))
      ),
      ("change", .rule(kind: consumer, function: change(engine))),
    ]
    model.phases = bodies.map { PhaseSpec(name: $0.0, body: $0.1, activation: activation) }
    model.accounts = [
      LedgerAccount(phase: PhaseID(1), kind: consumer),
      LedgerAccount(phase: PhaseID(2), kind: consumer),
      LedgerAccount(phase: PhaseID(3), kind: consumer, part: .initiator),
      LedgerAccount(phase: PhaseID(1), kind: firm),
    ]
    let sum = engine.number { call in
      call.world.gained(0, call.actor) + call.world.gained(1, call.actor)
        + call.world.gained(2, call.actor) + 0.02 * call.own(0) + call.own(1)
    }
    let margin = engine.number { $0.world.gained(3, $0.actor) + 0.001 * $0.own(1) }
    model.values = [
      ValueSpec(name: "sum", kind: consumer, function: sum, discount: 0.01),
      ValueSpec(name: "margin", kind: firm, function: margin, accounting: .mean),
    ]
    return (model, engine)
  }

  private static var kinds: [KindSpec] {
    let quality = Distribution.truncatedNormal(
      mean: 0.6, standardDeviation: 0.2, low: 0, high: 1)
    return [
      KindSpec(
        name: "consumer", count: 300,
        fields: [
          numberField("engagement", .distribution(.beta(a: 2, b: 3))),
          numberField("spent", .constant(0), isFlow: true),
          FieldSpec(name: "inviter", type: .reference(consumer), initial: .constant(-1)),
          numberField("rank", .rank(of: FieldID(0))),
        ]),
      KindSpec(
        name: "firm", count: 7,
        fields: [numberField("quality", .distribution(quality)), numberField("revenue")]),
    ]
  }

  /// Contagion among peers, with keyed draws, claims and gifts.
  private static func spread(_ engine: ClosureEngine) -> FunctionID {
    engine.rule { call in
      var sum = call.own(0)
      let row = call.world.neighbours(mobile, side: 0, of: call.actor)
      for index in 0..<row.count {
        let peer = Int(row.targets[index])
        guard call.world.isVisible(consumer, peer) else { continue }
        sum += call.other(0, 0, peer)
        let key = DrawKey.word(identity: call.world.identity(consumer, peer))
        if call.uniform(site: 1, key: key) < 0.02 {
          let claimant = ActorID(kind: consumer, number: call.actor)
          var draw = DrawStream(call.address(site: 2, keyWord: UInt32(peer)))
          call.world.claim(consumer, FieldID(2), peer, claimant: claimant, word: draw.nextBits())
        }
      }
      call.setOwn(0, 0.9 * sum / Double(row.count + 1) + 0.1 * call.uniform(site: 3))
      call.world.give(firm, FieldID(1), call.actor % 7, 0.1 * call.own(0))
    }
  }

  /// Along ties whose level it changes.
  private static func buy(_ engine: ClosureEngine) -> FunctionID {
    engine.event { call, event in
      guard call.uniform(site: 1) < call.other(0, 0, call.actor) else { return false }
      let level = call.world.tieField(line, 1, call.tie, own: true)
      event.gain = call.other(1, 0, call.partner) - 0.3 * level
      event.partnerGain = 0.2 + 0.1 * level
      call.world.setTieField(line, 1, call.tie, 0.9 * level + event.gain)
      call.world.give(consumer, FieldID(1), call.actor, event.partnerGain)
      return true
    }
  }

  /// Random mixing with a filter.
  private static func talk(_ engine: ClosureEngine) -> EncounterSpec {
    let function = engine.event { call, event in
      event.gain = call.uniform(site: 1) - 0.5
      event.partnerGain = event.gain * 0.5
      return true
    }
    let when = engine.number { $0.uniform(site: 1) < 0.5 ? 1 : 0 }
    return EncounterSpec(
      from: consumer, to: consumer, partners: .mixing, pick: .count(2), when: when,
      function: function)
  }

  private static func chat(_ engine: ClosureEngine) -> FunctionID {
    engine.event { call, event in
      event.gain = 0.01 * call.uniform(site: 1)
      return call.other(0, 0, call.partner) > 0.3
    }
  }

  /// Actors enter and leave, ties form and dissolve.
  private static func change(_ engine: ClosureEngine) -> FunctionID {
    engine.entering(
      consumer, when: { $0.actor == $0.step || $0.actor == 20 + $0.step },
      { call, newcomer in
        call.world.setNumber(consumer, FieldID(0), newcomer, 0.5)
        call.world.tie(mobile, call.actor, newcomer)
        call.world.tie(line, newcomer, newcomer % 7, weight: 2)
        call.world.leave(consumer, call.actor + 100)
        call.world.untie(line, call.actor + 40, (call.actor + 40) % 7)
      })
  }
}
