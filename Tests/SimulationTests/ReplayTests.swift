import Randomness
import Testing

@testable import Simulation

@Suite struct ReplayTests {
  private func study(
    resampled: Bool = false, count: Int = 4, silence: Silence = Silence(),
    activation: Activation = .ordered, oneSided: Bool = false
  ) throws -> (World, [[Int]]) {
    let engine = ClosureEngine()
    var model = Model(seed: 6, steps: 3)
    var household = KindSpec(name: "household", count: count)
    household.sourceCount = 4
    household.resampled = resampled
    model.kinds = [household, KindSpec(name: "store", count: 2)]
    model.silence = silence
    var seen: [[Int]] = []
    let basket = engine.event { call, event in
      #expect(event.active)
      seen.append([call.step, call.actor, call.partner, call.tie, call.occurrence])
      return true
    }
    model.phases = [
      PhaseSpec(
        name: "basket",
        body: .replay(
          ReplaySpec(
            from: KindID(0), to: oneSided ? nil : KindID(1), steps: [1, 1, 1, 1, 3, 3, 3, 8],
            initiators: [3, 0, -1, 0, 1, 2, 0, 0], partners: [0, 1, 1, 1, 0, -1, 1, 0],
            function: basket)), activation: activation)
    ]
    return (try run(model, engine), seen)
  }

  @Test func rowsHappenInTheOrderOfTheLog() throws {
    let (world, rows) = try study()
    #expect(
      rows == [
        [1, 3, 0, 0, 0], [1, 0, 1, 1, 1], [1, 0, 1, 3, 3], [3, 1, 0, 4, 4], [3, 0, 1, 6, 6],
      ])
    #expect(world.unmatched(PhaseID(0)) == 2)
    #expect(world.eventCount(PhaseID(0)) == 5)
    #expect(try study(activation: .simultaneous).1 == rows)
    #expect(Set(try study(activation: .random).1) == Set(rows))
  }

  @Test func oneSidedRowsNeedNoPartner() throws {
    let (world, rows) = try study(oneSided: true)
    #expect(rows.map { $0[3] } == [0, 1, 3, 4, 5, 6] && rows.allSatisfy { $0[2] == -1 })
    #expect(world.unmatched(PhaseID(0)) == 1)
  }

  @Test func fewerActorsAreTheFirstOnes() throws {
    #expect(try study(count: 2).1.map { $0[3] } == [1, 3, 4, 6])
  }

  @Test func moreActorsAreCopies() throws {
    let (world, rows) = try study(count: 6)
    #expect((0..<6).map { world.origin(KindID(0), $0) } == [0, 1, 2, 3, 0, 1])
    #expect(
      rows.map { [$0[3], $0[1]] }
        == [[0, 3], [1, 0], [1, 4], [3, 0], [3, 4], [4, 1], [4, 5], [6, 0], [6, 4]])
  }

  @Test func aBootstrapRepeatsTheRowsOfEachCopy() throws {
    let (world, rows) = try study(resampled: true, count: 50)
    let origins = (0..<50).map { world.origin(KindID(0), $0) }
    #expect(Set(origins) == [0, 1, 2, 3])
    var expected: [[Int]] = []
    for (row, source) in [(0, 3), (1, 0), (3, 0), (4, 1), (6, 0)] {
      for number in 0..<50 where origins[number] == source { expected.append([row, number]) }
    }
    #expect(rows.map { [$0[3], $0[1]] } == expected)
    let larger = try study(resampled: true, count: 60).0
    #expect((0..<50).map { larger.origin(KindID(0), $0) } == origins)
  }

  @Test func silencedSidesAreLeftOut() throws {
    var silence = Silence()
    silence.actors = [ActorID(kind: KindID(0), number: 0)]
    #expect(try study(silence: silence).1.map { $0[3] } == [0, 4])
    silence.actors = [ActorID(kind: KindID(1), number: 1)]
    #expect(try study(silence: silence).1.map { $0[3] } == [0, 4])
    silence.phases = [PhaseID(0)]
    #expect(try study(silence: silence).1.isEmpty)
  }
}
