import Statistics
import Testing

@testable import Reports

@Suite struct TerminalTableTests {
  @Test func golden() {
    let text = TerminalTable(Fixture.small, options: .init(width: 80, isASCII: true)).rendered()
    #expect(
      text == """
        Small study
        Does it show?

        gain (EUR)      mean  95 % interval       n  difference  95 % interval  pairs
        -----------------------------------------------------------------------------
        off (baseline)   2.0    [-0.5, 4.5]       3
        on               3.2    [ 0.6, 5.8]       3        +1.2   [-0.7, +3.1]      3

        share           mean  95 % interval       n  difference  95 % interval  pairs
        -----------------------------------------------------------------------------
        off (baseline)   0.4    [-1.2, 2.0]  2 of 3
            undefined: no_events (1 of 3)
        on              undefined: no_twin (3 of 3)

        95 % intervals are Student's t over the n replicates of a scenario. Differences:
        scenario minus off, paired by replicate.

        1 error
          on, replicate 7: small.lua:3: attempt to index nil

        """)
  }

  @Test func narrowTerminalsStackTheDifferences() {
    let text = TerminalTable(Fixture.small, options: .init(width: 60, isASCII: true)).rendered()
    #expect(
      text.contains(
        """
        gain (EUR)      mean  95 % interval       n
        -------------------------------------------
        off (baseline)   2.0   [-0.5,  4.5]       3
        on               3.2   [ 0.6,  5.8]       3
          vs off        +1.2   [-0.7, +3.1]       3

        """))
  }

  @Test(arguments: [60, 80, 100, 120, 200], [false, true])
  func linesFit(width: Int, isASCII: Bool) {
    for model in [Fixture.small, Fixture.large] {
      let text = TerminalTable(model, options: .init(width: width, isASCII: isASCII)).rendered()
      for line in text.split(separator: "\n") {
        #expect(displayWidth(String(line)) <= width, "\(line)")
        #expect(line.last != " ")
      }
      #expect(!isASCII || text.utf8.allSatisfy { $0 < 0x80 })
    }
  }

  @Test func numbersStandUnderEachOther() {
    for width in [60, 80, 120] {
      let table = TerminalTable(Fixture.large, options: .init(width: width))
      let ends = table.rendered().split(separator: "\n").filter { $0.contains("]") }.map { line in
        displayWidth(String(line.prefix { $0 != "]" }))
      }
      #expect(Set(ends).count == 1)
      #expect(ends.count >= 15)
    }
  }

  @Test func equalReplicatesHaveNoInterval() {
    let text = TerminalTable(Fixture.large, options: .init(width: 120)).rendered()
    #expect(text.contains("no spread"))
    #expect(text.contains("every replicate gave the same number"))
    #expect(!TerminalTable(Fixture.small).rendered().contains("no spread"))
  }

  @Test func colourChangesNoText() {
    for model in [Fixture.small, Fixture.large, Fixture.hostile] {
      let plain = TerminalTable(model).rendered()
      let coloured = TerminalTable(model, options: .init(usesColour: true)).rendered()
      #expect(!plain.contains("\u{1B}"))
      #expect(coloured.contains("\u{1B}[1m"))
      var stripped = coloured
      for code in ["\u{1B}[1m", "\u{1B}[33m", "\u{1B}[0m"] {
        stripped = stripped.split(separator: code, omittingEmptySubsequences: false).joined()
      }
      #expect(stripped == plain)
    }
  }

  @Test func differencesAgainstSeveralScenariosNameThem() {
    var model = Fixture.small
    let sides = (Fixture.values([1, 2]), Fixture.values([1, 3]))
    let paired = PairedDifference(scenario: sides.0, twin: sides.1)
    model.cells[0][0].difference = .init(against: "other", paired)
    let text = TerminalTable(model, options: .init(width: 200)).rendered()
    #expect(text.contains("  vs other"))
    #expect(text.contains("  vs off"))
  }

  @Test func oneReplicateHasNoInterval() {
    let model = ReportModel(
      title: "t", studyFile: "t.lua", scenarios: [.init(name: "a")],
      measures: [.init(name: "sales")], cells: [[.init(Estimate([.value(4_596_039.58)]))]])
    let line = TerminalTable(model).rendered().split(separator: "\n").first {
      $0.hasPrefix("a ")
    }
    #expect(line?.split(separator: " ").map(String.init) == ["a", "4596039.58", "1"])
  }

  @Test func longListsOfFailuresAreCounted() {
    var model = Fixture.small
    model.failures = (1...9).map { .init(scenario: "on", replicate: $0, message: "no") }
    let text = TerminalTable(model).rendered()
    #expect(text.contains("9 errors"))
    #expect(text.contains("replicate 5: no"))
    #expect(!text.contains("replicate 6: no"))
    #expect(text.contains("and 4 more"))
  }

  @Test func nothingToCompare() {
    let model = ReportModel(
      title: "empty", studyFile: "e.lua", scenarios: [], measures: [], cells: [])
    #expect(TerminalTable(model).rendered().contains("no measures"))
  }
}
