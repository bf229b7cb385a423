import Glibc
import Randomness
import Testing

@Suite struct TruncatedNormalTests {
  struct Bounds: Sendable, CustomTestStringConvertible {
    var mean = 0.0
    var sd = 1.0
    var low: Double
    var high: Double
    var testDescription: String { "\(mean) \(sd) in \(low)...\(high)" }
  }

  /// The uniform of every draw against the density, integrated from the bound that is nearest to
  /// the mean and scaled there, so that no tail is too thin for it.
  @Test(arguments: [
    Bounds(low: -1, high: 1), Bounds(low: -.infinity, high: .infinity),
    Bounds(mean: 0.5, sd: 0.2, low: 0, high: 1), Bounds(low: 0.5, high: .infinity),
    Bounds(low: -.infinity, high: -2), Bounds(low: 0.001, high: 9), Bounds(low: -9, high: 20),
    Bounds(low: 4.99, high: 5.2), Bounds(low: 5, high: .infinity), Bounds(low: -5.3, high: -4.9),
    Bounds(low: 6, high: 6.5), Bounds(low: -.infinity, high: -7), Bounds(low: 37, high: 40),
    Bounds(low: -41, high: -40), Bounds(low: 45, high: .infinity),
    Bounds(low: 1e6, high: .infinity), Bounds(mean: 2, sd: 0.5, low: -8, high: -7.99),
    Bounds(low: 3, high: 3.000_001), Bounds(low: -1e-6, high: 1e-7),
    Bounds(low: 0.3, high: 0.300_02), Bounds(low: 30, high: 30.000_02),
    Bounds(low: 1e7, high: 1.000_000_000_001e7),
  ])
  func `inversion in the middle, in tails and in slits`(bounds: Bounds) {
    let count = 3000
    let draw = { (stream: inout DrawStream) in
      stream.truncatedNormal(mean: bounds.mean, sd: bounds.sd, low: bounds.low, high: bounds.high)
    }
    let values = draws(count, "truncated", draw).sorted()
    let expected = uniforms(count, "truncated").sorted()
    #expect(values.allSatisfy { $0 >= bounds.low && $0 <= bounds.high })
    // Offsets from the reference bound, in standard deviations, so that they keep their digits.
    let mirrored = bounds.high < bounds.mean
    let bound = mirrored ? bounds.high : max(bounds.low, bounds.mean - 12 * bounds.sd)
    let far = mirrored ? bounds.low : bounds.high
    let centre = abs(bound - bounds.mean) / bounds.sd * (bound < bounds.mean && !mirrored ? -1 : 1)
    let reach = min(abs(far - bound) / bounds.sd, 14 + max(0, -centre), 45 / max(centre, 1))
    var offsets = values.map { abs($0 - bound) / bounds.sd }
    if mirrored { offsets.reverse() }
    let piece = 0.1 / max(1, abs(centre))
    let area = integrals(upTo: offsets + [max(reach, offsets[count - 1])], from: 0, piece: piece) {
      exp(-$0 * (centre + 0.5 * $0))
    }
    let size = max(abs(bounds.mean), abs(bound)) / bounds.sd
    let tolerance = 1e-10 + 4 * size.ulp * (1 + abs(centre) + 1 / reach)
    for index in 0..<count {
      let share = area[index] / area[count]
      let reference = mirrored ? 1 - expected[count - 1 - index] : expected[index]
      #expect(abs(share - reference) < tolerance, "uniform \(reference), value \(share)")
    }
  }

  @Test func `without bounds it is the normal draw`() {
    let free = draws(2000, "free") { $0.normal(mean: 3, sd: 2) }
    let bounded = draws(2000, "free") {
      $0.truncatedNormal(mean: 3, sd: 2, low: -.infinity, high: .infinity)
    }
    #expect(free == bounded)
  }
}
