import Randomness
import Testing

@testable import Simulation

@Suite struct NetworkTests {
  private let kind = KindID(0)

  private func world(
    _ count: Int, _ generator: NetworkGenerator, directed: Bool = false, to other: Int? = nil,
    replicate: UInt64 = 1, fields: [FieldSpec] = []
  ) throws -> World {
    var model = Model(seed: 77, steps: 0)
    model.kinds = [KindSpec(name: "a", count: count, fields: fields)]
    if let other { model.kinds.append(KindSpec(name: "b", count: other)) }
    model.networks = [
      NetworkSpec(
        name: "n", from: kind, to: other == nil ? kind : KindID(1), directed: directed,
        generator: generator)
    ]
    let world = try run(model, ClosureEngine(), replicate: replicate)
    checkRows(world)
    return world
  }

  /// Rows ascend strictly, without oneself; both ends of a tie know its number, and numbers are
  /// 0..<tieCount in the order (start, end).
  private func checkRows(_ world: World) {
    let spec = world.model.networks[0]
    let isMirrored = spec.from == spec.to && !spec.directed
    let (rows, ties) = (world.rows(0), world.tieRows(0))
    var ends: [(Int32, Int32)] = []
    var isSound = true
    for (actor, row) in rows.enumerated() {
      isSound = isSound && ascends(row)
      isSound = isSound && !(spec.from == spec.to && row.contains(Int32(actor)))
      for (target, tie) in zip(row, ties[actor]) {
        if !isMirrored || target > Int32(actor) {
          isSound = isSound && Int(tie) == ends.count
          ends.append((Int32(actor), target))
        } else {
          isSound = isSound && ends[Int(tie)] == (target, Int32(actor))
        }
      }
    }
    if spec.from != spec.to {
      let (far, farTies) = (world.rows(0, side: 1), world.tieRows(0, side: 1))
      for (actor, row) in far.enumerated() {
        isSound = isSound && ascends(row)
        for (source, tie) in zip(row, farTies[actor]) {
          isSound = isSound && ends[Int(tie)] == (source, Int32(actor))
        }
      }
      isSound = isSound && far.map(\.count).reduce(0, +) == ends.count
    }
    isSound = isSound && rows.map(\.count).reduce(0, +) == ends.count * (isMirrored ? 2 : 1)
    #expect(isSound && ends.count == world.tieCount(NetworkID(0)))
  }

  private func ascends(_ row: [Int32]) -> Bool {
    zip(row, row.dropFirst()).allSatisfy { $0 < $1 }
  }

  private func clustering(_ rows: [[Int32]]) -> Double {
    var sum = 0.0
    for row in rows where row.count > 1 {
      let neighbours = Set(row)
      var closed = 0
      for peer in row { closed += neighbours.intersection(rows[Int(peer)]).count }
      sum += Double(closed) / Double(row.count * (row.count - 1))
    }
    return sum / Double(rows.count)
  }

  private func distances(_ rows: [[Int32]], from start: Int) -> [Int] {
    var distance = [Int](repeating: -1, count: rows.count)
    distance[start] = 0
    var queue = [start]
    var head = 0
    while head < queue.count {
      let actor = queue[head]
      head += 1
      for peer in rows[actor] where distance[Int(peer)] < 0 {
        distance[Int(peer)] = distance[actor] + 1
        queue.append(Int(peer))
      }
    }
    return distance
  }

  @Test func aSmallWorldWithoutRewiringIsARing() throws {
    let rows = try world(1000, .smallWorld(degree: 10, rewire: 0)).rows(0)
    #expect(abs(clustering(rows) - 2.0 / 3) < 1e-12)
    let sum = distances(rows, from: 0).reduce(0, +)
    #expect(abs(Double(sum) / 999 - 50.45) < 0.001)
    #expect(try world(1000, .ring(degree: 10)).rows(0) == rows)
  }

  @Test(arguments: [0.01, 0.1, 0.3])
  func rewiringLowersClusteringAsWattsAndStrogatzSay(_ rewire: Double) throws {
    let world = try world(1000, .smallWorld(degree: 10, rewire: rewire))
    let rows = world.rows(0)
    #expect(world.tieCount(NetworkID(0)) == 5000)
    #expect(abs(clustering(rows) - 2.0 / 3 * (1 - rewire) * (1 - rewire) * (1 - rewire)) < 0.03)
    let mean = Double(distances(rows, from: 0).reduce(0, +)) / 999
    #expect(mean < 20)
  }

  @Test func rewiredTiesGoAnywhere() throws {
    let rows = try world(600, .smallWorld(degree: 4, rewire: 1)).rows(0)
    let original = try world(600, .ring(degree: 4)).rows(0)
    var kept = 0
    for (row, ring) in zip(rows, original) { kept += Set(row).intersection(ring).count }
    // 2 * 1,200 ends; by chance 4 of 599 lie on the ring.
    #expect(kept < 60)
    let directed = try world(50, .smallWorld(degree: 6, rewire: 0.5), directed: true).rows(0)
    #expect(directed.allSatisfy { $0.count == 6 })
  }

  @Test func smallWorldsThatAreFullStayRings() throws {
    for count in 0...8 {
      for degree in [2, 4, 6] {
        let world = try world(count, .smallWorld(degree: degree, rewire: 0.9))
        #expect(world.tieCount(NetworkID(0)) == count * min(degree / 2, max(0, count - 1) / 2))
      }
    }
  }

  @Test(arguments: [0.0, 0.001, 0.02, 0.2, 0.3, 0.7, 1.0])
  func randomTiesHaveTheirProbability(_ probability: Double) throws {
    for directed in [false, true] {
      let world = try world(400, .random(probability: probability), directed: directed)
      let pairs = Double(400 * 399 / (directed ? 1 : 2))
      let deviation = (pairs * probability * (1 - probability)).squareRoot()
      #expect(abs(Double(world.tieCount(NetworkID(0))) - pairs * probability) <= 5 * deviation)
    }
    let between = try world(300, .random(probability: probability), to: 200)
    let deviation = (60_000 * probability * (1 - probability)).squareRoot()
    #expect(abs(Double(between.tieCount(NetworkID(0))) - 60_000 * probability) <= 5 * deviation)
  }

  @Test func everyPairIsEquallyLikely() throws {
    // 45 pairs of 10 actors over 2,000 replicates at p = 0.1 (skipping): chi-square with 45
    // degrees of freedom, false alarm 1e-6 at 110.
    var counts = [[Int32]: Double]()
    for replicate in 0..<2000 {
      let rows = try world(10, .random(probability: 0.1), replicate: UInt64(replicate)).rows(0)
      for (actor, row) in rows.enumerated() {
        for peer in row where peer > Int32(actor) { counts[[Int32(actor), peer], default: 0] += 1 }
      }
    }
    let chiSquare = counts.values.map { ($0 - 200) * ($0 - 200) / 180 }.reduce(0, +)
    #expect(counts.count == 45 && chiSquare < 110)
  }

  @Test func aLargerWorldKeepsTheTiesOfTheSmaller() throws {
    let small = try world(100, .random(probability: 0.05)).rows(0)
    let large = try world(130, .random(probability: 0.05)).rows(0)
    #expect(large[..<100].map { row in row.filter { $0 < 100 } } == small)
  }

  @Test func newcomersAttachByDegree() throws {
    for ties in [1, 2, 5] {
      let world = try world(8000, .preferentialAttachment(ties: ties))
      let degrees = world.rows(0).map(\.count)
      #expect(degrees.reduce(0, +) == 2 * ties * (8000 - ties))
      #expect(degrees[ties...].allSatisfy { $0 >= ties })
      // P(degree = m) = 2 / (m + 2) in the limit.
      let lowest = Double(degrees.filter { $0 == ties }.count) / 8000
      #expect(abs(lowest - 2 / Double(ties + 2)) < 0.03)
      #expect((degrees.max() ?? 0) > 20 * ties)
    }
    #expect(try world(4, .preferentialAttachment(ties: 9)).rows(0) == [[3], [3], [3], [0, 1, 2]])
    #expect(try world(1, .preferentialAttachment(ties: 2)).tieCount(NetworkID(0)) == 0)
  }

  @Test func latticesByHand() throws {
    let flat = NetworkGenerator.lattice(width: 3, height: 2, torus: false, diagonal: false)
    #expect(
      try world(6, flat).rows(0) == [[1, 3], [0, 2, 4], [1, 5], [0, 4], [1, 3, 5], [2, 4]])
    let moore = NetworkGenerator.lattice(width: 3, height: 2, torus: false, diagonal: true)
    #expect(try world(6, moore).rows(0)[0] == [1, 3, 4])
    #expect(try world(6, moore).rows(0)[1] == [0, 2, 3, 4, 5])
    let torus = NetworkGenerator.lattice(width: 4, height: 4, torus: true, diagonal: false)
    #expect(try world(16, torus).rows(0)[0] == [1, 3, 4, 12])
    let full = NetworkGenerator.lattice(width: 4, height: 4, torus: true, diagonal: true)
    #expect(try world(16, full).rows(0)[5] == [0, 1, 2, 4, 6, 8, 9, 10])
    #expect(try world(16, full, directed: true).rows(0)[5] == [0, 1, 2, 4, 6, 8, 9, 10])
    // On narrow tori several directions lead to the same actor.
    let narrow = NetworkGenerator.lattice(width: 2, height: 1, torus: true, diagonal: true)
    #expect(try world(2, narrow).rows(0) == [[1], [0]])
  }

  @Test func blocksHaveTheirDensities() throws {
    let probabilities = [0.2, 0.01, 0.01, 0.5]
    for directed in [false, true] {
      let world = try world(
        900, .blockModel(field: nil, sizes: [600, 300], probabilities: probabilities),
        directed: directed)
      var ties = [0.0, 0, 0, 0]
      for (actor, row) in world.rows(0).enumerated() {
        for peer in row { ties[(actor < 600 ? 0 : 2) + (peer < 600 ? 0 : 1)] += 1 }
      }
      let pairs: [Double] = [600 * 599, 600 * 300, 600 * 300, 300 * 299]
      for block in 0..<4 {
        let variance = pairs[block] * probabilities[block] * (1 - probabilities[block])
        let deviation = (variance * (directed ? 1 : 2)).squareRoot()
        #expect(abs(ties[block] - pairs[block] * probabilities[block]) < 5 * deviation)
      }
    }
  }

  @Test func blocksMayFollowACategory() throws {
    let field = FieldSpec(
      name: "c", type: .category(levels: ["u", "v"]), initial: .column([0, 1, 0, 1, -1, 0]))
    let rows = try world(
      6, .blockModel(field: FieldID(0), sizes: [], probabilities: [1, 0, 0, 1]), fields: [field]
    ).rows(0)
    #expect(rows == [[2, 5], [3], [0, 5], [1], [], [0, 2]])
  }

  @Test func starsAndCompleteGraphs() throws {
    #expect(try world(4, .star).rows(0) == [[1, 2, 3], [0], [0], [0]])
    let between = try world(3, .star, to: 1)
    #expect(between.rows(0) == [[0], [0], [0]])
    #expect(between.rows(0, side: 1) == [[0, 1, 2]])
    #expect(try world(3, .complete).rows(0) == [[1, 2], [0, 2], [0, 1]])
    #expect(try world(3, .complete, directed: true).tieCount(NetworkID(0)) == 6)
    #expect(try world(2, .complete, to: 3).rows(0) == [[0, 1, 2], [0, 1, 2]])
    #expect(try world(0, .complete).tieCount(NetworkID(0)) == 0)
  }

  @Test func randomTiesBetweenTwoKinds() throws {
    for degree in [1, 3, 40, 60, 100] {
      let world = try world(900, .randomTies(degree: degree), to: 60)
      #expect(world.rows(0).allSatisfy { $0.count == min(degree, 60) })
      let expected = 900 * Double(min(degree, 60)) / 60
      let chiSquare = world.rows(0, side: 1)
        .map { (Double($0.count) - expected) * (Double($0.count) - expected) / expected }
        .reduce(0, +)
      // 59 degrees of freedom, false alarm 1e-6 at 132.
      #expect(chiSquare < 132)
    }
    let among = try world(200, .randomTies(degree: 3))
    #expect(among.rows(0).allSatisfy { $0.count >= 3 })
    #expect(among.tieCount(NetworkID(0)) <= 600)
  }
}
