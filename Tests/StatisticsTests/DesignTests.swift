import Statistics
import Testing

/// Which stratum of `strata` equal ones a number of (0, 1) lies in.
private func stratum(_ x: Double, of strata: Int) -> Int { Int(x * Double(strata)) }

@Suite struct LatinHypercubeTests {
  @Test(arguments: [(1, 1), (7, 3), (100, 5)])
  func onePointInEachStratum(points: Int, dimensions: Int) {
    let design = latinHypercube(points: points, dimensions: dimensions, seed: 2)
    #expect(design.count == points)
    for dimension in 0..<dimensions {
      let strata = design.map { stratum($0[dimension], of: points) }
      #expect(strata.sorted() == Array(0..<points))
    }
  }

  @Test func theSeedDecides() {
    let design = latinHypercube(points: 20, dimensions: 2, seed: 2)
    #expect(design == latinHypercube(points: 20, dimensions: 2, seed: 2))
    #expect(design != latinHypercube(points: 20, dimensions: 2, seed: 3))
    #expect(design.map { $0[0] } != design.map { $0[1] })
  }
}

@Suite struct SobolSequenceTests {
  /// The first points of the sequence in three dimensions.
  @Test func firstPoints() throws {
    let points = try #require(SobolSequence(points: 4, dimensions: 3, seed: nil)).points
    let expected: [[Double]] = [
      [0, 0, 0], [0.5, 0.5, 0.5], [0.75, 0.25, 0.25], [0.25, 0.75, 0.75],
    ]
    for (point, expected) in zip(points, expected) {
      #expect(zip(point, expected).allSatisfy { abs($0 - $1) <= 0x1p-32 })
    }
  }

  /// In every dimension each aligned block of 2^k points has one in each of 2^k strata.
  @Test(arguments: [nil, 1, 77] as [UInt64?])
  func blocksAreStratified(seed: UInt64?) throws {
    let points = try #require(SobolSequence(points: 256, dimensions: 40, seed: seed)).points
    for dimension in 0..<40 {
      for size in [2, 8, 64, 256] {
        for start in stride(from: 0, to: 256, by: size) {
          let strata = points[start..<(start + size)].map { stratum($0[dimension], of: size) }
          #expect(Set(strata).count == size)
        }
      }
    }
  }

  /// The first two dimensions are a (0, m, 2)-net: every elementary interval of 64 has one of 64
  /// points.
  @Test(arguments: [nil, 1, 77] as [UInt64?])
  func twoDimensionsAreANet(seed: UInt64?) throws {
    let points = try #require(SobolSequence(points: 64, dimensions: 2, seed: seed)).points
    for exponent in 0...6 {
      let cells = points.map {
        stratum($0[0], of: 1 << exponent) * 64 + stratum($0[1], of: 64 >> exponent)
      }
      #expect(Set(cells).count == 64)
    }
  }

  /// Sobol's g-function, the product of (|4 x - 2| + a) / (1 + a), has the integral 1.
  @Test func integratesFarBetterThanRandomPoints() throws {
    let weights: [Double] = [0, 1, 4.5, 9, 99]
    func error(_ points: [[Double]]) -> Double {
      let sum = points.reduce(0) { sum, point in
        sum + zip(point, weights).reduce(1) { $0 * (abs(4 * $1.0 - 2) + $1.1) / (1 + $1.1) }
      }
      return sum / Double(points.count) - 1
    }
    var generator = TestGenerator(seed: 8)
    var (scrambled, random) = (0.0, 0.0)
    for seed in 0..<20 {
      let sobol = try #require(SobolSequence(points: 1024, dimensions: 5, seed: UInt64(seed)))
      scrambled += error(sobol.points) * error(sobol.points)
      let drawn = error((0..<1024).map { _ in (0..<5).map { _ in generator.uniform() } })
      random += drawn * drawn
    }
    #expect(scrambled * 400 < random, "\(scrambled) and \(random)")
  }

  @Test func eachSeedIsAnotherScrambling() throws {
    let first = try #require(SobolSequence(points: 8, dimensions: 2, seed: 1))
    #expect(first == SobolSequence(points: 8, dimensions: 2, seed: 1))
    #expect(first != SobolSequence(points: 8, dimensions: 2, seed: 2))
    #expect(SobolSequence(points: 2, dimensions: 3667, seed: nil) != nil)
    #expect(SobolSequence(points: 2, dimensions: 3668, seed: nil) == nil)
    #expect(SobolSequence(points: 0, dimensions: 1, seed: nil) == nil)
  }
}
