import Testing

@testable import Interactive

@Suite struct TicksTests {
  @Test(arguments: [
    (0.0, 0.78, 4, false, "0.0 0.2 0.4 0.6 0.8"), (0, 100, 5, false, "0 20 40 60 80 100"),
    (-0.3, 0.3, 4, false, "-0.4 -0.2 0.0 0.2 0.4"), (3, 5, 8, true, "3 4 5"),
    (0.37, 0.37, 4, false, "0.35 0.40"), (0, 0, 4, false, "0 1"), (-7, -7, 4, false, "-7 -6"),
    (1e-9, 4e-9, 4, false, "1e-9 2e-9 3e-9 4e-9"),
    (0, 3.2e9, 4, false, "0 1e9 2e9 3e9 4e9"), (99_999, 100_001, 2, false, "99999 100000 100001"),
  ])
  func placesAreRounded(low: Double, high: Double, most: Int, isWhole: Bool, labels: String) {
    let ticks = Ticks(covering: low, high, most: most, isWhole: isWhole)
    #expect(ticks.values.map(ticks.label).joined(separator: " ") == labels)
  }

  static let ends: [Double] = [
    -.greatestFiniteMagnitude, -1e300, -12345.678, -1, -1e-300, 0, .leastNonzeroMagnitude, 0.1, 0.3,
    1, 1.000_000_1, 999, 1e15, 1e15 + 0.125, 1e16, 1e300, .greatestFiniteMagnitude,
  ]

  /// Ticks surround every range of numbers, in ascending order and no more than asked for.
  @Test(arguments: ends, ends) func surroundAnyRange(low: Double, high: Double) {
    guard low <= high else { return }
    for most in [2, 3, 5, 16, 40] {
      for isWhole in [false, true] {
        let ticks = Ticks(covering: low, high, most: most, isWhole: isWhole)
        #expect(ticks.values.allSatisfy { $0.isFinite })
        #expect(ticks.values.count >= 2 && ticks.values.count <= most + 1)
        #expect(ticks.values[0] <= low && high <= ticks.values[ticks.values.count - 1])
        #expect(zip(ticks.values, ticks.values.dropFirst()).allSatisfy { $0 < $1 })
        #expect(Set(ticks.values.map(ticks.label)).count == ticks.values.count)
      }
    }
  }

  /// The decimal 0.3 begins the interval from 0.3 on, although 3 * 0.1 is larger than it.
  @Test func valuesOnAnEdgeBelongAboveIt() throws {
    let values = (0..<10).compactMap { Double("0.\($0)") }
    let bins = try #require(Bins([values, [1]], most: 10))
    #expect(bins.counts == [[1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0, 0, 0, 0, 1]])
    #expect(bins.label(2) == "0.2 to 0.3")
  }

  @Test func wholeNumbersHaveWholeBins() throws {
    let few = try #require(Bins([[3, 3, 5]], most: 10))
    #expect(few.counts == [[2, 0, 1]])
    #expect((0..<3).map(few.label) == ["3", "4", "5"])
    let many = try #require(Bins([(0..<50).map(Double.init)], most: 6))
    #expect(many.counts == [[10, 10, 10, 10, 10]])
    #expect(many.label(1) == "10 to 19")
  }

  @Test func everyFiniteValueIsCountedOnce() throws {
    for place in 1...40 {
      let values =
        Fixture.wave(place * 7, phase: Double(place) / 9).map { $0 * Double(place) * 1e3 }
        + [.nan, .infinity]
      let bins = try #require(Bins([values], most: place + 1))
      #expect(bins.counts[0].reduce(0, +) == place * 7)
    }
    #expect(Bins([[.nan], []], most: 4) == nil)
  }
}
