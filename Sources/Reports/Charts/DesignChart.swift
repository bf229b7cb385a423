import Statistics

extension ReportModel {
  /// So many charts of a design are drawn; the numbers of the others are in the tables.
  private static let mostDesignCharts = 24

  /// Over the points of a design: curves over one parameter, a heat map over two of a grid, dots over
  /// each parameter of a sample, and what each parameter does alone.
  var designCharts: [Chart] {
    let charts: [Chart]
    switch (design.kind, design.parameters.count) {
    case (.scenarios, _): charts = []
    case (.oneAtATime, _): charts = measures.indices.compactMap(factorChart)
    case (.grid, 2): charts = measures.indices.flatMap(heatMaps)
    case (.grid, 1): charts = measures.indices.compactMap { curve(of: $0) }
    case (.grid, _): charts = []
    case (.latinHypercube, _), (.sobol, _):
      charts = measures.indices.flatMap { measure in
        design.parameters.compactMap { scatter(of: measure, over: $0) }
      }
    }
    return Array(charts.prefix(Self.mostDesignCharts))
  }

  private func number(_ parameter: String, at scenario: Int) -> Double? {
    scenarios[scenario].point.first { $0.name == parameter }?.number
  }

  // MARK: one parameter

  private func curve(of measure: Int) -> Chart? {
    let parameter = design.parameters[0]
    let lines = bases.compactMap { base, points -> LineLayers.Line? in
      let line = points.compactMap { scenario -> LineLayers.Point? in
        guard let x = number(parameter, at: scenario) else { return nil }
        let estimate = cells[scenario][measure].estimate
        return LineLayers.Point(
          x: x, y: estimate.mean, low: estimate.interval?.low, high: estimate.interval?.high)
      }
      return line.count > 1
        ? LineLayers.Line(name: base, points: line.sorted { $0.x < $1.x }) : nil
    }
    guard !lines.isEmpty else { return nil }
    return Chart(
      name: "sweep-\(measure + 1)", title: "\(measures[measure].title) over \(parameter)",
      description: "Means at each value of \(parameter), with intervals as bands.",
      subject: [.init("swept", .string(measures[measure].name))],
      LineLayers(lines: lines, xTitle: parameter).members)
  }

  // MARK: two parameters

  private func heatMaps(of measure: Int) -> [Chart] {
    bases.enumerated().compactMap { place, base in
      guard base.scenarios.count > 1 else { return nil }
      let isCompared = base.scenarios.contains { cells[$0][measure].difference != nil }
      // A baseline is what the others are compared with.
      guard isCompared || !cells.contains(where: { $0[measure].difference != nil }) else {
        return nil
      }
      var most = 0.0
      let rows = base.scenarios.compactMap { scenario -> JSONValue? in
        let cell = cells[scenario][measure]
        let estimate = isCompared ? cell.difference?.paired.estimate : cell.estimate
        if let mean = estimate?.mean { most = max(most, mean.magnitude) }
        guard let point = pair(at: scenario), let mean = estimate?.mean else { return nil }
        return [
          "x": VegaLite.text(point.0), "y": VegaLite.text(point.1), "mean": VegaLite.number(mean),
        ]
      }
      guard rows.count > 3 else { return nil }
      let ends = most > 0 ? most : 1
      let what = isCompared ? "difference to the twin" : "mean"
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

  private func pair(at scenario: Int) -> (String, String)? {
    let texts = design.parameters.map { parameter in
      scenarios[scenario].point.first { $0.name == parameter }?.text
    }
    guard let x = texts[0], let y = texts[1] else { return nil }
    return (x, y)
  }

  // MARK: samples

  private func scatter(of measure: Int, over parameter: String) -> Chart? {
    let rows = scenarios.indices.compactMap { scenario -> JSONValue? in
      guard let x = number(parameter, at: scenario),
        let mean = cells[scenario][measure].estimate.mean
      else { return nil }
      return [
        "name": VegaLite.text(scenarios[scenario].base), "x": VegaLite.number(x),
        "y": VegaLite.number(mean),
      ]
    }
    guard rows.count > 1 else { return nil }
    let title = measures[measure].title
    let colour = VegaLite.category("name", names: bases.map(\.name))
    let place = (design.parameters.firstIndex(of: parameter) ?? 0) + 1
    return Chart(
      name: "sample-\(measure + 1)-\(place)", title: "\(title) over \(parameter)",
      description: "The mean at each sampled point; the other parameters vary, too.",
      subject: [.init("swept", .string(measures[measure].name))],
      [
        .init("width", "container"), .init("autosize", VegaLite.fitting), .init("height", 220),
        .init("data", VegaLite.data(rows)),
        .init("mark", ["type": "point", "filled": true, "size": 40, "opacity": 0.8]),
        .init(
          "encoding",
          [
            "x": VegaLite.field(
              "x", .quantitative, title: parameter, .init("scale", ["zero": false])),
            "y": VegaLite.field("y", .quantitative, title: title, .init("scale", ["zero": false])),
            "color": colour, "shape": colour,
            "tooltip": [
              VegaLite.tip("name", "scenario", isNumber: false), VegaLite.tip("x", parameter),
              VegaLite.tip("y", title),
            ],
          ]),
      ])
  }

  // MARK: one at a time

  /// What a measure, or its difference, is where each parameter alone is multiplied.
  private func factorChart(of measure: Int) -> Chart? {
    let isCompared = cells.contains { $0[measure].difference != nil }
    let rows = scenarios.indices.compactMap { scenario -> JSONValue? in
      let cell = cells[scenario][measure]
      let estimate = isCompared ? cell.difference?.paired.estimate : cell.estimate
      guard let estimate, estimate.mean != nil else { return nil }
      let point = scenarios[scenario].point.first
      return [
        "base": VegaLite.text(scenarios[scenario].base),
        "change": VegaLite.text(point.map { "\($0.name) \($0.text)" } ?? "as written"),
        "mean": VegaLite.number(estimate.mean), "low": VegaLite.number(estimate.interval?.low),
        "high": VegaLite.number(estimate.interval?.high),
      ]
    }
    guard rows.count > 1 else { return nil }
    let what = isCompared ? "difference to the twin" : "mean"
    let names = bases.map(\.name)
    let colour = VegaLite.category("base", names: names)
    let y = VegaLite.names("change")
    func x(_ field: String) -> JSONValue { VegaLite.field(field, .quantitative, title: what) }
    let offset: JSONValue = ["field": "base", "type": "nominal", "sort": .null]
    let changes = Set(rows.map { $0["change"]?.text ?? "" }).count
    return Chart(
      name: "factors-\(measure + 1)", title: "\(measures[measure].title): one parameter at a time",
      description: "The \(what) as written, and with each parameter alone multiplied.",
      subject: [.init("swept", .string(measures[measure].name))],
      [
        .init("width", "container"), .init("autosize", VegaLite.fitting),
        .init("height", .integer(max(120, changes * (10 + 12 * names.count)))),
        .init("data", VegaLite.data(rows)),
        .init(
          "layer",
          [
            ["mark": ["type": "rule", "style": "zero"], "encoding": ["x": ["datum": 0]]],
            [
              "mark": ["type": "rule", "strokeWidth": 2],
              "encoding": [
                "y": y, "yOffset": offset, "x": x("low"), "x2": ["field": "high"],
                "color": colour,
              ],
            ],
            [
              "mark": ["type": "point", "filled": true, "size": 60, "opacity": 1],
              "encoding": [
                "y": y, "yOffset": offset, "x": x("mean"), "color": colour, "shape": colour,
                "tooltip": [
                  VegaLite.tip("base", "scenario", isNumber: false),
                  VegaLite.tip("change", "parameter", isNumber: false),
                  VegaLite.tip("mean", what),
                ],
              ],
            ],
          ]),
      ])
  }
}
