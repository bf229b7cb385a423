import Reports

/// How the numbers of a column are set: with the same decimals, so that they can be compared down
/// the column when they stand at its right end.
///
/// About four significant digits of the largest, but never more than the numbers have.
struct NumberColumn {
  /// `nil` where the sizes are out of the ordinary and every number is set on its own.
  private let decimals: Int?

  init(_ numbers: [Double]) {
    let finite = numbers.filter(\.isFinite)
    let largest = finite.reduce(0) { max($0, $1.magnitude) }
    guard largest == 0 || (largest >= 1e-4 && largest < 1e15) else {
      decimals = nil
      return
    }
    let exponent = largest == 0 ? 0 : NumberText.decimalExponent(largest, digits: 4)
    let limit = max(0, 3 - exponent)
    let needed = finite.reduce(0) { max($0, Self.decimals(of: $1)) }
    decimals = min(limit, needed)
  }

  /// A number among the others; one that would read as zero keeps two digits of its own.
  func text(_ number: Double) -> String {
    guard number.isFinite else { return number.description }
    guard let decimals else { return NumberText.significant(number, digits: 4) }
    let text = NumberText.fixed(number, decimals: decimals)
    let isZero = number != 0 && text.allSatisfy { "-0.".contains($0) }
    return isZero ? NumberText.significant(number, digits: 2) : text
  }

  /// Digits after the point in the shortest text that reads back as the number.
  private static func decimals(of number: Double) -> Int {
    if number == number.rounded() { return 0 }
    let text = number.description
    if text.contains("e") { return .max }
    return text.firstIndex(of: ".").map { text[$0...].count - 1 } ?? 0
  }
}
