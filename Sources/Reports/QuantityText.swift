import Statistics

/// How numbers are set in a medium.
struct NumberStyle {
  var minus: String
  /// Between groups of three digits from 10,000 on.
  var groupSeparator: String
  /// Between a number and its unit or percent sign.
  var space: String
  /// Whether powers of ten are raised, as in 2.6×10⁻⁷, rather than written 2.6e-7.
  var raisesExponents: Bool

  static let ascii = NumberStyle(
    minus: "-", groupSeparator: "", space: " ", raisesExponents: false)
  static let terminal = NumberStyle(
    minus: "\u{2212}", groupSeparator: "", space: " ", raisesExponents: false)
  static let page = NumberStyle(
    minus: "\u{2212}", groupSeparator: "\u{202F}", space: "\u{A0}", raisesExponents: true)

  /// Sets an ASCII number; `signed` writes a plus before what is above zero.
  func set(_ text: String, signed: Bool = false) -> String {
    let isNegative = text.first == "-"
    let digits = isNegative ? text.dropFirst() : Substring(text)
    let isZero = digits.prefix { $0 != "e" }.allSatisfy { $0 == "0" || $0 == "." }
    let sign = isNegative ? minus : signed && !isZero ? "+" : ""
    guard raisesExponents, let exponent = digits.firstIndex(of: "e") else {
      return sign + grouped(digits)
    }
    let power = digits[digits.index(after: exponent)...].map { Self.raised[$0] ?? "" }.joined()
    return "\(sign)\(digits[..<exponent])\u{D7}10\(power)"
  }

  private static let raised: [Character: String] = [
    "-": "\u{207B}", "0": "\u{2070}", "1": "\u{B9}", "2": "\u{B2}", "3": "\u{B3}",
    "4": "\u{2074}", "5": "\u{2075}", "6": "\u{2076}", "7": "\u{2077}", "8": "\u{2078}",
    "9": "\u{2079}",
  ]

  /// A share as a percentage: `95 %`.
  func percent(_ share: Double) -> String {
    "\(set(NumberText.significant(100 * share, digits: 6)))\(space)%"
  }

  private func grouped(_ digits: Substring) -> String {
    let whole = digits.prefix(while: \.isNumber)
    guard !groupSeparator.isEmpty, whole.count > 4 else { return String(digits) }
    var text = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index).isMultiple(of: 3) { text += groupSeparator }
      text.append(digit)
    }
    return text + digits.dropFirst(whole.count)
  }
}

/// An estimate as text: the mean, the ends of its interval and how much it rests on.
struct QuantityText {
  /// What stands in place of an interval where all replicates gave the same number.
  static let noSpread = "no spread"

  /// `nil` where no replicate is defined.
  let mean: String?
  let low: String?
  let high: String?
  /// `100`, or `98 of 100` where some are undefined.
  let count: String
  /// `undefined: no_twin (3 of 12)`; `nil` where nothing is.
  let undefined: String?
  private let hasNoSpread: Bool

  /// - Parameter signed: for differences: writes a plus, too.
  init(_ estimate: Estimate, precision: Precision, style: NumberStyle, signed: Bool = false) {
    mean = estimate.mean.map { style.set(precision.text($0), signed: signed) }
    hasNoSpread = estimate.hasNoSpread
    let shown = hasNoSpread ? nil : estimate.interval
    low = shown.map { style.set(precision.end($0.low), signed: signed) }
    high = shown.map { style.set(precision.end($0.high), signed: signed) }
    count =
      estimate.undefinedCount == 0
      ? String(estimate.count) : "\(estimate.count) of \(estimate.total)"
    undefined = estimate.undefinedText
  }

  /// `[low, high]`, `no spread`, or nothing.
  var interval: String {
    guard let low, let high else { return hasNoSpread ? Self.noSpread : "" }
    return "[\(low), \(high)]"
  }
}

extension Estimate {
  /// The reasons with their counts, the most frequent first.
  var reasonsInOrder: [(reason: String, count: Int)] {
    reasons.map { (reason: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
  }

  /// `undefined: no_twin (3 of 12), no_events (1 of 12)`; `nil` where nothing is undefined.
  var undefinedText: String? {
    if total == 0 { return "undefined: no replicate" }
    guard undefinedCount > 0 else { return nil }
    let parts = reasonsInOrder.map { "\($0.reason) (\($0.count) of \(total))" }
    return "undefined: \(parts.joined(separator: ", "))"
  }
}

extension ReportModel {
  /// Whether some number has replicates without any spread.
  var hasUnspread: Bool {
    cells.joined().contains { cell in
      cell.estimate.hasNoSpread || cell.difference?.paired.estimate.hasNoSpread ?? false
    }
  }

  /// What no spread means.
  static let unspreadText =
    "every replicate gave the same number, so their spread says nothing about how sure it is"
}
