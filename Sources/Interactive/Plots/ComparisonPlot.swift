package import Reports

/// Estimates with their intervals on one axis: a row for each scenario.
package struct ComparisonPlot: Sendable {
  package typealias Row = (
    name: String, estimate: Double?, low: Double?, high: Double?, note: String
  )

  package let title: String
  package let unit: String?
  /// A note says why an estimate is undefined, or what is to be known about it.
  package let rows: [Row]
  /// Whether zero is on the axis, with a line: for differences.
  package let zero: Bool

  package init(title: String, unit: String?, rows: [Row], zero: Bool) {
    self.title = title
    self.unit = unit
    self.rows = rows
    self.zero = zero
  }

  /// The same for a page.
  package var chart: Chart { .comparison(title: title, unit: unit, rows: rows, hasZero: zero) }

  /// The axis has at least so many columns.
  private static let leastWidth = 16

  /// - Returns: without a line break at the end.
  package func text(on screen: Screen) -> String {
    let heading = unit.map { "\(title), \($0)" } ?? title
    let numbers = numbers
    let names = rows.map { screen.cut(screen.clean($0.name), to: screen.plotWidth / 3) }
    let start = names.reduce(0) { max($0, displayWidth($1)) } + 2
    let notes = rows.map { $0.estimate == nil ? "" : screen.clean($0.note) }
    let noteWidth = notes.reduce(0) { max($0, displayWidth($1)) }
    let numberWidth = numbers.reduce(0) { max($0, displayWidth(screen.clean($1))) }
    let after = numberWidth + 2 + (noteWidth == 0 ? 0 : noteWidth + 2)
    let isBeside = screen.plotWidth - start - after >= Self.leastWidth
    let axis = Axis(
      self, screen: screen, columns: screen.plotWidth - start - (isBeside ? after : 0))
    var lines = [StyledLine(screen.clean(heading), .quiet)]
    let room = (screen.answerLines - 4) / (isBeside ? 1 : 2)
    let shown = rows.prefix(room)
    for (place, row) in shown.enumerated() {
      var line = StyledLine(names[place])
      line.pad(to: start)
      axis?.add(row, to: &line)
      var words = StyledLine(paddedRight(screen.clean(numbers[place]), numberWidth))
      words.add(notes[place].isEmpty ? "" : "  " + notes[place], .quiet)
      if isBeside {
        line.pad(to: screen.plotWidth - after + 2)
        line.add(words)
        lines.append(line)
      } else {
        var below = StyledLine("  ")
        below.add(words)
        lines += [line, below]
      }
    }
    if let axis { lines += axis.lines(from: start) }
    let left = rows.count - shown.count
    if left > 0 { lines.append(StyledLine("... \(left) more", .quiet)) }
    return lines.text(on: screen)
  }

  /// `0.42 [0.31, 0.52]` for every row, with the same decimals; or why there is none.
  private var numbers: [String] {
    let column = NumberColumn(rows.flatMap { [$0.estimate, $0.low, $0.high] }.compactMap { $0 })
    let estimates = rows.map { $0.estimate.map(column.text) ?? "" }
    let width = estimates.reduce(0) { max($0, $1.count) }
    return zip(rows, estimates).map { row, estimate in
      guard row.estimate != nil else {
        return row.note.isEmpty ? "undefined" : "undefined (\(row.note))"
      }
      guard let low = row.low, let high = row.high else { return paddedLeft(estimate, width) }
      return "\(paddedLeft(estimate, width)) [\(column.text(low)), \(column.text(high))]"
    }
  }
}

extension ComparisonPlot {
  /// The common axis, and rows drawn over it.
  private struct Axis {
    let screen: Screen
    let columns: Int
    let ticks: Ticks
    private let zero: Int?

    /// - Returns: `nil` where there is no finite number to draw.
    init?(_ plot: ComparisonPlot, screen: Screen, columns: Int) {
      let numbers = plot.rows.flatMap { [$0.estimate, $0.low, $0.high] }
        .compactMap { $0 }.filter(\.isFinite)
      guard let low = numbers.min(), let high = numbers.max() else { return nil }
      self.screen = screen
      self.columns = columns
      ticks = Ticks(
        covering: plot.zero ? min(0, low) : low, plot.zero ? max(0, high) : high,
        most: max(2, columns / 10))
      zero = plot.zero ? Span(ticks).place(of: 0, among: columns) : nil
    }

    private func sign(_ unicode: String, _ ascii: String) -> String {
      screen.isUnicode ? unicode : ascii
    }

    func add(_ row: Row, to line: inout StyledLine) {
      var signs = [(text: String, ink: StyledLine.Ink)](repeating: (" ", .plain), count: columns)
      if let zero { signs[zero] = (sign("\u{250A}", ":"), .quiet) }
      func place(_ value: Double) -> Int { Span(ticks).place(of: value, among: columns) }
      if let low = row.low, let high = row.high, !low.isNaN, !high.isNaN, low <= high {
        for column in place(low)...place(high) { signs[column] = (sign("\u{2500}", "-"), .plain) }
        if let zero, (place(low)...place(high)).contains(zero) {
          signs[zero].text = sign("\u{253C}", "+")
        }
        signs[place(low)].text =
          low.isFinite ? sign("\u{251C}", "|") : sign("\u{25C2}", "<")
        signs[place(high)].text =
          high.isFinite ? sign("\u{2524}", "|") : sign("\u{25B8}", ">")
      }
      if let estimate = row.estimate, estimate.isFinite {
        signs[place(estimate)] = (sign("\u{25CF}", "o"), .series(0))
      }
      for (text, ink) in signs { line.add(text, ink) }
    }

    /// The axis below the rows and its labels.
    func lines(from start: Int) -> [StyledLine] {
      let places = ticks.values.map {
        (place: Span(ticks).place(of: $0, among: columns), label: ticks.label($0))
      }
      var axis = StyledLine(String(repeating: " ", count: start))
      for column in 0..<columns {
        let isTick = places.contains { $0.place == column }
        axis.add(isTick ? sign("\u{2534}", "+") : sign("\u{2500}", "-"), .quiet)
      }
      return [axis, StyledLine.labels(places, from: start, to: start + columns)]
    }
  }
}
