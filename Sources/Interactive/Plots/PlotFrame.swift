import Reports

/// The axes around a plot, with rounded ticks and their labels.
struct PlotFrame {
  let screen: Screen
  let y: Ticks
  /// What stands right of the plot, by row.
  var ends: [Int: (text: String, ink: StyledLine.Ink)] = [:]
  private let labelWidth: Int
  let rows: Int
  /// Of the plot between the axis and what stands right of it.
  let columns: Int

  /// - Parameter endWidth: the columns of what stands right of the plot.
  init(screen: Screen, y: Ticks, endWidth: Int) {
    self.screen = screen
    self.y = y
    let width = screen.plotWidth
    let labels = y.values.map { displayWidth(y.label($0)) }
    labelWidth = min(labels.max() ?? 0, width / 2)
    rows = screen.plotRows
    columns = width - labelWidth - 2 - (endWidth == 0 ? 0 : endWidth + 1)
  }

  /// The plot from top to bottom.
  ///
  /// - Parameters:
  ///   - x: the places with a label below the plot; those outside the axis have none.
  ///   - xTitle: what stands after the labels, or below them.
  func lines(of canvas: DotCanvas, x: Ticks, on span: Span, xTitle: String) -> [StyledLine] {
    var labels: [Int: String] = [:]
    let ySpan = Span(y)
    for value in y.values {
      labels[rows - 1 - ySpan.place(of: value, among: rows)] = y.label(value)
    }
    var lines = (0..<rows).map { row in
      let label = labels[row].map { screen.cut($0, to: labelWidth) }
      var line = StyledLine(paddedLeft(label ?? "", labelWidth) + " ", .quiet)
      line.add(axisSign(hasTick: label != nil), .quiet)
      canvas.add(row: row, to: &line)
      if let end = ends[row] { line.add(" " + end.text, end.ink) }
      return line
    }
    let ticks = x.values.filter { span.low <= $0 && $0 <= span.high }.map {
      (place: span.place(of: $0, among: columns), label: x.label($0))
    }
    lines.append(axis(ticks.map(\.place)))
    let (start, end) = (labelWidth + 2, labelWidth + 2 + columns)
    var labelled = StyledLine.labels(ticks, from: start, to: end)
    let title = screen.cut(xTitle, to: end - 1)
    let room = end - displayWidth(title)
    if labelled.width + 2 <= room {
      labelled.pad(to: room)
      labelled.add(title, .quiet)
      return lines + [labelled]
    }
    return lines + [labelled, StyledLine(paddedLeft(title, end), .quiet)]
  }

  private func axisSign(hasTick: Bool) -> String {
    screen.isUnicode ? (hasTick ? "\u{2524}" : "\u{2502}") : (hasTick ? "+" : "|")
  }

  private func axis(_ ticks: [Int]) -> StyledLine {
    let (corner, plain, tick) =
      screen.isUnicode ? ("\u{2514}", "\u{2500}", "\u{252C}") : ("+", "-", "+")
    let signs = (0..<columns).map { ticks.contains($0) ? tick : plain }
    return StyledLine(
      String(repeating: " ", count: labelWidth + 1) + corner + signs.joined(), .quiet)
  }
}

extension StyledLine {
  /// Labels centred below their places, without those that would touch another one.
  ///
  /// - Parameters:
  ///   - start: the column of place 0.
  ///   - end: the column after the last place.
  static func labels(
    _ ticks: [(place: Int, label: String)], from start: Int, to end: Int
  ) -> StyledLine {
    var line = StyledLine()
    for (place, label) in ticks {
      let width = displayWidth(label)
      let column = max(0, min(start + place - width / 2, end - width))
      guard column >= line.width + (line.width == 0 ? 0 : 2) else { continue }
      line.pad(to: column)
      line.add(label, .quiet)
    }
    return line
  }

  /// Items on as many lines as they need.
  static func filled(_ items: [StyledLine], indent: Int, gap: Int, width: Int) -> [StyledLine] {
    items.reduce(into: []) { lines, item in
      if let last = lines.last, last.width + gap + item.width <= width {
        lines[lines.count - 1].pad(to: last.width + gap)
        lines[lines.count - 1].add(item)
      } else {
        var line = StyledLine(String(repeating: " ", count: indent))
        line.add(item)
        lines.append(line)
      }
    }
  }
}

extension Screen {
  /// Plots are no wider than this, however wide the screen is.
  var plotWidth: Int { min(width, 100) }

  /// The rows between the axes.
  var plotRows: Int { min(12, max(4, answerLines - 7)) }
}

/// How many values are missing from a plot: `2 undefined, 1 infinite`; empty for none.
func missing(_ values: [Double]) -> String {
  let undefined = values.count { $0.isNaN }
  let infinite = values.count { $0.isInfinite }
  return [
    undefined > 0 ? "\(undefined) undefined" : nil, infinite > 0 ? "\(infinite) infinite" : nil,
  ].compactMap { $0 }.joined(separator: ", ")
}
