import Randomness
import Testing

@Suite struct SamplerDomainTests {
  @Test func messages() {
    #expect(
      SamplerDomain.normal(mean: 0, sd: -1)
        == "the standard deviation of a normal draw must be at least 0, got -1")
    #expect(
      SamplerDomain.bernoulli(1.5)
        == "the probability of a bernoulli draw must be in 0...1, got 1.5")
    #expect(
      SamplerDomain.uniform(low: 2, high: 1)
        == "the lower bound of a uniform draw must not exceed the upper one, got 2 and 1")
    #expect(
      SamplerDomain.binomial(n: 2.5, p: 0.5)
        == "the number of trials of a binomial draw must be a whole number in 0...2147483648, got 2.5"
    )
    #expect(
      SamplerDomain.poisson(mean: -0.5)
        == "the mean of a poisson draw must be in 0...1000000000, got -0.5")
    #expect(
      SamplerDomain.integer(low: 3, high: 1)
        == "the lower bound of an integer draw must not exceed the upper one, got 3 and 1")
  }

  @Test func `what is allowed`() {
    let allowed: [String?] = [
      SamplerDomain.uniform(low: 1, high: 1), SamplerDomain.integer(low: .min, high: .max),
      SamplerDomain.normal(mean: -3, sd: 0), SamplerDomain.lognormal(meanlog: 0, sdlog: 0),
      SamplerDomain.truncatedNormal(mean: 0, sd: 1, low: -.infinity, high: .infinity),
      SamplerDomain.truncatedNormal(mean: 0, sd: 0, low: 3, high: 3),
      SamplerDomain.exponential(rate: 1e-300), SamplerDomain.gamma(shape: 0.01, scale: 1),
      SamplerDomain.beta(1e-3, 1e6), SamplerDomain.weibull(shape: 1, scale: 1),
      SamplerDomain.gumbel(location: 0, scale: 0), SamplerDomain.bernoulli(0),
      SamplerDomain.bernoulli(1), SamplerDomain.binomial(n: 0, p: 0),
      SamplerDomain.binomial(n: 2_147_483_648, p: 1), SamplerDomain.poisson(mean: 0),
      SamplerDomain.poisson(mean: 1e9),
      [0, 2].withUnsafeBufferPointer { SamplerDomain.categorical($0) },
    ]
    for problem in allowed { #expect(problem == nil) }
  }

  @Test func `what is refused`() {
    let nan = Double.nan
    let refused: [String?] = [
      SamplerDomain.uniform(low: nan, high: 1), SamplerDomain.uniform(low: 0, high: .infinity),
      SamplerDomain.uniform(low: -1.7e308, high: 1.7e308), SamplerDomain.normal(mean: nan, sd: 1),
      SamplerDomain.normal(mean: 0, sd: nan), SamplerDomain.normal(mean: 0, sd: .infinity),
      SamplerDomain.lognormal(meanlog: 0, sdlog: -1), SamplerDomain.exponential(rate: 0),
      SamplerDomain.truncatedNormal(mean: 0, sd: -1, low: 0, high: 1),
      SamplerDomain.truncatedNormal(mean: 0, sd: 1, low: 2, high: 1),
      SamplerDomain.truncatedNormal(mean: 0, sd: 1, low: .infinity, high: .infinity),
      SamplerDomain.truncatedNormal(mean: 0, sd: 1, low: 0, high: nan),
      SamplerDomain.gamma(shape: 0, scale: 1), SamplerDomain.gamma(shape: 1, scale: -1),
      SamplerDomain.beta(0, 1), SamplerDomain.beta(1, nan),
      SamplerDomain.weibull(shape: 0, scale: 1),
      SamplerDomain.gumbel(location: 0, scale: -1), SamplerDomain.bernoulli(nan),
      SamplerDomain.bernoulli(-1e-9), SamplerDomain.binomial(n: -1, p: 0.5),
      SamplerDomain.binomial(n: nan, p: 0.5), SamplerDomain.binomial(n: 3e9, p: 0.5),
      SamplerDomain.binomial(n: 3, p: 2), SamplerDomain.poisson(mean: nan),
      SamplerDomain.poisson(mean: 2e9),
    ]
    for (index, problem) in refused.enumerated() { #expect(problem != nil, "case \(index)") }
    for weights in [[], [0.0, 0], [1, -1], [1, .nan], [.infinity], [1e308, 1e308]] {
      #expect(weights.withUnsafeBufferPointer { SamplerDomain.categorical($0) } != nil)
    }
  }

  /// Samplers neither trap nor hang whatever they are given, and answer inside the domain where
  /// the parameters are in it.
  @Test func `samplers survive any parameters`() {
    let numbers = [
      Double.nan, .infinity, -.infinity, -1, -0.0, 0, .leastNonzeroMagnitude, 1e-300, 1e-9, 0.25,
      0.5, 1, 9.999, 10,
      1e3, 1e9, 1e18, 1e300, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
    ]
    for a in numbers {
      for b in numbers {
        for actor in 1...3 as ClosedRange<UInt64> {
          var address = pinnedAddress
          address.actor = actor
          var stream = DrawStream(address)
          Self.drawAll(&stream, a, b, numbers)
        }
      }
    }
  }

  static func drawAll(
    _ stream: inout DrawStream, _ a: Double, _ b: Double, _ others: [Double]
  ) {
    let finiteDraws: [(String?, Double)] = [
      (SamplerDomain.uniform(low: a, high: b), stream.uniform(low: a, high: b)),
      (SamplerDomain.normal(mean: a, sd: b), max(-1, min(1, stream.normal(mean: a, sd: b)))),
      (SamplerDomain.beta(a, b), stream.beta(a, b)),
    ]
    for (problem, value) in finiteDraws where problem == nil {
      #expect(value.isFinite, "\(a) \(b)")
    }
    let positiveDraws: [(String?, Double)] = [
      (SamplerDomain.gamma(shape: a, scale: b), stream.gamma(shape: a, scale: b)),
      (SamplerDomain.weibull(shape: a, scale: b), stream.weibull(shape: a, scale: b)),
      (SamplerDomain.exponential(rate: a), stream.exponential(rate: a)),
      (SamplerDomain.lognormal(meanlog: a, sdlog: b), stream.lognormal(meanlog: a, sdlog: b)),
    ]
    for (problem, value) in positiveDraws where problem == nil {
      #expect(value >= 0, "\(a) \(b)")
    }
    _ = stream.gumbel(location: a, scale: b)
    _ = stream.bernoulli(a)
    #expect(stream.poisson(mean: a) >= 0)
    let trials = Int64(exactly: a.rounded()) ?? .max
    let successes = stream.binomial(n: trials, p: b)
    #expect(successes >= 0 && successes <= max(0, trials))
    _ = stream.integer(low: trials, high: 7)
    _ = [a, b].withUnsafeBufferPointer { stream.categorical($0) }
    for low in others {
      for high in others
      where SamplerDomain.truncatedNormal(mean: a, sd: b, low: low, high: high) == nil {
        let value = stream.truncatedNormal(mean: a, sd: b, low: low, high: high)
        #expect(value >= low && value <= high, "\(a) \(b) \(low) \(high)")
      }
      _ = stream.truncatedNormal(mean: a, sd: b, low: low, high: b)
    }
  }
}
