import Glibc
import Randomness
import Testing

@testable import Simulation

/// Worlds whose outcome is known in closed form.
///
/// Reduced sizes; `VALENCE_FULL=1` runs them at full size with narrower bounds.
@Suite struct KnownAnswerTests {
  private let isFull = getenv("VALENCE_FULL") != nil
  private let kind = KindID(0)
  private let network = NetworkID(0)

  /// The final size of an epidemic that never misses on G(n, c/n) is the giant component:
  /// S = 1 - exp(-cS).
  @Test(arguments: [(1.5, 0.582812), (2, 0.796812), (3, 0.940480), (4, 0.980173)])
  func epidemicsReachTheGiantComponent(_ degree: Double, _ size: Double) throws {
    let engine = ClosureEngine()
    let count = isFull ? 200_000 : 20_000
    var model = Model(seed: 7, steps: 200)
    model.kinds = [
      KindSpec(
        name: "a", count: count,
        fields: [
          FieldSpec(
            name: "ill", type: .boolean,
            initial: .function(engine.number { $0.actor < 10 ? 1 : 0 }))
        ])
    ]
    model.networks = [
      NetworkSpec(
        name: "n", from: kind, to: kind,
        generator: .random(probability: degree / Double(count - 1)))
    ]
    let spread = engine.rule { call in
      let world = call.world
      if world.boolean(KindID(0), FieldID(0), call.actor, own: true) { return }
      let row = world.neighbours(NetworkID(0), side: 0, of: call.actor)
      for index in 0..<row.count
      where world.boolean(KindID(0), FieldID(0), Int(row.targets[index]), own: false) {
        world.setBoolean(KindID(0), FieldID(0), call.actor, true)
        return
      }
    }
    model.phases = [PhaseSpec(name: "s", body: .rule(kind: kind, function: spread))]
    model.aggregates = [Aggregate(.count, kind, FieldID(0))]
    model.series = [
      SeriesSpec(name: "ill", source: .function(engine.number { $0.aggregates[0] }))
    ]
    var before = 0.0
    model.until = engine.number { call in
      defer { before = call.aggregates[0] }
      return call.aggregates[0] == before ? 1 : 0
    }
    let world = try run(model, engine)
    #expect(world.stoppedEarly)
    let share = (world.seriesRows.last?[0] ?? 0) / Double(count)
    // The giant component's share has a standard deviation below 1.3 / sqrt(n) for c >= 1.5.
    #expect(abs(share - size) < 5 * 1.3 / Double(count).squareRoot())
  }

  /// Bass's adopters among agents follow the discrete recursion
  /// F(t + 1) = F(t) + (p + q F(t)) (1 - F(t)).
  @Test func adoptersFollowTheBassRecursion() throws {
    let engine = ClosureEngine()
    let count = isFull ? 1_000_000 : 40_000
    let (innovation, imitation) = (0.03, 0.38)
    var model = Model(seed: 21, steps: 25)
    model.kinds = [
      KindSpec(
        name: "a", count: count,
        fields: [FieldSpec(name: "adopted", type: .boolean, initial: .constant(0))])
    ]
    let adopt = engine.rule { call in
      guard !call.world.boolean(KindID(0), FieldID(0), call.actor, own: true) else { return }
      if call.uniform(site: 1) < innovation + imitation * call.aggregates[0] {
        call.world.setBoolean(KindID(0), FieldID(0), call.actor, true)
      }
    }
    var phase = PhaseSpec(name: "adopt", body: .rule(kind: kind, function: adopt))
    phase.aggregates = [Aggregate(.mean, kind, FieldID(0))]
    model.phases = [phase]
    model.aggregates = phase.aggregates
    model.series = [
      SeriesSpec(name: "share", source: .function(engine.number { $0.aggregates[0] }))
    ]
    let world = try run(model, engine)
    var share = 0.0
    for row in world.seriesRows {
      share += (innovation + imitation * share) * (1 - share)
      // Early luck is amplified: at most threefold the binomial standard deviation.
      #expect(abs(row[0] - share) < 5 * 1.5 / Double(count).squareRoot())
    }
    // The continuous curve is visibly another one.
    let distances = world.seriesRows.indices.map { index in
      let exponent = exp(-(innovation + imitation) * Double(index + 1))
      let curve = (1 - exponent) / (1 + imitation / innovation * exponent)
      return abs(world.seriesRows[index][0] - curve)
    }
    #expect((distances.max() ?? 0) > 0.03)
  }

  /// Coins go to random partners, one at a time: the Gini coefficient tends to (m+1)/(2m+1).
  ///
  /// A Poisson number of meetings per actor and step, in random order, is the process in
  /// continuous time that the closed form belongs to.
  @Test(arguments: [1, 2, 5])
  func coinsEndUpUnequal(_ coins: Int) throws {
    let engine = ClosureEngine()
    let count = isFull ? 10_000 : 1000
    var model = Model(seed: 33, steps: 8 * (coins + 1) * (coins + 1))
    model.kinds = [
      KindSpec(
        name: "a", count: count,
        fields: [FieldSpec(name: "coins", type: .integer, initial: .constant(Double(coins)))])
    ]
    let meetings = engine.number { call in
      var stream = DrawStream(call.address(site: 1))
      return Double(stream.poisson(mean: 1))
    }
    let exchange = engine.event { call, _ in
      let world = call.world
      let own = world.integer(KindID(0), FieldID(0), call.actor, own: true)
      guard own > 0 else { return false }
      world.setInteger(KindID(0), FieldID(0), call.actor, own - 1)
      world.giveInteger(KindID(0), FieldID(0), call.partner, 1)
      return true
    }
    model.phases = [
      PhaseSpec(
        name: "exchange",
        body: .encounter(
          EncounterSpec(
            from: kind, to: kind, partners: .mixing, pick: .function(meetings), function: exchange)),
        activation: .random)
    ]
    let world = try run(model, engine)
    var purses = (0..<count).map { Int(world.integer(kind, FieldID(0), $0, own: false)) }
    #expect(purses.reduce(0, +) == coins * count)
    purses.sort()
    var weighted = 0
    for (index, purse) in purses.enumerated() { weighted += (2 * (index + 1) - count - 1) * purse }
    let gini = Double(weighted) / Double(count * count * coins)
    #expect(abs(gini - Double(coins + 1) / Double(2 * coins + 1)) < (isFull ? 0.012 : 0.03))
  }
}
