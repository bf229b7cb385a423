import Statistics
import Testing

@testable import Reports

@Suite struct ChartTests {
  @Test func scalesHoldTheirValuesOnRoundTicks() throws {
    var generator = TestGenerator(seed: 8)
    for _ in 0..<3000 {
      let size = Double("1e\(Int(generator.bits() % 600) - 300)") ?? 1
      let offset = generator.bits() % 3 == 0 ? size * 1e5 : 0
      let values = (0..<3).map { _ in offset + generator.noise() * size }
      let scale = Scale(holding: values)
      #expect(scale.ticks.count >= 2 && scale.ticks.count <= 12)
      #expect(scale.ticks == scale.ticks.sorted())
      for value in values {
        #expect(scale.share(value) >= -1e-9 && scale.share(value) <= 1 + 1e-9)
      }
      let labels = scale.ticks.map { scale.label($0, style: .ascii) }
      #expect(Set(labels).count == labels.count, "\(labels)")
    }
  }

  @Test(arguments: [
    [0.0], [], [5.0, 5], [-3.0], [1e308, -1e308], [.leastNonzeroMagnitude, 0],
    [0x1p-1060, 0x1p-1059],
  ])
  func scalesOfOddValues(values: [Double]) {
    let scale = Scale(holding: values)
    #expect(scale.low < scale.high)
    #expect(values.allSatisfy { (0...1).contains(scale.share($0)) })
  }

  @Test func roundNumbers() {
    #expect(Scale(holding: [0, 52]).ticks == [0, 10, 20, 30, 40, 50, 60])
    let scale = Scale(holding: [-0.03, 0.04])
    #expect(
      scale.ticks.map { scale.label($0, style: .ascii) }
        == ["-0.04", "-0.02", "0.00", "0.02", "0.04"])
  }

  /// Whatever the numbers, nothing is drawn outside of the picture, and no coordinate is missing.
  @Test func everythingStaysInThePicture() throws {
    var generator = TestGenerator(seed: 12)
    for round in 0..<25 {
      let size = Double("1e\(Int(generator.bits() % 40) - 20)") ?? 1
      let numbers = (0..<4).map { _ in (0..<5).map { _ in generator.noise() * size } }
      var model = Fixture.large
      for scenario in 1..<4 {
        let sides = (Fixture.values(numbers[scenario]), Fixture.values(numbers[0]))
        model.cells[scenario][0].difference?.paired = PairedDifference(
          scenario: sides.0, twin: sides.1)
      }
      model.series[0].firstStep = round
      model.series[0].lines[0].mean = [.nan, 1 * size, nil, .infinity, -2 * size]
      for element in MarkupChecker(HTMLPage(model).rendered()).elements
      where element.parents.contains("svg") {
        for (name, value) in element.attributes {
          guard
            let limit = ["x": 720.0, "x1": 720, "x2": 720, "cx": 720, "y": 600, "cy": 600][name]
          else { continue }
          let coordinate = try #require(Double(value))
          #expect(coordinate >= 0 && coordinate <= limit)
        }
        if let path = element.attributes["d"] {
          #expect(path.allSatisfy { "0123456789. MLZh-".contains($0) })
        }
      }
    }
  }

  @Test func undefinedStepsInterruptTheLine() throws {
    let series = ReportModel.Series(
      name: "s", lines: [.init(scenario: "a", mean: [1, 2, nil, 3, nil, 4, 5])])
    let markup = try #require(SeriesChart(series, index: 0, style: .page)).markup.source
    #expect(markup.split(separator: "class=\"curve s1\" d=").count == 4)
    #expect(SeriesChart(.init(name: "n", lines: []), index: 0, style: .page) == nil)
    let empty = ReportModel.Series(name: "n", lines: [.init(scenario: "a", mean: [nil, .nan])])
    #expect(SeriesChart(empty, index: 0, style: .page) == nil)
  }

  @Test func aMeasureWithoutDifferencesHasNoChart() {
    #expect(DifferenceChart(Fixture.small, measure: 1, style: .page) == nil)
    #expect(DifferenceChart(Fixture.small, measure: 0, style: .page) != nil)
  }

  @Test func longNamesAreCut() {
    #expect(Drawing.shortened("価値価値価値", columns: 7) == "価値価\u{2026}")
    #expect(Drawing.shortened("abc", columns: 3) == "abc")
  }
}
