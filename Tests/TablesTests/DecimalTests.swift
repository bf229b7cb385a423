import Glibc
import Tables
import Testing

struct DecimalTests {
  /// The literal as text: its kind and value.
  private func kind(_ text: String) -> String {
    var text = text
    return text.withUTF8 { bytes in
      switch DecimalLiteral(UnsafeRawBufferPointer(bytes)) {
      case .integer(let value): "integer \(value)"
      case .padded(let value): "padded \(value)"
      case .longInteger(let value): "long \(value)"
      case .decimal(let value): "decimal \(value)"
      case .outOfRange: "out of range"
      case .notANumber: "not a number"
      }
    }
  }

  @Test(arguments: [
    ("0", "integer 0"), ("12", "integer 12"), ("-12", "integer -12"), ("+12", "integer 12"),
    ("9223372036854775807", "integer 9223372036854775807"),
    ("-9223372036854775808", "integer -9223372036854775808"),
    ("9223372036854775808", "long 9.223372036854776e+18"),
    ("007", "padded 7"), ("-00", "decimal -0.0"), ("-0", "decimal -0.0"), ("00", "padded 0"),
    ("1.5", "decimal 1.5"), (".5", "decimal 0.5"), ("5.", "decimal 5.0"), ("1e3", "decimal 1000.0"),
    ("1E-3", "decimal 0.001"), ("-2.50e+01", "decimal -25.0"), ("0.1", "decimal 0.1"),
    ("1e400", "out of range"), ("-1e400", "out of range"), ("1e-400", "decimal 0.0"),
    ("1e99999999999999999999", "out of range"), ("0e99999999999999999999", "decimal 0.0"),
    ("5e-324", "decimal 5e-324"), ("1.7976931348623157e308", "decimal 1.7976931348623157e+308"),
    ("", "not a number"), ("-", "not a number"), (".", "not a number"), ("e5", "not a number"),
    ("1e", "not a number"), ("1e+", "not a number"), ("1.2.3", "not a number"),
    ("12,5", "not a number"), ("0x10", "not a number"), ("inf", "not a number"),
    ("nan", "not a number"), ("1 2", "not a number"), ("--1", "not a number"),
    ("1_000", "not a number"), ("\u{0661}", "not a number"), ("1e5.0", "not a number"),
  ])
  func syntax(text: String, expected: String) {
    #expect(kind(text) == expected)
  }

  /// Half-way cases, the ends of the fast path, and long digit strings.
  @Test(arguments: [
    "9007199254740993.0", "9007199254740992.5", "9007199254740991e22", "9007199254740993e22",
    "1e22", "1e23", "8.5e22", "1e-22", "1e-23", "123456789012345678901234567890.0",
    "0.1000000000000000055511151231257827021181583404541015625",
    "2.2250738585072011e-308", "2.2250738585072014e-308", "4.9406564584124654e-324",
    "2.4703282292062327e-324", "2.4703282292062328e-324", "1.7976931348623158e308",
    "6929495644600919.5", "3.7455744005952583e15", "18446744073709551615.5",
    "1844674407370955161.9", "99999999999999999999.9", "0.000000000000000000000000000000123",
  ])
  func hardCasesAreNearest(text: String) {
    #expect(value(text)?.bitPattern == strtod(text, nil).bitPattern)
  }

  @Test func randomDecimalsAreNearest() {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<200_000 {
      let text = randomDecimal(using: &random)
      let expected = strtod(text, nil)
      if expected.isFinite {
        #expect(value(text)?.bitPattern == expected.bitPattern, "\(text)")
      } else {
        #expect(kind(text) == "out of range", "\(text)")
      }
    }
  }

  /// Every double that is printed comes back.
  @Test func printedDoublesComeBack() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<100_000 {
      let double = Double(bitPattern: random.next())
      guard double.isFinite else { continue }
      #expect(value("\(double)")?.bitPattern == double.bitPattern, "\(double)")
    }
  }

  private func value(_ text: String) -> Double? {
    var text = text
    return text.withUTF8 { bytes in
      switch DecimalLiteral(UnsafeRawBufferPointer(bytes)) {
      case .decimal(let value), .longInteger(let value): value
      case .integer(let value), .padded(let value): Double(value)
      case .outOfRange, .notANumber: nil
      }
    }
  }

  private func randomDecimal(using random: inout SeededGenerator) -> String {
    func digits(_ range: ClosedRange<Int>) -> String {
      (0..<Int.random(in: range, using: &random)).map { _ in
        String(Int.random(in: 0...9, using: &random))
      }.joined()
    }
    let sign = ["", "-", "+"].randomElement(using: &random) ?? ""
    let whole = digits(1...(Bool.random(using: &random) ? 20 : 4))
    let fraction = digits(0...(Bool.random(using: &random) ? 25 : 4))
    let power = Int.random(in: Bool.random(using: &random) ? -30...30 : -345...310, using: &random)
    let exponent = Bool.random(using: &random) ? "" : "e\(power)"
    return sign + whole + "." + fraction + exponent
  }
}
