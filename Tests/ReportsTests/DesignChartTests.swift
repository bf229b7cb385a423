import Statistics
import Testing

@testable import Reports

@Suite struct DesignChartTests {
  /// A grid of three parameters, one of words, over one scenario and its twin: at each point the
  /// difference is `reach` plus 10 times `price`, undefined where `how` is hard and `reach` is 2.
  private static let grid: ReportModel = {
    var scenarios: [ReportModel.Scenario] = []
    var cells: [[ReportModel.Cell]] = []
    for base in ["off", "on"] {
      for reach in [1.0, 2] {
        for price in [0.5, 1] {
          for how in ["soft", "hard"] {
            scenarios.append(
              .init(
                name: "\(base) reach=\(reach) price=\(price) how=\(how)", isBaseline: base == "off",
                base: base,
                point: [
                  .init(name: "reach", number: reach, text: String(Int(reach))),
                  .init(name: "price", number: price, text: String(price)),
                  .init(name: "how", number: nil, text: how),
                ]))
            let twin = Fixture.values([1, 2, 3])
            let own =
              how == "hard" && reach == 2
              ? Array(repeating: Observation.undefined(reason: "no_events"), count: 3)
              : Fixture.values([1, 2, 3].map { $0 + reach + 10 * price })
            cells.append([
              base == "off"
                ? .init(Estimate(twin))
                : .init(
                  Estimate(own), difference: .init(against: "off", .init(scenario: own, twin: twin))
                )
            ])
          }
        }
      }
    }
    var model = ReportModel(
      title: "Grid", studyFile: "grid.lua", scenarios: scenarios, measures: [.init(name: "gain")],
      cells: cells)
    model.design = .init(kind: .grid, parameters: ["reach", "price", "how"])
    return model
  }()

  private static func rows(_ chart: Chart) throws -> [JSONValue] {
    guard case .array(let rows)? = chart.specification["data"]?["values"] else {
      throw Missing()
    }
    return rows
  }

  private struct Missing: Error {}

  @Test func aProfileAveragesOverTheOtherParameters() throws {
    let charts = Self.grid.designCharts
    #expect(charts.map(\.name) == ["profile-1-1", "profile-1-2", "profile-1-3"])
    let rows = try Self.rows(charts[0])
    #expect(rows.map { $0["x"] } == [.number(1), .number(2)])
    #expect(rows.map { $0["y"] } == [.number(8.5), .number(9.5)])
    #expect(rows.map { $0["low"] } == [.number(6), .number(7)])
    #expect(rows.map { $0["high"] } == [.number(11), .number(12)])
    #expect(charts[0].title == "gain over reach, averaged over price and how")
    // Two of the four points of reach = 2 are undefined, and it is said.
    #expect(charts[0].table?.rows[0].last == .number(4))
    #expect(charts[0].table?.rows[1].last == .text("2 of 4"))
  }

  @Test func wordsAreRowsOfDots() throws {
    let rows = try Self.rows(Self.grid.designCharts[2])
    #expect(rows.map { $0["label"] } == [.string("soft"), .string("hard")])
    #expect(rows.map { $0["mean"] } == [.number(9), .number(8.5)])
  }

  @Test func hiddenChartsAreCounted() {
    #expect(Self.grid.designRemark == nil)
    var model = Self.grid
    model.measures = Array(repeating: model.measures[0], count: 9)
    model.cells = model.cells.map { Array(repeating: $0[0], count: 9) }
    #expect(model.designCharts.count == 24)
    #expect(model.designRemark?.hasPrefix("3 further charts are not drawn") == true)
  }

  @Test func everyChartOfADesignHasItsNumbers() {
    for kind in [ReportModel.Design.Kind.grid, .latinHypercube, .oneAtATime] {
      for count in 1...3 {
        var model = Self.grid
        model.design = .init(
          kind: kind, parameters: Array(model.design.parameters.prefix(count)))
        #expect(!model.designCharts.isEmpty)
        #expect(model.designCharts.allSatisfy { $0.table?.rows.isEmpty == false })
      }
    }
  }

  @Test func regretsAreDrawnOnceForEachCandidate() throws {
    let charts = Fixture.findings.bestCharts(0)
    #expect(charts.map(\.name) == ["best-1-1", "best-1-2"])
    let rows = try Self.rows(charts[1])
    #expect(rows.map { $0["label"] } == [.string("soft"), .string("hard")])
    #expect(rows[1]["mean"] == .number(0))
  }
}
