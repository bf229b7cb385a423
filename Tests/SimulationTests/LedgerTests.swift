import Randomness
import Testing

@testable import Simulation

@Suite struct LedgerTests {
  private let consumer = KindID(0)
  private let firm = KindID(1)

  /// What happened, as the events themselves said.
  private struct Told {
    var event: Event
    var step: Int
  }

  private struct Study {
    var model: Model
    var engine: ClosureEngine
    var told: () -> [Told]
  }

  /// An encounter within a kind and one between two, with random flags, marks and tags.
  private func study(_ activation: Activation = .simultaneous) -> Study {
    let engine = ClosureEngine()
    var model = Model(seed: 8, steps: 6)
    model.warmup = 2
    model.kinds = [KindSpec(name: "c", count: 40), KindSpec(name: "f", count: 5)]
    model.networks = [
      NetworkSpec(name: "n", from: consumer, to: consumer, generator: .ring(degree: 4)),
      NetworkSpec(name: "m", from: consumer, to: firm, generator: .randomTies(degree: 2)),
    ]
    var told: [Told] = []
    func body(_ call: PhaseCall, _ event: inout Event) -> Bool {
      guard call.uniform(site: 1) < 0.8 else { return false }
      event.gain = call.uniform(site: 2) - 0.3
      event.partnerGain = call.uniform(site: 3) - 0.6
      event.active = call.uniform(site: 4) < 0.5
      event.partnerActive = call.uniform(site: 5) < 0.5
      event.tags[0] = Int32(call.uniform(site: 6) * 3)
      event.marks = UInt64(call.uniform(site: 7) * 4)
      told.append(Told(event: event, step: call.step))
      return true
    }
    let meet = engine.event(body)
    for (index, (name, to)) in [("talk", consumer), ("buy", firm)].enumerated() {
      var phase = PhaseSpec(
        name: name,
        body: .encounter(
          EncounterSpec(
            from: consumer, to: to, partners: .network(NetworkID(index)), function: meet)),
        activation: activation)
      phase.tags = [
        TagSpec(name: "t", levels: ["x", "y", "z"]), TagSpec(name: "u", levels: ["k"]),
      ]
      phase.marks = ["m", "n"]
      model.phases.append(phase)
    }
    return Study(model: model, engine: engine, told: { told })
  }

  private let parts: [LedgerAccount.Part] = [
    .all, .initiator, .partner, .active, .passive, .mark(0), .mark(1), .tag(0, level: 2),
    .tag(1, level: 0),
  ]

  private func takes(_ part: LedgerAccount.Part, _ event: Event, initiator: Bool) -> Bool {
    switch part {
    case .all: true
    case .initiator: initiator
    case .partner: !initiator
    case .active: initiator ? event.active : event.partnerActive
    case .passive: initiator ? !event.active : !event.partnerActive
    case .mark(let mark): event.marks >> UInt64(mark) & 1 == 1
    case .tag(let tag, let level): Int(event.tags[tag]) == level
    }
  }

  @Test func everyAccountIsTheSumOfItsEvents() throws {
    var study = study()
    for phase in 0..<2 {
      for kind in [consumer, firm] where phase == 1 || kind == consumer {
        for part in parts {
          for isTotal in [false, true] {
            study.model.accounts.append(
              LedgerAccount(phase: PhaseID(phase), kind: kind, part: part, isTotal: isTotal))
          }
        }
      }
    }
    let world = try run(study.model, study.engine)
    #expect(study.told().count > 500)
    for (index, account) in study.model.accounts.enumerated() {
      #expect(
        world.account(
          phase: account.phase, kind: account.kind, part: account.part, isTotal: account.isTotal)
          == index)
      var sums = [Double](repeating: 0, count: world.count(account.kind))
      for told in events(study, account.phase) {
        guard account.isTotal ? told.step > 2 : told.step == 6 else { continue }
        let event = told.event
        if account.kind == consumer && takes(account.part, event, initiator: true) {
          sums[Int(event.initiator)] += event.gain
        }
        if account.kind == (account.phase.rawValue == 0 ? consumer : firm)
          && takes(account.part, event, initiator: false)
        {
          sums[Int(event.partner)] += event.partnerGain
        }
      }
      for number in sums.indices {
        #expect(world.gained(index, number) == sums[number])
        #expect(world.accountColumn(index)[number] == sums[number])
      }
    }
    for phase in 0..<2 {
      #expect(
        world.eventCount(PhaseID(phase))
          == events(study, PhaseID(phase)).filter { $0.step > 2 }.count)
    }
    #expect(world.account(phase: PhaseID(0), kind: firm) == nil)
  }

  /// The told events of one phase: within a step they come phase by phase.
  private func events(_ study: Study, _ phase: PhaseID) -> [Told] {
    var found: [Told] = []
    for step in 1...6 {
      let told = study.told().filter { $0.step == step }
      // The first phase ends where initiators start over.
      let split = told.indices.dropFirst().first {
        told[$0].event.initiator < told[$0 - 1].event.initiator
      }
      let boundary = split ?? told.count
      found += phase.rawValue == 0 ? told[..<boundary] : told[boundary...]
    }
    return found
  }

  @Test(arguments: [1, 100, Int.max])
  func foldsSeeEveryCountedEventInOrder(_ rowsPerCall: Int) throws {
    for activation in [Activation.simultaneous, .ordered, .random] {
      var study = study(activation)
      let fold = study.engine.fold { kept, event in
        kept[0] += 1
        kept[1] = 0.9 * kept[1] + event.gain
        kept[2] = max(kept[2], event.partnerGain)
      }
      for unit in [FoldSpec.Unit.tie, .initiator, .partner, .run] {
        study.model.folds.append(
          FoldSpec(phase: PhaseID(1), unit: unit, kept: [0, 0.5, -9], function: fold))
      }
      let world = try run(study.model, study.engine, rowsPerCall: rowsPerCall)
      for (index, spec) in study.model.folds.enumerated() {
        let (values, units, slots) = world.keptValues(index)
        #expect(slots == 3 && units == [80, 40, 5, 1][index])
        #expect(world.kept(fold: index, slot: 0) == Double(world.eventCount(PhaseID(1))))
        guard activation == .simultaneous else { continue }
        var expected = [Double](repeating: 0, count: units * 3)
        for unit in 0..<units { (expected[unit * 3 + 1], expected[unit * 3 + 2]) = (0.5, -9) }
        for event in events(study, PhaseID(1)).filter({ $0.step > 2 }).map(\.event) {
          let unit: Int32
          switch spec.unit {
          case .tie: unit = event.tie
          case .initiator: unit = event.initiator
          case .partner: unit = event.partner
          case .run: unit = 0
          }
          let base = Int(unit) * 3
          expected[base] += 1
          expected[base + 1] = 0.9 * expected[base + 1] + event.gain
          expected[base + 2] = max(expected[base + 2], event.partnerGain)
        }
        #expect(Array(UnsafeBufferPointer(start: values, count: units * 3)) == expected)
      }
    }
  }

  @Test func foldsOfManyEventsWorkInBatches() throws {
    let engine = ClosureEngine()
    var model = Model(seed: 8, steps: 2)
    model.kinds = [KindSpec(name: "c", count: 5000)]
    let presence = engine.event { call, event in
      event.gain = Double(call.actor)
      return call.actor % 3 > 0
    }
    model.phases = [
      PhaseSpec(name: "p", body: .presence(kind: consumer, function: presence))
    ]
    var last = -1.0
    let fold = engine.fold { kept, event in
      #expect(event.gain > last || event.gain == 1)
      #expect(!event.active && !event.partnerActive && event.partner == -1)
      last = event.gain
      kept[0] += event.gain
    }
    model.folds = [FoldSpec(phase: PhaseID(0), unit: .run, kept: [0], function: fold)]
    let world = try run(model, engine)
    let expected = (0..<5000).filter { $0 % 3 > 0 }.reduce(0, +) * 2
    #expect(world.kept(fold: 0, slot: 0) == Double(expected))
  }

  @Test func constantTagsAreSetBeforehand() throws {
    var study = study()
    study.model.accounts = [
      LedgerAccount(phase: PhaseID(1), kind: firm),
      LedgerAccount(phase: PhaseID(1), kind: firm, part: .tag(1, level: 0)),
    ]
    let world = try run(study.model, study.engine)
    for number in 0..<5 { #expect(world.gained(0, number) == world.gained(1, number)) }
  }
}
