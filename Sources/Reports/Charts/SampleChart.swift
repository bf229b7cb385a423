import Statistics

extension ReportModel {
  /// More points than this are thinned, so that pages stay small.
  private static let samplePoints = 1000

  /// A measure at the points of a sample, over one of its parameters.
  func sampleChart(of measure: Int, over parameter: String) -> Chart? {
    func place(_ scenario: Int) -> Double? { value(of: parameter, at: scenario)?.number }
    let points = bases.flatMap { base in
      base.scenarios.filter { place($0) != nil }.sorted { (place($0) ?? 0) < (place($1) ?? 0) }
    }
    let stride = max(1, (points.count + Self.samplePoints - 1) / Self.samplePoints)
    let shown = points.indices.filter { $0.isMultiple(of: stride) }.map { points[$0] }
    let rows = shown.compactMap { scenario -> JSONValue? in
      guard let x = place(scenario), let mean = cells[scenario][measure].estimate.mean
      else { return nil }
      return [
        "name": VegaLite.text(scenarios[scenario].base), "x": VegaLite.number(x),
        "y": VegaLite.number(mean),
      ]
    }
    guard rows.count > 1 else { return nil }
    let title = measures[measure].title
    let colour = VegaLite.category(
      "name", names: bases.map(\.name), .init("legend", ["symbolSize": 80]))
    return Chart(
      name: "sample-\(measure + 1)-\(number(of: parameter))", title: "\(title) over \(parameter)",
      description: "The mean at each sampled point"
        + "\(design.parameters.count > 1 ? "; the other parameters vary, too" : "")."
        + "\(stride > 1 ? " One point in \(stride) is drawn." : "")",
      subject: [.init("swept", .string(measures[measure].name))],
      table: designTable(
        of: points.map { ($0, cells[$0][measure].estimate) }, what: "mean", point: [parameter]
      ) { scenario in value(of: parameter, at: scenario).map { [$0.cell] } ?? [] },
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
}
