import Testing

@testable import Reports

@Suite struct PlainTextTests {
  @Test(arguments: [
    ("abc", 3), ("", 0), ("äö", 2), ("a\u{308}", 1), ("価値", 4), ("アプリ（強）", 12), ("한국", 4),
    ("👩‍👩‍👧", 2), ("🙂", 2), ("❤\u{FE0F}", 2), ("\u{200B}x", 1), ("ﾊﾝｶｸ", 4), ("Ж", 1),
  ])
  func widths(text: String, columns: Int) {
    #expect(displayWidth(text) == columns)
  }

  @Test func controlsDoNotReachTheTerminal() {
    #expect(PlainText.line("a\u{1B}[2Jb\nc\td\r\ne") == "a\u{FFFD}[2Jb c d  e")
    #expect(
      PlainText.line("\u{202E}x\u{2066}\u{9B}\u{7F}\u{2028}") == "\u{FFFD}x"
        + String(repeating: "\u{FFFD}", count: 4))
    #expect(PlainText.ascii("café 値") == "caf\\u{E9} \\u{5024}")
    #expect(PlainText.ascii("1\u{2008}\u{2007}5\u{A0}%") == "1  5 %")
  }

  @Test func wrapping() {
    #expect(wrapped("", width: 5) == [""])
    #expect(wrapped("one two three", width: 7) == ["one two", "three"])
    #expect(wrapped("abcdefghij kl", width: 4) == ["abcd", "efgh", "ij", "kl"])
    #expect(wrapped("価値価値", width: 5) == ["価値", "価値"])
    #expect(wrapped("a  b", width: 10) == ["a b"])
  }

  @Test func wrappedLinesFitAndLoseNothing() {
    var generator = TestGenerator(seed: 4)
    let letters = Array("ab cd ef価値 é")
    for _ in 0..<2000 {
      let text = String(
        (0..<Int(generator.bits() % 40)).map { _ in
          letters[Int(generator.bits() % UInt64(letters.count))]
        })
      let width = 2 + Int(generator.bits() % 12)
      let lines = wrapped(text, width: width)
      #expect(lines.allSatisfy { displayWidth($0) <= width })
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
  }
}
