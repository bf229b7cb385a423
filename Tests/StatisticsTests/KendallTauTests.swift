import Statistics
import Testing

@Suite struct KendallTauTests {
  /// Hollander & Wolfe's tuna, as in R: `cor(x, y, method = "kendall")` is 0.444444.
  @Test func agreesWithPublishedExample() throws {
    let lightness = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1]
    let panel = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8]
    #expect(abs(try #require(kendallTau(lightness, panel)) - 0.4444444444) < 1e-9)
  }

  /// By hand: 10 pairs, 7 concordant, 1 discordant, one tied in each list alone.
  @Test func countsTies() throws {
    let tau = try #require(kendallTau([1, 2, 2, 3, 4], [1, 3, 2, 2, 5]))
    #expect(abs(tau - 6.0 / 9.0) < 1e-12)
  }

  @Test func endsOfTheRange() {
    #expect(kendallTau([1, 2, 3], [4, 5, 9]) == 1)
    #expect(kendallTau([1, 2, 3], [9, 5, 4]) == -1)
    #expect(kendallTau([3, 1, 2, 1], [3, 1, 2, 1]) == 1)
  }

  @Test func undefinedWithoutOrder() {
    #expect(kendallTau([1], [1]) == nil)
    #expect(kendallTau([2, 2, 2], [1, 2, 3]) == nil)
    #expect(kendallTau([1, 2, 3], [5, 5, 5]) == nil)
    #expect(kendallTau([1, 2], [1, 2, 3]) == nil)
    #expect(kendallTau([1, .nan], [1, 2]) == nil)
  }

  /// Every pair counted on its own gives the same.
  @Test func agreesWithCountingPairs() throws {
    for seed in 1...20 {
      var state = UInt64(seed)
      func next(_ levels: UInt64) -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double((state >> 33) % levels)
      }
      let a = (0..<40).map { _ in next(12) }
      let b = (0..<40).map { _ in next(7) }
      var (difference, pairsA, pairsB) = (0.0, 0.0, 0.0)
      for i in a.indices {
        for j in 0..<i {
          let (left, right) = (sign(a[i] - a[j]), sign(b[i] - b[j]))
          difference += left * right
          pairsA += left * left
          pairsB += right * right
        }
      }
      let expected = difference / (pairsA * pairsB).squareRoot()
      #expect(abs(try #require(kendallTau(a, b)) - expected) < 1e-12)
    }
  }

  private func sign(_ number: Double) -> Double { number > 0 ? 1 : number < 0 ? -1 : 0 }
}
