import Reports
import Testing

@testable import Interactive

@Suite struct ValuePrinterTests {
  /// What a value looks like on a screen of 60 columns.
  static let texts: [(value: ShownValue, text: String)] = [
    (.nothing, "nil"), (.boolean(true), "true"), (.integer(-7), "-7"),
    (.number(3), "3.0"), (.number(0.1), "0.1"), (.number(1e100), "1e+100"),
    (.number(0.1 + 0.2), "0.30000000000000004"), (.number(.infinity), "inf"),
    (.text("a \"b\"\n\u{1B}[2J\\"), #""a \"b\"\n\u{1B}[2J\\""#), (.text("na\u{EF}ve"), "\"naïve\""),
    (.undefined("no_twin"), "undefined (no_twin)"), (.reference("consumer 12"), "consumer 12"),
    (.other("function (prompt:3)"), "function (prompt:3)"),
    (.record(title: nil, []), "{}"), (.list(title: nil, count: 0, []), "{}"),
    (
      .record(
        title: nil,
        [("a", .number(1)), ("[2]", .text("x")), ("b", .list(title: nil, count: 0, []))]
      ),
      #"{ a = 1.0, [2] = "x", b = {} }"#
    ),
    (
      .list(title: nil, count: 291, [.number(0.123_456), .integer(2), .undefined("none")]),
      "{ 0.1235, 2, undefined (none), ... 288 more }"
    ),
    (
      .list(title: "consumer", count: 2, [.reference("consumer 3"), .reference("consumer 8")]),
      "consumer (2)  { consumer 3, consumer 8 }"
    ),
    (
      .rows(
        title: "consumers", count: 12, columns: ["id", "trust", "kind"],
        [
          [.integer(3), .number(0.5), .text("baker")],
          [.integer(12), .number(0.123_456), .nothing],
          [.integer(4), .undefined("dead"), .text("")],
        ]),
      """
      consumers (12)
      id             trust  kind
       3            0.5000  baker
      12            0.1235  nil
       4  undefined (dead)
      ... 9 more
      """
    ),
    (
      .column(title: "ages", [0, 1, 1, 2, 2, 2, 5, .nan]),
      """
      ages  n 7  undefined 1
        mean 1.857  sd 1.574  min 0  q1 1  median 2  q3 2  max 5
        0 ▃▆█  ▃ 5
      """
    ),
    (
      .column(title: "one", [0.25]),
      "one  n 1\n  mean 0.25  sd undefined (one value)  min 0.25  q1 0.25\n  median 0.25  q3 0.25  max 0.25"
    ),
    (
      .levels(title: "kind", [("farmer", 3), ("baker", 1), ("none", 0)]),
      """
      kind  n 4
        farmer  3   75.0 % ███████████████████████████████████████
        baker   1   25.0 % █████████████
        none    0    0.0 %
      """
    ),
  ]

  @Test(arguments: texts.indices) func looksAsExpected(index: Int) {
    let printer = ValuePrinter(screen: Fixture.screen())
    #expect(printer.text(of: Self.texts[index].value) == Self.texts[index].text)
  }

  @Test func anActorHasALineForEachField() {
    #expect(
      ValuePrinter(screen: Fixture.screen(30)).text(of: Fixture.actor) == #"""
        consumer 12
          trust   = 0.4213
          wealth  = 1250.0
          age     = 41
          name    = "Ann \"the\" Ünsa…
          adopted = true
          partner = consumer 7
          gain    = undefined (no_twi…
          note    = nil
          friends = {
            consumer 1, consumer 2,
            consumer 3
          }
          needs   = {
            food    = 0.25
            rest    = 1.0
            history = { 0.0, 0.1429, …
          }
        """#)
  }

  /// No value is wider or longer than the screen, whatever is in it.
  @Test(arguments: Array(20...60) + stride(from: 64, through: 200, by: 8))
  func fitsTheScreen(columns: Int) {
    for isUnicode in [true, false] {
      let screen = Fixture.screen(columns, rows: 24, unicode: isUnicode)
      for value in Fixture.values {
        let text = ValuePrinter(screen: screen).text(of: value)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { displayWidth(String($0)) <= columns }, "\(text)")
        let isSafe = text.unicodeScalars.allSatisfy { scalar in
          scalar == "\n" || !(PlainText.isControl(scalar) || PlainText.isReordering(scalar))
        }
        #expect(isSafe, "\(text)")
        #expect(isUnicode || text.unicodeScalars.allSatisfy(\.isASCII), "\(text)")
        switch value {
        // The whole text is the answer.
        case .text: break
        default: #expect(lines.count <= 22, "\(text)")
        }
      }
    }
  }

  /// Colours change nothing but the colour.
  @Test func coloursAreMarksBetweenTheSameCharacters() {
    for value in Fixture.values {
      let plain = ValuePrinter(screen: Fixture.screen()).text(of: value)
      let coloured = ValuePrinter(screen: Fixture.screen(colour: true)).text(of: value)
      let stripped = coloured.replacing(/\u{1B}\[[0-9]+m/, with: "")
      #expect(stripped == plain)
    }
    let rows = ValuePrinter(screen: Fixture.screen(colour: true)).text(of: Fixture.table)
    #expect(rows.hasPrefix("\u{1B}[2mconsumers (300)\u{1B}[0m\n"))
  }

  @Test(arguments: [
    ("trust", "trust"), ("_x1", "_x1"), ("end", "[\"end\"]"), ("two words", "[\"two words\"]"),
    ("1st", "[\"1st\"]"), ("", "[\"\"]"), ("größe", "[\"größe\"]"),
  ])
  func keysAreSpelledAsInLua(name: String, key: String) {
    #expect(LuaText.key(name) == key)
  }
}
