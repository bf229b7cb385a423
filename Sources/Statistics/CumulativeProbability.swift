import CBoost
import Glibc

/// The probability that a variable is at most `x`, for the distributions that a study can draw from.
///
/// Every function takes any number: below the smallest possible value the probability is 0, above
/// the largest 1, and for NaN it is NaN.
///
/// - Source: Boost.Math, its distributions.
package enum CumulativeProbability {
  /// - Parameters: `low <= high`.
  package static func uniform(_ x: Double, low: Double, high: Double) -> Double {
    x < low ? 0 : x >= high ? 1 : (x - low) / (high - low)
  }

  /// - Parameter standardDeviation: 0 is the constant `mean`.
  package static func normal(_ x: Double, mean: Double, standardDeviation: Double) -> Double {
    if standardDeviation == 0 { return step(x, at: mean) }
    return valence_normal_probability(x, mean, standardDeviation)
  }

  /// The normal distribution without what lies outside `low...high`.
  package static func truncatedNormal(
    _ x: Double, mean: Double, standardDeviation: Double, low: Double, high: Double
  ) -> Double {
    if x.isNaN { return x }
    if standardDeviation == 0 { return step(x, at: min(max(mean, low), high)) }
    if x < low { return 0 }
    if x >= high { return 1 }
    // Far above the mean, differences of numbers near 1 have no digits left: look from the other
    // side.
    if low > mean {
      return 1
        - truncatedNormal(
          -x, mean: -mean, standardDeviation: standardDeviation, low: -high, high: -low)
    }
    func below(_ y: Double) -> Double { valence_normal_probability(y, mean, standardDeviation) }
    return (below(x) - below(low)) / (below(high) - below(low))
  }

  package static func lognormal(
    _ x: Double, meanLog: Double, standardDeviationLog: Double
  ) -> Double {
    x <= 0 ? 0 : normal(log(x), mean: meanLog, standardDeviation: standardDeviationLog)
  }

  /// - Parameters: shapes above 0.
  package static func beta(_ x: Double, a: Double, b: Double) -> Double {
    x <= 0 ? 0 : x >= 1 ? 1 : valence_beta_probability(x, a, b)
  }

  /// - Parameters: shape and scale above 0.
  package static func gamma(_ x: Double, shape: Double, scale: Double) -> Double {
    x <= 0 ? 0 : x == .infinity ? 1 : valence_gamma_probability(x, shape, scale)
  }

  /// - Parameter rate: above 0.
  package static func exponential(_ x: Double, rate: Double) -> Double {
    x <= 0 ? 0 : -expm1(-rate * x)
  }

  package static func binomial(_ x: Double, trials: Int64, probability: Double) -> Double {
    if x < 0 { return 0 }
    if x >= Double(trials) { return 1 }
    return valence_binomial_probability(x.rounded(.down), Double(trials), probability)
  }

  /// - Parameter mean: 0 is the constant 0.
  package static func poisson(_ x: Double, mean: Double) -> Double {
    if x < 0 { return 0 }
    if x == .infinity || mean == 0 { return x.isNaN ? x : 1 }
    return valence_poisson_probability(x.rounded(.down), mean)
  }

  private static func step(_ x: Double, at place: Double) -> Double {
    x.isNaN ? x : x < place ? 0 : 1
  }
}
