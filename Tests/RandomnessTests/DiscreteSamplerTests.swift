import Glibc
import Randomness
import Testing

/// The probabilities of the counts `low`..., from the ratio of neighbours, outwards from the mode
/// as far as a Double carries, normalised.
func countProbabilities(
  mode: Int, deviation: Double, last: Int, ratio: (Int) -> Double
) -> (low: Int, values: [Double]) {
  let reach = Int(14 * deviation) + 60
  let low = max(0, mode - reach)
  let high = min(last, mode + reach)
  var values = Array(repeating: 0.0, count: high - low + 1)
  values[mode - low] = 1
  if mode < high {
    for count in (mode + 1)...high {
      values[count - low] = values[count - 1 - low] * ratio(count)
    }
  }
  for count in stride(from: mode, to: low, by: -1) {
    values[count - 1 - low] = values[count - low] / ratio(count)
  }
  let total = values.reduce(0, +)
  return (low, values.map { $0 / total })
}

func poissonProbabilities(_ mean: Double) -> (low: Int, values: [Double]) {
  countProbabilities(mode: Int(mean), deviation: mean.squareRoot(), last: .max) {
    mean / Double($0)
  }
}

func binomialProbabilities(_ n: Int, _ p: Double) -> (low: Int, values: [Double]) {
  let mode = min(n, Int(Double(n + 1) * p))
  let deviation = (Double(n) * p * (1 - p)).squareRoot()
  return countProbabilities(mode: mode, deviation: deviation, last: n) { count in
    p / (1 - p) * Double(n - count + 1) / Double(count)
  }
}

@Suite struct DiscreteSamplerTests {
  static let count = 60_000

  static func pValue(_ values: [Int64], _ expected: (low: Int, values: [Double])) -> Double {
    var counts = Array(repeating: 0, count: expected.values.count)
    for value in values {
      guard counts.indices.contains(Int(value) - expected.low) else { return 0 }
      counts[Int(value) - expected.low] += 1
    }
    return chiSquarePValue(counts: counts, probabilities: expected.values)
  }

  static func checkMoments(_ values: [Int64], mean expected: Double, variance: Double) {
    let shifted = values.map { Double($0) - expected }
    let root = Double(values.count).squareRoot()
    #expect(abs(mean(shifted)) < 5 * (variance / Double(values.count)).squareRoot())
    let fourth = mean(shifted.map { $0 * $0 * $0 * $0 })
    let error = (fourth - variance * variance).squareRoot() / root
    #expect(abs(sampleVariance(shifted) - variance) < 5 * error)
  }

  @Test(arguments: [0.05, 0.7, 3, 9.99, 10, 10.5, 14, 25, 100, 1e4, 1e9])
  func poisson(expected: Double) {
    let values = draws(Self.count, "poisson \(expected)") { $0.poisson(mean: expected) }
    #expect(Self.pValue(values, poissonProbabilities(expected)) > falseAlarmRate)
    Self.checkMoments(values, mean: expected, variance: expected)
  }

  @Test(arguments: [
    (1, 0.3), (10, 0.5), (20, 0.95), (1000, 0.005), (19, 0.5), (20, 0.5), (40, 0.25), (41, 0.75),
    (100, 0.5), (1000, 0.98), (1_000_000, 0.3), (1_000_000, 0.9), (2_147_483_648, 1e-9),
    (2_147_483_648, 1e-6), (2_147_483_648, 0.5), (2_147_483_648, 0.999),
  ])
  func binomial(n: Int, p: Double) {
    let values = draws(Self.count, "binomial \(n) \(p)") { $0.binomial(n: Int64(n), p: p) }
    #expect(Self.pValue(values, binomialProbabilities(n, p)) > falseAlarmRate)
    let mean = Double(n) * p
    Self.checkMoments(values, mean: mean, variance: mean * (1 - p))
  }

  @Test func `ends of the domain`() {
    for value in draws(2000, "ends", { ($0.bernoulli(0), $0.bernoulli(1)) }) {
      #expect(value == (false, true))
    }
    var stream = DrawStream(pinnedAddress)
    #expect(stream.poisson(mean: 0) == 0)
    #expect(stream.poisson(mean: 1e-300) == 0)
    #expect(stream.binomial(n: 0, p: 0.5) == 0)
    #expect(stream.binomial(n: 100, p: 0) == 0)
    #expect(stream.binomial(n: 100, p: 1) == 100)
    #expect(stream.integer(low: 5, high: 5) == 5)
    #expect(stream.integer(low: .max, high: .max) == .max)
  }

  @Test func `bernoulli, poisson and binomial by inversion of the uniform`() {
    let us = uniforms(5000, "inverted")
    let events = draws(5000, "inverted") { $0.bernoulli(0.3) }
    #expect(events == us.map { $0 < 0.3 })
    let expectations: [([Int64], (low: Int, values: [Double]))] = [
      (draws(5000, "inverted") { $0.poisson(mean: 4.2) }, poissonProbabilities(4.2)),
      (draws(5000, "inverted") { $0.binomial(n: 30, p: 0.2) }, binomialProbabilities(30, 0.2)),
      (draws(5000, "inverted") { $0.binomial(n: 30, p: 0.9) }, binomialProbabilities(30, 0.9)),
    ]
    for (values, probabilities) in expectations {
      for (value, u) in zip(values, us) {
        let index = Int(value) - probabilities.low
        let below = probabilities.values[..<index].reduce(0, +)
        #expect(below - 1e-12 < u && u <= below + probabilities.values[index] + 1e-12)
      }
    }
  }

  @Test func `a higher mean or probability never takes an event away under inversion`() {
    let low = draws(5000, "raised") { $0.poisson(mean: 3) }
    let high = draws(5000, "raised") { $0.poisson(mean: 3.3) }
    #expect(zip(low, high).allSatisfy { $0 <= $1 })
    let few = draws(5000, "raised") { $0.binomial(n: 12, p: 0.45) }
    let many = draws(5000, "raised") { $0.binomial(n: 12, p: 0.55) }
    #expect(zip(few, many).allSatisfy { $0 <= $1 })
  }

  @Test func `draws by rejection move together when a parameter moves`() {
    let low = draws(10_000, "moved") { Double($0.poisson(mean: 100)) }
    let high = draws(10_000, "moved") { Double($0.poisson(mean: 105)) }
    #expect(sampleVariance(zip(low, high).map { $1 - $0 }) < 0.2 * sampleVariance(low))
    let few = draws(10_000, "moved") { Double($0.binomial(n: 1000, p: 0.49)) }
    let many = draws(10_000, "moved") { Double($0.binomial(n: 1000, p: 0.51)) }
    #expect(sampleVariance(zip(few, many).map { $1 - $0 }) < 0.2 * sampleVariance(few))
  }

  @Test(arguments: [(-3, 3), (0, 1), (1, 100), (-1000, -990)] as [(Int64, Int64)])
  func integers(low: Int64, high: Int64) {
    let values = draws(Self.count, "integer") { $0.integer(low: low, high: high) }
    let size = Int(high - low) + 1
    var counts = Array(repeating: 0, count: size)
    for value in values { counts[Int(value - low)] += 1 }
    let even = Array(repeating: 1 / Double(size), count: size)
    #expect(chiSquarePValue(counts: counts, probabilities: even) > falseAlarmRate)
  }

  /// Of the second range a quarter of all words must be refused; taking them anyway would make
  /// every third integer twice as likely.
  @Test(arguments: [(.min, .max), (-(3 << 61), (3 << 61) - 1), (0, 3 << 61)] as [(Int64, Int64)])
  func `wide integers`(low: Int64, high: Int64) {
    let values = draws(Self.count, "wide") { $0.integer(low: low, high: high) }
    #expect(values.allSatisfy { $0 >= low && $0 <= high })
    let span = Double(high) - Double(low)
    let shares = values.map { (Double($0) - Double(low)) / span }.sorted()
    let p = kolmogorovPValue(distance: kolmogorovDistance(shares), count: Self.count)
    #expect(p > falseAlarmRate)
    let thirds = values.map { Int(UInt64(bitPattern: $0 &- low) % 3) }
    let counts = (0..<3).map { third in thirds.count { $0 == third } }
    let even = Array(repeating: 1.0 / 3, count: 3)
    #expect(chiSquarePValue(counts: counts, probabilities: even) > falseAlarmRate)
  }

  @Test func `categories by weight, never one of weight 0`() {
    let weights = [0, 1, 0, 2.5, 5, 0, 1.5, 0]
    let values = draws(Self.count, "categories") { stream in
      weights.withUnsafeBufferPointer { stream.categorical($0) }
    }
    let asked = draws(Self.count, "categories") { stream in
      stream.categorical(count: weights.count) { weights[$0] }
    }
    #expect(values == asked)
    let counts = weights.indices.map { index in values.count { $0 == index } }
    for (weight, count) in zip(weights, counts) where weight == 0 { #expect(count == 0) }
    let shares = weights.filter { $0 > 0 }.map { $0 / 10 }
    let positive = counts.filter { $0 > 0 }
    #expect(chiSquarePValue(counts: positive, probabilities: shares) > falseAlarmRate)
    let inverted = zip(values, uniforms(Self.count, "categories")).allSatisfy { value, u in
      let below = weights[..<value].reduce(0, +)
      return below <= 10 * u && 10 * u < below + weights[value]
    }
    #expect(inverted)
  }

  @Test func `categories without a usable weight give the first`() {
    var stream = DrawStream(pinnedAddress)
    #expect(stream.categorical(count: 3) { _ in 0 } == 0)
    #expect(stream.categorical(count: 0) { _ in 1 } == 0)
    #expect(stream.categorical(count: 3) { $0 == 2 ? .leastNonzeroMagnitude : 0 } == 2)
  }
}
