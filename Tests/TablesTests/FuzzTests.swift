import Diagnostics
import Tables
import Testing

struct FuzzTests {
  /// What came of some bytes: the whole table or all findings, as text.
  private func outcome(_ bytes: [UInt8], windowSize: Int) -> String {
    do {
      return shown(
        try CSVReader.read(bytes: bytes, name: "t.csv", windowSize: windowSize))
    } catch {
      return error.diagnostics.map(\.rendered).joined(separator: "\n")
    }
  }

  /// Any bytes give a table or an error, the same whatever the window.
  @Test func anyBytes() {
    var random = SeededGenerator(seed: 11)
    let common = Array("a,\"\n\r \t;.1-e0NA\u{E9}".utf8) + [0, 0xFF, 0xEF, 0xBB, 0xBF]
    for round in 0..<20_000 {
      let length = Int.random(in: 0...60, using: &random)
      let bytes = (0..<length).map { _ in
        Int.random(in: 0..<20, using: &random) == 0
          ? UInt8.random(in: 0...255, using: &random) : common.randomElement(using: &random) ?? 0
      }
      let expected = outcome(bytes, windowSize: 1 << 16)
      for windowSize in [4, 5, 7, 16] {
        #expect(outcome(bytes, windowSize: windowSize) == expected, "round \(round): \(bytes)")
      }
    }
  }

  /// A table that is written, with whatever quoting and line ends, reads as it was.
  @Test func roundTrip() throws {
    var random = SeededGenerator(seed: 12)
    for round in 0..<2_000 {
      let columnCount = Int.random(in: 2...5, using: &random)
      let rowCount = Int.random(in: 0...12, using: &random)
      let kinds = (0..<columnCount).map { _ in ColumnType.allCases.randomElement(using: &random) }
      let names = (0..<columnCount).map { "c\($0)" }
      let rows = (0..<rowCount).map { _ in kinds.map { randomField($0, using: &random) } }
      let lineEnd = Bool.random(using: &random) ? "\n" : "\r\n"
      var text = names.joined(separator: ",")
      for row in rows {
        text += lineEnd
        text += row.map { written($0, using: &random) }.joined(separator: ",")
      }
      if Bool.random(using: &random) { text += lineEnd }
      let types = Dictionary(uniqueKeysWithValues: zip(names, kinds.map { $0 ?? .text }))
      let table = try read(text, types: types, windowSize: 16)
      for (index, name) in names.enumerated() {
        let values = rows.map { $0[index] ?? "_" }
        let expected = ([types[name]?.rawValue ?? ""] + values).joined(separator: " ")
        #expect(shown(table[name]) == expected, "round \(round)")
      }
    }
  }

  /// A value as `shown` shows it, or `nil` for a missing one.
  private func randomField(
    _ type: ColumnType?, using random: inout SeededGenerator
  ) -> String? {
    if Int.random(in: 0..<5, using: &random) == 0 { return nil }
    switch type {
    case .number: return "\(Double.random(in: -1e6...1e6, using: &random))"
    case .integer: return "\(Int64.random(in: .min ... .max, using: &random))"
    case .boolean: return "\(Bool.random(using: &random))"
    case .text, nil:
      let letters = ["a", "b", ",", "\"", "\n", "\r\n", " ", "é", "\u{1F34E}", "NA"]
      let length = Int.random(in: 1...6, using: &random)
      return "[" + (0..<length).map { _ in letters.randomElement(using: &random) ?? "" }.joined()
        + "]"
    }
  }

  /// A field as a file holds it, quoted where it must be and now and then where it need not.
  private func written(_ field: String?, using random: inout SeededGenerator) -> String {
    guard let field else { return Bool.random(using: &random) ? "" : "NA" }
    guard field.hasPrefix("[") else {
      return Bool.random(using: &random) ? field : "\"\(field)\""
    }
    let text = field.dropFirst().dropLast()
    let mustQuote =
      text == "NA" || text.first == " " || text.last == " "
      || text.unicodeScalars.contains { ",\"\n\r".unicodeScalars.contains($0) }
    if !mustQuote, Bool.random(using: &random) { return String(text) }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
