/// How the numbers of one column of a study's table are set: with the same decimals, so that they
/// can be compared down the column.
///
/// Four significant digits of the largest, and at least two decimals, but never more than the
/// numbers have; whole numbers stay whole, with their last digit under those of the others. The
/// numbers in full are in report.json.
struct TableNumbers {
  let isNumeric: Bool
  /// `nil` where the sizes are out of the ordinary and every number is set on its own.
  private let decimals: Int?

  init(_ cells: some Sequence<ReportModel.TableCell>) {
    let numbers = cells.compactMap { cell in
      if case .number(let number) = cell { number } else { nil }
    }
    isNumeric = !numbers.isEmpty
    let largest = numbers.reduce(0) { max($0, $1.magnitude) }
    guard largest >= 1e-3, largest < 1e15 else {
      decimals = nil
      return
    }
    let limit = max(2, 3 - NumberText.decimalExponent(largest, digits: 4))
    let needed = numbers.reduce(0) { max($0, Self.decimals(of: NumberText.exact($1))) }
    decimals = min(limit, needed)
  }

  /// A number among others; one that would read as zero keeps two digits of its own.
  func text(_ number: Double, _ style: NumberStyle) -> String {
    guard let decimals else { return style.set(NumberText.exact(number)) }
    if number == number.rounded() {
      return style.set(NumberText.fixed(number, decimals: 0)) + Self.space(decimals)
    }
    let text = NumberText.fixed(number, decimals: decimals)
    let isZero = text.allSatisfy { "-0.".contains($0) }
    return style.set(isZero ? NumberText.significant(number, digits: 2) : text)
  }

  /// A number that names its row: as it is, without groups of digits.
  func label(_ number: Double, _ style: NumberStyle) -> String {
    var plain = style
    plain.groupSeparator = ""
    return plain.set(NumberText.exact(number))
  }

  /// As wide as a point and so many decimals.
  private static func space(_ decimals: Int) -> String {
    decimals == 0 ? "" : "\u{2008}" + String(repeating: "\u{2007}", count: decimals)
  }

  private static func decimals(of text: String) -> Int {
    if text.contains("e") { return .max }
    return text.firstIndex(of: ".").map { text[$0...].count - 1 } ?? 0
  }
}
