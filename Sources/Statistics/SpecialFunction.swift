import CBoost
import Glibc

/// Special functions of mathematics.
///
/// Outside its domain each of them is NaN.
///
/// They are the same on every run of one machine; other machines may differ in the last bits, since
/// they rest on the C library's logarithms.
package enum SpecialFunction {
  /// ln Γ(x) for x > 0.
  package static func logGamma(_ x: Double) -> Double {
    x > 0 ? valence_log_gamma(x) : .nan
  }

  /// ln B(a, b) for a, b > 0, where B(a, b) = Γ(a) Γ(b) / Γ(a + b).
  package static func logBeta(_ a: Double, _ b: Double) -> Double {
    guard a > 0, b > 0 else { return .nan }
    let beta = valence_beta(a, b)
    // The difference of logarithms loses digits, but reaches where B is too small for a double.
    if beta > 1e-290 && beta.isFinite { return log(beta) }
    return logGamma(a) + logGamma(b) - logGamma(a + b)
  }

  /// The x below which a standard normal variable lies with probability p, inside (0, 1).
  package static func normalQuantile(_ p: Double) -> Double {
    p > 0 && p < 1 ? valence_normal_quantile(p) : .nan
  }

  /// Tricomi's confluent hypergeometric function U(a, b, z), also Ψ(a, b; z), for a, z > 0.
  ///
  /// DLMF 13.4.4, U = 1/Γ(a) ∫ exp(-zt) t^(a-1) (1+t)^(b-a-1) dt over t > 0. With t = exp(y) the
  /// integrand is smooth and falls off at both ends, where the trapezoidal rule converges
  /// geometrically (Trefethen & Weideman 2014, doi:10.1137/130932132).
  package static func tricomi(_ a: Double, _ b: Double, _ z: Double) -> Double {
    guard a > 0, z > 0, a.isFinite, b.isFinite, z.isFinite else { return .nan }
    /// The logarithm of the integrand.
    func height(_ y: Double) -> Double {
      let logOfOnePlus = y > 0 ? y + log1p(exp(-y)) : log1p(exp(y))
      return a * y - z * exp(y) + (b - a - 1) * logOfOnePlus
    }
    // The only peak: there z t^2 + (1 + z - b) t - a = 0.
    let half = (b - 1 - z) / 2
    let root = hypot(half, (a * z).squareRoot())
    let t = half > 0 ? (half + root) / z : a / (root - half)
    let peak = log(t)
    let top = height(peak)
    // Fine enough for the integrand's distance to its poles, and for the width of its peak.
    let curvature = z * t + (b - a - 1).magnitude * t / ((1 + t) * (1 + t))
    let step = min(0.125, 0.5 / curvature.squareRoot())
    var sum = 1.0
    for direction in [-step, step] {
      var y = peak + direction
      while true {
        let below = height(y) - top
        if !(below > -45) { break }
        sum += exp(below)
        y += direction
      }
    }
    return exp(top - logGamma(a)) * sum * step
  }
}
