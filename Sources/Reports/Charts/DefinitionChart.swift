import Statistics

extension ReportModel {
  /// Definitions by scenarios: how good each scenario is by each definition, the best one marked.
  ///
  /// Units differ between definitions, so a shade says where a scenario stands between the worst
  /// (light) and the best (dark) of its definition.
  ///
  /// - Returns: `nil` where there are fewer than two definitions or none tells scenarios apart.
  var definitionChart: Chart? {
    let values = measures.indices.filter { measures[$0].value != nil }
    guard values.count > 1 else { return nil }
    var rows: [JSONValue] = []
    var found: [String] = []
    for measure in values {
      let means = cells.map { $0[measure].estimate.mean }
      guard let best = bestScenario(of: measure), let high = means[best],
        let low = means.compactMap({ $0 }).min()
      else { continue }
      found.append("\(measures[measure].name): \(scenarios[best].name)")
      for (scenario, mean) in means.enumerated() {
        guard let mean else { continue }
        rows.append([
          "definition": VegaLite.text(measures[measure].name),
          "scenario": VegaLite.text(scenarios[scenario].name), "mean": VegaLite.number(mean),
          "place": VegaLite.number((mean - low) / (high - low)),
          "mark": .string(scenario == best ? "\u{2605}" : ""),
        ])
      }
    }
    guard !rows.isEmpty else { return nil }
    let x = VegaLite.names(
      "scenario", axis: ["orient": "top", "labelAngle": -30, "ticks": false, "domain": false])
    let y = VegaLite.names("definition")
    return Chart(
      name: "definitions", title: "The best scenario of each definition",
      description:
        "A dark cell is near the best of its row, a light one near the worst. Best by "
        + found.joined(separator: "; ") + ".",
      subject: [.init("definitions", .array(values.map { .string(measures[$0].name) }))],
      [
        .init("width", "container"), .init("autosize", VegaLite.fitting),
        .init("height", .integer(32 * found.count)), .init("data", VegaLite.data(rows)),
        .init(
          "layer",
          [
            [
              "mark": ["type": "rect", "style": "cell"],
              "encoding": [
                "x": x, "y": y,
                "color": VegaLite.field(
                  "place", .quantitative,
                  .init("scale", ["domain": [0, 1], "range": ["#e3eef6", "#0067a3"]]),
                  .init("legend", .null)),
                "tooltip": [
                  VegaLite.tip("definition", "definition", isNumber: false),
                  VegaLite.tip("scenario", "scenario", isNumber: false),
                  VegaLite.tip("mean", "mean"),
                ],
              ],
            ],
            [
              "mark": ["type": "text", "fontSize": 15, "color": "#ffffff"],
              "encoding": ["x": x, "y": y, "text": ["field": "mark"]],
            ],
          ]),
      ])
  }
}
