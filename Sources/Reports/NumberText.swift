import Glibc

/// Numbers as decimal text, in ASCII and without a locale of their own.
///
/// A zero never carries a sign, and what is not finite reads `undefined`: a caller that shows
/// results has sorted those out before.
package enum NumberText {
  /// `decimals` digits after the point.
  package static func fixed(_ number: Double, decimals: Int) -> String {
    guard number.isFinite else { return "undefined" }
    return withoutSignOfZero(printed("%.*f", max(0, decimals), number))
  }

  /// One digit before the point, `decimals` after it, and an exponent as short as it can be.
  package static func scientific(_ number: Double, decimals: Int) -> String {
    guard number.isFinite else { return "undefined" }
    guard number != 0 else { return "0" }
    let (mantissa, exponent) = split(printed("%.*e", max(0, decimals), number))
    return "\(mantissa)e\(exponent)"
  }

  /// `digits` significant digits without zeros at the end, fixed or scientific by size.
  package static func significant(_ number: Double, digits: Int) -> String {
    guard number.isFinite, number != 0 else { return number == 0 ? "0" : "undefined" }
    let exponent = decimalExponent(number, digits: digits)
    if exponent < -4 || exponent >= 15 {
      let (mantissa, power) = split(printed("%.*e", digits - 1, number))
      return "\(withoutTrailingZeros(mantissa))e\(power)"
    }
    return withoutTrailingZeros(fixed(number, decimals: digits - 1 - exponent))
  }

  /// A number without sampling error: whole to 15 digits, from 1,000 on with two decimals,
  /// below with six significant digits.
  static func exact(_ number: Double) -> String {
    guard number.isFinite, number.magnitude >= 1000, number.magnitude < 1e15 else {
      return significant(number, digits: 6)
    }
    return withoutTrailingZeros(fixed(number, decimals: 2))
  }

  /// The power of ten of the first digit, after rounding to `digits` significant digits.
  ///
  /// - Precondition: `number` is finite and not zero.
  package static func decimalExponent(_ number: Double, digits: Int) -> Int {
    split(printed("%.*e", max(0, digits - 1), number)).exponent
  }

  private static func split(_ text: String) -> (mantissa: String, exponent: Int) {
    let parts = text.split(separator: "e")
    return (String(parts[0]), parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
  }

  private static func withoutTrailingZeros(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var trimmed = Substring(text)
    while trimmed.last == "0" { trimmed.removeLast() }
    if trimmed.last == "." { trimmed.removeLast() }
    return withoutSignOfZero(String(trimmed))
  }

  private static func withoutSignOfZero(_ text: String) -> String {
    let isZero = text.allSatisfy { $0 == "-" || $0 == "0" || $0 == "." }
    return isZero && text.first == "-" ? String(text.dropFirst()) : text
  }

  private static func printed(_ format: String, _ decimals: Int, _ number: Double) -> String {
    // The longest: 309 digits, a sign, a point and the decimals.
    let capacity = 330 + decimals
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
      let length = withVaList([Int32(decimals), number]) {
        vsnprintf(buffer.baseAddress, capacity, format, $0)
      }
      return String(
        decoding: buffer.prefix(Int(length)).lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }
}
