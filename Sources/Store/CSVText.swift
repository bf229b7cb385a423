/// Lines of comma-separated values, collected until they are worth handing on.
///
/// RFC 4180 with a line feed at the end of a line; what is empty is undefined or does not apply.
struct CSVText {
  private(set) var bytes: [UInt8] = []
  /// The size from which a chunk is handed on.
  static let chunk = 1 << 16

  init() { bytes.reserveCapacity(CSVText.chunk + 4096) }

  var isFull: Bool { bytes.count >= CSVText.chunk }

  /// Hands over what was collected and starts afresh.
  mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  /// Appends bytes that need no quotes or have them: a prepared field.
  mutating func raw(_ prepared: [UInt8]) { bytes.append(contentsOf: prepared) }

  mutating func comma() { bytes.append(UInt8(ascii: ",")) }

  mutating func endLine() { bytes.append(UInt8(ascii: "\n")) }

  /// The shortest text that reads back as the same number.
  mutating func number(_ value: Double) { bytes.append(contentsOf: value.description.utf8) }

  mutating func integer(_ value: Int) { bytes.append(contentsOf: String(value).utf8) }

  mutating func text(_ value: String) { bytes.append(contentsOf: CSVText.field(value)) }

  /// A text as a field, in quotes where it needs them.
  static func field(_ text: String) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    let special: [UInt8] = [quote, UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    let isPadded = text.utf8.first == UInt8(ascii: " ") || text.utf8.last == UInt8(ascii: " ")
    guard isPadded || text.utf8.contains(where: special.contains) else { return Array(text.utf8) }
    return [quote] + text.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }
}
