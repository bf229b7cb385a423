import Statistics

extension ReportModel {
  /// The paired differences of one measure as dots with intervals over a common axis.
  ///
  /// A dot is filled where the interval leaves out zero, so that colour carries nothing alone.
  ///
  /// - Returns: `nil` where the measure has no defined difference.
  func differenceChart(measure index: Int) -> Chart? {
    let measure = measures[index]
    let pairs = zip(scenarios, estimates(of: index)).compactMap { scenario, cell in
      cell.difference.map { (scenario, $0) }
    }
    guard pairs.contains(where: { $0.1.paired.estimate.mean != nil }) else { return nil }
    let isCommon = commonTwin != nil
    func label(_ pair: (Scenario, Difference)) -> String {
      isCommon ? pair.0.name : "\(pair.0.name) \u{2212} \(pair.1.against)"
    }
    let rows = pairs.map { pair -> JSONValue in
      let estimate = pair.1.paired.estimate
      return [
        "label": VegaLite.text(label(pair)), "scenario": .string(pair.0.name),
        "mean": VegaLite.number(estimate.mean), "low": VegaLite.number(estimate.interval?.low),
        "high": VegaLite.number(estimate.interval?.high),
        "clear": .boolean(estimate.interval.map { !$0.containsZero } ?? false),
        "pairs": .integer(estimate.count),
      ]
    }
    let title = "\(measure.title): differences"
    let clear = pairs.filter { $0.1.paired.estimate.interval.map { !$0.containsZero } ?? false }
    let finding =
      clear.isEmpty
      ? "No interval leaves out zero."
      : "Intervals that leave out zero: \(clear.map(label).joined(separator: ", "))."
    return Chart(
      name: "difference-\(index + 1)", title: title,
      description:
        "Dots with intervals for \(pairs.count) of the study\u{2019}s scenarios. \(finding)",
      subject: [.init("measure", .string(measure.name))],
      table: differenceTable(pairs.map { (label($0), $0.1.paired.estimate) }),
      [
        .init("width", "container"), .init("autosize", VegaLite.fitting),
        .init("height", .integer(28 * Set(pairs.map(label)).count)),
        .init("data", VegaLite.data(rows)),
        .init(
          "layer", .array(Self.layers(of: pairs.map(\.1.paired.estimate), unit: measure.unit))),
      ])
  }

  /// Only layers with something in them: an empty one has no extent, of which Vega warns.
  private static func layers(of estimates: [Estimate], unit: String?) -> [JSONValue] {
    let y = VegaLite.names("label")
    let x = VegaLite.field(
      "mean", .quantitative, title: unit, .init("scale", ["zero": true, "nice": true]))
    let tips: JSONValue = [
      VegaLite.tip("label", "scenario", isNumber: false), VegaLite.tip("mean", "difference"),
      VegaLite.tip("low", "from"), VegaLite.tip("high", "to"), VegaLite.tip("pairs", "pairs"),
    ]
    func dots(_ filter: JSONValue, _ style: JSONValue) -> JSONValue {
      [
        "transform": [["filter": filter]],
        "mark": ["type": "point", "size": 80, "filled": true, "style": style],
        "encoding": ["x": x, "y": y, "tooltip": tips],
      ]
    }
    var layers: [JSONValue] = [
      ["mark": ["type": "rule", "style": "zero"], "encoding": ["x": ["datum": 0]]]
    ]
    if estimates.contains(where: { $0.interval != nil }) {
      layers.append([
        "mark": ["type": "rule", "style": "interval"],
        "encoding": [
          "x": VegaLite.field("low", .quantitative, title: unit), "x2": ["field": "high"], "y": y,
          "tooltip": tips,
        ],
      ])
    }
    let clear = estimates.count { $0.interval.map { !$0.containsZero } ?? false }
    let undefined = estimates.count { $0.mean == nil }
    if clear > 0 { layers.append(dots("datum.clear", "clear")) }
    if clear + undefined < estimates.count {
      layers.append(dots("!datum.clear && isValid(datum.mean)", "unclear"))
    }
    if undefined > 0 {
      layers.append([
        "transform": [["filter": "!isValid(datum.mean)"]],
        "mark": ["type": "text", "style": "remark", "align": "left", "dx": 6],
        "encoding": ["x": ["datum": 0], "y": y, "text": ["value": "undefined"]],
      ])
    }
    return layers
  }

  private func differenceTable(_ rows: [(label: String, estimate: Estimate)]) -> SectionTable {
    SectionTable(
      header: ["scenario", "difference", "low", "high", "pairs"],
      rows: rows.map { label, estimate in [.text(label)] + estimate.tableCells })
  }
}
