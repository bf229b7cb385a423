import Glibc
import Testing

@Suite struct GoodnessOfFitTests {
  @Test func `the Kolmogorov distance of a worked example`() {
    // Sorted 0.1, 0.4, 0.7 under the uniform: the worst is 1 - 0.7.
    #expect(abs(kolmogorovDistance([0.1, 0.4, 0.7]) - 0.3) < 1e-15)
    #expect(abs(kolmogorovDistance([0.5, 0.6, 0.9]) - 0.5) < 1e-15)
  }

  @Test func `Kolmogorov's tabled critical values`() {
    let count = 100_000_000
    for (critical, level) in [(1.2238, 0.10), (1.3581, 0.05), (1.6276, 0.01), (1.9495, 0.001)] {
      let p = kolmogorovPValue(distance: critical / Double(count).squareRoot(), count: count)
      #expect(abs(p - level) < 2e-4 * level + 2e-6)
    }
  }

  @Test func `tabled chi-square critical values`() {
    for (critical, degrees, level) in [
      (3.841, 1, 0.05), (18.307, 10, 0.05), (23.209, 10, 0.01), (124.342, 100, 0.05),
      (77.929, 100, 0.95),
    ] {
      #expect(abs(chiSquarePValue(critical, degrees: degrees) - level) < 2e-4 * level + 1e-5)
    }
    // Closed form: with 2 degrees of freedom exp(-x / 2).
    #expect(abs(chiSquarePValue(30, degrees: 2) / exp(-15) - 1) < 1e-9)
  }

  @Test func `the tests have power`() {
    let count = 50_000
    let shifted = (0..<count).map { min(1, (Double($0) + 0.5) / Double(count) * 1.02) }
    #expect(
      kolmogorovPValue(distance: kolmogorovDistance(shifted), count: count) < falseAlarmRate)
    let p = chiSquarePValue(counts: [26_000, 24_000], probabilities: [0.5, 0.5])
    #expect(p < falseAlarmRate)
  }

  @Test func `integration of the normal density`() {
    let values = integrals(upTo: [-1, 0, 1.5], from: -12, piece: 0.1) { x in
      exp(-0.5 * x * x) / (2 * Double.pi).squareRoot()
    }
    let expected = [0.15865525393145705, 0.5, 0.933192798731141934]
    for (value, reference) in zip(values, expected) { #expect(abs(value - reference) < 1e-13) }
  }
}
