extension ReportModel {
  /// More points of a line than this are thinned: a screen has hardly more columns.
  static let seriesPoints = 400

  /// A number over time: a line for every scenario, with a band for its interval.
  ///
  /// - Parameter index: its place among the series.
  /// - Returns: `nil` for a series without a defined number.
  func seriesChart(_ index: Int) -> Chart? {
    let series = series[index]
    let isDefined = series.lines.contains { $0.mean.contains { $0?.isFinite ?? false } }
    guard isDefined else { return nil }
    let count = series.lines.map(\.mean.count).max() ?? 0
    let stride = max(1, (count + Self.seriesPoints - 1) / Self.seriesPoints)
    let shown = (0..<count).filter { $0.isMultiple(of: stride) || $0 == count - 1 }
    let rows = series.lines.enumerated().flatMap { number, line in
      Self.points(line, number, at: shown, firstStep: series.firstStep)
    }
    let title = series.unit.map { "\(series.name) (\($0))" } ?? series.name
    let thinned = stride == 1 ? "" : " One step in \(stride) is drawn."
    let hasBand = series.lines.contains { !$0.low.isEmpty }
    return Chart(
      name: "series-\(index + 1)", title: title,
      description:
        "Means over replicates by step, from \(series.firstStep) to "
        + "\(series.firstStep + count - 1), a line for each scenario"
        + "\(hasBand ? " with a band for its interval" : "").\(thinned)",
      subject: [.init("series", .string(series.name))],
      [
        .init("width", "container"), .init("autosize", VegaLite.fitting), .init("height", 240),
        .init("data", VegaLite.data(rows)),
        .init("layer", .array(Self.layers(of: series, rows, hasBand: hasBand))),
      ])
  }

  private static func points(
    _ line: Series.Line, _ number: Int, at shown: [Int], firstStep: Int
  ) -> [JSONValue] {
    func value(_ list: [Double?], _ index: Int) -> JSONValue {
      VegaLite.number(list.indices.contains(index) ? list[index] : nil)
    }
    let defined = shown.map { value(line.mean, $0) != .null }
    return shown.enumerated().map { place, index in
      // A step between undefined ones has no line: it is drawn as a dot.
      let isAlone =
        defined[place] && !(place > 0 && defined[place - 1])
        && !(place + 1 < defined.count && defined[place + 1])
      var members: [JSONValue.Member] = [
        .init("scenario", VegaLite.text(line.scenario)), .init("line", .string("l\(number)")),
        .init("step", .integer(firstStep + index)), .init("mean", value(line.mean, index)),
      ]
      if !line.low.isEmpty {
        members += [
          .init("low", value(line.low, index)), .init("high", value(line.high, index)),
        ]
      }
      if isAlone { members.append(.init("alone", true)) }
      return .object(members)
    }
  }

  private static func layers(
    of series: Series, _ rows: [JSONValue], hasBand: Bool
  ) -> [JSONValue] {
    let names = series.lines.map(\.scenario)
    let x = VegaLite.field(
      "step", .quantitative, title: "step", .init("axis", ["grid": false, "tickMinStep": 1]),
      .init("scale", ["zero": false, "nice": false]))
    func y(_ field: String) -> JSONValue {
      VegaLite.field(field, .quantitative, .init("scale", ["zero": false]))
    }
    let colour = VegaLite.category("scenario", names: names)
    func opacity(_ shown: JSONValue) -> JSONValue {
      ["condition": ["param": "shown", "value": shown], "value": 0.08]
    }
    var layers: [JSONValue] = [
      [
        // A click on the legend keeps one line and fades the others.
        "params": [
          ["name": "shown", "select": ["type": "point", "fields": ["scenario"]], "bind": "legend"]
        ],
        "mark": ["type": "line", "strokeWidth": 2],
        "encoding": [
          "x": x, "y": y("mean"), "color": colour, "strokeDash": colour, "opacity": opacity(1),
        ],
      ]
    ]
    if rows.contains(where: { $0["alone"] != nil }) {
      layers.append([
        "transform": [["filter": "datum.alone"]],
        "mark": ["type": "point", "filled": true, "size": 20],
        "encoding": ["x": x, "y": y("mean"), "color": colour, "opacity": opacity(1)],
      ])
    }
    if hasBand {
      layers.append([
        "mark": ["type": "area"],
        "encoding": [
          "x": x, "y": y("low"), "y2": ["field": "high"], "color": colour,
          "opacity": opacity(0.16),
        ],
      ])
    }
    return layers + [tooltips(names, x: x)]
  }

  /// A rule at the step nearest to the pointer, with the numbers of all scenarios.
  private static func tooltips(_ names: [String], x: JSONValue) -> JSONValue {
    let tips =
      [VegaLite.tip("step", "step")]
      + names.enumerated().map { VegaLite.tip("l\($0.offset)", $0.element) }
    return [
      "transform": [["pivot": "line", "value": "mean", "groupby": ["step"]]],
      "params": [
        [
          "name": "near",
          "select": [
            "type": "point", "fields": ["step"], "nearest": true, "on": "pointerover",
            "clear": "pointerout",
          ],
        ]
      ],
      "mark": ["type": "rule", "style": "zero"],
      "encoding": [
        "x": x, "tooltip": .array(tips),
        "opacity": ["condition": ["param": "near", "empty": false, "value": 0.7], "value": 0],
      ],
    ]
  }
}
