/// The mean and the spread of a sample.
///
/// The mean is refined by the mean of the residuals, and the variance is the corrected two-pass
/// form, on values scaled by a power of two: no digits are lost to a large mean, equal values have
/// a variance of exactly 0, and nothing overflows on the way.
///
/// - Source: Chan, Golub & LeVeque 1983, doi:10.1080/00031305.1983.10483115, equation 1.7.
package struct Moments: Hashable, Sendable {
  package let count: Int
  /// `nil` where there is no value, or one that is not finite.
  package let mean: Double?
  /// The sum of squared deviations over `count - 1`; `nil` for fewer than two values.
  package let sampleVariance: Double?
  /// The root of `sampleVariance`; finite wherever the values are and it can be represented.
  package let sampleStandardDeviation: Double?

  /// - Complexity: O(`values.count`), four passes, in the order of the values.
  package init(_ values: [Double]) {
    count = values.count
    guard count > 0, values.allSatisfy(\.isFinite) else {
      (mean, sampleVariance, sampleStandardDeviation) = (nil, nil, nil)
      return
    }
    let largest = values.reduce(0) { max($0, $1.magnitude) }
    // 2^-1000 instead of the exponent of a subnormal number, whose inverse would be infinite.
    let exponent = largest == 0 ? 0 : max(largest.exponent, -1000)
    let scale = Double(sign: .plus, exponent: exponent, significand: 1)
    let scaled = values.map { $0 / scale }
    let n = Double(count)
    let rough = scaled.reduce(0, +) / n
    let center = rough + scaled.reduce(0) { $0 + ($1 - rough) } / n
    mean = center * scale
    guard count > 1 else {
      (sampleVariance, sampleStandardDeviation) = (nil, nil)
      return
    }
    let squares = scaled.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    let residual = scaled.reduce(0) { $0 + ($1 - center) }
    let variance = max(0, squares - residual * residual / n) / (n - 1)
    sampleVariance = variance * scale * scale
    sampleStandardDeviation = variance.squareRoot() * scale
  }

  /// The Monte Carlo standard error of the mean; `nil` for fewer than two values.
  package var standardError: Double? {
    sampleStandardDeviation.map { $0 / Double(count).squareRoot() }
  }
}
