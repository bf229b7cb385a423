import CSleef

/// The probability that a standard normal variable is at most `x`; accurate in the lower tail.
///
/// The upper tail is `normalCDF(-x)`.
package func normalCDF(_ x: Double) -> Double {
  0.5 * sleef_erfc(-x * 0.5.squareRoot())
}

/// The standard normal quantile of a probability: about 16 digits, also for p down to 1e-300.
///
/// -inf at 0, inf at 1, NaN outside 0...1. In the upper tail give the lower one and change the
/// sign, which loses no digits.
///
/// - Source: Wichura 1988, algorithm AS 241 (PPND16), doi:10.2307/2347330.
package func normalQuantile(_ p: Double) -> Double {
  let q = p - 0.5
  if abs(q) <= 0.425 {
    let r = 0.180625 - q * q
    return q * centralNumerator(r) / centralDenominator(r)
  }
  guard p > 0, p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
  let r = (-sleef_log(q < 0 ? p : 1 - p)).squareRoot()
  let distance = r <= 5 ? nearTail(r - 1.6) : farTail(r - 5)
  return q < 0 ? -distance : distance
}

private func centralNumerator(_ r: Double) -> Double {
  var sum = 2.5090809287301226727e+3
  sum = sum * r + 3.3430575583588128105e+4
  sum = sum * r + 6.7265770927008700853e+4
  sum = sum * r + 4.5921953931549871457e+4
  sum = sum * r + 1.3731693765509461125e+4
  sum = sum * r + 1.9715909503065514427e+3
  sum = sum * r + 1.3314166789178437745e+2
  return sum * r + 3.3871328727963666080e+0
}

private func centralDenominator(_ r: Double) -> Double {
  var sum = 5.2264952788528545610e+3
  sum = sum * r + 2.8729085735721942674e+4
  sum = sum * r + 3.9307895800092710610e+4
  sum = sum * r + 2.1213794301586595867e+4
  sum = sum * r + 5.3941960214247511077e+3
  sum = sum * r + 6.8718700749205790830e+2
  sum = sum * r + 4.2313330701600911252e+1
  return sum * r + 1
}

private func nearTail(_ r: Double) -> Double {
  var above = 7.74545014278341407640e-4
  above = above * r + 2.27238449892691845833e-2
  above = above * r + 2.41780725177450611770e-1
  above = above * r + 1.27045825245236838258e+0
  above = above * r + 3.64784832476320460504e+0
  above = above * r + 5.76949722146069140550e+0
  above = above * r + 4.63033784615654529590e+0
  above = above * r + 1.42343711074968357734e+0
  var below = 1.05075007164441684324e-9
  below = below * r + 5.47593808499534494600e-4
  below = below * r + 1.51986665636164571966e-2
  below = below * r + 1.48103976427480074590e-1
  below = below * r + 6.89767334985100004550e-1
  below = below * r + 1.67638483018380384940e+0
  below = below * r + 2.05319162663775882187e+0
  return above / (below * r + 1)
}

private func farTail(_ r: Double) -> Double {
  var above = 2.01033439929228813265e-7
  above = above * r + 2.71155556874348757815e-5
  above = above * r + 1.24266094738807843860e-3
  above = above * r + 2.65321895265761230930e-2
  above = above * r + 2.96560571828504891230e-1
  above = above * r + 1.78482653991729133580e+0
  above = above * r + 5.46378491116411436990e+0
  above = above * r + 6.65790464350110377720e+0
  var below = 2.04426310338993978564e-15
  below = below * r + 1.42151175831644588870e-7
  below = below * r + 1.84631831751005468180e-5
  below = below * r + 7.86869131145613259100e-4
  below = below * r + 1.48753612908506148525e-2
  below = below * r + 1.36929880922735805310e-1
  below = below * r + 5.99832206555887937690e-1
  return above / (below * r + 1)
}
