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
    func value(_ list: [Double?], _ index: Int) -> Double? {
      list.indices.contains(index) ? list[index] : nil
    }
    let lines = series.lines.map { line in
      LineLayers.Line(
        name: line.scenario,
        points: shown.map { index in
          LineLayers.Point(
            x: Double(series.firstStep + index), y: value(line.mean, index),
            low: value(line.low, index), high: value(line.high, index))
        })
    }
    let thinned = stride == 1 ? "" : " One step in \(stride) is drawn."
    let hasBand = series.lines.contains { !$0.low.isEmpty }
    return Chart(
      name: "series-\(index + 1)",
      title: series.unit.map { "\(series.name) (\($0))" } ?? series.name,
      description:
        "Means over replicates by step, from \(series.firstStep) to "
        + "\(series.firstStep + count - 1), a line for each scenario"
        + "\(hasBand ? " with a band for its interval" : "").\(thinned)",
      subject: [.init("series", .string(series.name))],
      LineLayers(lines: lines, xTitle: "step", isWhole: true).members)
  }
}
