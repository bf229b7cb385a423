import Experiments

extension ReportModel.SectionTable {
  /// The pictures of a table as its section asks for them: one, or one for each text of the panel
  /// column.
  ///
  /// - Parameters:
  ///   - name: of the first file; further ones get a number.
  ///   - subject: where the table is.
  func charts(name: String, section: String, subject: [JSONValue.Member]) -> [Chart] {
    guard let chart else { return [] }
    var panels: [String?] = [nil]
    if let panel = chart.panel {
      panels = []
      for row in rows where !panels.contains(row[panel].label) { panels.append(row[panel].label) }
    }
    return panels.enumerated().compactMap { number, panel in
      let shown = rows.filter { row in panel == nil || chart.panel.map { row[$0].label } == panel }
      guard shown.contains(where: { $0[chart.y].number != nil }) else { return nil }
      let what = [title ?? section, panel].compactMap { $0 }.joined(separator: ": ")
      let groups = chart.by.map { by in " by \(header[by])" } ?? ""
      return Chart(
        name: panels.count == 1 ? name : "\(name)-\(number + 1)", title: what,
        description: "\(header[chart.y]) over \(header[chart.x])\(groups).",
        subject: subject + [
          .init("shown", .integer(chart.y)), .init("over", .integer(chart.x)),
        ],
        chart.form == .lines ? lines(chart, shown) : bars(chart, shown))
    }
  }

  private func lines(
    _ chart: ExperimentDocument.Content.Chart, _ rows: [[ReportModel.TableCell]]
  ) -> [JSONValue.Member] {
    var lines: [LineLayers.Line] = []
    for row in rows {
      guard let x = row[chart.x].number else { continue }
      let name = chart.by.map { row[$0].label } ?? header[chart.y]
      let point = LineLayers.Point(
        x: x, y: row[chart.y].number, low: chart.low.flatMap { row[$0].number },
        high: chart.high.flatMap { row[$0].number })
      if let place = lines.firstIndex(where: { $0.name == name }) {
        lines[place].points.append(point)
      } else {
        lines.append(LineLayers.Line(name: name, points: [point]))
      }
    }
    let isWhole = lines.allSatisfy { $0.points.allSatisfy { $0.x == $0.x.rounded() } }
    return LineLayers(
      lines: lines, xTitle: header[chart.x], yTitle: header[chart.y], isWhole: isWhole
    ).members
  }

  private func bars(
    _ chart: ExperimentDocument.Content.Chart, _ rows: [[ReportModel.TableCell]]
  ) -> [JSONValue.Member] {
    let values = rows.map { row -> JSONValue in
      [
        "x": VegaLite.text(row[chart.x].label), "y": VegaLite.number(row[chart.y].number),
        "by": VegaLite.text(chart.by.map { row[$0].label } ?? ""),
        "low": VegaLite.number(chart.low.flatMap { row[$0].number }),
        "high": VegaLite.number(chart.high.flatMap { row[$0].number }),
      ]
    }
    var groups: [String] = []
    for row in rows {
      let name = chart.by.map { row[$0].label } ?? ""
      if !groups.contains(name) { groups.append(name) }
    }
    var shared: [JSONValue.Member] = [
      .init("y", VegaLite.names("x")),
      .init(
        "tooltip",
        [
          VegaLite.tip("x", header[chart.x], isNumber: false),
          VegaLite.tip("by", chart.by.map { header[$0] } ?? "", isNumber: false),
          VegaLite.tip("y", header[chart.y]),
        ]),
    ]
    if chart.by != nil {
      shared.append(.init("yOffset", VegaLite.field("by", .nominal, .init("sort", .null))))
    }
    let value = VegaLite.field("y", .quantitative, title: header[chart.y])
    let colour: [JSONValue.Member] =
      chart.by == nil
      ? []
      : [
        .init(
          "color",
          VegaLite.category(
            "by", names: groups, .init("legend", ["symbolType": "square", "symbolSize": 120])))
      ]
    var layers: [JSONValue] = [
      ["mark": ["type": "bar"], "encoding": .object(shared + colour + [.init("x", value)])]
    ]
    if values.contains(where: { $0["low"] != .null }) {
      let ends: [JSONValue.Member] = [
        .init("x", VegaLite.field("low", .quantitative, title: header[chart.y])),
        .init("x2", ["field": "high"]),
      ]
      layers.append([
        "mark": ["type": "rule", "style": "ink", "strokeWidth": 1.5],
        "encoding": .object(shared + ends),
      ])
    }
    let names = Set(rows.map { $0[chart.x].label }).count
    return [
      .init("width", "container"), .init("autosize", VegaLite.fitting),
      .init("height", .integer(names * max(24, 14 * groups.count + 8))),
      .init("data", VegaLite.data(values)), .init("layer", .array(layers)),
    ]
  }
}

extension ReportModel.TableCell {
  fileprivate var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  fileprivate var label: String {
    switch self {
    case .text(let text): text
    case .number(let number): NumberText.exact(number)
    case .undefined(let reason): "undefined: \(reason)"
    }
  }
}
