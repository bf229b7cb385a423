import CSleef

// Logarithms of Poisson and binomial probabilities that keep their digits for large counts, where
// differences of log-gamma values lose them all.
//
// Source: Loader 2000, "Fast and accurate computation of binomial probabilities".

private let twoPi = 2 * Double.pi

/// The logarithm of the probability of `count` events; `count` a whole number >= 0, `mean` > 0.
package func logPoissonProbability(_ count: Double, mean: Double) -> Double {
  guard count > 0 else { return -mean }
  return -stirlingError(count) - deviance(count, mean) - 0.5 * sleef_log(twoPi * count)
}

/// The logarithm of the probability of `count` successes; whole numbers with 0 <= `count` <= `n`,
/// 0 < `p` < 1.
package func logBinomialProbability(_ count: Double, n: Double, p: Double) -> Double {
  if count == 0 { return n * sleef_log1p(-p) }
  if count == n { return n * sleef_log(p) }
  let failures = n - count
  let errors = stirlingError(n) - stirlingError(count) - stirlingError(failures)
  let distance = deviance(count, n * p) + deviance(failures, n * (1 - p))
  return errors - distance - 0.5 * sleef_log(twoPi * count * (failures / n))
}

/// log(n!) minus Stirling's formula log(sqrt(2 pi n) (n / e)^n), for whole n >= 1.
private func stirlingError(_ n: Double) -> Double {
  if n < 16 {
    return sleef_lgamma(n + 1) - (n + 0.5) * sleef_log(n) + n - 0.5 * sleef_log(twoPi)
  }
  let square = 1 / (n * n)
  var sum = 1.0 / 1188
  sum = 1.0 / 1680 - sum * square
  sum = 1.0 / 1260 - sum * square
  sum = 1.0 / 360 - sum * square
  return (1.0 / 12 - sum * square) / n
}

/// x log(x / m) + m - x, without cancellation where x is near m; both > 0.
private func deviance(_ x: Double, _ m: Double) -> Double {
  guard abs(x - m) < 0.1 * (x + m) else { return x * sleef_log(x / m) + m - x }
  let ratio = (x - m) / (x + m)
  let square = ratio * ratio
  var sum = (x - m) * ratio
  var term = 2 * x * ratio
  var divisor = 1.0
  while true {
    term *= square
    divisor += 2
    let next = sum + term / divisor
    if next == sum { return sum }
    sum = next
  }
}
