package import Reports

/// Pairs of numbers as points of a plane.
package struct ScatterPlot: Sendable {
  package let title: String
  /// The name of the first number of each pair.
  package let x: String
  package let y: String
  /// Pairs with a number that is not finite are counted, not drawn.
  package let points: [(Double, Double)]

  package init(title: String, x: String, y: String, points: [(Double, Double)]) {
    self.title = title
    self.x = x
    self.y = y
    self.points = points
  }

  private var drawn: [(Double, Double)] { points.filter { $0.0.isFinite && $0.1.isFinite } }

  /// The same for a page.
  package var chart: Chart { .scatter(title: title, x: x, y: y, points: drawn) }

  /// - Returns: without a line break at the end.
  package func text(on screen: Screen) -> String {
    let drawn = drawn
    let head = StyledLine(screen.clean(title), .quiet)
    let left = points.count - drawn.count
    let count = "n \(drawn.count)" + (left > 0 ? "  not drawn for lack of a number: \(left)" : "")
    guard let xLow = drawn.map(\.0).min(), let xHigh = drawn.map(\.0).max(),
      let yLow = drawn.map(\.1).min(), let yHigh = drawn.map(\.1).max()
    else { return [head, StyledLine("  " + count)].text(on: screen) }
    let frame = PlotFrame(
      screen: screen, y: Ticks(covering: yLow, yHigh, most: screen.plotRows / 3), endWidth: 0)
    let xTicks = Ticks(covering: xLow, xHigh, most: max(2, frame.columns / 12))
    var canvas = DotCanvas(
      columns: frame.columns, rows: frame.rows, isUnicode: screen.isUnicode, signs: .density)
    let (across, down) = (Span(xTicks), Span(frame.y))
    for (x, y) in drawn {
      canvas.dot(
        x: across.place(of: x, among: canvas.dotsAcross),
        y: canvas.dotsDown - 1 - down.place(of: y, among: canvas.dotsDown))
    }
    let signs = screen.isUnicode ? "" : "  . one, o two to four, @ more"
    return
      ([head, StyledLine(screen.clean(y), .quiet)]
      + frame.lines(of: canvas, x: xTicks, on: across, xTitle: screen.clean(x))
      + [StyledLine("  " + count + signs, .quiet)]).text(on: screen)
  }
}
