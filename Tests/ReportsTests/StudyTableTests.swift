import Testing

@testable import Reports

@Suite struct StudyTableTests {
  private static func model(_ contents: [ReportModel.StudyTable.Content]) -> ReportModel {
    var model = Fixture.small
    model.tables = [
      .init(
        title: "T", header: ["id", "share"],
        parts: contents.enumerated().map { .init(scenario: "s\($0.offset + 1)", $0.element) })
    ]
    return model
  }

  private static func section(_ contents: [ReportModel.StudyTable.Content]) -> String {
    HTMLPage(model(contents)).studyTables.map(\.source).joined()
  }

  private static let some = ReportModel.StudyTable.Content.rows([[.number(12345), .number(0.25)]])
  private static let other = ReportModel.StudyTable.Content.rows([[.number(7), .number(1)]])

  @Test func equalScenariosStandTogether() {
    let same = Self.section([Self.some, Self.some])
    #expect(same.contains("<caption>replicate 1, the same in every scenario</caption>"))
    #expect(!same.contains("<details"))
    let one = Self.section([Self.some])
    #expect(one.contains("<caption>replicate 1</caption>"))
    let mixed = Self.section([Self.some, Self.other, Self.some])
    #expect(mixed.contains("<details open=\"open\"><summary>s1; s3</summary>"))
    #expect(mixed.contains("<details><summary>s2</summary>"))
    #expect(mixed.contains("aria-label=\"T, s1; s3: replicate 1\""))
  }

  @Test func cellsAreSetByColumn() {
    let section = Self.section([Self.some, Self.other])
    // The first column names the row: no groups of digits.
    #expect(section.contains("<th scope=\"row\">12345</th>"))
    #expect(section.contains("<td class=\"number\">0.25</td>"))
    #expect(section.contains("<td class=\"number\">1\u{2008}\u{2007}\u{2007}</td>"))
    let absent = Self.section([
      .rows([[.text("a"), .undefined(reason: "no_data")], [.text("b"), .text("c")]]),
      .undefined(reason: "twin_failed"),
    ])
    #expect(absent.contains("<td class=\"absent\">undefined: no_data</td>"))
    #expect(absent.contains("s2: replicate 1: undefined: twin_failed"))
  }

  @Test func longTablesScroll() {
    let rows = (1...60).map { [ReportModel.TableCell.number(Double($0)), .number(0.5)] }
    #expect(Self.section([.rows(rows)]).contains("class=\"scroll tall\""))
    #expect(!Self.section([.rows(Array(rows.prefix(9)))]).contains("tall"))
    #expect(Self.section([.rows([])]).contains("<caption>replicate 1</caption>"))
  }

  @Test(
    arguments: [
      ([9733.54, 5.0, 120.5], ["9733.54", "5\u{2008}\u{2007}\u{2007}", "120.50"]),
      ([0.035632157, 0.1092029], ["0.0356", "0.1092"]), ([45495, 219], ["45495", "219"]),
      ([6.415247, -0.00001], ["6.415", "-1e-5"]),
      ([0.1, 0.25, 0], ["0.10", "0.25", "0\u{2008}\u{2007}\u{2007}"]),
      ([2e-7, 1], ["2e-7", "1\u{2008}\u{2007}\u{2007}\u{2007}"]), ([2e-7, 0], ["2e-7", "0"]),
      ([1e300, 2.5], ["1e300", "2.5"]), ([-1234.5678, 0.4], ["-1234.57", "0.40"]),
    ] as [([Double], [String])])
  func numbers(values: [Double], texts: [String]) {
    let numbers = TableNumbers(values.map { ReportModel.TableCell.number($0) })
    #expect(values.map { numbers.text($0, .ascii) } == texts)
  }

  @Test func aTableInJSON() {
    let json = Self.model([Self.some, .undefined(reason: "no_twin")]).json
    #expect(json.contains("\"replicate\": 1"))
    #expect(json.contains("[12345.0, 0.25]"))
    #expect(json.contains("\"undefined\": \"no_twin\",\n          \"rows\": []"))
  }
}
