import Statistics

/// The paired differences of one measure as dots with intervals over a common axis.
///
/// A dot is filled where the interval leaves out zero, so that colour carries nothing alone.
struct DifferenceChart {
  private struct Row {
    let label: String
    let estimate: Estimate
    let text: QuantityText
  }

  private let id: String
  private let title: String
  private let rows: [Row]
  private let scale: Scale
  private let style: NumberStyle
  private let labelWidth: Double
  private let textWidth: Double

  private static let rowHeight = 28.0
  private static let width = 720.0
  private static let top = 10.0

  /// - Returns: `nil` where the measure has no defined difference.
  init?(_ model: ReportModel, measure: Int, style: NumberStyle) {
    let pairs = zip(model.scenarios, model.estimates(of: measure)).compactMap { scenario, cell in
      cell.difference.map { (scenario, $0) }
    }
    let estimates = pairs.map(\.1.paired.estimate)
    guard estimates.contains(where: { $0.mean != nil }) else { return nil }
    let precisions = Precision.aligned(estimates)
    let isCommon = model.commonTwin != nil
    rows = pairs.indices.map { index in
      let (scenario, difference) = pairs[index]
      let label = isCommon ? scenario.name : "\(scenario.name) \u{2212} \(difference.against)"
      return Row(
        label: Drawing.shortened(label, columns: 28), estimate: estimates[index],
        text: QuantityText(
          estimates[index], precision: precisions[index], style: style, signed: true))
    }
    self.style = style
    id = "difference-\(measure + 1)"
    title = model.measures[measure].title
    let values = estimates.flatMap { [$0.mean, $0.interval?.low, $0.interval?.high] }
    scale = Scale(holding: values.compactMap { $0 } + [0])
    labelWidth = 7.2 * Double(rows.map { displayWidth($0.label) }.max() ?? 0) + 16
    textWidth = 7.2 * Double(rows.map { displayWidth(Self.numbers($0)) }.max() ?? 0) + 20
  }

  var markup: Markup {
    let bottom = Self.top + Self.rowHeight * Double(rows.count)
    var parts: [Markup] = []
    let labelled = labelledTicks
    for (index, tick) in scale.ticks.enumerated() {
      parts.append(Drawing.line(x(tick), Self.top, x(tick), bottom, class: "grid"))
      guard labelled.contains(index) else { continue }
      parts.append(
        Drawing.text(
          scale.label(tick, style: style), x(tick), bottom + 18, anchor: "middle", class: "tick"))
    }
    parts.append(Drawing.line(x(0), Self.top - 4, x(0), bottom + 4, class: "zero"))
    for (index, row) in rows.enumerated() {
      parts += drawn(row, y: Self.top + Self.rowHeight * (Double(index) + 0.5))
    }
    let description = rows.map { "\($0.label): \(Self.numbers($0))." }.joined(separator: " ")
    return Drawing.picture(
      id: id, width: Self.width, height: bottom + 28,
      title: "\(title): differences with intervals", description: description, parts)
  }

  /// The ticks whose labels have room beside each other, zero always among them.
  private var labelledTicks: Set<Int> {
    let widest = scale.ticks.map { displayWidth(scale.label($0, style: style)) }.max() ?? 0
    let apart = x(scale.ticks[1]) - x(scale.ticks[0])
    let every = max(1, Int(((7 * Double(widest) + 8) / apart).rounded(.up)))
    let zero = scale.ticks.firstIndex { $0 >= 0 } ?? 0
    return Set(scale.ticks.indices.filter { ($0 - zero).isMultiple(of: every) })
  }

  private func drawn(_ row: Row, y: Double) -> [Markup] {
    var parts = [
      Drawing.text(row.label, labelWidth - 12, y + 4.5, anchor: "end"),
      Drawing.text(
        Self.numbers(row), Self.width, y + 4.5, anchor: "end",
        class: row.estimate.mean == nil ? "absent" : "number"),
    ]
    guard let mean = row.estimate.mean else { return parts }
    if let interval = row.estimate.interval {
      parts.append(Drawing.line(x(interval.low), y, x(interval.high), y, class: "interval"))
      for end in [interval.low, interval.high] {
        parts.append(Drawing.line(x(end), y - 5, x(end), y + 5, class: "interval"))
      }
    }
    let isClear = row.estimate.interval.map { !$0.containsZero } ?? false
    parts.append(
      .void(
        "circle",
        [
          "class": isClear ? "dot clear" : "dot", "cx": Drawing.number(x(mean)),
          "cy": Drawing.number(y), "r": "5",
        ]))
    return parts
  }

  private static func numbers(_ row: Row) -> String {
    guard let mean = row.text.mean else { return "undefined" }
    return row.text.interval.isEmpty ? mean : "\(mean) \(row.text.interval)"
  }

  /// Where a value stands; a margin keeps dots and tick labels inside the plot.
  private func x(_ value: Double) -> Double {
    let margin = 18.0
    let room = max(120, Self.width - labelWidth - textWidth - 2 * margin)
    return labelWidth + margin + room * scale.share(value)
  }
}
