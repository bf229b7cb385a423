import Statistics
import Testing

@testable import Reports

@Suite struct ChartTests {
  /// Stands for the runtime: signs that XML and HTML could take for their own.
  static let bundle = "window.vegaEmbed = (a, b) => a < 1 && b > 2;"

  private func page(_ model: ReportModel) -> MarkupChecker {
    MarkupChecker(HTMLPage(model, chartBundle: Self.bundle).rendered())
  }

  @Test(arguments: HTMLPageTests.models)
  func pagesWithChartsAreWellFormed(model: ReportModel) {
    let page = page(model)
    #expect(page.problems == [])
    let ids = page.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    let charts = page.elements.filter { $0.attributes["data-chart"] != nil }
    #expect(!charts.isEmpty)
    for chart in charts {
      #expect(ids.contains(chart.attributes["data-chart"] ?? ""))
      #expect(chart.parents.contains("figure"))
    }
    let named = page.elements.filter { $0.attributes["role"] == "img" }
    #expect(named.count == charts.count && named.allSatisfy { $0.attributes["aria-label"] != nil })
    #expect(page.elements.count { $0.name == "figure" } == charts.count)
  }

  /// Only what the policy names by its content runs: the bundle and the loader, last on the page.
  @Test func onlyTheProgramsRun() throws {
    let page = page(Fixture.hostile)
    let scripts = page.elements.filter { $0.name == "script" }
    #expect(scripts.allSatisfy { $0.attributes["src"] == nil })
    let programs = scripts.filter { $0.attributes["type"] != "application/json" }
    #expect(programs.map { $0.attributes["type"] } == ["module", "module"])
    let policy = try #require(
      page.elements.first { $0.attributes["http-equiv"] == "Content-Security-Policy" }?
        .attributes["content"])
    #expect(policy.hasPrefix("default-src 'none'; ") && !policy.contains("unsafe-eval"))
    let hashes = HTMLPage(Fixture.hostile, chartBundle: Self.bundle).programs.map(\.digest)
    let known = hashes.map { "'sha256-\($0)'" }.joined(separator: " ")
    #expect(policy.hasSuffix("script-src \(known)"))
    #expect(page.scripts.suffix(2).first == "//<![CDATA[\n\(Self.bundle)\n//]]>")
  }

  /// The value is that of `openssl dgst -sha256 -binary | base64`.
  @Test func digestsAreInBase64() throws {
    let program = try #require(ChartProgram("let x = 1;"))
    #expect(program.digest == "mvGeK6dt4z+VBlSLdh2yo3rqwcALwb/QDIdfKv3t3fA=")
  }

  @Test(arguments: ["a </script> b", "a ]]> b", "a <!-- b"])
  func aBundleThatWouldEndItsElementIsRefused(source: String) {
    #expect(ChartProgram(source) == nil)
    #expect(HTMLPage(Fixture.small, chartBundle: source).programs.isEmpty)
  }

  @Test func withoutARuntimeTheNumbersAndTheWayToChartsAreThere() {
    let page = MarkupChecker(HTMLPage(Fixture.small).rendered())
    #expect(page.problems == [] && page.scripts == [])
    #expect(page.text.contains("\u{201C}valence charts\u{201D} fetches it"))
    #expect(page.elements.contains { $0.name == "details" && $0.parents.last == "figure" })
  }

  /// The rows of a specification's data.
  private func rows(_ chart: Chart) throws -> [[String: JSONValue]] {
    guard case .object(let members) = chart.specification,
      case .object(let data)? = members.first(where: { $0.name == "data" })?.value,
      case .array(let rows)? = data.first?.value
    else { throw Missing() }
    return rows.map { row in
      guard case .object(let members) = row else { return [:] }
      return Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
    }
  }

  private struct Missing: Error {}

  @Test func differencesAreThoseOfTheModel() throws {
    for measure in Fixture.large.measures.indices {
      guard let chart = Fixture.large.differenceChart(measure: measure) else { continue }
      let rows = try rows(chart)
      let cells = Fixture.large.estimates(of: measure).compactMap(\.difference)
      #expect(rows.count == cells.count)
      for (row, cell) in zip(rows, cells) {
        let estimate = cell.paired.estimate
        #expect(row["mean"] == JSONValue(estimate.mean))
        #expect(row["low"] == JSONValue(estimate.interval?.low))
        #expect(row["high"] == JSONValue(estimate.interval?.high))
        let isClear = estimate.interval.map { $0.low > 0 || $0.high < 0 } ?? false
        #expect(row["clear"] == .boolean(isClear))
      }
    }
    #expect(Fixture.small.differenceChart(measure: 1) == nil)
  }

  @Test func undefinedStepsStayEmpty() throws {
    var model = Fixture.small
    let line = ReportModel.Series.Line(
      scenario: "a", mean: [1, 2, nil, 3, nil, 4, .infinity])
    model.series = [.init(name: "s", firstStep: 5, lines: [line])]
    let rows = try rows(#require(model.seriesChart(0)))
    #expect(rows.map { $0["x"] } == (5...11).map { .number(Double($0)) })
    #expect(rows.map { $0["y"] } == [1.0, 2.0, .null, 3.0, .null, 4.0, .null])
    #expect(rows.map { $0["alone"] != nil } == [false, false, false, true, false, true, false])
    model.series = [
      .init(name: "n", lines: []),
      .init(name: "n", lines: [.init(scenario: "a", mean: [nil, .nan])]),
    ]
    #expect(model.seriesChart(0) == nil && model.seriesChart(1) == nil)
  }

  @Test func longSeriesAreThinnedAndSaySo() throws {
    var model = Fixture.small
    let long = (0..<20_001).map { Double($0) }
    model.series = [.init(name: "long", lines: [.init(scenario: "off", mean: long)])]
    let chart = try #require(model.seriesChart(0))
    let rows = try rows(chart)
    #expect(rows.count <= ReportModel.seriesPoints + 1)
    #expect(rows.last?["y"] == 20_000.0)
    #expect(chart.description.contains("One step in 51 is drawn."))
  }

  @Test func compactJSONIsTheSameDocument() {
    let value: JSONValue = ["a": [1, 2.5, .null], "b": ["c": "d\"<"], "e": [], "f": true]
    #expect(value.compact == #"{"a":[1,2.5,null],"b":{"c":"d\"<"},"e":[],"f":true}"#)
  }
}
