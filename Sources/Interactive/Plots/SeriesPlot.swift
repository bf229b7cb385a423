package import Reports

/// Numbers over the steps of a world: a line for each series.
package struct SeriesPlot: Sendable {
  package let title: String
  /// Values by step; those that are not finite leave a gap.
  package let series: [(name: String, values: [Double])]
  /// The step of the first values.
  package let firstStep: Int

  package init(title: String, series: [(name: String, values: [Double])], firstStep: Int) {
    self.title = title
    self.series = series
    self.firstStep = firstStep
  }

  /// The same for a page.
  package var chart: Chart { .series(title: title, series: series, firstStep: firstStep) }

  /// - Returns: without a line break at the end.
  package func text(on screen: Screen) -> String {
    let head = StyledLine(screen.clean(title), .quiet)
    let finite = series.flatMap { $0.values.filter(\.isFinite) }
    guard let low = finite.min(), let high = finite.max() else {
      return ([head, StyledLine("  no defined value")] + legend(on: screen)).text(on: screen)
    }
    let isWhole = finite.allSatisfy { $0 == $0.rounded() && $0.magnitude < 0x1p52 }
    let names = series.map { screen.cut(screen.clean($0.name), to: screen.plotWidth / 4) }
    let endWidth = series.count > 1 ? names.reduce(0) { max($0, displayWidth($1)) } : 0
    var frame = PlotFrame(
      screen: screen, y: Ticks(covering: low, high, most: screen.plotRows / 3, isWhole: isWhole),
      endWidth: endWidth)
    var canvas = DotCanvas(
      columns: frame.columns, rows: frame.rows, isUnicode: screen.isUnicode, signs: .series)
    // A single step has an axis, too, with no other step on it.
    let steps = Span(Double(firstStep), Double(firstStep) + max(0.5, Double(mostValues - 1)))
    draw(on: &canvas, steps, Span(frame.y))
    if series.count > 1 { frame.ends = ends(names, Span(frame.y), frame.rows) }
    let x = Ticks(
      covering: steps.low, steps.high, most: max(2, frame.columns / 10), isWhole: true)
    let lines = frame.lines(of: canvas, x: x, on: steps, xTitle: "step")
    return ([head] + lines + legend(on: screen)).text(on: screen)
  }

  private var mostValues: Int { series.map(\.values.count).max() ?? 0 }

  private func draw(on canvas: inout DotCanvas, _ steps: Span, _ values: Span) {
    for (place, line) in series.enumerated() {
      var before: (x: Int, y: Int)?
      for (index, value) in line.values.enumerated() {
        guard value.isFinite else {
          before = nil
          continue
        }
        let point = (
          x: steps.place(of: Double(firstStep + index), among: canvas.dotsAcross),
          y: canvas.dotsDown - 1 - values.place(of: value, among: canvas.dotsDown)
        )
        canvas.line(from: before ?? point, to: point, series: place)
        before = point
      }
    }
  }

  /// The names of the series in the rows where they end, or next to them; those without a row are in
  /// the legend alone.
  private func ends(
    _ names: [String], _ values: Span, _ rows: Int
  ) -> [Int: (text: String, ink: StyledLine.Ink)] {
    let last = series.indices.compactMap { place in
      series[place].values.last(where: \.isFinite).map {
        (place: place, row: rows - 1 - values.place(of: $0, among: rows))
      }
    }.sorted { ($0.row, $0.place) < ($1.row, $1.place) }.prefix(rows)
    var ends: [Int: (text: String, ink: StyledLine.Ink)] = [:]
    var next = 0
    for (number, end) in last.enumerated() {
      // Every name that follows has a row, too.
      let row = min(max(end.row, next), rows - (last.count - number))
      ends[row] = (names[end.place], .series(end.place))
      next = row + 1
    }
    return ends
  }

  /// The names, with their signs in ASCII and what is missing; nothing where there is nothing to
  /// tell apart and nothing missing.
  private func legend(on screen: Screen) -> [StyledLine] {
    let items = series.enumerated().compactMap { place, line -> StyledLine? in
      let missing = missing(line.values)
      guard series.count > 1 || !missing.isEmpty else { return nil }
      let sign = screen.isUnicode ? "\u{2501}" : DotCanvas.sign(of: place)
      var item = StyledLine("\(sign) \(screen.clean(line.name))", .series(place))
      if !missing.isEmpty { item.add(" (\(missing))") }
      return item
    }
    let most = 3
    let lines = StyledLine.filled(items, indent: 2, gap: 3, width: screen.plotWidth)
    return lines.count <= most
      ? lines : lines.prefix(most - 1) + [StyledLine("  ... \(series.count) series in all", .quiet)]
  }
}
