import Randomness
import Testing

@Suite struct NormalDistributionTests {
  /// References computed with 60 digits.
  @Test(arguments: [
    (1e-300, -37.047096299361199237), (1e-100, -21.273453560965324294),
    (1e-20, -9.2623400897984075796), (1e-10, -6.3613409024040561991),
    (1e-5, -4.2648907939228246102), (0.001, -3.0902323061678135354),
    (0.025, -1.9599639845400542118), (0.07, -1.4757910281791706856),
    (0.08, -1.4050715603096325447), (0.3, -0.52440051270804081597), (0.5, 0),
    (0.9, 1.2815515655446005935), (0.999, 3.0902323061678132778),
  ])
  func `reference quantiles`(p: Double, expected: Double) {
    #expect(abs(normalQuantile(p) - expected) <= 1e-15 * abs(expected))
  }

  @Test(arguments: [
    (-37.0, 5.7255712225245768226e-300), (-20, 2.7536241186062336951e-89),
    (-8, 6.2209605742717841235e-16), (-3, 0.0013498980316300945267),
    (-1, 0.15865525393145705141), (-0.5, 0.30853753872598689636), (0, 0.5),
    (0.3, 0.61791142218895263307), (1.5, 0.933192798731141934), (4, 0.99996832875816688008),
  ])
  func `reference probabilities`(x: Double, expected: Double) {
    #expect(abs(normalCDF(x) - expected) <= 1e-13 * expected + .leastNonzeroMagnitude)
  }

  @Test func `quantile and probability are inverse to each other`() {
    for index in 1...400 {
      let x = -Double(index) * 0.09
      let back = normalQuantile(normalCDF(x))
      #expect(abs(back - x) < 1e-13 * max(1, -x), "x = \(x)")
    }
  }

  @Test func `the quantile is odd and increasing`() {
    var previous = -Double.infinity
    for index in 1..<10_000 {
      let p = Double(index) / 16_384
      #expect(normalQuantile(1 - p) == -normalQuantile(p))
      #expect(normalQuantile(p) > previous)
      previous = normalQuantile(p)
    }
  }

  @Test func `ends and nonsense`() {
    #expect(normalQuantile(0) == -.infinity)
    #expect(normalQuantile(1) == .infinity)
    for p in [-0.1, 1.1, .nan, .infinity] { #expect(normalQuantile(p).isNaN) }
    #expect(normalCDF(.infinity) == 1)
    #expect(normalCDF(-.infinity) == 0)
    #expect(normalCDF(.nan).isNaN)
  }
}
