import CSleef

extension DrawStream {
  /// A normal number given that it lies in `low`...`high`, by inversion; bounds may be infinite.
  ///
  /// Accurate however far in a tail the bounds lie and however near to each other. `mean` and `sd`
  /// are those before truncation. Standard deviation 0 gives the point of `low`...`high` that is
  /// nearest to the mean.
  package mutating func truncatedNormal(
    mean: Double, sd: Double, low: Double, high: Double
  ) -> Double {
    let u = nextUniform()
    guard low <= high, sd >= 0, mean.isFinite else { return .nan }
    guard sd > 0 else { return max(low, min(high, mean)) }
    let (a, b) = ((low - mean) / sd, (high - mean) / sd)
    if a == .infinity { return low }
    if b == -.infinity { return high }
    let value: Double
    if b - a < narrowWidth {
      value = low + sd * narrowOffset(u, from: a, width: b - a)
    } else if a >= tailStart {
      value = low + sd * tailOffset(u, from: a, to: b)
    } else if b <= -tailStart {
      value = high - sd * tailOffset(1 - u, from: -b, to: -a)
    } else if a > 0 {
      value = mean - sd * betweenTails(1 - u, normalCDF(-b), normalCDF(-a))
    } else {
      value = mean + sd * betweenTails(u, normalCDF(a), normalCDF(b))
    }
    return max(low, min(high, value))
  }
}

/// Below this width (in standard deviations) the logarithm of the density is taken as a line.
private let narrowWidth = 1e-5
/// From here on outwards ratios of tails are used instead of tails, which would underflow.
private let tailStart = 5.0

private func betweenTails(_ u: Double, _ lower: Double, _ upper: Double) -> Double {
  normalQuantile(lower + u * (upper - lower))
}

/// The distance from `a` in an interval so narrow that the curvature of the log density changes
/// probabilities by less than 2e-11.
private func narrowOffset(_ u: Double, from a: Double, width: Double) -> Double {
  let slope = a + 0.5 * width
  guard abs(slope * width) > 1e-12 else { return u * width }
  return -sleef_log1p(u * sleef_expm1(-slope * width)) / slope
}

/// The distance d from `a` at which the tail has fallen by the share that `u` asks for.
///
/// With S the upper tail and R(x) = S(x) / density(x) Mills' ratio, -log(S(a + d) / S(a)) is
/// d (a + d / 2) - log(R(a + d) / R(a)), which never underflows; its derivative is 1 / R(a + d).
private func tailOffset(_ u: Double, from a: Double, to b: Double) -> Double {
  let millsAtStart = millsRatio(a)
  func fall(_ d: Double, _ mills: Double) -> Double {
    d * (a + 0.5 * d) - sleef_log(mills / millsAtStart)
  }
  let whole = b == .infinity ? 1 : -sleef_expm1(-fall(b - a, millsRatio(b)))
  let wanted = -sleef_log1p(-u * whole)
  var d = 2 * wanted / (a + (a * a + 2 * wanted).squareRoot())
  for _ in 0..<4 {
    let mills = millsRatio(a + d)
    d -= (fall(d, mills) - wanted) * mills
  }
  return max(0, d)
}

/// Mills' ratio of the standard normal distribution for x >= 5, by Laplace's continued fraction.
private func millsRatio(_ x: Double) -> Double {
  var fraction = x
  for term in stride(from: 20.0, to: 0, by: -1) { fraction = x + term / fraction }
  return 1 / fraction
}
