import Statistics

/// Dots with intervals over a common axis: a row for every label, and in it a colour and a shape for
/// every group.
struct DotLayers {
  struct Dot {
    var label: String
    var group: String
    var mean: Double?
    var low: Double?
    var high: Double?
  }

  let dots: [Dot]
  let labelTitle: String
  let valueTitle: String
  /// Whether the axis has zero on it, with a line.
  var hasZero = false

  private var shown: [Dot] { dots.filter { $0.mean?.isFinite ?? false } }

  /// The members of a specification.
  var members: [JSONValue.Member] {
    let shown = shown
    var groups: [String] = []
    for dot in shown where !groups.contains(dot.group) { groups.append(dot.group) }
    let labels = Set(shown.map(\.label)).count
    let rows = shown.map { dot -> JSONValue in
      [
        "label": VegaLite.text(dot.label), "group": VegaLite.text(dot.group),
        "mean": VegaLite.number(dot.mean), "low": VegaLite.number(dot.low),
        "high": VegaLite.number(dot.high),
      ]
    }
    return [
      .init("width", "container"), .init("autosize", VegaLite.fitting),
      .init("height", .integer(labels * max(28, 10 + 12 * groups.count))),
      .init("data", VegaLite.data(rows)),
      .init("layer", .array(layers(groups, hasIntervals: shown.contains { $0.low != nil }))),
    ]
  }

  private func layers(_ groups: [String], hasIntervals: Bool) -> [JSONValue] {
    func x(_ field: String) -> JSONValue {
      VegaLite.field(
        field, .quantitative, title: valueTitle, .init("scale", ["zero": .boolean(hasZero)]))
    }
    let colour = VegaLite.category("group", names: groups, .init("legend", ["symbolSize": 80]))
    var place: [JSONValue.Member] = [.init("y", VegaLite.names("label"))]
    var tips = [VegaLite.tip("label", labelTitle, isNumber: false)]
    if groups.count > 1 {
      place += [
        .init("yOffset", VegaLite.field("group", .nominal, .init("sort", .null))),
        .init("color", colour),
      ]
      tips.append(VegaLite.tip("group", "scenario", isNumber: false))
    }
    tips.append(VegaLite.tip("mean", valueTitle))
    if hasIntervals { tips += [VegaLite.tip("low", "from"), VegaLite.tip("high", "to")] }
    place.append(.init("tooltip", .array(tips)))
    var layers: [JSONValue] = []
    if hasZero {
      layers.append(["mark": ["type": "rule", "style": "zero"], "encoding": ["x": ["datum": 0]]])
    }
    if hasIntervals {
      layers.append([
        "mark": ["type": "rule", "style": "interval"],
        "encoding": .object(place + [.init("x", x("low")), .init("x2", ["field": "high"])]),
      ])
    }
    layers.append([
      "mark": ["type": "point", "filled": true, "size": 60, "opacity": 1],
      "encoding": .object(
        place + [.init("x", x("mean"))] + (groups.count > 1 ? [.init("shape", colour)] : [])),
    ])
    return layers
  }
}

extension DotLayers.Dot {
  init(label: String, group: String, estimate: Estimate) {
    self.init(
      label: label, group: group, mean: estimate.mean, low: estimate.interval?.low,
      high: estimate.interval?.high)
  }
}
