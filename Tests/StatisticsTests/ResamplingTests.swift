import Statistics
import Testing

@Suite struct BCaIntervalTests {
  private let skewed = [0.2, 0.5, 0.9, 1.1, 1.4, 2.0, 2.2, 3.1, 4.7, 9.8]

  @Test func followsTheUnitOfTheValues() throws {
    let interval = try #require(Interval.bca(skewed, seed: 4))
    let moved = try #require(Interval.bca(skewed.map { 4 * $0 - 8 }, seed: 4))
    #expect(isClose(moved.low, 4 * interval.low - 8, relative: 1e-9))
    #expect(isClose(moved.high, 4 * interval.high - 8, relative: 1e-9))
    #expect(Interval.bca(skewed, seed: 4) == interval)
    #expect(Interval.bca(skewed, seed: 5) != interval)
  }

  /// SciPy 1.17, `bootstrap` with a million resamples of these values: 1.42 to 5.27 at 95 %, which
  /// is the level here where Student's t, expanded, is the normal 1.96.
  @Test func agreesWithSciPy() throws {
    let t = 1.959963984540054 * 0.9.squareRoot()
    let level = 1 - (try #require(StudentT.twoSidedProbability(t: t, degrees: 9)))
    let interval = try #require(
      Interval.bca(skewed, level: level, resamples: 100_000, seed: 2))
    #expect(abs(interval.low - 1.42) < 0.02)
    #expect(abs(interval.high - 5.27) < 0.06)
  }

  /// It reaches farther towards the long tail.
  @Test func followsTheSkewness() throws {
    let mean = try #require(Moments(skewed).mean)
    let interval = try #require(Interval.bca(skewed, seed: 1))
    #expect(interval.high - mean > 1.3 * (mean - interval.low))
    let mirrored = try #require(Interval.bca(skewed.map { -$0 }, seed: 1))
    #expect(-mean - mirrored.low > 1.3 * (mirrored.high + mean))
  }

  @Test func edges() {
    #expect(Interval.bca([3], seed: 1) == nil)
    #expect(Interval.bca([3, .nan], seed: 1) == nil)
    #expect(Interval.bca([3, 4], level: 1, seed: 1) == nil)
    #expect(Interval.bca([0.1, 0.1, 0.1], seed: 1) == Interval(level: 0.95, low: 0.1, high: 0.1))
  }
}

@Suite struct SignFlipTestTests {
  /// Darwin's maize, crossed less self-fertilised: 863 of 32,768 sums reach 314 on each side.
  ///
  /// - Source: Fisher 1935, "The Design of Experiments", section 21.
  static let maize: [Double] = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]

  @Test func agreesWithFisher() throws {
    let test = try #require(SignFlipTest(Self.maize, seed: 1))
    #expect(test.isExact)
    #expect(test.pValue == 2 * 863.0 / 32768)
  }

  /// Nine differences of one sign, and one of 0: two of 2^9 flips are as far out.
  @Test func zeroDifferencesChangeNothing() throws {
    let differences = zip(Sleep.first, Sleep.second).map { $0 - $1 }
    #expect(try #require(SignFlipTest(differences, seed: 1)).pValue == 2.0 / 512)
    #expect(try #require(SignFlipTest([0, 0, 0], seed: 1)).pValue == 1)
  }

  /// Two copies of the maize are too many to enumerate.
  ///
  /// Their sums are those of two independent
  /// flips, of which the distribution is known: it is counted here, sum by sum.
  @Test func randomFlipsComeNearTheExactShare() throws {
    var ways = [0: 1.0]
    for difference in Self.maize + Self.maize {
      var next: [Int: Double] = [:]
      for (sum, share) in ways {
        next[sum + Int(difference), default: 0] += share / 2
        next[sum - Int(difference), default: 0] += share / 2
      }
      ways = next
    }
    let exact = ways.reduce(0) { abs($1.key) >= 628 ? $0 + $1.value : $0 }
    let flips = 200_000
    let test = try #require(SignFlipTest(Self.maize + Self.maize, flips: flips, seed: 3))
    #expect(!test.isExact)
    let error = (exact * (1 - exact) / Double(flips)).squareRoot()
    #expect(abs(test.pValue - exact) < 5 * error, "\(test.pValue), exactly \(exact)")
  }

  @Test func aClearEffectHasTheSmallestPossibleP() throws {
    let test = try #require(SignFlipTest((1...40).map(Double.init), seed: 1))
    #expect(test.pValue == 0.0001)
    #expect(SignFlipTest([], seed: 1) == nil)
    #expect(SignFlipTest([1, .infinity], seed: 1) == nil)
  }
}

@Suite struct PercentileBootstrapTests {
  @Test func drawsAsManyAsThereAre() throws {
    var totals: Set<Int> = []
    var drawn = [0, 0, 0, 0]
    let bootstrap = try #require(
      PercentileBootstrap(count: 4, resamples: 1000, seed: 9) { counts in
        totals.insert(counts.reduce(0) { $0 + Int($1) })
        for place in 0..<4 { drawn[place] += Int(counts[place]) }
        return counts[0] == 0 ? nil : Double(counts[0])
      })
    #expect(totals == [4])
    // 1,000 on average, with a standard deviation of sqrt(4000 * 3 / 16) = 27.
    #expect(drawn.allSatisfy { abs($0 - 1000) < 140 })
    #expect(bootstrap.count + bootstrap.undefinedCount == 1000)
    // (3/4)^4 = 0.316 are undefined, with a standard deviation of 0.0147.
    #expect(abs(Double(bootstrap.undefinedCount) / 1000 - 0.316) < 0.075)
    #expect(try #require(bootstrap.interval).low == 1)
  }

  @Test func nothingDefinedGivesNoInterval() throws {
    let bootstrap = try #require(PercentileBootstrap(count: 3, resamples: 10, seed: 1) { _ in nil })
    #expect(bootstrap.interval == nil)
    #expect(bootstrap.undefinedCount == 10)
    #expect(PercentileBootstrap(count: 0, seed: 1) { _ in 0 } == nil)
  }
}
