/// A JSON document whose text is always the same for the same values.
///
/// Objects keep the order in which they are written. Numbers are the shortest decimals that read
/// back to the same bits; what is not finite has no JSON form and becomes `null`.
package indirect enum JSONValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// A name and its value.
  package struct Member: Hashable, Sendable {
    package var name: String
    package var value: JSONValue

    package init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The value of an object's member.
  subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The document in UTF-8, indented by two spaces; arrays of plain values stay on one line.
  package var text: String {
    var output = ""
    write(to: &output, indent: 0)
    return output
  }

  /// The document on one line, without spaces: for what machines alone read.
  package var compact: String {
    var output = ""
    writeCompact(to: &output)
    return output
  }

  private func writeCompact(to output: inout String) {
    switch self {
    case .array(let values):
      output += "["
      for (index, value) in values.enumerated() {
        if index > 0 { output += "," }
        value.writeCompact(to: &output)
      }
      output += "]"
    case .object(let members):
      output += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { output += "," }
        Self.quote(member.name, to: &output)
        output += ":"
        member.value.writeCompact(to: &output)
      }
      output += "}"
    default: write(to: &output, indent: 0)
    }
  }

  private func write(to output: inout String, indent: Int) {
    switch self {
    case .null: output += "null"
    case .boolean(let flag): output += flag ? "true" : "false"
    case .integer(let number): output += String(number)
    case .number(let number): output += number.isFinite ? number.description : "null"
    case .string(let string): Self.quote(string, to: &output)
    case .array(let values):
      let isPlain = values.allSatisfy(\.isPlain)
      Self.list(values, "[", "]", breaks: !isPlain, to: &output, indent) { value, output, indent in
        value.write(to: &output, indent: indent)
      }
    case .object(let members):
      Self.list(members, "{", "}", breaks: true, to: &output, indent) { member, output, indent in
        Self.quote(member.name, to: &output)
        output += ": "
        member.value.write(to: &output, indent: indent)
      }
    }
  }

  private var isPlain: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private static func list<Item>(
    _ items: [Item], _ opening: String, _ closing: String, breaks: Bool,
    to output: inout String, _ indent: Int, write: (Item, inout String, Int) -> Void
  ) {
    output += opening
    for (index, item) in items.enumerated() {
      if index > 0 { output += breaks ? "," : ", " }
      if breaks { output += "\n" + String(repeating: "  ", count: indent + 1) }
      write(item, &output, indent + 1)
    }
    if breaks, !items.isEmpty { output += "\n" + String(repeating: "  ", count: indent) }
    output += closing
  }

  private static func quote(_ string: String, to output: inout String) {
    output += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case _ where PlainText.isControl(scalar):
        let digits = String(scalar.value, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: output.unicodeScalars.append(scalar)
      }
    }
    output += "\""
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// An object in the order of the literal.
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }

  /// The string, or `null` where there is none.
  init(_ string: String?) { self = string.map(JSONValue.string) ?? .null }

  /// The number, or `null` where there is none.
  init(_ number: Double?) { self = number.map(JSONValue.number) ?? .null }
}
