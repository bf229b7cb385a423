import Statistics
import Testing

@testable import Reports

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0.0, 2, "0.00"), (-0.0, 2, "0.00"), (-0.001, 2, "0.00"), (1.005, 2, "1.00"),
    (0.125, 2, "0.12"), (2.5, 0, "2"), (3.5, 0, "4"), (-12.345, 1, "-12.3"),
    (1e15, 0, "1000000000000000"), (4_596_039.58, 2, "4596039.58"),
    (Double.nan, 2, "undefined"), (-.infinity, 0, "undefined"),
  ])
  func fixed(number: Double, decimals: Int, expected: String) {
    #expect(NumberText.fixed(number, decimals: decimals) == expected)
  }

  @Test func theLargestNumber() {
    let text = NumberText.fixed(.greatestFiniteMagnitude, decimals: 15)
    #expect(text.count == 309 + 16)
    #expect(Double(text) == .greatestFiniteMagnitude)
  }

  @Test(arguments: [
    (0.0, 2, "0"), (1.2345e-5, 2, "1.23e-5"), (-6.02e23, 1, "-6.0e23"), (9.99e9, 1, "1.0e10"),
    (1.0, 0, "1e0"), (.leastNonzeroMagnitude, 0, "5e-324"), (.nan, 1, "undefined"),
  ])
  func scientific(number: Double, decimals: Int, expected: String) {
    #expect(NumberText.scientific(number, decimals: decimals) == expected)
  }

  @Test(arguments: [
    (0.0, 3, "0"), (0.1, 6, "0.1"), (1.0 / 3, 3, "0.333"), (1234.5678, 3, "1235"),
    (0.000_123_4, 3, "0.000123"), (0.000_012_34, 3, "1.23e-5"), (1e15, 3, "1e15"),
    (999_999.6, 6, "1000000"), (-100.0, 2, "-100"), (1200.0, 6, "1200"),
    (.infinity, 2, "undefined"),
  ])
  func significant(number: Double, digits: Int, expected: String) {
    #expect(NumberText.significant(number, digits: digits) == expected)
  }

  @Test(arguments: [
    (4_596_039.58, "4596039.58"), (1_469_307.0, "1469307"), (0.1 + 0.2, "0.3"),
    (1.0 / 3, "0.333333"),
    (-1000.006, "-1000.01"), (155_848.0, "155848"), (2e15, "2e15"), (1e-7, "1e-7"), (100.0, "100"),
    (-0.0, "0"),
  ])
  func exact(number: Double, expected: String) {
    #expect(NumberText.exact(number) == expected)
  }

  /// What is shown is never further from the number than half of its last digit.
  @Test func roundingIsFaithful() throws {
    var generator = TestGenerator(seed: 9)
    for _ in 0..<5000 {
      let number = generator.noise() * (Double("1e\(Int(generator.bits() % 60) - 30)") ?? 1)
      let fixed = try #require(Double(NumberText.fixed(number, decimals: 4)))
      #expect(abs(fixed - number) <= 0.000_05 * 1.000_001 + abs(number) * 1e-15)
      let digits = try #require(Double(NumberText.significant(number, digits: 5)))
      #expect(abs(digits - number) <= abs(number) * 0.000_050_001)
    }
  }
}

@Suite struct PrecisionTests {
  private static func texts(_ mean: Double, _ low: Double, _ high: Double) -> [String] {
    let precision = Precision(Interval(level: 0.95, low: low, high: high))
    return [precision.text(mean), precision.end(low), precision.end(high)]
  }

  /// Two digits of the half width decide.
  @Test(arguments: [
    ([12.3456, 12.3086, 12.3826], ["12.346", "12.309", "12.383"]),
    ([12_345.6, 11_000.2, 13_691], ["12346", "11000", "13691"]),
    ([0.5, 0.4004, 0.5996], ["0.50", "0.40", "0.60"]),
    ([0.5, 0.4006, 0.5994], ["0.500", "0.401", "0.599"]),
    ([1.2e-5, 1.1e-5, 1.3e-5], ["1.20e-5", "1.10e-5", "1.30e-5"]),
    ([5e14, 4e14, 6e14], ["5.0e14", "4.0e14", "6.0e14"]),
    ([-3, -3.5, -2.5], ["-3.00", "-3.50", "-2.50"]),
    // The bounds differ by their last bits only: fifteen digits, and no more.
    ([1e6, 1e6, 1e6.nextUp], ["1000000.00000000", "1000000.00000000", "1000000.00000000"]),
  ])
  func digitsFollowTheInterval(numbers: [Double], expected: [String]) {
    #expect(Self.texts(numbers[0], numbers[1], numbers[2]) == expected)
  }

  /// An end close to zero keeps its sign: whether zero lies inside must show.
  @Test func anEndNeverRoundsToZero() {
    #expect(Self.texts(0.05, 0.000_4, 0.1) == ["0.050", "0.0004", "0.100"])
    #expect(Self.texts(0.05, -0.000_000_4, 0.1) == ["0.050", "-4e-7", "0.100"])
    #expect(Self.texts(0.05, 0, 0.1) == ["0.050", "0.000", "0.100"])
  }

  @Test func withoutWidthAllDigitsCount() {
    #expect(Self.texts(4_596_039.58, 4_596_039.58, 4_596_039.58)[0] == "4596039.58")
    #expect(Precision(nil) == .exact)
    #expect(
      Precision(
        Interval(level: 0.9, low: -.greatestFiniteMagnitude, high: .greatestFiniteMagnitude))
        != .exact)
  }

  @Test func neighboursShareTheFinerPrecision() {
    // Half widths of 1.3, 0.13, 0.15 and 13: alone they would have 1, 2, 2 and 0 decimals.
    let spreads = [0.1, 0.01, 0.012, 1.0, 0.0]
    let estimates = spreads.map { Estimate([.value(5 - $0), .value(5 + $0)]) }
    #expect(
      Precision.aligned(estimates) == [
        .fixed(decimals: 2), .fixed(decimals: 2), .fixed(decimals: 2), .fixed(decimals: 0), .exact,
      ])
  }

  /// Read back, the shown numbers keep mean inside interval and the side of zero.
  @Test func shownIntervalsStayTrue() throws {
    var generator = TestGenerator(seed: 31)
    for _ in 0..<5000 {
      let size = Double("1e\(Int(generator.bits() % 40) - 20)") ?? 1
      let width = size * (Double("1e\(Int(generator.bits() % 8) - 5)") ?? 1)
      let mean = generator.noise() * size
      let half = abs(generator.noise()) * width
      let shown = try Self.texts(mean, mean - half, mean + half).map { try #require(Double($0)) }
      #expect(shown[1] <= shown[0] && shown[0] <= shown[2])
      #expect((shown[1] > 0) == (mean - half > 0))
      #expect((shown[2] < 0) == (mean + half < 0))
    }
  }
}

@Suite struct NumberStyleTests {
  @Test func setting() {
    #expect(NumberStyle.page.set("-1234567.25") == "\u{2212}1\u{202F}234\u{202F}567.25")
    #expect(NumberStyle.page.set("1234.5") == "1234.5")
    #expect(NumberStyle.page.set("-2.5e-17") == "\u{2212}2.5\u{D7}10\u{207B}\u{B9}\u{2077}")
    #expect(NumberStyle.ascii.set("-1234567.25") == "-1234567.25")
    #expect(NumberStyle.ascii.set("3", signed: true) == "+3")
    #expect(NumberStyle.ascii.set("0.00", signed: true) == "0.00")
    #expect(NumberStyle.terminal.set("-3", signed: true) == "\u{2212}3")
    #expect(NumberStyle.ascii.percent(0.95) == "95 %")
    #expect(NumberStyle.ascii.percent(0.999) == "99.9 %")
    #expect(NumberStyle.ascii.percent(1 - 0.95) == "5 %")
  }

  @Test func undefinedTexts() {
    let estimate = Estimate(
      [.value(1)] + Array(repeating: .undefined(reason: "b"), count: 2)
        + [.undefined(reason: "c"), .undefined(reason: "a")])
    #expect(estimate.undefinedText == "undefined: b (2 of 5), a (1 of 5), c (1 of 5)")
    #expect(Estimate([.value(1)]).undefinedText == nil)
    #expect(Estimate([]).undefinedText == "undefined: no replicate")
  }
}
