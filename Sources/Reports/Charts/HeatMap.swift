import Statistics

extension ReportModel {
  /// A measure over the two parameters of a grid, a map for each scenario: a cell for every pair of
  /// values.
  func heatMaps(of measure: Int) -> [Chart] {
    bases.enumerated().compactMap { place, base in
      guard base.scenarios.count > 1 else { return nil }
      let points = base.scenarios.compactMap { scenario in
        shown(measure, at: scenario).map { (scenario: scenario, estimate: $0) }
      }
      let rows = points.compactMap { scenario, estimate -> JSONValue? in
        let texts = design.parameters.compactMap { value(of: $0, at: scenario)?.text }
        guard texts.count == 2, let mean = estimate.mean else { return nil }
        return [
          "x": VegaLite.text(texts[0]), "y": VegaLite.text(texts[1]), "mean": VegaLite.number(mean),
        ]
      }
      guard rows.count > 3 else { return nil }
      let most = points.compactMap { $0.estimate.mean?.magnitude }.max() ?? 0
      let ends = most > 0 ? most : 1
      let what = shownName(measure)
      func axis(_ field: String, _ title: String) -> JSONValue {
        VegaLite.field(
          field, .ordinal, title: title, .init("sort", .null), .init("axis", ["labelAngle": 0]))
      }
      return Chart(
        name: "heat-\(measure + 1)-\(place + 1)",
        title: "\(measures[measure].title), \(base.name): \(what)",
        description: "A cell for every pair of values of \(design.parameters[0]) and "
          + "\(design.parameters[1]); blue is above zero, orange below.",
        subject: [.init("swept", .string(measures[measure].name))],
        table: designTable(of: points, what: what, point: design.parameters) { scenario in
          design.parameters.compactMap { value(of: $0, at: scenario)?.cell }
        },
        [
          .init("width", "container"), .init("autosize", VegaLite.fitting), .init("height", 260),
          .init("data", VegaLite.data(rows)), .init("mark", ["type": "rect", "style": "cell"]),
          .init(
            "encoding",
            [
              "x": axis("x", design.parameters[0]), "y": axis("y", design.parameters[1]),
              "color": VegaLite.field(
                "mean", .quantitative, title: what,
                .init(
                  "scale",
                  [
                    "domain": .array([-ends, 0, ends].map(JSONValue.number)),
                    "range": ["#b84a00", "#f4f4f4", "#0067a3"],
                  ]),
                .init("legend", ["direction": "horizontal", "gradientLength": 200])),
              "tooltip": [
                VegaLite.tip("x", design.parameters[0], isNumber: false),
                VegaLite.tip("y", design.parameters[1], isNumber: false),
                VegaLite.tip("mean", what),
              ],
            ]),
        ])
    }
  }
}
