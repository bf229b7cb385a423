import Statistics

extension ReportModel {
  /// The gains of two kinds against each other: a point for every scenario, with its intervals as a
  /// cross, in quadrants that say who gains.
  ///
  /// - Parameter index: its place among the value maps.
  /// - Returns: `nil` where no scenario has both differences.
  func valueMapChart(_ index: Int) -> Chart? {
    let map = findings.valueMaps[index]
    let points = zip(scenarios, cells).compactMap { scenario, row -> ValueMapPoint? in
      guard let x = row[map.x].difference?.paired.estimate, x.mean != nil,
        let y = row[map.y].difference?.paired.estimate, y.mean != nil
      else { return nil }
      return ValueMapPoint(scenario: scenario.name, base: scenario.base, x: x, y: y)
    }
    guard !points.isEmpty else { return nil }
    let kinds = [map.x, map.y].map { measures[$0].value?.kind ?? measures[$0].name }
    let lens = map.lens.map { ", lens \u{201C}\($0)\u{201D}" } ?? ""
    let against = commonTwin.map { " against \($0)" } ?? ""
    return Chart(
      name: "value-map-\(index + 1)",
      title: "Who gains: \(kinds[0]) and \(kinds[1])\(lens)",
      description: "Differences\(against) with intervals as crosses. "
        + points.map { "\($0.scenario): \($0.quadrant(kinds))." }.joined(separator: " "),
      subject: [
        .init("x", .string(measures[map.x].name)), .init("y", .string(measures[map.y].name)),
      ],
      table: SectionTable(
        header: ["scenario", measures[map.x].title, measures[map.y].title],
        rows: points.map { point in
          [.text(point.scenario)]
            + [point.x.mean, point.y.mean].map { $0.map(TableCell.number) ?? .text("") }
        }),
      [
        .init("width", "container"), .init("autosize", VegaLite.fitting), .init("height", 340),
        .init("data", VegaLite.data(points.map(\.row))),
        .init(
          "layer",
          .array(
            Self.valueMapLayers(points, titles: [measures[map.x].title, measures[map.y].title])
              + Self.quadrants(kinds))),
      ])
  }

  private static func valueMapLayers(
    _ points: [ValueMapPoint], titles: [String]
  ) -> [JSONValue] {
    func x(_ field: String) -> JSONValue {
      VegaLite.field(field, .quantitative, title: titles[0], .init("axis", ["grid": false]))
    }
    func y(_ field: String) -> JSONValue {
      VegaLite.field(field, .quantitative, title: titles[1], .init("axis", ["grid": false]))
    }
    // Over the points of a design, a colour for each scenario of the study.
    var bases: [String] = []
    for point in points where !bases.contains(point.base) { bases.append(point.base) }
    let name = VegaLite.category("base", names: bases)
    let tips: JSONValue = [
      VegaLite.tip("scenario", "scenario", isNumber: false), VegaLite.tip("x", titles[0]),
      VegaLite.tip("y", titles[1]),
    ]
    var layers: [JSONValue] = [
      [
        "mark": ["type": "point", "filled": true, "size": 110, "opacity": 1],
        "encoding": ["x": x("x"), "y": y("y"), "color": name, "shape": name, "tooltip": tips],
      ],
      ["mark": ["type": "rule", "style": "zero"], "encoding": ["x": ["datum": 0]]],
      ["mark": ["type": "rule", "style": "zero"], "encoding": ["y": ["datum": 0]]],
    ]
    if points.contains(where: { $0.x.interval != nil }) {
      layers.append([
        "mark": ["type": "rule", "strokeWidth": 2],
        "encoding": [
          "x": x("xLow"), "x2": ["field": "xHigh"], "y": y("y"), "color": name, "tooltip": tips,
        ],
      ])
    }
    if points.contains(where: { $0.y.interval != nil }) {
      layers.append([
        "mark": ["type": "rule", "strokeWidth": 2],
        "encoding": [
          "y": y("yLow"), "y2": ["field": "yHigh"], "x": x("x"), "color": name, "tooltip": tips,
        ],
      ])
    }
    return layers
  }

  /// What each corner means.
  private static func quadrants(_ kinds: [String]) -> [JSONValue] {
    let corners: [(text: String, isRight: Bool, isTop: Bool)] = [
      ("both gain", true, true), ("\(kinds[1]) gains alone", false, true),
      ("\(kinds[0]) gains alone", true, false), ("both lose", false, false),
    ]
    return corners.map { corner in
      [
        "data": ["values": [["corner": 1]]],
        "mark": [
          "type": "text", "style": "remark", "align": corner.isRight ? "right" : "left",
          "baseline": corner.isTop ? "top" : "bottom",
          "x": ["expr": corner.isRight ? "width - 6" : "6"],
          "y": ["expr": corner.isTop ? "4" : "height - 4"],
        ],
        "encoding": ["text": ["value": VegaLite.text(corner.text)]],
      ]
    }
  }
}

/// A scenario on a value map.
private struct ValueMapPoint {
  let scenario: String
  /// Its name in the study, at whatever point of a design.
  let base: String
  let x: Estimate
  let y: Estimate

  var row: JSONValue {
    [
      "scenario": VegaLite.text(scenario), "base": VegaLite.text(base),
      "x": VegaLite.number(x.mean),
      "xLow": VegaLite.number(x.interval?.low), "xHigh": VegaLite.number(x.interval?.high),
      "y": VegaLite.number(y.mean), "yLow": VegaLite.number(y.interval?.low),
      "yHigh": VegaLite.number(y.interval?.high),
    ]
  }

  /// Who gains, as far as the intervals say.
  func quadrant(_ kinds: [String]) -> String {
    zip(kinds, [x, y]).map { kind, estimate in
      guard let mean = estimate.mean, let interval = estimate.interval, !interval.containsZero
      else { return "\(kind) unclear" }
      return mean > 0 ? "\(kind) gains" : "\(kind) loses"
    }.joined(separator: ", ")
  }
}
