/// What the text of a field says as a decimal number.
///
/// The syntax is an optional sign, digits with at most one point, and an optional exponent:
/// `12`, `-0.5`, `.5`, `6e-3`. There are no hexadecimal numbers, infinities or NaNs.
package enum DecimalLiteral {
  /// Digits only, and as an integer nothing is lost.
  case integer(Int64)
  /// Digits only, with zeros in front: `007`. A number if asked for, else more likely a name.
  case padded(Int64)
  /// Digits only, but more than 64 bits hold.
  case longInteger(Double)
  /// With a point, an exponent or the sign of `-0`: the nearest double, ties to even.
  case decimal(Double)
  /// Too large for a double.
  case outOfRange
  case notANumber

  package init(_ text: UnsafeRawBufferPointer) {
    var parts = DecimalParts()
    guard parts.scan(text) else {
      self = .notANumber
      return
    }
    if parts.isInteger, parts.digitCount <= 18 {
      let magnitude = Int64(parts.digits)
      if parts.isNegative, magnitude == 0 {
        self = .decimal(-0.0)
      } else {
        let value = parts.isNegative ? -magnitude : magnitude
        self = parts.isPadded ? .padded(value) : .integer(value)
      }
      return
    }
    if parts.isInteger, !parts.isPadded, let value = Int64(String(decoding: text, as: UTF8.self)) {
      self = .integer(value)
      return
    }
    let value = parts.exactValue ?? Self.nearest(text)
    guard value.isFinite else {
      self = .outOfRange
      return
    }
    self = parts.isInteger ? .longInteger(value) : .decimal(value)
  }

  /// The nearest double, whatever the length of the text, which has been checked.
  private static func nearest(_ text: UnsafeRawBufferPointer) -> Double {
    Double(String(decoding: text, as: UTF8.self)) ?? .infinity
  }
}

/// The parts of a decimal number: digits, power of ten and sign.
private struct DecimalParts {
  /// The digits without the point, as long as there are at most 19 of them.
  var digits: UInt64 = 0
  var digitCount = 0
  /// By which power of ten the digits are to be multiplied.
  var exponent = 0
  var isNegative = false
  var isInteger = true
  var isPadded = false

  /// Reads the whole text; false where it is not a number.
  @inline(__always)
  mutating func scan(_ text: UnsafeRawBufferPointer) -> Bool {
    var position = 0
    let count = text.count
    if position < count, text[position] == UInt8(ascii: "-") || text[position] == UInt8(ascii: "+")
    {
      isNegative = text[position] == UInt8(ascii: "-")
      position += 1
    }
    let start = position
    position = takeDigits(text, from: position)
    isPadded = position - start > 1 && text[start] == UInt8(ascii: "0")
    if position < count, text[position] == UInt8(ascii: ".") {
      isInteger = false
      let point = position + 1
      position = takeDigits(text, from: point)
      exponent = point - position
    }
    guard digitCount > 0 else { return false }
    if position < count, text[position] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      guard let after = takeExponent(text, from: position + 1) else { return false }
      position = after
    }
    return position == count
  }

  @inline(__always)
  private mutating func takeDigits(_ text: UnsafeRawBufferPointer, from start: Int) -> Int {
    var position = start
    while position < text.count {
      let digit = text[position] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      if digitCount < 19 { digits = digits &* 10 &+ UInt64(digit) }
      digitCount += 1
      position += 1
    }
    return position
  }

  private mutating func takeExponent(_ text: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var position = start
    var isBelowOne = false
    if position < text.count,
      text[position] == UInt8(ascii: "-") || text[position] == UInt8(ascii: "+")
    {
      isBelowOne = text[position] == UInt8(ascii: "-")
      position += 1
    }
    let first = position
    var magnitude = 0
    while position < text.count {
      let digit = text[position] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      magnitude = min(magnitude * 10 + Int(digit), 1_000_000)
      position += 1
    }
    exponent += isBelowOne ? -magnitude : magnitude
    return position > first ? position : nil
  }

  /// The value where one rounding gives it: both the digits and the power of ten are doubles.
  ///
  /// - Source: Clinger 1990, doi:10.1145/93548.93557, the fast path.
  @inline(__always)
  var exactValue: Double? {
    guard digitCount <= 19, digits <= 1 << 53, exponent >= -22, exponent <= 22 else { return nil }
    let magnitude = Double(digits)
    let value =
      exponent < 0 ? magnitude / powersOfTen[-exponent] : magnitude * powersOfTen[exponent]
    return isNegative ? -value : value
  }
}

/// The powers of ten that are doubles.
private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
]
