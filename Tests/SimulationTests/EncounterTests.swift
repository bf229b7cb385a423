import Randomness
import Testing

@testable import Simulation

@Suite struct EncounterTests {
  private let kind = KindID(0)
  private let network = NetworkID(0)

  /// The meetings of an encounter along a network among 60 actors, step by step.
  private func meetings(
    _ generator: NetworkGenerator = .smallWorld(degree: 6, rewire: 0.2),
    activation: Activation = .simultaneous, steps: Int = 1, directed: Bool = false,
    silence: Silence = Silence(), change: (inout EncounterSpec) -> Void = { _ in }
  ) throws -> (World, [[Pair]]) {
    let engine = ClosureEngine()
    var model = Model(seed: 12, steps: steps)
    model.kinds = [
      KindSpec(name: "a", count: 60)
    ]
    model.networks = [
      NetworkSpec(name: "n", from: kind, to: kind, directed: directed, generator: generator)
    ]
    model.silence = silence
    var seen = [[Pair]](repeating: [], count: steps)
    let meet = engine.event { call, event in
      seen[call.step - 1].append(
        Pair(
          initiator: Int32(call.actor), partner: Int32(call.partner), tie: Int32(call.tie),
          occurrence: Int32(call.occurrence)))
      return true
    }
    var encounter = EncounterSpec(from: kind, to: kind, partners: .network(network), function: meet)
    change(&encounter)
    model.phases = [
      PhaseSpec(name: "meet", body: .encounter(encounter), activation: activation)
    ]
    return (try run(model, engine), seen)
  }

  private func ordered(_ pairs: [Pair]) -> Bool {
    zip(pairs, pairs.dropFirst()).allSatisfy {
      ($0.initiator, $0.partner) < ($1.initiator, $1.partner)
    }
  }

  @Test func anUndirectedTieMeetsOnceAndACoinNamesTheInitiator() throws {
    for activation in [Activation.simultaneous, .ordered, .random] {
      let (world, steps) = try meetings(activation: activation, steps: 40)
      var lowerInitiates = 0
      for pairs in steps {
        #expect(Set(pairs.map(\.tie)) == Set(0..<Int32(world.tieCount(network))))
        #expect(pairs.count == world.tieCount(network))
        #expect(ordered(pairs) == (activation != .random))
        lowerInitiates += pairs.filter { $0.initiator < $0.partner }.count
      }
      // 40 steps x 180 ties: 3,600 in the mean, standard deviation 42.4.
      #expect(abs(lowerInitiates - 3600) < 5 * 43)
      #expect(Set(steps[0]) != Set(steps[1]))
    }
  }

  @Test func theCoinIsTheSameUnderEveryActivation() throws {
    let sets = try [Activation.simultaneous, .ordered, .random].map {
      Set(try meetings(activation: $0).1[0])
    }
    #expect(sets[0] == sets[1] && sets[1] == sets[2])
  }

  @Test func bothMeetsTwiceAndDirectedOnce() throws {
    let (world, both) = try meetings { $0.both = true }
    #expect(both[0].count == 2 * world.tieCount(network) && ordered(both[0]))
    let (other, directed) = try meetings(directed: true)
    #expect(directed[0].count == other.tieCount(network) && ordered(directed[0]))
    #expect(directed[0].map(\.tie) == Array(0..<Int32(directed[0].count)))
  }

  @Test func pickChoosesWithoutReplacementAndStably() throws {
    let (world, steps) = try meetings(steps: 2) { $0.pick = .count(2) }
    for actor in 0..<60 {
      let partners = steps[0].filter { $0.initiator == Int32(actor) }.map(\.partner)
      #expect(partners.count == 2 && Set(partners).count == 2)
      #expect(partners.allSatisfy { world.rows(0)[actor].contains($0) })
    }
    #expect(Set(steps[0]) != Set(steps[1]))
    // Without actor 9 only those who had picked it pick somebody else.
    var silence = Silence()
    silence.actors = [ActorID(kind: kind, number: 9)]
    let (_, without) = try meetings(steps: 2, silence: silence) { $0.pick = .count(2) }
    for actor in 0..<60 where actor != 9 {
      let before = steps[0].filter { $0.initiator == Int32(actor) }
      let after = without[0].filter { $0.initiator == Int32(actor) }
      if before.contains(where: { $0.partner == 9 }) {
        #expect(after.count == 2)
        #expect(Set(after).isSuperset(of: before.filter { $0.partner != 9 }))
      } else {
        #expect(before == after)
      }
    }
    #expect(!without[0].contains { $0.initiator == 9 || $0.partner == 9 })
  }

  @Test func everyTieIsPickedEquallyOften() throws {
    let (_, steps) = try meetings(.ring(degree: 4), steps: 1500) { $0.pick = .count(1) }
    var counts = [Pair: Double]()
    for pairs in steps { for pair in pairs { counts[pair, default: 0] += 1 } }
    #expect(counts.count == 240)
    // 180 degrees of freedom (60 actors, 4 ties each), false alarm 1e-6 at 281.
    let chiSquare = counts.values.map { ($0 - 375) * ($0 - 375) / 375 }.reduce(0, +)
    #expect(chiSquare < 281)
  }

  @Test func pickMayBeAFunction() throws {
    let engine = ClosureEngine()
    var model = Model(seed: 12, steps: 1)
    model.kinds = [KindSpec(name: "a", count: 10)]
    model.networks = [NetworkSpec(name: "n", from: kind, to: kind, generator: .complete)]
    var counts = [Int](repeating: 0, count: 10)
    let meet = engine.event { call, _ in
      counts[call.actor] += 1
      return true
    }
    var wanted: (PhaseCall) -> Double = { Double($0.actor) + 0.7 }
    let pick = engine.number { wanted($0) }
    for partners in [EncounterSpec.Partners.network(network), .mixing] {
      counts = [Int](repeating: 0, count: 10)
      model.phases = [
        PhaseSpec(
          name: "meet",
          body: .encounter(
            EncounterSpec(
              from: kind, to: kind, partners: partners, pick: .function(pick), function: meet)))
      ]
      _ = try run(model, engine)
      #expect(counts == Array(0..<10))
    }
    wanted = { $0.actor == 4 ? .nan : 1 }
    #expect {
      _ = try run(model, engine)
    } throws: { error in
      guard let failure = error as? SimulationFailure else { return false }
      return failure.actor == 5 && failure.phase == "meet" && failure.step == 1
    }
  }

  @Test func mixingDrawsAnybodyButOneself() throws {
    let (_, steps) = try meetings(steps: 400) {
      $0.partners = .mixing
      $0.pick = .count(3)
    }
    var counts = [Double](repeating: 0, count: 60)
    for pairs in steps {
      #expect(pairs.count == 180)
      for pair in pairs {
        #expect(pair.initiator != pair.partner && pair.tie == -1)
        counts[Int(pair.partner)] += 1
      }
      var met: [[Int32]: Int32] = [:]
      for pair in pairs {
        #expect(pair.occurrence == met[[pair.initiator, pair.partner], default: 0])
        met[[pair.initiator, pair.partner], default: 0] += 1
      }
    }
    // 72,000 meetings: 1,200 each; 59 degrees of freedom, false alarm 1e-6 at 132.
    #expect(counts.map { ($0 - 1200) * ($0 - 1200) / 1200 }.reduce(0, +) < 132)
    #expect(steps.joined().contains { $0.occurrence > 0 })
    let (_, single) = try meetings { $0.partners = .mixing }
    #expect(single[0].count == 60)
  }

  @Test func removingOneActorMovesFewMeetings() throws {
    let change: (inout EncounterSpec) -> Void = {
      $0.partners = .mixing
      $0.pick = .count(2)
    }
    let (_, all) = try meetings(steps: 5, change: change)
    var silence = Silence()
    silence.actors = [ActorID(kind: kind, number: 30)]
    let (_, without) = try meetings(steps: 5, silence: silence, change: change)
    for step in 0..<5 {
      let kept = all[step].filter { $0.initiator != 30 && $0.partner != 30 }
      let others = without[step]
      #expect(others.count == 118)
      for pair in kept where pair.occurrence == 0 {
        #expect(others.contains { $0.initiator == pair.initiator && $0.partner == pair.partner })
      }
    }
  }

  @Test func silenceStopsEncountersOnly() throws {
    var everybody = Silence()
    everybody.everybody = true
    #expect(try meetings(silence: everybody).1[0].isEmpty)
    var phase = Silence()
    phase.phases = [PhaseID(0)]
    #expect(try meetings(silence: phase).1[0].isEmpty)
    var kinds = Silence()
    kinds.kinds = [kind]
    #expect(try meetings(silence: kinds) { $0.partners = .mixing }.1[0].isEmpty)
    var one = Silence()
    one.actors = [ActorID(kind: kind, number: 7)]
    let (world, all) = try meetings()
    let (other, others) = try meetings(silence: one)
    #expect(others[0] == all[0].filter { $0.initiator != 7 && $0.partner != 7 })
    #expect(world.rows(0) == other.rows(0))
    #expect(!other.isVisible(kind, 7) && other.isAlive(kind, 7) && other.isSilenced(kind, 7))
    let peer = Int(world.rows(0)[7][0])
    #expect(
      other.degree(network, side: 0, of: peer) == world.degree(network, side: 0, of: peer) - 1)
  }
}
