import Statistics

/// How many digits of an estimate its interval allows.
///
/// The half width of the interval is shown with two significant digits, and the mean and the ends
/// with as many decimals: further digits would be noise.
enum Precision: Hashable {
  /// No interval, or one without width: there is no noise to hide.
  case exact
  case fixed(decimals: Int)
  /// The last digit shown stands for ten to the power `lastDigit`.
  case scientific(lastDigit: Int)

  init(_ estimate: Estimate) {
    self.init(estimate.interval)
  }

  init(_ interval: Interval?) {
    guard let interval, interval.halfWidth > 0, interval.halfWidth.isFinite else {
      self = .exact
      return
    }
    let largest = max(interval.low.magnitude, interval.high.magnitude)
    let lastDigit = NumberText.decimalExponent(interval.halfWidth, digits: 2) - 1
    let firstDigit = NumberText.decimalExponent(largest, digits: 15)
    // Fifteen digits are what a Double holds in every decimal.
    let held = max(lastDigit, firstDigit - 14)
    self =
      firstDigit < -4 || firstDigit >= 12
      ? .scientific(lastDigit: held) : .fixed(decimals: max(0, -held))
  }

  /// The precisions of estimates that stand under each other: neighbours that differ by one
  /// decimal get the finer of the two, so that a column does not flicker.
  static func aligned(_ estimates: [Estimate]) -> [Precision] {
    let own = estimates.map { Precision($0) }
    let finest = own.compactMap(\.decimals).max() ?? 0
    return own.map { precision in
      guard let decimals = precision.decimals, decimals == finest - 1 else { return precision }
      return .fixed(decimals: finest)
    }
  }

  private var decimals: Int? {
    if case .fixed(let decimals) = self { decimals } else { nil }
  }

  /// The number in this precision.
  func text(_ number: Double) -> String {
    switch self {
    case .exact: return NumberText.exact(number)
    case .fixed(let decimals): return NumberText.fixed(number, decimals: decimals)
    case .scientific(let lastDigit):
      guard number != 0 else { return "0" }
      let first = NumberText.decimalExponent(number, digits: 15)
      return NumberText.scientific(number, decimals: max(0, first - lastDigit))
    }
  }

  /// The end of an interval in this precision; one that would round to zero keeps two digits of
  /// its own, because on which side of zero it lies is what the reader looks for.
  func end(_ number: Double) -> String {
    let rounded = text(number)
    guard number != 0, rounded.allSatisfy({ $0 == "0" || $0 == "." }) else { return rounded }
    return NumberText.significant(number, digits: 2)
  }
}
