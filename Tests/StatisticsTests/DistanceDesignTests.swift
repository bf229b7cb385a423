import Statistics
import Testing

@Suite struct DistanceDesignTests {
  /// (sqrt(ln 2000) + sqrt(ln 1000))^2 / (2 * 0.01) = 1450.04, and one more.
  @Test func countFollowsFromBothRates() throws {
    #expect(try #require(DistanceDesign(alarm: 0.001, power: 0.999, effect: 0.1)).count == 1451)
    #expect(try #require(DistanceDesign(alarm: 0.05, power: 0.9, effect: 0.3)).count == 66)
  }

  /// The textbook 1.358 / sqrt(n) of the level 0.05.
  @Test func boundIsTheLargeSampleOne() throws {
    let design = try #require(DistanceDesign(alarm: 0.05, power: 0.9, effect: 0.3))
    #expect(abs(design.bound(count: 100) - 0.1358) < 0.00005)
  }

  /// Student's sleep data against two normal distributions, as SciPy 1.17 (`kstest`) has it.
  @Test(arguments: [
    (1.0, 2.0, 0.23982783727702894, 0.8), (0.0, 1.0, 0.27724986805182084, 2.0),
  ])
  func distanceFromANormal(mean: Double, deviation: Double, expected: Double, place: Double) {
    let found = DistanceDesign.distance(of: Sleep.first) {
      CumulativeProbability.normal($0, mean: mean, standardDeviation: deviation)
    }
    #expect(isClose(found.distance, expected, relative: 1e-9))
    #expect(found.place == place)
  }

  /// Jumps of both sides at the same place are no distance.
  @Test func distanceFromADiscreteDistribution() {
    func coin(_ probability: Double) -> (Double) -> Double {
      { CumulativeProbability.binomial($0, trials: 1, probability: probability) }
    }
    #expect(DistanceDesign.distance(of: [0, 1, 0, 1], from: coin(0.5)).distance == 0)
    #expect(DistanceDesign.distance(of: [1, 1, 0, 0], from: coin(0.25)).distance == 0.25)
    #expect(DistanceDesign.distance(of: [0, 0], from: coin(0.25)).distance == 0.25)
    #expect(DistanceDesign.distance(of: [0.5], from: coin(0.25)).distance == 0.75)
    #expect(DistanceDesign.distance(of: [], from: coin(0.25)).distance == 0)
  }

  @Test func outsideTheDomain() {
    for (alarm, power, effect) in [
      (0, 0.9, 0.1), (1, 0.9, 0.1), (0.01, 0, 0.1), (0.01, 1, 0.1), (0.01, 0.9, 0),
      (0.01, 0.9, 1.1), (.nan, 0.9, 0.1), (0.01, .nan, 0.1), (0.01, 0.9, .nan),
    ] {
      #expect(DistanceDesign(alarm: alarm, power: power, effect: effect) == nil)
    }
  }
}
