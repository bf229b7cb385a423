import Statistics
import Testing

@testable import Reports

/// A strict reader of JSON, to check the writer with.
private struct JSONReader {
  private var rest: Substring.UnicodeScalarView

  struct Malformed: Error {}

  static func read(_ text: String) throws -> JSONValue {
    var reader = JSONReader(rest: Substring(text).unicodeScalars)
    let value = try reader.value()
    reader.skip()
    guard reader.rest.isEmpty else { throw Malformed() }
    return value
  }

  private mutating func skip() {
    rest = rest.drop { $0 == " " || $0 == "\n" }
  }

  private mutating func take(_ text: String) -> Bool {
    skip()
    guard rest.starts(with: text.unicodeScalars) else { return false }
    rest = rest.dropFirst(text.unicodeScalars.count)
    return true
  }

  private mutating func value() throws -> JSONValue {
    if take("null") { return .null }
    if take("true") { return .boolean(true) }
    if take("false") { return .boolean(false) }
    if take("\"") { return .string(try string()) }
    if take("[") {
      var values: [JSONValue] = []
      if take("]") { return .array([]) }
      repeat { values.append(try value()) } while take(",")
      guard take("]") else { throw Malformed() }
      return .array(values)
    }
    if take("{") {
      var members: [JSONValue.Member] = []
      if take("}") { return .object([]) }
      repeat {
        guard take("\"") else { throw Malformed() }
        let name = try string()
        guard take(":") else { throw Malformed() }
        members.append(.init(name, try value()))
      } while take(",")
      guard take("}") else { throw Malformed() }
      return .object(members)
    }
    let digits = String(rest.prefix { "+-.0123456789eE".unicodeScalars.contains($0) })
    rest = rest.dropFirst(digits.unicodeScalars.count)
    if let integer = Int(digits) { return .integer(integer) }
    guard let number = Double(digits) else { throw Malformed() }
    return .number(number)
  }

  private mutating func string() throws -> String {
    var result = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      if scalar == "\"" { return String(result) }
      guard scalar.value >= 0x20 else { throw Malformed() }
      guard scalar == "\\" else {
        result.append(scalar)
        continue
      }
      switch rest.popFirst() {
      case "n": result.append("\n")
      case "r": result.append("\r")
      case "t": result.append("\t")
      case "\"": result.append("\"")
      case "\\": result.append("\\")
      case "u":
        guard let code = UInt32(String(rest.prefix(4)), radix: 16),
          let scalar = Unicode.Scalar(code)
        else { throw Malformed() }
        rest = rest.dropFirst(4)
        result.append(scalar)
      default: throw Malformed()
      }
    }
    throw Malformed()
  }
}

extension JSONValue {
  fileprivate subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  fileprivate subscript(index: Int) -> JSONValue? {
    guard case .array(let values) = self, index < values.count else { return nil }
    return values[index]
  }
}

@Suite struct JSONTests {
  @Test func golden() {
    let value: JSONValue = [
      "a": .array([.integer(1), .number(0.1), .null]), "b": .object([]), "c": .array([]),
      "d": .array([.object([.init("e\n", .boolean(true))])]),
    ]
    #expect(
      value.text == """
        {
          "a": [1, 0.1, null],
          "b": {},
          "c": [],
          "d": [
            {
              "e\\n": true
            }
          ]
        }
        """)
  }

  @Test func numbersKeepTheirBits() throws {
    var generator = TestGenerator(seed: 2)
    for _ in 0..<5000 {
      let number = Double(bitPattern: generator.bits())
      guard number.isFinite else { continue }
      let text = JSONValue.number(number).text
      #expect(Double(text)?.bitPattern == number.bitPattern)
      #expect(text.allSatisfy { "0123456789.-+e".contains($0) })
    }
    #expect(JSONValue.number(.nan).text == "null")
    #expect(JSONValue.number(-.infinity).text == "null")
    #expect(JSONValue.number(-0.0).text == "-0.0")
  }

  @Test(arguments: [Fixture.small, Fixture.large, Fixture.hostile])
  func readsBack(model: ReportModel) throws {
    let document = try JSONReader.read(model.json)
    #expect(document["title"] == .string(model.title))
    #expect(document["source"] == .string(model.studySource))
    #expect(document.text + "\n" == model.json)
  }

  @Test func undefinedIsNullWithItsReasons() throws {
    let comparison = try #require(try JSONReader.read(Fixture.small.json)["comparison"])
    let cell = try #require(comparison[3])
    #expect(cell["scenario"] == .string("on"))
    #expect(cell["measure"] == .string("share"))
    #expect(cell["estimate"]?["mean"] == .null)
    #expect(cell["estimate"]?["low"] == .null)
    #expect(cell["estimate"]?["n"] == .integer(0))
    #expect(cell["estimate"]?["undefined"] == .integer(3))
    #expect(cell["estimate"]?["reasons"]?["no_twin"] == .integer(3))
    #expect(cell["difference"]?["estimate"]?["mean"] == .null)
    let first = try #require(comparison[0])
    #expect(first["difference"] == .null)
    #expect(first["estimate"]?["mean"] == .number(2))
  }
}
