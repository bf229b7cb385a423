import Statistics
import Testing

/// Against SciPy 1.17, and at the ends of what can happen.
@Suite struct CumulativeProbabilityTests {
  @Test(arguments: [
    (0.0, 0.0, 1.0, 0.5), (-8, 0, 1, 6.22096057427174e-16), (2.5, 2, 3, 0.5661838326109037),
    (1, 2, 0, 0), (2, 2, 0, 1),
  ])
  func normal(x: Double, mean: Double, deviation: Double, expected: Double) {
    let found = CumulativeProbability.normal(x, mean: mean, standardDeviation: deviation)
    #expect(isClose(found, expected, relative: 1e-9))
  }

  @Test(arguments: [
    (0.3, 0.5, 0.2, 0.0, 1.0, 0.1543626696401989),
    (9.1, 0, 1, 9, 10, 0.5998422102634857),
    (-9.5, 0, 1, -10, -9, 0.009231904162477872),
    (0.5, 0.5, 1, -1, .infinity, 0.46420503814447805),
    (0, 0.5, 1, 0.1, 2, 0), (2, 0.5, 1, 0.1, 2, 1), (0.4, 0, 0, 0.4, 2, 1),
  ])
  func truncatedNormal(
    x: Double, mean: Double, deviation: Double, low: Double, high: Double, expected: Double
  ) {
    let found = CumulativeProbability.truncatedNormal(
      x, mean: mean, standardDeviation: deviation, low: low, high: high)
    #expect(isClose(found, expected, relative: 1e-9))
  }

  @Test(arguments: [
    (1.0, 0.0, 1.0, 0.5), (0.01, 0.5, 1.2, 1.0484802111702162e-05),
    (90, 4.5, 0.9, 0.4999156327201043), (0, 0, 1, 0), (-1, 0, 1, 0),
  ])
  func lognormal(x: Double, mean: Double, deviation: Double, expected: Double) {
    let found = CumulativeProbability.lognormal(x, meanLog: mean, standardDeviationLog: deviation)
    #expect(isClose(found, expected, relative: 1e-9))
  }

  @Test(arguments: [
    (0.3, 2.0, 3.0, 0.34829999999999994), (0.001, 0.5, 0.5, 0.020135041633377492),
    (0.9, 20, 5, 0.9149251141213293), (0, 2, 2, 0), (1.5, 2, 2, 1),
  ])
  func beta(x: Double, a: Double, b: Double, expected: Double) {
    #expect(isClose(CumulativeProbability.beta(x, a: a, b: b), expected, relative: 1e-9))
  }

  @Test(arguments: [
    (1.0, 2.0, 3.0, 0.04462491923494765), (0.001, 0.5, 2, 0.02522712063003961),
    (40, 20, 1.5, 0.9227859405631581), (-1, 2, 2, 0), (.infinity, 2, 2, 1),
  ])
  func gamma(x: Double, shape: Double, scale: Double, expected: Double) {
    let found = CumulativeProbability.gamma(x, shape: shape, scale: scale)
    #expect(isClose(found, expected, relative: 1e-9))
  }

  @Test(arguments: [
    (1.0, 1.0, 0.6321205588285577), (1e-12, 2, 1.999999999998e-12), (3, 0.4, 0.6988057880877978),
    (-1, 1, 0),
  ])
  func exponential(x: Double, rate: Double, expected: Double) {
    #expect(isClose(CumulativeProbability.exponential(x, rate: rate), expected, relative: 1e-9))
  }

  @Test(arguments: [
    (3.0, Int64(10), 0.3, 0.6496107184000002), (3.7, 10, 0.3, 0.6496107184000002),
    (0, 5, 0.01, 0.9509900499), (480, 1000, 0.5, 0.10872414660207075), (-0.5, 10, 0.3, 0),
    (10, 10, 0.3, 1), (0, 0, 0.3, 1),
  ])
  func binomial(x: Double, trials: Int64, probability: Double, expected: Double) {
    let found = CumulativeProbability.binomial(x, trials: trials, probability: probability)
    #expect(isClose(found, expected, relative: 1e-9))
  }

  @Test(arguments: [
    (2.0, 3.5, 0.32084719886213414), (2.9, 3.5, 0.32084719886213414),
    (0, 0.1, 0.9048374180359595), (110, 100, 0.8528626515577303), (-1, 3, 0), (0, 0, 1),
  ])
  func poisson(x: Double, mean: Double, expected: Double) {
    #expect(isClose(CumulativeProbability.poisson(x, mean: mean), expected, relative: 1e-9))
  }

  @Test func uniform() {
    #expect(CumulativeProbability.uniform(3, low: 2, high: 6) == 0.25)
    #expect(CumulativeProbability.uniform(1, low: 2, high: 6) == 0)
    #expect(CumulativeProbability.uniform(2, low: 2, high: 2) == 1)
  }

  @Test func notANumberStaysOne() {
    #expect(CumulativeProbability.uniform(.nan, low: 0, high: 1).isNaN)
    #expect(CumulativeProbability.normal(.nan, mean: 0, standardDeviation: 0).isNaN)
    #expect(CumulativeProbability.gamma(.nan, shape: 1, scale: 1).isNaN)
    #expect(CumulativeProbability.binomial(.nan, trials: 3, probability: 0.5).isNaN)
    #expect(CumulativeProbability.poisson(.nan, mean: 0).isNaN)
  }
}
