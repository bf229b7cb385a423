import Randomness
import Testing

@testable import Simulation

@Suite struct PopulationTests {
  private let kind = KindID(0)

  private func model(_ engine: ClosureEngine, count: Int, steps: Int) -> Model {
    var model = Model(seed: 3, steps: steps)
    model.kinds = [
      KindSpec(
        name: "a", count: count,
        fields: [
          numberField("x", .distribution(.uniform(low: 0, high: 1))), numberField("y"),
          FieldSpec(name: "c", type: .category(levels: ["u", "v"]), initial: .constant(1)),
          numberField(
            "z",
            .function(
              engine.number { call in
                call.own(0) + 10 * call.uniform(site: 1)
              })),
        ])
    ]
    return model
  }

  @Test func newcomersAreInvisibleUntilASimultaneousPhaseEnds() throws {
    for activation in [Activation.simultaneous, .ordered] {
      let engine = ClosureEngine()
      var model = model(engine, count: 3, steps: 1)
      var acted: [Int] = []
      var seen: [Bool] = []
      let enter = engine.entering(kind) { call, newcomer in
        acted.append(call.actor)
        seen.append(call.world.isVisible(KindID(0), newcomer))
        call.world.setNumber(KindID(0), FieldID(1), newcomer, Double(call.actor))
        // The creator reads what it wrote.
        #expect(
          call.world.number(KindID(0), FieldID(1), newcomer, own: false)
            == Double(call.actor))
      }
      model.phases = [
        PhaseSpec(name: "e", body: .rule(kind: kind, function: enter), activation: activation)
      ]
      let world = try run(model, engine)
      #expect(acted == [0, 1, 2])
      #expect(seen == Array(repeating: activation == .ordered, count: 3))
      #expect(world.livingCount(kind) == 6)
      #expect(world.column(0, 1) == [0, 0, 0, 0, 1, 2])
      #expect(world.codes(0, 2) == [1, 1, 1, 1, 1, 1])
      #expect((0..<6).allSatisfy { world.isVisible(kind, $0) })
    }
  }

  @Test func identitiesDependOnTheCreatorOnly() throws {
    /// Identities and first values of those whom actor 5 creates.
    func children(without silentOne: Int?, activation: Activation) throws -> [String] {
      let engine = ClosureEngine()
      var model = model(engine, count: 8, steps: 3)
      var found: [String] = []
      let enter = engine.entering(kind, when: { $0.actor < 8 && $0.actor != silentOne }) {
        call, newcomer in
        guard call.actor == 5 else { return }
        let x = call.world.number(KindID(0), FieldID(0), newcomer, own: true)
        let z = call.world.number(KindID(0), FieldID(3), newcomer, own: true)
        found.append("\(call.world.identity(KindID(0), newcomer)) \(x) \(z)")
      }
      model.phases = [
        PhaseSpec(name: "e", body: .rule(kind: kind, function: enter), activation: activation),
        PhaseSpec(name: "f", body: .rule(kind: kind, function: enter), activation: activation),
      ]
      let world = try run(model, engine)
      for number in 0..<world.count(kind) {
        let identity = world.identity(kind, number)
        #expect(world.number(ofIdentity: identity, kind) == number)
        #expect(identity >> 63 == (number < 8 ? 0 : 1))
      }
      return found
    }
    let all = try children(without: nil, activation: .simultaneous)
    #expect(all.count == 6 && Set(all).count == 6)
    #expect(try children(without: 2, activation: .simultaneous) == all)
    #expect(try children(without: 0, activation: .random) == all)
  }

  @Test func twoChildrenOfOneCreatorDiffer() throws {
    let engine = ClosureEngine()
    var model = model(engine, count: 1, steps: 1)
    let enter = engine.entering(kind) { call, _ in
      _ = try? call.world.enter(KindID(0), by: ActorID(kind: KindID(0), number: 0))
    }
    model.phases = [PhaseSpec(name: "e", body: .rule(kind: kind, function: enter))]
    let world = try run(model, engine)
    #expect(world.count(kind) == 3)
    #expect(world.identity(kind, 1) != world.identity(kind, 2))
    #expect(world.column(0, 0)[1] != world.column(0, 0)[2])
  }

  @Test func columnsKeepTheirCellsWhenTheyGrow() throws {
    for activation in [Activation.simultaneous, .ordered, .random] {
      let engine = ClosureEngine()
      var model = model(engine, count: 5, steps: 8)
      let enter = engine.entering(kind) { call, newcomer in
        call.setOwn(1, call.own(1) + 1)
        call.world.give(KindID(0), FieldID(1), newcomer, 0.5)
        call.world.give(KindID(0), FieldID(1), 0, 1)
      }
      model.phases = [
        PhaseSpec(name: "e", body: .rule(kind: kind, function: enter), activation: activation)
      ]
      model.values = [ValueSpec(name: "v", kind: kind, function: engine.number { $0.own(1) })]
      let world = try run(model, engine)
      #expect(world.count(kind) == 5 * 256)
      let y = world.column(0, 1)
      // Everybody acted once a step since it entered; those of step s entered 8 - s steps ago.
      for number in 1..<5 { #expect(y[number] == 8) }
      #expect(y[0] == 8 + Double(5 * 255))
      for step in 1...8 {
        let first = 5 << (step - 1)
        for number in first..<(first * 2) { #expect(y[number] == Double(8 - step) + 0.5) }
      }
      #expect(world.total(ValueID(0), 1) == 36)
    }
  }

  @Test func leaversAreGoneAfterThePhase() throws {
    let engine = ClosureEngine()
    var model = model(engine, count: 6, steps: 3)
    var rows: [[Int]] = [[], [], []]
    let leave = engine.rule { call in
      rows[call.step - 1].append(call.actor)
      if call.actor == call.step { call.world.leave(KindID(0), call.actor + 1) }
    }
    model.phases = [PhaseSpec(name: "l", body: .rule(kind: kind, function: leave))]
    let world = try run(model, engine)
    // In step 2 actor 2 is gone, so nobody sends 3 away.
    #expect(rows == [[0, 1, 2, 3, 4, 5], [0, 1, 3, 4, 5], [0, 1, 3, 4, 5]])
    #expect(world.leftAt(kind, 2) == 1)
    #expect(world.leftAt(kind, 4) == 3)
    #expect(world.livingCount(kind) == 4)
    #expect(world.count(kind) == 6)
  }

  @Test func firstValuesDoNotDependOnTheSizeOfTheWorld() throws {
    func values(_ count: Int) throws -> [Double] {
      let engine = ClosureEngine()
      let world = try run(model(engine, count: count, steps: 0), engine)
      return world.column(0, 0) + world.column(0, 3)
    }
    let (small, large) = (try values(10), try values(1000))
    #expect(Array(small[..<10]) == Array(large[..<10]))
    #expect(Array(small[10...]) == Array(large[1000..<1010]))
  }

  @Test func ranksAreExactAndTiesAreDrawn() throws {
    let engine = ClosureEngine()
    var model = Model(seed: 3, steps: 0)
    let column: [Double] = [5, 1, 3, .nan, 3, 3, 3, 9]
    model.kinds = [
      KindSpec(
        name: "a", count: 8,
        fields: [numberField("r", .rank(of: FieldID(1))), numberField("x", .column(column))]),
      KindSpec(
        name: "b", count: 1,
        fields: [numberField("x"), numberField("r", .rank(of: FieldID(0)))]),
    ]
    model.kinds[0].initialOrder = [FieldID(1), FieldID(0)]
    let world = try run(model, engine)
    let ranks = world.column(0, 0)
    #expect(ranks[1] == 0 && ranks[7] == 1 && ranks[0] == 5.0 / 6 && ranks[3].isNaN)
    #expect([2, 4, 5, 6].map { ranks[$0] }.sorted() == [1, 2, 3, 4].map { $0 / 6 })
    #expect(world.column(1, 1) == [0.5])
    var orders: Set<[Double]> = []
    for replicate in 0..<50 {
      let other = try run(model, engine, replicate: UInt64(replicate))
      orders.insert([2, 4, 5, 6].map { other.column(0, 0)[$0] })
    }
    #expect(orders.count > 10)
  }

  @Test func everyDistributionFillsAColumn() throws {
    let engine = ClosureEngine()
    var model = Model(seed: 3, steps: 0)
    let distributions: [(Distribution, mean: Double, deviation: Double)] = [
      (.uniform(low: 2, high: 4), 3, 0.58), (.normal(mean: -1, standardDeviation: 2), -1, 2),
      (.truncatedNormal(mean: 0, standardDeviation: 1, low: 0, high: 9), 0.7979, 0.603),
      (.lognormal(meanLog: 0, standardDeviationLog: 0.5), 1.1331, 0.604),
      (.beta(a: 2, b: 3), 0.4, 0.2), (.gamma(shape: 2, scale: 3), 6, 4.243),
      (.exponential(rate: 4), 0.25, 0.25), (.bernoulli(probability: 0.3), 0.3, 0.458),
      (.binomial(trials: 10, probability: 0.2), 2, 1.265), (.poisson(mean: 3), 3, 1.732),
      (.categorical(weights: [1, 1, 2]), 1.25, 0.83),
    ]
    model.kinds = [
      KindSpec(
        name: "a", count: 20_000,
        fields: distributions.enumerated().map { numberField("f\($0)", .distribution($1.0)) })
    ]
    let world = try run(model, engine)
    for (index, expected) in distributions.enumerated() {
      let column = world.column(0, index)
      let mean = Reduction.sum(count: 20_000) { column[$0] } / 20_000
      #expect(abs(mean - expected.mean) < 5 * expected.deviation / 20_000.0.squareRoot())
    }
  }
}
