import CSleef
// Not for a function by name: the compiler's own calls (sqrt, trunc, both exact) need libm linked.
import Glibc

extension DrawStream {
  /// Whether an event of the given probability happens: always at 1, never at 0.
  ///
  /// What happens at one probability happens at every higher one.
  package mutating func bernoulli(_ probability: Double) -> Bool {
    nextUniform() < probability
  }

  /// A whole number in `low`...`high`, each equally likely to the bit.
  ///
  /// - Source: Lemire 2019, doi:10.1145/3230636.
  package mutating func integer(low: Int64, high: Int64) -> Int64 {
    guard low <= high else { return low }
    let span = UInt64(bitPattern: high &- low) &+ 1
    guard span != 0 else { return low &+ Int64(bitPattern: nextBits()) }
    var product = nextBits().multipliedFullWidth(by: span)
    if product.low < span {
      let unfair = (0 &- span) % span
      while product.low < unfair { product = nextBits().multipliedFullWidth(by: span) }
    }
    return low &+ Int64(bitPattern: product.high)
  }

  /// An index with probability proportional to its weight, by inversion of the left-to-right sum.
  ///
  /// An index of weight 0 is never drawn. Without any positive weight the answer is 0.
  package mutating func categorical(_ weights: UnsafeBufferPointer<Double>) -> Int {
    categorical(count: weights.count) { weights[$0] }
  }

  /// An index in 0..<`count` with probability proportional to `weight(index)`.
  ///
  /// As `categorical(_:)`; each weight is asked for up to twice and must answer the same.
  package mutating func categorical(count: Int, weight: (Int) -> Double) -> Int {
    var total = 0.0
    for index in 0..<max(0, count) { total += weight(index) }
    let target = nextUniform() * total
    var cumulative = 0.0
    var last = 0
    for index in 0..<max(0, count) {
      let share = weight(index)
      guard share > 0 else { continue }
      cumulative += share
      last = index
      if cumulative > target { return index }
    }
    return last
  }

  /// The number of events where `mean` are expected: by inversion below a mean of 10, else by
  /// transformed rejection.
  ///
  /// - Source: Hörmann 1993 (PTRS), doi:10.1016/0167-6687(93)90997-4.
  package mutating func poisson(mean: Double) -> Int64 {
    guard mean > 0 else { return 0 }
    if mean < rejectionStart { return invertedPoisson(mean: mean) }
    return rejectedPoisson(mean: min(mean, SamplerDomain.largestPoissonMean))
  }

  /// The number of successes in `n` trials: by inversion where fewer than 10 of the rarer outcome
  /// are expected, else by transformed rejection.
  ///
  /// - Source: Hörmann 1993 (BTRS), doi:10.1080/00949659308811496.
  package mutating func binomial(n: Int64, p: Double) -> Int64 {
    guard n > 0, p > 0 else { return 0 }
    if p >= 1 { return n }
    let trials = Double(min(n, SamplerDomain.largestTrials))
    let flipped = p > 0.5
    let rarer = flipped ? 1 - p : p
    let count =
      trials * rarer < rejectionStart
      ? invertedBinomial(n: trials, p: rarer, flipped: flipped)
      : rejectedBinomial(n: trials, p: rarer, flipped: flipped)
    return Int64(flipped ? trials - count : count)
  }
}

/// From this expected number of events on, the rejection methods hold and are used.
private let rejectionStart = 10.0

/// The whole part of a number in 0..<2^63, without a call into the mathematics library.
private func floorOfPositive(_ value: Double) -> Double {
  Double(Int64(value))
}

extension DrawStream {
  private mutating func invertedPoisson(mean: Double) -> Int64 {
    let u = nextUniform()
    var term = sleef_exp(-mean)
    var cumulative = term
    var count = 0.0
    while cumulative < u {
      count += 1
      term *= mean / count
      // Rounding may keep the sum below a uniform next to 1: stop where it no longer moves.
      if count > mean, cumulative + term == cumulative { break }
      cumulative += term
    }
    return Int64(count)
  }

  private mutating func rejectedPoisson(mean: Double) -> Int64 {
    let b = 0.931 + 2.53 * mean.squareRoot()
    let a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let certain = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = nextUniform() - 0.5
      let v = nextUniform()
      let edge = 0.5 - abs(u)
      let place = (2 * a / edge + b) * u + mean + 0.43
      guard place >= 0, place < 0x1p62 else { continue }
      let count = floorOfPositive(place)
      if edge >= 0.07, v <= certain { return Int64(count) }
      if edge < 0.013, v > edge { continue }
      let height = sleef_log(v * inverseAlpha / (a / (edge * edge) + b))
      if height <= logPoissonProbability(count, mean: mean) { return Int64(count) }
    }
  }

  /// Successes of the rarer outcome; `flipped` turns the uniform round, so that the draw as a whole
  /// increases in it.
  private mutating func invertedBinomial(n: Double, p: Double, flipped: Bool) -> Double {
    let drawn = nextUniform()
    let u = flipped ? 1 - drawn : drawn
    let odds = p / (1 - p)
    var term = sleef_exp(n * sleef_log1p(-p))
    var cumulative = term
    var count = 0.0
    while cumulative < u, count < n {
      count += 1
      term *= odds * (n - count + 1) / count
      if count > n * p, cumulative + term == cumulative { break }
      cumulative += term
    }
    return count
  }

  private mutating func rejectedBinomial(n: Double, p: Double, flipped: Bool) -> Double {
    let deviation = (n * p * (1 - p)).squareRoot()
    let b = 1.15 + 2.53 * deviation
    let a = -0.0873 + 0.0248 * b + 0.01 * p
    let alpha = (2.83 + 5.1 / b) * deviation
    let certain = 0.92 - 4.2 / b
    let atMode = logBinomialProbability(floorOfPositive((n + 1) * p), n: n, p: p)
    while true {
      let drawn = nextUniform() - 0.5
      let u = flipped ? -drawn : drawn
      let v = nextUniform()
      let edge = 0.5 - abs(u)
      let place = (2 * a / edge + b) * u + n * p + 0.5
      guard place >= 0, place < n + 1 else { continue }
      let count = floorOfPositive(place)
      if edge >= 0.07, v <= certain { return count }
      let height = sleef_log(v * alpha / (a / (edge * edge) + b))
      if height <= logBinomialProbability(count, n: n, p: p) - atMode { return count }
    }
  }
}
