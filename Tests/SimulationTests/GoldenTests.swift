import Randomness
import Testing

@testable import Simulation

/// Bits that may change only together with `Semantics.version`.
@Suite struct GoldenTests {
  @Test func semanticsVersion() { #expect(Semantics.version == 1) }

  @Test(arguments: [
    (Activation.simultaneous, "0xfc74cfde6a0df84f", "0xba6d3c6d385750b3"),
    (.ordered, "0x2c090c9b45a48d03", "0xd59cd9307f335c43"),
    (.random, "0x3d87ccd96a4ee72a", "0x5b395e986b530f00"),
  ])
  func theMarket(_ activation: Activation, _ totals: String, _ fields: String) throws {
    let (model, engine) = GoldenModels.market(activation)
    let world = try run(model, engine, replicate: 3)
    #expect(digest(world.totals(0) + world.totals(1)) == totals)
    if activation == .simultaneous {
      let bits = [0, 1, 299].map { String(world.totals(0)[$0].bitPattern, radix: 16) }
      #expect(bits == ["4020318570e9db30", "401c106b60b98015", "4026b2dfe39807b8"])
      #expect(String(world.totals(1)[6].bitPattern, radix: 16) == "4028accd1b17f18b")
    }
    let columns = (0..<4).flatMap { field in
      field == 2 ? world.codes(0, 2).map { Double($0) } : world.column(0, field)
    }
    #expect(digest(columns + world.column(1, 0) + world.column(1, 1)) == fields)
  }

  // Made anew each time: a leak detector takes a table that lives as long as the process for a leak.
  private static var generators: [(String, NetworkGenerator, String)] {
    [
      ("small world", .smallWorld(degree: 6, rewire: 0.2), "0x32c64a1941cc69cb"),
      ("sparse", .random(probability: 0.02), "0xb0cd3b8f7efe760c"),
      ("dense", .random(probability: 0.4), "0x76d4732454fc4bfa"),
      ("attachment", .preferentialAttachment(ties: 3), "0x3c0a0edff1e877ef"),
      (
        "blocks", .blockModel(field: nil, sizes: [80, 40], probabilities: [0.1, 0.01, 0.01, 0.3]),
        "0x54c68ee428906b85"
      ),
      ("random ties", .randomTies(degree: 3), "0x9b4dfafc4e48de87"),
      ("full random ties", .randomTies(degree: 90), "0x7cd488552b5299c8"),
      (
        "lattice", .lattice(width: 12, height: 10, torus: true, diagonal: true),
        "0x61cd195205a7ebe3"
      ),
    ]
  }

  @Test(arguments: generators.indices)
  func networks(_ index: Int) throws {
    let (name, generator, expected) = Self.generators[index]
    var model = Model(seed: 5, steps: 0)
    model.kinds = [KindSpec(name: "a", count: 120)]
    model.networks = [
      NetworkSpec(name: name, from: KindID(0), to: KindID(0), generator: generator)
    ]
    let world = try run(model, ClosureEngine())
    #expect(digest(world.rows(0).joined().map { Double($0) }) == expected)
  }

  @Test func identitiesOfNewcomers() throws {
    let (model, engine) = GoldenModels.market(.simultaneous)
    let world = try run(model, engine)
    let identities = (300..<world.count(KindID(0))).map { world.identity(KindID(0), $0) }
    #expect(identities.count == 24 && Set(identities).count == 24)
    #expect(String(identities[0], radix: 16) == "f4122d3550f5ec69")
  }

  @Test func orderOfRandomActivation() {
    var keys = (1...12).map { UInt64($0) }
    let rows = keys.withUnsafeMutableBufferPointer { keys -> [Int32] in
      guard let base = keys.baseAddress else { return [] }
      DrawBatch.firstBits(
        base, count: 12, StreamKey(seed: 1, replicate: 2, name: "act"), step: 3,
        site: ReservedSite.order.word())
      return KeyOrder(UnsafeBufferPointer(keys)).rows
    }
    #expect(rows == [3, 9, 7, 10, 4, 2, 1, 6, 5, 11, 8, 0])
  }
}
