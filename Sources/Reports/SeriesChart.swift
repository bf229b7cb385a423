/// A number over time: a line for every scenario, with a band for its interval.
struct SeriesChart {
  private let series: ReportModel.Series
  private let id: String
  private let style: NumberStyle
  private let stepScale: Scale
  private let valueScale: Scale
  private let lastStep: Int
  private let legendWidth: Double

  private static let width = 720.0
  private static let left = 72.0
  private static let top = 12.0
  /// Lines differ by colour and dashes for this many scenarios, then start again.
  private static let palette = 8
  /// More points than this are thinned: a screen has no more columns.
  private static let pointLimit = 1500

  /// - Returns: `nil` for a series without a defined number.
  init?(_ series: ReportModel.Series, index: Int, style: NumberStyle) {
    let values = series.lines.flatMap { $0.mean + $0.low + $0.high }.compactMap { $0 }
      .filter(\.isFinite)
    guard !values.isEmpty else { return nil }
    self.series = series
    self.style = style
    id = "series-\(index + 1)"
    valueScale = Scale(holding: values)
    lastStep = series.firstStep + (series.lines.map(\.mean.count).max() ?? 1) - 1
    stepScale = Scale(holding: [Double(series.firstStep), Double(lastStep)], count: 6)
    let widest = series.lines.map { displayWidth(Self.name($0)) }.max() ?? 0
    legendWidth = 7.2 * Double(widest) + 44
  }

  private static func name(_ line: ReportModel.Series.Line) -> String {
    Drawing.shortened(line.scenario, columns: 22)
  }

  private var height: Double { max(230, 22 * Double(series.lines.count) + 24) }
  private var bottom: Double { Self.top + height }
  private var right: Double { Self.width - legendWidth }

  var markup: Markup {
    var parts = axes
    for (index, line) in series.lines.enumerated() {
      let number = index % Self.palette + 1
      for band in bands(line) {
        parts.append(.void("path", ["class": "band s\(number)", "d": band]))
      }
      for path in paths(line) {
        parts.append(.void("path", ["class": "curve s\(number)", "d": path]))
      }
      let y = Self.top + 12 + 22 * Double(index)
      parts.append(Drawing.line(right + 12, y, right + 36, y, class: "curve s\(number)"))
      parts.append(Drawing.text(Self.name(line), right + 42, y + 4.5))
    }
    let names = series.lines.map(\.scenario).joined(separator: ", ")
    return Drawing.picture(
      id: id, width: Self.width, height: bottom + 44, title: "\(series.name) by step",
      description:
        "Means over replicates from step \(series.firstStep) to \(lastStep) for \(names); "
        + "the numbers are in the table below.", parts)
  }

  private var axes: [Markup] {
    var parts: [Markup] = []
    for tick in valueScale.ticks {
      parts.append(Drawing.line(Self.left, y(tick), right, y(tick), class: "grid"))
      parts.append(
        Drawing.text(
          valueScale.label(tick, style: style), Self.left - 8, y(tick) + 4, anchor: "end",
          class: "tick"))
    }
    let steps = stepScale.ticks.filter {
      $0 >= Double(series.firstStep) && $0 <= Double(lastStep) && $0 == $0.rounded()
    }
    for tick in steps {
      parts.append(Drawing.line(x(tick), bottom, x(tick), bottom + 5, class: "grid"))
      parts.append(
        Drawing.text(
          stepScale.label(tick, style: style), x(tick), bottom + 20, anchor: "middle",
          class: "tick"))
    }
    parts.append(
      Drawing.text("step", (Self.left + right) / 2, bottom + 38, anchor: "middle", class: "tick"))
    return parts
  }

  private func x(_ step: Double) -> Double {
    let steps = Double(max(1, lastStep - series.firstStep))
    return Self.left + (step - Double(series.firstStep)) / steps * (right - Self.left)
  }

  private func y(_ value: Double) -> Double {
    bottom - valueScale.share(value) * (bottom - Self.top)
  }

  /// The indices to draw: all, or every n-th and the last.
  private func indices(_ count: Int) -> [Int] {
    let stride = max(1, (count + Self.pointLimit - 1) / Self.pointLimit)
    return (0..<count).filter { $0.isMultiple(of: stride) || $0 == count - 1 }
  }

  private func point(_ index: Int, _ value: Double) -> String {
    "\(Drawing.number(x(Double(series.firstStep + index)))) \(Drawing.number(y(value)))"
  }

  /// A path for every stretch of defined steps; a stretch of one step is a short dash.
  private func paths(_ line: ReportModel.Series.Line) -> [String] {
    var stretches: [[String]] = [[]]
    for index in indices(line.mean.count) {
      if let value = line.mean[index], value.isFinite {
        stretches[stretches.count - 1].append(point(index, value))
      } else if stretches.last?.isEmpty == false {
        stretches.append([])
      }
    }
    return stretches.filter { !$0.isEmpty }.map { points in
      points.count == 1 ? "M\(points[0]) h3" : "M" + points.joined(separator: " L")
    }
  }

  private func bands(_ line: ReportModel.Series.Line) -> [String] {
    guard line.low.count == line.mean.count, line.high.count == line.mean.count else { return [] }
    var stretches: [[(low: String, high: String)]] = [[]]
    for index in indices(line.mean.count) {
      if let low = line.low[index], let high = line.high[index], low.isFinite, high.isFinite {
        stretches[stretches.count - 1].append((point(index, low), point(index, high)))
      } else if stretches.last?.isEmpty == false {
        stretches.append([])
      }
    }
    return stretches.filter { $0.count > 1 }.map { ends in
      let outline = ends.map(\.low) + ends.reversed().map(\.high)
      return "M" + outline.joined(separator: " L") + " Z"
    }
  }
}
