import Testing

@testable import Reports

@Suite struct PlotPageTests {
  static let charts: [Chart] = [
    .series(
      title: "trust <b>", series: [("a", [0.1, .nan, 0.3]), ("b & c", [1, 2])], firstStep: 4),
    .series(title: "long", series: [("a", (0..<5000).map(Double.init))], firstStep: 0),
    .distribution(
      title: "ages", bins: ["0 to 4", "5 to 9"], groups: [("all", [3, 0]), ("twins", [1, 2])]),
    .comparison(
      title: "gain", unit: "euro",
      rows: [("one", 0.5, 0.25, 0.75, ""), ("two", nil, nil, nil, "no_twin")], hasZero: true),
    .scatter(title: "both", x: "trust", y: "wealth", points: [(1, 2), (3, 4)]),
  ]

  private func page(chartBundle: String? = nil) -> MarkupChecker {
    MarkupChecker(
      PlotPage(title: "trust & \u{1B}[2J", charts: Self.charts).rendered(chartBundle: chartBundle))
  }

  @Test func everyPlotHasAFigureWithItsNumbers() {
    let page = page(chartBundle: ChartTests.bundle)
    #expect(page.problems == [])
    let ids = page.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    let places = page.elements.compactMap { $0.attributes["data-chart"] }
    #expect(places == (1...5).map { "plot-\($0)-data" })
    #expect(places.allSatisfy { ids.contains($0) })
    let tables = page.elements.filter { $0.name == "table" && $0.parents.contains("figure") }
    #expect(tables.count == 5)
  }

  @Test func withoutARuntimeTheNumbersAreThere() {
    let page = page()
    #expect(page.problems == [] && page.scripts == [])
    #expect(page.text.contains("fetches it; then plot again"))
    #expect(page.elements.count { $0.name == "table" } == 5)
    #expect(page.text.contains("undefined: no_twin"))
    #expect(page.text.contains("undefined: no finite value"))
  }

  /// As many steps as in a report, the first and the last among them.
  @Test func longSeriesAreThinned() throws {
    let chart = Self.charts[1]
    let rows = try #require(chart.table).rows
    #expect(rows.count <= ReportModel.seriesPoints + 1)
    #expect(rows.first == [.number(0), .number(0)] && rows.last == [.number(4999), .number(4999)])
    #expect(chart.description.hasSuffix("One step in 13 is drawn."))
  }
}
