import Statistics
import Testing

@testable import Reports

@Suite struct TwinTests {
  /// The records of a file by RFC 4180, read without what wrote it.
  private func records(_ text: String) -> [[String]] {
    var records: [[String]] = [[]]
    var field = ""
    var isQuoted = false
    var rest = Substring(text).unicodeScalars
    while let scalar = rest.popFirst() {
      switch (scalar, isQuoted) {
      case ("\"", true) where rest.first == "\"":
        field.unicodeScalars.append("\"")
        rest.removeFirst()
      case ("\"", _): isQuoted.toggle()
      case (",", false):
        records[records.count - 1].append(field)
        field = ""
      case ("\r", false) where rest.first == "\n":
        rest.removeFirst()
        records[records.count - 1].append(field)
        records.append([])
        field = ""
      default: field.unicodeScalars.append(scalar)
      }
    }
    #expect(field.isEmpty && records.last == [])
    return records.dropLast()
  }

  @Test(arguments: HTMLPageTests.models)
  func everyRecordIsAsLongAsItsHeader(model: ReportModel) {
    let tables = model.csvTables
    #expect(Set(tables.map(\.name)).count == tables.count)
    for table in tables {
      let records = records(table.text)
      #expect(Set(records.map(\.count)).count == 1)
      #expect(records[0].last == "reason")
    }
  }

  @Test func numbersAreUnroundedAndWhatIsUndefinedIsEmptyWithItsReason() throws {
    let table = try #require(Fixture.small.csvTables.first { $0.name == "comparison.csv" })
    let records = records(table.text)
    let header = records[0]
    let on = try #require(records.first { $0[0] == "gain" && $0[2] == "on" })
    let cell = Fixture.small.cells[1][0]
    func column(_ name: String) throws -> Int { try #require(header.firstIndex(of: name)) }
    #expect(try Double(on[column("mean")]) == cell.estimate.mean)
    #expect(
      try Double(on[column("difference_low")]) == cell.difference?.paired.estimate.interval?.low)
    let share = try #require(records.first { $0[0] == "share" && $0[2] == "on" })
    #expect(try share[column("mean")] == "")
    #expect(share.last?.hasPrefix("mean: no_twin (3 of 3)") == true)
  }

  private func findings(_ name: String) throws -> [[String]] {
    let table = try #require(Fixture.findings.csvTables.first { $0.name == name })
    return records(table.text)
  }

  @Test func gainsAreARowForEveryNumber() throws {
    let records = try findings("gains.csv")
    #expect(records.count == 1 + 5)
    #expect(
      records[1].prefix(9)
        == ["joy", "util", "joy", "guest", "soft", "off", "winners", "", "0.625"])
    #expect(records[4][6...8] == ["quantile", "0.05", "-1.5"])
    #expect(
      records[5].suffix(7)
        == ["0.5", "", "", "", "0", "1", "mean: no_twin (1 of 1)"])
  }

  @Test func verdictsFlipWhereDefinitionsOfOneKindContradict() throws {
    let records = try findings("flips.csv")
    #expect(
      records.dropFirst() == [
        ["soft", "guest", "joy", "calm", "higher", "lower", "yes", ""],
        ["hard", "guest", "joy", "calm", "lower", "higher", "yes", ""],
      ])
  }

  @Test func regretsNameTheirKindAndAChoiceOfNoneSaysWhy() throws {
    let records = try findings("best-for-whom.csv")
    #expect(records.count == 1 + 6)
    #expect(
      records[4].prefix(8)
        == ["stay", "best for hotel alone", "hard", "profit", "EUR", "profit", "hotel", "0.0"])
    #expect(records[5][2] == "")
    #expect(records[5].last == "scenario: not all gain in any scenario")
  }

  @Test func tablesOfReportsAreKnownByTheirNames() {
    for table in Fixture.findings.csvTables + Fixture.small.csvTables
    where table.name != "comparison.csv" {
      #expect(ReportModel.isTable(file: table.name))
    }
    for name in [
      "table.csv", "table-.csv", "table-01.csv", "table-1.csv.bak", "table-1-1.csv",
      "my-table-1.csv", "section-1.csv", "section-1-x.csv", "gains-2.csv", "series", "notes.csv",
      "table-\u{661}.csv",
    ] {
      #expect(!ReportModel.isTable(file: name))
    }
  }

  @Test func textKeepsItsSigns() throws {
    let table = CSVTable(
      name: "t.csv", header: ["a, \"b\"", "c"],
      rows: [[.text("two\nlines"), .number(0.1)], [.undefined("no, none"), .number(.nan)]])
    #expect(
      table.text
        == "\"a, \"\"b\"\"\",c,reason\r\n\"two\nlines\",0.1,\r\n,,\"a, \"\"b\"\": no, none; "
        + "c: not a finite number\"\r\n")
  }

  @Test func markdownHasHeadlinesAndTables() {
    let text = MarkdownReport(Fixture.small).rendered()
    #expect(text.hasPrefix("# Small study\n\n*Does it show?*\n\n## In short\n"))
    #expect(text.contains("\n### on, compared with off\n"))
    #expect(text.contains("\n| Scenario | Mean | 95\u{A0}% interval | n |"))
    #expect(text.contains("\n| off (baseline) | 2.0 |"))
    #expect(text.contains("undefined: no\\_twin (3 of 3)"))
    #expect(text.contains("- All behaviour is assumed."))
    #expect(text.contains("| command | valence run small.lua |"))
  }

  /// Every table has as many cells in each row as in its head, whatever names say.
  @Test func hostileTextStaysTextInMarkdown() {
    let text = MarkdownReport(Fixture.hostile).rendered()
    #expect(!text.replacing("\\<", with: "").contains("<"))
    #expect(!text.unicodeScalars.contains { PlainText.isReordering($0) })
    var width = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let bars = line.replacing("\\|", with: "").count { $0 == "|" }
      if line.hasPrefix("|") {
        #expect(width == 0 || bars == width)
        width = bars
      } else {
        width = 0
      }
    }
  }
}
