import Statistics
import Testing

@Suite struct BootstrapIntervalTests {
  @Test func theStandardErrorIsTheSpreadOfTheDraws() throws {
    let draws: [Double] = [9, 10, 11, 10, 10]
    let estimate = Estimate(draws.map { .value($0) }, replicates: .bootstrap)
    // sd = sqrt(0.5); t(0.975, 4) = 2.7764451051978
    let error = try #require(estimate.standardError)
    #expect(abs(error - 0.5.squareRoot()) < 1e-12)
    let interval = try #require(estimate.interval)
    #expect(abs(interval.high - (10 + 2.7764451051978 * 0.5.squareRoot())) < 1e-9)
    #expect(abs(interval.low - (10 - 2.7764451051978 * 0.5.squareRoot())) < 1e-9)
  }

  /// The mean of a sample of 40, bootstrapped: the interval holds the true mean about as often as it
  /// says, and it does not shrink with the number of draws.
  @Test func coversWhatTheDataEstimate() {
    var seed: UInt64 = 7
    func uniform() -> Double {
      seed &+= 0x9E37_79B9_7F4A_7C15
      var z = seed
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
    }
    let trials = 2000
    var covered = 0
    var widths: [Int: Double] = [:]
    for trial in 0..<trials {
      let data = (0..<40).map { _ in uniform() + uniform() }
      for draws in [20, 200] where draws == 20 || trial < 200 {
        let means = (0..<draws).map { _ in
          (0..<40).reduce(0.0) { sum, _ in sum + data[Int(uniform() * 40)] } / 40
        }
        let estimate = Estimate(means.map { .value($0) }, replicates: .bootstrap)
        guard let interval = estimate.interval else { continue }
        if draws == 20, interval.low <= 1, interval.high >= 1 { covered += 1 }
        if trial < 200 { widths[draws, default: 0] += interval.halfWidth / 200 }
      }
    }
    let share = Double(covered) / Double(trials)
    #expect(share > 0.92 && share < 0.98, "covered \(share)")
    #expect((widths[200] ?? 0) > 0.75 * (widths[20] ?? 0))
  }
}
