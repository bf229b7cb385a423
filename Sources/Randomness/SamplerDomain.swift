/// What is wrong with the parameters of a draw, asked before drawing.
///
/// Every function answers `nil` where the sampler of the same name can draw, else one sentence
/// without a full stop, fit for a `Diagnostic`.
package enum SamplerDomain {
  /// The largest mean of a Poisson draw.
  package static let largestPoissonMean = 1e9
  /// The largest number of trials of a binomial draw.
  package static let largestTrials: Int64 = 1 << 31

  package static func uniform(low: Double, high: Double) -> String? {
    if let problem = finite(low, "lower bound", "uniform") { return problem }
    if let problem = finite(high, "upper bound", "uniform") { return problem }
    if low > high { return order(low, high, "uniform") }
    return (high - low).isFinite ? nil : "the bounds of a uniform draw are too far apart"
  }

  package static func integer(low: Int64, high: Int64) -> String? {
    low <= high
      ? nil
      : "the lower bound of an integer draw must not exceed the upper one, got \(low) and \(high)"
  }

  package static func normal(mean: Double, sd: Double) -> String? {
    finite(mean, "mean", "normal") ?? spread(sd, "standard deviation", "normal")
  }

  /// The bounds may be infinite, each on its own side.
  package static func truncatedNormal(
    mean: Double, sd: Double, low: Double, high: Double
  ) -> String? {
    let name = "truncated normal"
    if let problem = finite(mean, "mean", name) ?? spread(sd, "standard deviation", name) {
      return problem
    }
    if low.isNaN || low == .infinity { return finite(low, "lower bound", name) }
    if high.isNaN || high == -.infinity { return finite(high, "upper bound", name) }
    return low <= high ? nil : order(low, high, name)
  }

  package static func lognormal(meanlog: Double, sdlog: Double) -> String? {
    finite(meanlog, "mean of the logarithm", "lognormal")
      ?? spread(sdlog, "standard deviation of the logarithm", "lognormal")
  }

  package static func exponential(rate: Double) -> String? {
    positive(rate, "rate", "exponential")
  }

  package static func gamma(shape: Double, scale: Double) -> String? {
    positive(shape, "shape", "gamma") ?? positive(scale, "scale", "gamma")
  }

  package static func beta(_ a: Double, _ b: Double) -> String? {
    positive(a, "first shape", "beta") ?? positive(b, "second shape", "beta")
  }

  package static func weibull(shape: Double, scale: Double) -> String? {
    positive(shape, "shape", "weibull") ?? positive(scale, "scale", "weibull")
  }

  package static func gumbel(location: Double, scale: Double) -> String? {
    finite(location, "location", "gumbel") ?? spread(scale, "scale", "gumbel")
  }

  package static func bernoulli(_ probability: Double) -> String? {
    self.probability(probability, "bernoulli")
  }

  /// `n` comes as a number, since a script may hold it as one.
  package static func binomial(n: Double, p: Double) -> String? {
    guard n >= 0, n <= Double(largestTrials), Int64(exactly: n) != nil else {
      return
        "the number of trials of a binomial draw must be a whole number in 0...\(largestTrials)"
        + got(n)
    }
    return probability(p, "binomial")
  }

  package static func poisson(mean: Double) -> String? {
    if mean >= 0, mean <= largestPoissonMean { return nil }
    return "the mean of a poisson draw must be in 0...\(text(largestPoissonMean))" + got(mean)
  }

  package static func categorical(_ weights: UnsafeBufferPointer<Double>) -> String? {
    if weights.isEmpty { return "a categorical draw needs at least one weight" }
    var total = 0.0
    for (index, weight) in weights.enumerated() {
      guard weight >= 0, weight.isFinite else {
        return "weight \(index + 1) of a categorical draw must be finite and at least 0"
          + got(weight)
      }
      total += weight
    }
    if total == 0 { return "all weights of a categorical draw are 0" }
    return total.isFinite ? nil : "the weights of a categorical draw are too large to add up"
  }
}

extension SamplerDomain {
  private static func finite(_ value: Double, _ what: String, _ draw: String) -> String? {
    value.isFinite ? nil : "the \(what) of a \(draw) draw must be finite" + got(value)
  }

  private static func spread(_ value: Double, _ what: String, _ draw: String) -> String? {
    if let problem = finite(value, what, draw) { return problem }
    return value >= 0 ? nil : "the \(what) of a \(draw) draw must be at least 0" + got(value)
  }

  private static func positive(_ value: Double, _ what: String, _ draw: String) -> String? {
    if let problem = finite(value, what, draw) { return problem }
    return value > 0 ? nil : "the \(what) of a \(draw) draw must be above 0" + got(value)
  }

  private static func probability(_ value: Double, _ draw: String) -> String? {
    if value >= 0, value <= 1 { return nil }
    return "the probability of a \(draw) draw must be in 0...1" + got(value)
  }

  private static func order(_ low: Double, _ high: Double, _ draw: String) -> String {
    "the lower bound of a \(draw) draw must not exceed the upper one"
      + "\(got(low)) and \(text(high))"
  }

  private static func got(_ value: Double) -> String {
    ", got \(text(value))"
  }

  /// A number as a script's author writes it: whole ones without a point.
  private static func text(_ value: Double) -> String {
    guard abs(value) < 1e15, let whole = Int64(exactly: value) else { return "\(value)" }
    return "\(whole)"
  }
}
