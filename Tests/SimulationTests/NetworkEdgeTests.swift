import Diagnostics
import Testing

@testable import Simulation

@Suite struct NetworkEdgeTests {
  private let kind = KindID(0)

  private func world(
    _ count: Int, _ generator: NetworkGenerator, directed: Bool = false
  ) throws -> World {
    var model = Model(seed: 77, steps: 0)
    model.kinds = [KindSpec(name: "a", count: count)]
    model.networks = [
      NetworkSpec(name: "n", from: kind, to: kind, directed: directed, generator: generator)
    ]
    return try run(model, ClosureEngine())
  }

  @Test func edgesCarryTheirWeights() throws {
    let world = try world(4, .edges(from: [2, 0, 3], to: [0, 1, 2], weights: [5, 6, 7]))
    #expect(world.rows(0) == [[1, 2], [0], [0, 3], [2]])
    let weight = { (a: Int, b: Int) in
      world.tieBetween(NetworkID(0), a, b).map {
        world.tieField(NetworkID(0), 0, $0, own: false)
      }
    }
    #expect(weight(0, 2) == 5 && weight(2, 0) == 5 && weight(1, 0) == 6 && weight(2, 3) == 7)
    #expect(weight(1, 2) == nil)
  }

  @Test func aSmallerWorldHasTheTiesAmongTheFirstActors() throws {
    var model = Model(seed: 77, steps: 0)
    model.kinds = [KindSpec(name: "a", count: 3)]
    model.kinds[0].sourceCount = 5
    model.networks = [
      NetworkSpec(
        name: "n", from: kind, to: kind,
        generator: .edges(from: [4, 2, 0], to: [1, 0, 3], weights: [5, 6, 7]))
    ]
    let world = try run(model, ClosureEngine())
    #expect(world.rows(0) == [[2], [], [0]])
    #expect(world.tieField(NetworkID(0), 0, 0, own: false) == 6)
  }

  @Test func badEdgesAreReported() throws {
    let bad: [(NetworkGenerator, String)] = [
      (
        .edges(from: [0], to: [4], weights: []),
        "tie 1 is between actors 1 and 5, but there are 4 and 4"
      ),
      (.edges(from: [0, -1], to: [1, 1], weights: []), "tie 2 is between actors 0 and 2"),
      (.edges(from: [2], to: [2], weights: []), "tie 1 ties actor 3 to itself"),
      (.edges(from: [0, 1], to: [1, 0], weights: []), "ties 1 and 2 tie the same two actors"),
      (.edges(from: [0, 1], to: [1], weights: []), "differ in length"),
    ]
    for (generator, message) in bad {
      #expect {
        _ = try world(4, generator)
      } throws: { error in
        (error as? SimulationFailure)?.diagnostic.message.contains(message) == true
      }
    }
    #expect(
      try world(4, .edges(from: [0, 1], to: [1, 0], weights: []), directed: true)
        .rows(0) == [[1], [0], [], []])
  }

  @Test func aCutNetworkHasNoTiesAndFormsNone() throws {
    let engine = ClosureEngine()
    var model = Model(seed: 1, steps: 1)
    model.kinds = [KindSpec(name: "a", count: 5)]
    model.networks = [NetworkSpec(name: "n", from: kind, to: kind, generator: .complete)]
    model.networks[0].isCut = true
    let rule = engine.rule { $0.world.tie(NetworkID(0), $0.actor, ($0.actor + 1) % 5) }
    for activation in [Activation.simultaneous, .ordered] {
      model.phases = [
        PhaseSpec(name: "r", body: .rule(kind: kind, function: rule), activation: activation)
      ]
      #expect(try run(model, engine).rows(0).allSatisfy(\.isEmpty))
    }
  }
}
