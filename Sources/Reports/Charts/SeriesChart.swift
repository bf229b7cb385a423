extension ReportModel {
  /// More points of a line than this are thinned: a screen has hardly more columns.
  static let seriesPoints = 400
  /// More lines than there are colours are no longer told apart: the points of a design are averaged.
  private static let mostLines = 8

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
    if design.kind != .scenarios, series.lines.count > Self.mostLines {
      return averageChart(index, at: shown, thinned: stride)
    }
    let lines = series.lines.map { line in
      LineLayers.Line(
        name: line.scenario,
        points: shown.map { index in
          LineLayers.Point(
            x: Double(series.firstStep + index), y: Self.value(line.mean, index),
            low: Self.value(line.low, index), high: Self.value(line.high, index))
        })
    }
    let hasBand = series.lines.contains { !$0.low.isEmpty }
    return Chart(
      name: "series-\(index + 1)", title: series.title,
      description: "Means over replicates \(Self.steps(series, count)), a line for each scenario"
        + "\(hasBand ? " with a band for its interval" : "").\(Self.thinned(stride))",
      subject: [.init("series", .string(series.name))],
      LineLayers(lines: lines, xTitle: "step", isWhole: true).members)
  }

  /// The same averaged over the points of the design: a line for each scenario of the study, with the
  /// range from the lowest to the highest point.
  private func averageChart(_ index: Int, at shown: [Int], thinned stride: Int) -> Chart {
    let series = series[index]
    let means = Dictionary(
      series.lines.map { ($0.scenario, $0.mean) }, uniquingKeysWith: { first, _ in first })
    let lines = bases.map { base, points in
      LineLayers.Line(
        name: base,
        points: shown.map { step in
          let numbers = points.compactMap { Self.value(means[scenarios[$0].name] ?? [], step) }
          return LineLayers.Point(
            x: Double(series.firstStep + step),
            y: numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count),
            low: numbers.min(), high: numbers.max())
        })
    }
    let count = series.lines.map(\.mean.count).max() ?? 0
    return Chart(
      name: "series-\(index + 1)", title: "\(series.title), averaged over the design",
      description:
        "Means over replicates \(Self.steps(series, count)), averaged over the points of the "
        + "design, a line for each scenario of the study. Bands go from the lowest to the highest "
        + "point: they say how much the parameters matter, not how sure the average is. Every point "
        + "is in series.csv.\(Self.thinned(stride))",
      subject: [.init("averaged_series", .string(series.name))],
      table: Self.averageTable(lines),
      LineLayers(lines: lines, xTitle: "step", isWhole: true).members)
  }

  /// At most about this many steps stand in the table.
  private static let tableSteps = 60

  private static func averageTable(_ lines: [LineLayers.Line]) -> SectionTable {
    let steps = lines.first?.points.indices ?? 0..<0
    let stride = max(1, (steps.count + tableSteps - 1) / tableSteps)
    let shown = steps.filter { $0.isMultiple(of: stride) || $0 == steps.count - 1 }
    return SectionTable(
      header: ["step"] + lines.flatMap { [$0.name, "\($0.name), lowest", "\($0.name), highest"] },
      rows: shown.map { step in
        let numbers = lines.flatMap {
          [$0.points[step].y, $0.points[step].low, $0.points[step].high]
        }
        return [.number(lines[0].points[step].x)]
          + numbers.map { $0.map(TableCell.number) ?? .undefined(reason: "at every point") }
      })
  }

  private static func value(_ list: [Double?], _ index: Int) -> Double? {
    list.indices.contains(index) ? list[index] : nil
  }

  private static func steps(_ series: Series, _ count: Int) -> String {
    "by step, from \(series.firstStep) to \(series.firstStep + count - 1)"
  }

  private static func thinned(_ stride: Int) -> String {
    stride == 1 ? "" : " One step in \(stride) is drawn."
  }
}

extension ReportModel.Series {
  /// The name with its unit.
  var title: String { unit.map { "\(name) (\($0))" } ?? name }
}
