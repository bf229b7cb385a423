extension Interval {
  /// The bias-corrected and accelerated (BCa) bootstrap interval of the mean.
  ///
  /// The ends are quantiles of the means of resamples of the values, at probabilities that correct
  /// for the bias of these means (z0, from the share of them below the mean, ties counted half) and
  /// for how their spread changes with the mean (the acceleration, from the jackknife, which has a
  /// closed form for a mean: the sum of cubed deviations over 6 (sum of squares)^1.5).
  ///
  /// Other than Student's interval it follows the skewness of the values. Resamples of few values
  /// spread too little, so the normal quantile of the level is expanded to sqrt(n / (n - 1)) times
  /// Student's: of 10,000 samples of 30 normal values 93.2 % are covered without that at 95 %. With
  /// few values it is therefore wider than the BCa interval of other programs at the same level; the
  /// difference vanishes like 1 / n. Extremely skewed values are covered less often than stated.
  ///
  /// - Parameters:
  ///   - level: the coverage, inside (0, 1).
  ///   - resamples: how many; above 0.
  ///   - seed: the same seed gives the same interval.
  /// - Returns: `[m, m]` for values that are all equal; `nil` for fewer than two values, one that
  ///   is not finite, or a level outside (0, 1).
  /// - Complexity: O(`resamples` n).
  /// - Source: Efron 1987, doi:10.1080/01621459.1987.10478410; Efron & Tibshirani 1993, "An
  ///   Introduction to the Bootstrap", equations 14.9 to 14.15; the expansion Hesterberg 2015,
  ///   doi:10.1080/00031305.2015.1089789.
  package static func bca(
    _ values: [Double], level: Double = 0.95, resamples: Int = 2000, seed: UInt64
  ) -> Interval? {
    let moments = Moments(values)
    guard values.count > 1, values.count < 1 << 32, level > 0, level < 1, resamples > 0,
      let critical = StudentT.criticalValue(level: level, degrees: values.count - 1),
      let mean = moments.mean, let deviation = moments.sampleStandardDeviation
    else { return nil }
    guard deviation > 0 else { return Interval(level: level, low: mean, high: mean) }

    // In standard deviations from the mean: nothing overflows, and ties can be told.
    let scores = values.map { ($0 - mean) / deviation }
    let means = resampledMeans(scores, resamples: resamples, seed: seed).sorted()
    let share = shareBelowZero(means)
    // Inside (0, 1) also where all lie on one side.
    let inside = min(max(share, 0.5 / Double(resamples)), 1 - 0.5 / Double(resamples))
    let bias = SpecialFunction.normalQuantile(inside)
    let squares = scores.reduce(0) { $0 + $1 * $1 }
    let cubes = scores.reduce(0) { $0 + $1 * $1 * $1 }
    let acceleration = cubes / (6 * squares * squares.squareRoot())

    let n = Double(values.count)
    let expanded = (n / (n - 1)).squareRoot() * critical
    func end(_ distance: Double) -> Double? {
      let z = bias + distance
      let room = 1 - acceleration * z
      // Beyond the pole lie the outermost means.
      let probability =
        room > 0
        ? CumulativeProbability.normal(bias + z / room, mean: 0, standardDeviation: 1)
        : z > 0 ? 1 : 0
      return Quantile.type7(probability, ofSorted: means).map { mean + $0 * deviation }
    }
    guard let low = end(-expanded), let high = end(expanded), low.isFinite,
      high.isFinite
    else { return nil }
    return Interval(level: level, low: low, high: high)
  }

  /// The means of samples drawn from `values` with replacement, stream k of the seed for number k.
  private static func resampledMeans(
    _ values: [Double], resamples: Int, seed: UInt64
  ) -> [Double] {
    values.withUnsafeBufferPointer { values in
      (0..<resamples).map { number in
        var bits = AddressedBits(seed: seed, stream: number)
        return drawnSum(values, &bits) / Double(values.count)
      }
    }
  }

  /// The sum of as many values as there are, drawn with replacement; two draws from a word.
  @inline(__always) private static func drawnSum(
    _ values: UnsafeBufferPointer<Double>, _ bits: inout AddressedBits
  ) -> Double {
    guard let base = values.baseAddress else { return 0 }
    let count = UInt64(values.count)
    func place(_ half: UInt64) -> Int { Int(truncatingIfNeeded: (half &* count) >> 32) }
    var (first, second, third, fourth) = (0.0, 0.0, 0.0, 0.0)
    var left = values.count
    while left >= 4 {
      let (one, two) = (bits.next(), bits.next())
      first += base[place(one >> 32)]
      second += base[place(one & 0xFFFF_FFFF)]
      third += base[place(two >> 32)]
      fourth += base[place(two & 0xFFFF_FFFF)]
      left -= 4
    }
    while left > 0 {
      first += base[bits.nextIndex(below: values.count)]
      left -= 1
    }
    return (first + second) + (third + fourth)
  }

  /// Sums of the same values in another order differ in the last bits: those are ties.
  private static func shareBelowZero(_ means: [Double]) -> Double {
    let rounding = 0x1p-40
    var twice = 0
    for mean in means { twice += mean < -rounding ? 2 : mean <= rounding ? 1 : 0 }
    return Double(twice) / Double(2 * means.count)
  }
}
