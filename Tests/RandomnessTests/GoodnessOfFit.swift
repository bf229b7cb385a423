import Glibc

/// The largest distance between the empirical distribution of sorted values and `cdf`, where
/// `cdf[i]` is the distribution function at the i-th of them.
func kolmogorovDistance(_ cdf: [Double]) -> Double {
  let n = Double(cdf.count)
  var distance = 0.0
  for (index, value) in cdf.enumerated() {
    if value.isNaN { return .infinity }
    distance = max(distance, value - Double(index) / n, Double(index + 1) / n - value)
  }
  return distance
}

/// The probability of a Kolmogorov-Smirnov distance at least this large (Stephens' approximation).
func kolmogorovPValue(distance: Double, count: Int) -> Double {
  let root = Double(count).squareRoot()
  let lambda = (root + 0.12 + 0.11 / root) * distance
  if lambda < 0.2 { return 1 }
  var sum = 0.0
  for k in 1...100 {
    let sign = k % 2 == 1 ? 1.0 : -1.0
    sum += sign * exp(-2 * Double(k * k) * lambda * lambda)
  }
  return min(1, 2 * sum)
}

/// The probability of a chi-square value at least this large: the regularised upper incomplete
/// gamma function by its series or its continued fraction.
func chiSquarePValue(_ statistic: Double, degrees: Int) -> Double {
  let a = 0.5 * Double(degrees)
  let x = 0.5 * statistic
  if x <= 0 { return 1 }
  let front = exp(a * log(x) - x - lgamma(a))
  if x < a + 1 {
    var term = 1 / a
    var sum = term
    var divisor = a
    while term > sum * 1e-16 {
      divisor += 1
      term *= x / divisor
      sum += term
    }
    return 1 - front * sum
  }
  var fraction = 0.0
  for k in stride(from: 500.0, to: 0, by: -1) {
    fraction = k * (k - a) / (x + 2 * k + 1 - a - fraction)
  }
  return front / (x + 1 - a - fraction)
}

/// Pearson's test of counts against probabilities that sum to 1, p value.
///
/// Neighbouring cells are pooled until at least 10 are expected in each.
func chiSquarePValue(counts: [Int], probabilities: [Double]) -> Double {
  let total = Double(counts.reduce(0, +))
  var cells: [(observed: Double, expected: Double)] = []
  var observed = 0.0
  var expected = 0.0
  for (count, probability) in zip(counts, probabilities) {
    observed += Double(count)
    expected += total * probability
    if expected >= 10 {
      cells.append((observed, expected))
      (observed, expected) = (0, 0)
    }
  }
  if let last = cells.popLast() {
    cells.append((last.observed + observed, last.expected + expected))
  }
  if cells.count < 2 { return 0 }
  let statistic = cells.reduce(0.0) { sum, cell in
    sum + (cell.observed - cell.expected) * (cell.observed - cell.expected) / cell.expected
  }
  return chiSquarePValue(statistic, degrees: cells.count - 1)
}

/// The integral of `density` from `start` up to each of the sorted `points`, by 5-point
/// Gauss-Legendre pieces of at most `piece`.
func integrals(
  upTo points: [Double], from start: Double, piece: Double, _ density: (Double) -> Double
) -> [Double] {
  let inner = (5 - 2 * (10.0 / 7).squareRoot()).squareRoot() / 3
  let outer = (5 + 2 * (10.0 / 7).squareRoot()).squareRoot() / 3
  let innerWeight = (322 + 13 * 70.0.squareRoot()) / 900
  let outerWeight = (322 - 13 * 70.0.squareRoot()) / 900
  var sum = 0.0
  var from = start
  return points.map { point in
    let pieces = max(1, Int(((point - from) / piece).rounded(.up)))
    let width = (point - from) / Double(pieces)
    for index in 0..<pieces {
      let half = 0.5 * width
      let centre = from + (Double(index) + 0.5) * width
      let near = density(centre - half * inner) + density(centre + half * inner)
      let far = density(centre - half * outer) + density(centre + half * outer)
      sum += half * (128.0 / 225 * density(centre) + innerWeight * near + outerWeight * far)
    }
    from = point
    return sum
  }
}

/// The false-alarm rate of every statistical test here; seeds are fixed, so a pass stays a pass.
let falseAlarmRate = 1e-6
