import Statistics

extension ReportModel {
  /// How the gains of a kind's actors are spread in every scenario: quantiles, and the shares of
  /// those who win and lose.
  ///
  /// - Parameter index: its place among the gains.
  /// - Returns: none where no quantile is defined.
  func gainCharts(_ index: Int) -> [Chart] {
    let gains = findings.gains[index]
    let spreads = zip(scenarios, gains.spreads).compactMap { scenario, spread in
      spread.flatMap { spread in
        spread.quantiles.contains { $0.mean == nil } ? nil : (scenario.name, spread)
      }
    }
    guard !spreads.isEmpty, gains.probabilities.count > 1 else { return [] }
    let title = measures[gains.measure].title
    let subject: [JSONValue.Member] = [
      .init("gains", .string(measures[gains.measure].name))
    ]
    let percents = gains.probabilities.map { NumberStyle.page.percent($0) }
    return [
      Chart(
        name: "gains-\(index + 1)", title: "Gains by \(title): quantiles",
        description:
          "For each scenario the quantiles of the actors\u{2019} gains: thin from "
          + "\(percents[0]) to \(percents[percents.count - 1]), thick between the inner ones, a "
          + "tick at the median.", subject: subject,
        Self.quantileMembers(spreads, gains.probabilities, unit: measures[gains.measure].unit)),
      Chart(
        name: "gain-shares-\(index + 1)", title: "Gains by \(title): who wins and who loses",
        description: "For each scenario the shares of actors that win, lose and stay as they were.",
        subject: subject, Self.shareMembers(spreads)),
    ]
  }

  private static func quantileMembers(
    _ spreads: [(String, Gains.Spread)], _ probabilities: [Double], unit: String?
  ) -> [JSONValue.Member] {
    let rows = spreads.map { name, spread in
      JSONValue.object(
        [.init("scenario", VegaLite.text(name))]
          + spread.quantiles.enumerated().map {
            .init("q\($0.offset)", VegaLite.number($0.element.mean))
          })
    }
    let last = probabilities.count - 1
    let y = VegaLite.names("scenario")
    let tips = JSONValue.array(
      [VegaLite.tip("scenario", "scenario", isNumber: false)]
        + probabilities.enumerated().map {
          VegaLite.tip("q\($0.offset)", NumberStyle.page.percent($0.element))
        })
    func range(_ low: Int, _ high: Int, width: JSONValue) -> JSONValue {
      [
        "mark": ["type": "rule", "style": "interval", "strokeWidth": width],
        "encoding": [
          "x": VegaLite.field("q\(low)", .quantitative, title: unit),
          "x2": ["field": .string("q\(high)")], "y": y, "tooltip": tips,
        ],
      ]
    }
    var layers: [JSONValue] = [
      ["mark": ["type": "rule", "style": "zero"], "encoding": ["x": ["datum": 0]]],
      range(0, last, width: 2),
    ]
    if last >= 3 { layers.append(range(1, last - 1, width: 9)) }
    if let median = probabilities.firstIndex(of: 0.5) {
      layers.append([
        "mark": ["type": "tick", "style": "ink", "thickness": 3, "size": 20],
        "encoding": [
          "x": VegaLite.field("q\(median)", .quantitative, title: unit), "y": y, "tooltip": tips,
        ],
      ])
    }
    return [
      .init("width", "container"), .init("autosize", VegaLite.fitting),
      .init("height", .integer(30 * rows.count)), .init("data", VegaLite.data(rows)),
      .init("layer", .array(layers)),
    ]
  }

  private static func shareMembers(_ spreads: [(String, Gains.Spread)]) -> [JSONValue.Member] {
    let names = ["win", "unchanged", "lose"]
    let rows = spreads.flatMap { name, spread in
      zip(names, [spread.winners, spread.unchanged, spread.losers]).map {
        what, share -> JSONValue in
        [
          "scenario": VegaLite.text(name), "what": .string(what),
          "share": VegaLite.number(share.mean),
          "order": .integer(names.firstIndex(of: what) ?? 0),
        ]
      }
    }
    return [
      .init("width", "container"), .init("autosize", VegaLite.fitting),
      .init("height", .integer(30 * spreads.count)), .init("data", VegaLite.data(rows)),
      .init("mark", ["type": "bar", "style": "cell"]),
      .init(
        "encoding",
        [
          "x": VegaLite.field(
            "share", .quantitative, title: "share of actors",
            .init("scale", ["domain": [0, 1]]), .init("axis", ["format": "%"])),
          "y": VegaLite.names("scenario"),
          "color": VegaLite.category(
            "what", names: names, .init("legend", ["symbolType": "square", "symbolSize": 120])),
          "order": ["field": "order", "type": "quantitative"],
          "tooltip": [
            VegaLite.tip("scenario", "scenario", isNumber: false),
            VegaLite.tip("what", "who", isNumber: false), VegaLite.tip("share", "share"),
          ],
        ]),
    ]
  }
}
