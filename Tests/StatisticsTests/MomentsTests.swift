import Statistics
import Testing

@Suite struct MomentsTests {
  /// NIST StRD, univariate: certified mean and standard deviation.
  @Test(arguments: [
    ([10_000_001.0, 10_000_003, 10_000_002], 10_000_002.0, 1.0),
    ([1.2] + alternating(1.1, 1.3), 1.2, 0.1),
    ([1_000_000.2] + alternating(1_000_000.1, 1_000_000.3), 1_000_000.2, 0.1),
    ([10_000_000.2] + alternating(10_000_000.1, 10_000_000.3), 10_000_000.2, 0.1),
  ])
  func nistCertifiedValues(values: [Double], mean: Double, deviation: Double) {
    let moments = Moments(values)
    #expect(isClose(moments.mean, mean, relative: 1e-15))
    // The data themselves are decimals rounded to a double: 1e-9 of 0.2 at ten million.
    #expect(isClose(moments.sampleStandardDeviation, deviation, relative: 1e-8))
  }

  private static func alternating(_ low: Double, _ high: Double) -> [Double] {
    (0..<1000).map { $0 % 2 == 0 ? low : high }
  }

  @Test func smallSamples() {
    #expect(Moments([]).mean == nil)
    #expect(Moments([3]).mean == 3)
    #expect(Moments([3]).sampleVariance == nil)
    #expect(Moments([3]).standardError == nil)
    let moments = Moments([2, 4, 4, 4, 5, 5, 7, 9])
    #expect(moments.mean == 5)
    #expect(isClose(moments.sampleVariance, 32.0 / 7))
    #expect(isClose(moments.standardError, (32.0 / 56).squareRoot()))
  }

  @Test(arguments: [0.1, 1.0 / 3, -7.3e300, .leastNonzeroMagnitude, 0x1p-1030, 0, 1.797e308])
  func equalValuesHaveNoSpread(value: Double) {
    for count in [2, 3, 7, 100, 1001] {
      let moments = Moments(Array(repeating: value, count: count))
      #expect(moments.mean == value)
      #expect(moments.sampleVariance == 0)
      #expect(moments.sampleStandardDeviation == 0)
    }
  }

  @Test func extremeValuesDoNotOverflow() {
    let moments = Moments([1e308, 1.2e308, 1.4e308])
    #expect(isClose(moments.mean, 1.2e308))
    #expect(isClose(moments.sampleStandardDeviation, 2e307))
    let tiny = Moments([1e-300, 3e-300])
    #expect(isClose(tiny.mean, 2e-300))
    #expect(isClose(tiny.sampleStandardDeviation, 2e-300.squareRoot() * 1e-150))
  }

  @Test func valuesThatAreNotNumbersGiveNothing() {
    for bad in [Double.nan, .infinity, -.infinity] {
      #expect(Moments([1, bad]).mean == nil)
      #expect(Moments([1, bad]).standardError == nil)
    }
  }

  /// Shifting moves the mean and leaves the spread; scaling by a power of two scales both exactly.
  @Test func shiftAndScale() {
    var generator = TestGenerator(seed: 11)
    for _ in 0..<200 {
      let values = (0..<20).map { _ in generator.uniform() }
      let base = Moments(values)
      let shifted = Moments(values.map { $0 + 4096 })
      let scaled = Moments(values.map { $0 * 8 })
      #expect(isClose(shifted.sampleVariance, base.sampleVariance ?? .nan, relative: 1e-9))
      #expect(scaled.mean == base.mean.map { $0 * 8 })
      #expect(scaled.sampleStandardDeviation == base.sampleStandardDeviation.map { $0 * 8 })
    }
  }
}
