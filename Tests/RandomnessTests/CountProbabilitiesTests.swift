import Randomness
import Testing

@Suite struct CountProbabilitiesTests {
  /// References computed with 60 digits.
  @Test(arguments: [
    (0.0, 3.5, -3.5), (5, 12, -4.3629584938420444431), (12, 12, -2.1683346982058824268),
    (1000, 900, -9.7334151638525980517), (1_000_031_622, 1e9, -11.780557434520074492),
    (999_900_000, 1e9, -16.280688124261553342), (1e9, 1e9, -11.280571451761211653),
  ])
  func poisson(count: Double, mean: Double, expected: Double) {
    #expect(abs(logPoissonProbability(count, mean: mean) - expected) < -1e-13 * expected)
  }

  @Test(arguments: [
    (0.0, 50.0, 0.3, -17.833747196936618153), (50, 50, 0.3, -60.198640216296801482),
    (15, 50, 0.3, -2.1008951384996251332), (3, 40, 0.25, -5.6048519733336526728),
    (1_073_741_824, 2_147_483_648, 0.5, -10.96957265144029505),
    (1_073_800_000, 2_147_483_648, 0.5, -14.121584522852558492),
    (21_500_000, 2_147_483_648, 0.01, -24.241753045129473908),
  ])
  func binomial(count: Double, n: Double, p: Double, expected: Double) {
    #expect(abs(logBinomialProbability(count, n: n, p: p) - expected) < -1e-13 * expected)
  }
}
