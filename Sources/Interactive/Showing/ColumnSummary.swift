import Reports
import Statistics

/// Many numbers in short: how many, where they lie, and a histogram of one line.
struct ColumnSummary {
  let title: String
  /// NaN where undefined.
  let values: [Double]

  private static let indent = "  "

  func lines(on screen: Screen) -> [StyledLine] {
    let defined = values.filter { !$0.isNaN }.sorted()
    let undefined = values.count - defined.count
    let infinite = defined.count { $0.isInfinite }
    var head = [screen.clean(title), "n \(defined.count)"]
    if undefined > 0 { head.append("undefined \(undefined)") }
    if infinite > 0 { head.append("infinite \(infinite)") }
    let heading = Self.filled(head, width: screen.width).map { StyledLine($0, .quiet) }
    guard !defined.isEmpty else { return heading + [StyledLine(Self.indent + "no defined value")] }
    let items = Self.filled(statistics(defined), width: screen.width - Self.indent.count)
    return heading + items.map { StyledLine(Self.indent + $0) } + histogram(on: screen)
  }

  private func statistics(_ sorted: [Double]) -> [String] {
    let moments = Moments(sorted)
    let isFinite = sorted.allSatisfy(\.isFinite)
    let items: [(name: String, number: Double?, reason: String)] = [
      ("mean", moments.mean, "infinite values"),
      ("sd", moments.sampleStandardDeviation, isFinite ? "one value" : "infinite values"),
      ("min", sorted.first, ""),
      ("q1", Quantile.type7(0.25, ofSorted: sorted), "infinite values"),
      ("median", Quantile.type7(0.5, ofSorted: sorted), "infinite values"),
      ("q3", Quantile.type7(0.75, ofSorted: sorted), "infinite values"),
      ("max", sorted.last, ""),
    ]
    return items.map { name, number, reason in
      guard let number, !number.isNaN else { return "\(name) undefined (\(reason))" }
      let text =
        number.isFinite ? NumberText.significant(number, digits: 4) : number.description
      return "\(name) \(text)"
    }
  }

  /// Items two spaces apart, on as many lines as they need; a longer one breaks at a space.
  private static func filled(_ items: [String], width: Int) -> [String] {
    items.reduce(into: []) { lines, item in
      if let last = lines.last, displayWidth(last) + 2 + displayWidth(item) <= width {
        lines[lines.count - 1] += "  " + item
      } else {
        lines += wrapped(item, width: width)
      }
    }
  }

  /// The ends of the first and the last bin with the bins between them; none for equal values.
  private func histogram(on screen: Screen) -> [StyledLine] {
    let most = min(40, max(4, screen.width - 14))
    guard let bins = Bins([values], most: most), bins.counts[0].count(where: { $0 > 0 }) > 1 else {
      return []
    }
    let low = bins.ticks.label(bins.edges[0])
    let high = bins.ticks.label(bins.end(bins.edges.count - 2))
    let blocks = Bars(isUnicode: screen.isUnicode).histogram(bins.counts[0])
    var line = StyledLine(Self.indent + low + " ", .quiet)
    line.add(blocks)
    line.add(" " + high, .quiet)
    return [line]
  }
}
