import Statistics

/// A generator of test data with a fixed seed (SplitMix64, Steele, Lea & Flood 2014).
struct TestGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func uniform() -> Double { (Double(bits() >> 11) + 0.5) * 0x1p-53 }

  /// A standard normal deviate by the polar method.
  mutating func normal() -> Double {
    while true {
      let u = 2 * uniform() - 1
      let v = 2 * uniform() - 1
      let s = u * u + v * v
      if s < 1, s > 0 { return u * (-2 * logarithm(s) / s).squareRoot() }
    }
  }
}

/// The natural logarithm, from the series of the inverse hyperbolic tangent.
private func logarithm(_ x: Double) -> Double {
  let reduced = x.significand
  let ratio = (reduced - 1) / (reduced + 1)
  var term = ratio
  var sum = 0.0
  for odd in stride(from: 1.0, to: 61, by: 2) {
    sum += term / odd
    term *= ratio * ratio
  }
  return 2 * sum + Double(x.exponent) * 0.693_147_180_559_945_3
}

func isClose(_ a: Double?, _ b: Double, relative: Double = 1e-12) -> Bool {
  guard let a else { return false }
  return abs(a - b) <= relative * max(abs(a), abs(b))
}

func values(_ numbers: [Double]) -> [Observation] { numbers.map { .value($0) } }

/// Student's sleep data: extra hours of sleep of ten patients under two drugs (R, `sleep`).
enum Sleep {
  static let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
  static let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
}
