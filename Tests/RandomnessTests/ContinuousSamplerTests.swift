import Glibc
import Randomness
import Testing

/// A continuous sampler with what is known about its distribution from elsewhere.
struct ContinuousCase: CustomTestStringConvertible, Sendable {
  var name: String
  var mean: Double
  var variance: Double
  var draw: @Sendable (inout DrawStream) -> Double
  /// The distribution function at sorted points.
  var cdf: @Sendable ([Double]) -> [Double]

  var testDescription: String { name }
}

/// A case whose distribution function is a formula.
private func closed(
  _ name: String, mean: Double, variance: Double,
  draw: @escaping @Sendable (inout DrawStream) -> Double,
  cdf: @escaping @Sendable (Double) -> Double
) -> ContinuousCase {
  ContinuousCase(name: name, mean: mean, variance: variance, draw: draw) { $0.map(cdf) }
}

private func normalIntegral(_ points: [Double]) -> [Double] {
  integrals(upTo: points, from: -14, piece: 0.1) { exp(-0.5 * $0 * $0) / (2 * .pi).squareRoot() }
}

/// A gamma number's distribution, integrated over its logarithm, where the density is smooth.
private func gammaCase(_ shape: Double) -> ContinuousCase {
  let width = 1 / shape.squareRoot()
  return ContinuousCase(
    name: "gamma \(shape)", mean: 3 * shape, variance: 9 * shape,
    draw: { $0.gamma(shape: shape, scale: 3) },
    cdf: { points in
      let start = shape < 30 ? -45 / shape - 3 : log(shape) - 14 * width
      return integrals(
        upTo: points.map { log($0 / 3) }, from: start, piece: min(0.25, 0.25 * width)
      ) { exp(shape * $0 - exp($0) - lgamma(shape)) }
    })
}

/// A gamma number with so small a shape that many draws are near the smallest numbers there are:
/// the power series of the distribution function.
private let tinyGamma = closed(
  "gamma 0.01", mean: 0.01, variance: 0.01, draw: { $0.gamma(shape: 0.01, scale: 1) },
  cdf: { point in
    let x = max(point, .leastNonzeroMagnitude)
    var term = 1.0
    var sum = 1.0
    for k in 1..<200 {
      term *= x / (0.01 + Double(k))
      sum += term
    }
    return exp(0.01 * log(x) - x - lgamma(1.01)) * sum
  })

/// A beta number's distribution, integrated over its logit.
private func betaCase(_ a: Double, _ b: Double) -> ContinuousCase {
  let width = (1 / a + 1 / b).squareRoot()
  let mean = a / (a + b)
  return ContinuousCase(
    name: "beta \(a) \(b)", mean: mean, variance: mean * (1 - mean) / (a + b + 1),
    draw: { $0.beta(a, b) },
    cdf: { points in
      let start = a < 30 ? -45 / a - 3 : log(a / b) - 14 * width
      return integrals(
        upTo: points.map { log($0) - log1p(-$0) }, from: start, piece: min(0.25, 0.25 * width)
      ) { logit in betaDensity(logit: logit, a, b) }
    })
}

func betaDensity(logit: Double, _ a: Double, _ b: Double) -> Double {
  let logNorm = lgamma(a + b) - lgamma(a) - lgamma(b)
  let logSum = logit > 0 ? logit + log1p(exp(-logit)) : log1p(exp(logit))
  return exp(logNorm + a * logit - (a + b) * logSum)
}

private let eulerGamma = 0.57721566490153286

/// The samplers that invert: here each single draw is known, not only their distribution.
let invertingCases: [ContinuousCase] = [
  closed(
    "uniform", mean: 1.5, variance: 49.0 / 12, draw: { $0.uniform(low: -2, high: 5) },
    cdf: { ($0 + 2) / 7 }),
  ContinuousCase(
    name: "normal", mean: 1, variance: 4, draw: { $0.normal(mean: 1, sd: 2) },
    cdf: { normalIntegral($0.map { ($0 - 1) / 2 }) }),
  ContinuousCase(
    name: "lognormal", mean: exp(0.3 + 0.125), variance: (exp(0.25) - 1) * exp(0.6 + 0.25),
    draw: { $0.lognormal(meanlog: 0.3, sdlog: 0.5) },
    cdf: { normalIntegral($0.map { (log($0) - 0.3) / 0.5 }) }),
  closed(
    "exponential", mean: 2.5, variance: 6.25, draw: { $0.exponential(rate: 0.4) },
    cdf: { -expm1(-0.4 * $0) }),
  closed(
    "weibull", mean: 2 * tgamma(1.5), variance: 4 * (tgamma(2) - tgamma(1.5) * tgamma(1.5)),
    draw: { $0.weibull(shape: 2, scale: 2) }, cdf: { -expm1(-$0 * $0 / 4) }),
  closed(
    "weibull below 1", mean: 2, variance: 20, draw: { $0.weibull(shape: 0.5, scale: 1) },
    cdf: { -expm1(-$0.squareRoot()) }),
  closed(
    "gumbel", mean: 1 + 2 * eulerGamma, variance: 4 * Double.pi * Double.pi / 6,
    draw: { $0.gumbel(location: 1, scale: 2) }, cdf: { exp(-exp(-($0 - 1) / 2)) }),
]

let rejectingCases: [ContinuousCase] =
  [tinyGamma] + [0.3, 1, 1.0001, 2.5, 40, 1e6].map(gammaCase)
  + [(2, 3), (0.5, 0.5), (1, 1), (30, 5), (0.4, 7), (1e5, 2e5)].map { betaCase($0.0, $0.1) }

@Suite struct ContinuousSamplerTests {
  static let count = 40_000

  @Test(arguments: invertingCases + rejectingCases)
  func `the distribution`(sampler: ContinuousCase) {
    let values = draws(Self.count, sampler.name, sampler.draw).sorted()
    let distance = kolmogorovDistance(sampler.cdf(values))
    let p = kolmogorovPValue(distance: distance, count: Self.count)
    #expect(p > falseAlarmRate, "distance \(distance)")
  }

  @Test(arguments: invertingCases + rejectingCases)
  func `mean and variance`(sampler: ContinuousCase) {
    let values = draws(Self.count, sampler.name + " moments", sampler.draw)
    let centre = mean(values)
    let variance = sampleVariance(values)
    let fourth = mean(values.map { pow($0 - centre, 4) })
    let root = Double(Self.count).squareRoot()
    #expect(abs(centre - sampler.mean) < 5 * sampler.variance.squareRoot() / root)
    let error = max(0, fourth - variance * variance).squareRoot() / root
    #expect(abs(variance - sampler.variance) < 5 * error)
  }

  @Test(arguments: invertingCases)
  func `inversion: the distribution function leads back to the uniform`(sampler: ContinuousCase) {
    let values = draws(4000, sampler.name, sampler.draw)
    let expected = uniforms(4000, sampler.name)
    let order = expected.indices.sorted { expected[$0] < expected[$1] }
    let sorted = order.map { values[$0] }
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $0 <= $1 })
    for (value, index) in zip(sampler.cdf(sorted), order) {
      #expect(abs(value - expected[index]) < 1e-12)
    }
  }

  /// The ends are reached in steps of hundreds of digits: cells instead of distances.
  @Test(arguments: [(0.02, 0.03), (0.001, 0.002), (0.3, 0.005)])
  func `beta numbers with tiny shapes`(a: Double, b: Double) {
    let logits = [1e-250, 1e-100, 1e-20, 1e-5, 0.5].map { log($0) } + [5, 15, 30].map { $0 + 0.0 }
    let edges =
      [1e-250, 1e-100, 1e-20, 1e-5, 1 / (1 + exp(-log(0.5)))]
      + [5, 15, 30].map { 1 / (1 + exp(-$0)) }
    var counts = Array(repeating: 0, count: edges.count + 1)
    for value in draws(Self.count, "tiny beta", { $0.beta(a, b) }) {
      #expect(value >= 0 && value <= 1)
      counts[edges.count { $0 < value }] += 1
    }
    let below = integrals(upTo: logits, from: -45 / a, piece: 0.5) { betaDensity(logit: $0, a, b) }
    let probabilities = zip(below + [1], [0] + below).map { $0 - $1 }
    #expect(chiSquarePValue(counts: counts, probabilities: probabilities) > falseAlarmRate)
  }

  @Test func `beta numbers whose logarithms underflow are 0 or 1, in the right shares`() {
    let values = draws(Self.count, "vanishing beta") { $0.beta(0x1p-1030, 0x3p-1030) }
    let ones = values.count { $0 == 1 }
    #expect(values.allSatisfy { $0 == 0 || $0 == 1 })
    let counts = [ones, values.count - ones]
    #expect(chiSquarePValue(counts: counts, probabilities: [0.25, 0.75]) > falseAlarmRate)
  }

  @Test func `degenerate parameters give points`() {
    var stream = DrawStream(pinnedAddress)
    #expect(stream.normal(mean: 3, sd: 0) == 3)
    #expect(stream.lognormal(meanlog: 0, sdlog: 0) == 1)
    #expect(stream.uniform(low: 2, high: 2) == 2)
    #expect(stream.gumbel(location: -1, scale: 0) == -1)
    #expect(stream.truncatedNormal(mean: 3, sd: 0, low: 0, high: 2) == 2)
    #expect(stream.truncatedNormal(mean: 3, sd: 0, low: 0, high: 5) == 3)
    #expect(stream.truncatedNormal(mean: 3, sd: 1, low: 7, high: 7) == 7)
  }

  @Test func `draws at one address move together when a parameter moves`() {
    for shape in [0.2, 1, 5] {
      let low = draws(10_000, "coupled") { $0.gamma(shape: shape, scale: 1) }
      let high = draws(10_000, "coupled") { $0.gamma(shape: shape * 1.1, scale: 1) }
      let difference = sampleVariance(zip(low, high).map { $1 - $0 })
      #expect(difference < 0.1 * sampleVariance(low), "shape \(shape)")
    }
  }
}
