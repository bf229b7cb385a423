import CSleef

// Every sampler is one draw at one address, however many words it takes. Where there is an inverse
// distribution function it is used, increasing in the first uniform, so that two scenarios with
// other parameters are coupled. Parameters outside the domain (`SamplerDomain`) give NaN or a
// limiting value; no sampler traps or loops on them.

extension DrawStream {
  /// A number between `low` and `high`; rounding can give the ends themselves.
  package mutating func uniform(low: Double, high: Double) -> Double {
    min(high, low + (high - low) * nextUniform())
  }

  /// A normal number, by inversion; the mean itself where the standard deviation is 0.
  package mutating func normal(mean: Double, sd: Double) -> Double {
    mean + sd * normalQuantile(nextUniform())
  }

  /// A number whose logarithm is normal with mean `meanlog` and standard deviation `sdlog`.
  package mutating func lognormal(meanlog: Double, sdlog: Double) -> Double {
    sleef_exp(normal(mean: meanlog, sd: sdlog))
  }

  /// An exponential number with mean 1 / `rate`.
  package mutating func exponential(rate: Double) -> Double {
    -sleef_log1p(-nextUniform()) / rate
  }

  /// A Weibull number: `scale` times a standard exponential one to the power 1 / `shape`.
  package mutating func weibull(shape: Double, scale: Double) -> Double {
    scale * sleef_pow(exponential(rate: 1), 1 / shape)
  }

  /// A Gumbel number, the limit of maxima: its mean is `location` + 0.5772 `scale`.
  package mutating func gumbel(location: Double, scale: Double) -> Double {
    location - scale * sleef_log(-sleef_log(nextUniform()))
  }

  /// A gamma number with mean `shape` times `scale`.
  ///
  /// Not by inversion, but increasing in the first uniform where the first trial is accepted: in 95
  /// of 100 cases at shape 1, in more above. Below shape 1 that uniform is the boost's.
  ///
  /// - Source: Marsaglia and Tsang 2000, doi:10.1145/358407.358414.
  package mutating func gamma(shape: Double, scale: Double) -> Double {
    guard shape > 0 else { return .nan }
    if shape >= 1 { return scale * squeezedGamma(shape: shape) }
    return scale * sleef_exp(logGamma(shape: shape))
  }

  /// A beta number with mean `a` / (`a` + `b`), from two gamma numbers.
  ///
  /// Small shapes are safe: the ratio is taken between logarithms. Where both underflow even so,
  /// nearly all probability is at 0 and 1, and one of them is drawn.
  package mutating func beta(_ a: Double, _ b: Double) -> Double {
    guard a > 0, b > 0 else { return .nan }
    let first = logGamma(shape: a)
    let second = logGamma(shape: b)
    if first == -.infinity, second == -.infinity {
      return nextUniform() * (1 + b / a) < 1 ? 1 : 0
    }
    return 1 / (1 + sleef_exp(second - first))
  }

  /// The logarithm of a gamma number with scale 1; below shape 1 boosted from shape + 1.
  private mutating func logGamma(shape: Double) -> Double {
    if shape >= 1 { return sleef_log(squeezedGamma(shape: shape)) }
    let boost = sleef_log(nextUniform()) / shape
    return boost + sleef_log(squeezedGamma(shape: shape + 1))
  }

  /// A gamma number with scale 1 and a shape of at least 1.
  private mutating func squeezedGamma(shape: Double) -> Double {
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normalQuantile(nextUniform())
      let y = c * x
      guard y > -1 else { continue }
      let root = 1 + y
      let v = root * root * root
      let u = nextUniform()
      let square = x * x
      if u < 1 - 0.0331 * square * square { return d * v }
      // d (1 - v + log v), written so that it keeps its digits where d is large and y small.
      let drop = d * (3 * (sleef_log1p(y) - y) - y * y * (3 + y))
      if sleef_log(u) < 0.5 * square + drop { return d * v }
    }
  }
}
