import Glibc

extension SpecialFunction {
  /// Gauss's hypergeometric function 2F1(a, b; c; z) for z < 1.
  ///
  /// Up to z = 0.9 it is its power series (DLMF 15.2.1), below 0 after Pfaff's transformation (DLMF
  /// 15.8.1). Beyond, where the series takes ever more terms, it is continued by Taylor series whose
  /// coefficients follow from the differential equation (DLMF 15.10.1), each reaching half of the
  /// way to the singularity at 1; unlike the formulas that relate z to 1 - z this holds for whole
  /// c - a - b too. For positive a, b and c all terms are positive, so that no digits cancel.
  ///
  /// - Returns: NaN where c is 0 or a negative whole number, z is not below 1, or the series
  ///   needs more than 100,000 terms; infinity where the value is too large for a double.
  package static func hypergeometric(
    _ a: Double, _ b: Double, _ c: Double, _ z: Double
  ) -> Double {
    guard a.isFinite, b.isFinite, c.isFinite, z < 1, z > -.infinity else { return .nan }
    guard c > 0 || c != c.rounded() else { return .nan }
    if z < 0 { return pow(1 - z, -a) * hypergeometric(a, c - b, c, z / (z - 1)) }
    if z <= 0.9 { return series(a, b, c, z) }
    var place = 0.9
    var value = series(a, b, c, place)
    var slope = a * b / c * series(a + 1, b + 1, c + 1, place)
    while place < z {
      let step = min(z - place, (1 - place) / 2)
      (value, slope) = continued(a, b, c, from: place, by: step, value, slope)
      // A step that reaches z ends there, whatever rounding says.
      place = step == z - place ? z : place + step
    }
    return value
  }

  private static let mostTerms = 100_000

  private static func series(_ a: Double, _ b: Double, _ c: Double, _ z: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    for index in 0..<mostTerms {
      let n = Double(index)
      let ratio = (a + n) * (b + n) / ((c + n) * (n + 1)) * z
      term *= ratio
      sum += term
      if !sum.isFinite || term == 0 { return sum }
      // The rest is a geometric series at most, once the ratio is below 1.
      if ratio.magnitude < 0.95, term.magnitude < 0x1p-58 * sum.magnitude { return sum }
    }
    return .nan
  }

  /// Value and slope at `place + step`, from those at `place`.
  private static func continued(
    _ a: Double, _ b: Double, _ c: Double, from place: Double, by step: Double,
    _ value: Double, _ slope: Double
  ) -> (value: Double, slope: Double) {
    // terms[n] = u_n step^n, where u_n is the n-th Taylor coefficient.
    var before = value
    var term = slope * step
    var sum = before + term
    var slopeSum = term
    let width = place * (1 - place)
    for index in 0..<mostTerms {
      let n = Double(index)
      let linear = (n + 1) * (n * (1 - 2 * place) + c - (a + b + 1) * place)
      let next =
        ((n + a) * (n + b) * before * step * step - linear * term * step)
        / ((n + 2) * (n + 1) * width)
      before = term
      term = next
      sum += term
      slopeSum += (n + 2) * term
      if !slopeSum.isFinite { return (slopeSum, slopeSum) }
      let size = (n + 2) * max(term.magnitude, before.magnitude)
      if size < 0x1p-58 * slopeSum.magnitude { return (sum, slopeSum / step) }
    }
    return (.nan, .nan)
  }
}
