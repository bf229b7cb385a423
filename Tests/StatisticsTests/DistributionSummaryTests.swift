import Statistics
import Testing

@Suite struct QuantileTests {
  /// R: quantile(c(1, 3, 4, 8, 15, 16, 23, 42), p), type 7.
  @Test(arguments: [
    (0.0, 1.0), (0.1, 2.4), (0.25, 3.75), (0.5, 11.5), (0.75, 17.75), (0.9, 28.7), (1.0, 42.0),
  ])
  func knownAnswers(probability: Double, expected: Double) {
    let values = [42.0, 4, 8, 15, 16, 23, 1, 3]
    #expect(isClose(Quantile.type7(probability, of: values), expected))
  }

  @Test func edges() {
    #expect(Quantile.type7(0.5, of: []) == nil)
    #expect(Quantile.type7(-0.1, of: [1]) == nil)
    #expect(Quantile.type7(1.1, of: [1]) == nil)
    #expect(Quantile.type7(.nan, of: [1]) == nil)
    #expect(Quantile.type7(0.5, of: [1, .nan]) == nil)
    #expect(Quantile.type7(0.3, of: [7]) == 7)
    #expect(Quantile.type7(0.3, of: [0.1, 0.1, 0.1]) == 0.1)
    #expect(isClose(Quantile.type7(0.5, of: [-1.7e308, 1.7e308]).map { $0 + 1 }, 1))
  }

  @Test func monotone() throws {
    var generator = TestGenerator(seed: 3)
    let values = (0..<37).map { _ in generator.normal() }
    let quantiles = try (0...200).map {
      try #require(Quantile.type7(Double($0) / 200, of: values))
    }
    #expect(quantiles == quantiles.sorted())
    #expect(quantiles.first == values.min())
    #expect(quantiles.last == values.max())
  }
}

@Suite struct GiniTests {
  @Test(arguments: [
    ([1.0, 1, 1, 1], 0.0), ([0.0, 0, 0, 5], 0.75), ([1.0, 2, 3, 4], 0.25),
    ([4.0, 1, 3, 2], 0.25), ([9.0], 0.0), ([1e308, 1e308], 0.0),
  ])
  func knownAnswers(values: [Double], expected: Double) throws {
    let gini = try #require(try giniCoefficient(values))
    #expect(abs(gini - expected) < 1e-15)
  }

  /// The definition: the mean absolute difference over twice the mean.
  @Test func equalsTheMeanAbsoluteDifference() throws {
    var generator = TestGenerator(seed: 21)
    for count in [2, 5, 40] {
      let values = (0..<count).map { _ in generator.uniform() }
      var sum = 0.0
      for a in values { for b in values { sum += abs(a - b) } }
      let n = Double(count)
      let expected = sum / (2 * n * values.reduce(0, +))
      let gini = try #require(try giniCoefficient(values))
      #expect(isClose(gini, expected, relative: 1e-11))
      let scaled = try #require(try giniCoefficient(values.map { $0 * 16 }))
      #expect(isClose(scaled, gini))
    }
  }

  @Test func undefinedWithoutATotal() throws {
    #expect(try giniCoefficient([]) == nil)
    #expect(try giniCoefficient([0, 0]) == nil)
  }

  @Test func onlyAmounts() {
    #expect(throws: GiniError.negative(index: 1)) { try giniCoefficient([1, -1]) }
    #expect(throws: GiniError.notFinite(index: 0)) { try giniCoefficient([.nan]) }
    #expect(throws: GiniError.notFinite(index: 2)) { try giniCoefficient([0, 1, .infinity]) }
  }
}
