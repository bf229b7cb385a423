// Charts of numbers that no report has been made of: plots of a session. The plain data comes from
// outside; the pictures are those of reports.
extension Chart {
  /// More points or rows than this are not drawn.
  private static let mostPoints = 2000

  /// Lines over steps, each value one step after the other.
  ///
  /// - Parameters:
  ///   - series: values that are not finite are undefined: the line has a gap there.
  ///   - firstStep: that of the first values.
  package static func series(
    title: String, series: [(name: String, values: [Double])], firstStep: Int
  ) -> Chart {
    let count = series.map(\.values.count).max() ?? 0
    let stride = max(1, (count + ReportModel.seriesPoints - 1) / ReportModel.seriesPoints)
    let shown = (0..<count).filter { $0.isMultiple(of: stride) || $0 == count - 1 }
    func value(_ place: Int, _ index: Int) -> Double? {
      let values = series[place].values
      return index < values.count && values[index].isFinite ? values[index] : nil
    }
    let lines = series.indices.map { place in
      LineLayers.Line(
        name: series[place].name,
        points: shown.map { LineLayers.Point(x: Double(firstStep + $0), y: value(place, $0)) })
    }
    return Chart(
      name: "series", title: title,
      description: "By step, a line for each of: \(series.map(\.name).joined(separator: ", "))."
        + (stride == 1 ? "" : " One step in \(stride) is drawn."),
      subject: [],
      table: ReportModel.SectionTable(
        header: ["step"] + series.map(\.name),
        rows: shown.map { index in
          [.number(Double(firstStep + index))]
            + series.indices.map { .of(value($0, index), else: "no finite value") }
        }),
      LineLayers(lines: lines, xTitle: "step", isWhole: true).members)
  }

  /// Bars of counts: a place for every bin, and in it a bar for every group.
  ///
  /// - Parameters:
  ///   - bins: the names of the bins, in order.
  ///   - groups: as many counts as bins.
  package static func distribution(
    title: String, bins: [String], groups: [(name: String, counts: [Int])]
  ) -> Chart {
    let names = groups.map(\.name)
    let rows = groups.flatMap { group in
      zip(bins, group.counts).map { bin, count -> JSONValue in
        [
          "bin": VegaLite.text(bin), "group": VegaLite.text(group.name), "count": .integer(count),
        ]
      }
    }
    let colour = VegaLite.category(
      "group", names: names, .init("legend", ["symbolType": "square", "symbolSize": 120]))
    return Chart(
      name: "distribution", title: title,
      description: "How many values lie in each interval, for: \(names.joined(separator: ", ")).",
      subject: [],
      table: ReportModel.SectionTable(
        header: ["interval"] + names,
        rows: bins.indices.map { bin in
          [.text(bins[bin])] + groups.map { .number(Double($0.counts[bin])) }
        }),
      [
        .init("width", "container"), .init("autosize", VegaLite.fitting),
        .init("height", .integer(bins.count * max(24, 14 * groups.count + 8))),
        .init("data", VegaLite.data(rows)), .init("mark", ["type": "bar"]),
        .init(
          "encoding",
          [
            "y": VegaLite.names("bin"),
            "yOffset": VegaLite.field("group", .nominal, .init("sort", .null)),
            "x": VegaLite.field("count", .quantitative, title: "count"), "color": colour,
            "tooltip": [
              VegaLite.tip("bin", "interval", isNumber: false),
              VegaLite.tip("group", "group", isNumber: false), VegaLite.tip("count", "count"),
            ],
          ]),
      ])
  }

  /// A dot with its interval for every row, on one axis.
  ///
  /// - Parameters:
  ///   - rows: a note says why an estimate is undefined, or what is to be known about it.
  ///   - hasZero: whether zero has a line: for differences.
  package static func comparison(
    title: String, unit: String?,
    rows: [(name: String, estimate: Double?, low: Double?, high: Double?, note: String)],
    hasZero: Bool
  ) -> Chart {
    Chart(
      name: "comparison", title: title,
      description: "Dots with intervals for: \(rows.map(\.name).joined(separator: ", ")).",
      subject: [],
      table: ReportModel.SectionTable(
        header: ["name", "estimate", "low", "high", "note"],
        rows: rows.map { row in
          [
            .text(row.name), .of(row.estimate, else: row.note.isEmpty ? "no estimate" : row.note),
            .of(row.low, else: "no interval"), .of(row.high, else: "no interval"),
            .text(row.note),
          ]
        }),
      DotLayers(
        dots: rows.map {
          DotLayers.Dot(
            label: $0.name, group: "", mean: $0.estimate, low: $0.low, high: $0.high)
        }, labelTitle: "name", valueTitle: unit ?? "value", hasZero: hasZero
      ).members)
  }

  /// A point for every pair of numbers, both of them finite.
  package static func scatter(
    title: String, x: String, y: String, points: [(Double, Double)]
  ) -> Chart {
    let shown = points.prefix(mostPoints)
    func axis(_ field: String, _ title: String) -> JSONValue {
      VegaLite.field(field, .quantitative, title: title, .init("scale", ["zero": false]))
    }
    return Chart(
      name: "scatter", title: title,
      description: "\(y) over \(x)."
        + (shown.count < points.count
          ? " The first \(shown.count) of \(points.count) points are drawn." : ""),
      subject: [],
      table: ReportModel.SectionTable(
        header: [x, y], rows: shown.map { [.number($0.0), .number($0.1)] }),
      [
        .init("width", "container"), .init("autosize", VegaLite.fitting), .init("height", 340),
        .init(
          "data",
          VegaLite.data(
            shown.map { ["x": VegaLite.number($0.0), "y": VegaLite.number($0.1)] })),
        .init("mark", ["type": "point", "filled": true, "size": 30, "opacity": 0.7]),
        .init(
          "encoding",
          [
            "x": axis("x", x), "y": axis("y", y),
            "tooltip": [VegaLite.tip("x", x), VegaLite.tip("y", y)],
          ]),
      ])
  }

  /// The same chart by another name.
  func named(_ name: String) -> Chart {
    guard case .object(let members) = specification else { return self }
    let own = members.filter { $0.name != "$schema" && $0.name != "usermeta" }
    return Chart(
      name: name, title: title, description: description, subject: [], table: table, own)
  }
}

extension ReportModel.TableCell {
  fileprivate static func of(_ number: Double?, else reason: String) -> Self {
    guard let number, number.isFinite else { return .undefined(reason: reason) }
    return .number(number)
  }
}
