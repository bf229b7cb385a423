import Statistics

// The numbers: the comparison, its pictures, and the statistics behind it.
extension HTMLPage {
  private var hasDifferences: Bool {
    model.cells.joined().contains { $0.difference != nil }
  }

  var comparison: [Markup] {
    guard !model.measures.isEmpty, !model.scenarios.isEmpty else { return [] }
    var heads = [
      head("Scenario"), head("Mean", isNumber: true), head(intervalHead, isNumber: true),
      head("n", isNumber: true),
    ]
    if hasDifferences {
      let twin = model.commonTwin.map { "Difference to \($0)" } ?? "Difference"
      heads += [
        head(twin, isNumber: true), head(intervalHead, isNumber: true),
        head("Pairs", isNumber: true),
      ]
    }
    let explanation =
      intervalText
      + (hasDifferences
        ? "; a difference pairs each replicate with the same replicate of the other scenario."
        : ".")
    let unspread =
      model.hasUnspread
      ? [paragraph("\u{201C}\(QuantityText.noSpread)\u{201D}: \(ReportModel.unspreadText).")] : []
    return [paragraph(explanation)] + unspread + [
      table(
        caption: "Scenarios by measure", heads: heads,
        bodies: model.measures.indices.map { rows(measure: $0, columns: heads.count) })
    ]
  }

  private func rows(measure index: Int, columns: Int) -> [Markup] {
    let measure = model.measures[index]
    var title: [Markup] = [.text(measure.title)]
    title += measure.labels.map { .element("span", ["class": "badge"], .text($0)) }
    if measure.isOwnOperationalisation { title.append(ownBadge) }
    let cells = model.estimates(of: index)
    let means = Precision.aligned(cells.map(\.estimate))
    var differences = Precision.aligned(cells.compactMap { $0.difference?.paired.estimate })[...]
    var rows: [Markup] = [
      .element(
        "tr", [:],
        .element(
          "th", ["scope": "rowgroup", "class": "group", "colspan": String(columns)], title))
    ]
    for (row, cell) in cells.enumerated() {
      let scenario = model.scenarios[row]
      var entries: [Markup] = [
        .element(
          "th", ["scope": "row"], name(scenario.name),
          .text(scenario.isBaseline ? " (baseline)" : ""))
      ]
      entries += numbers(cell.estimate, means[row])
      if let difference = cell.difference {
        entries += numbers(
          difference.paired.estimate, differences.popFirst() ?? .exact, signed: true,
          against: model.commonTwin == nil ? difference.against : nil)
      } else if hasDifferences {
        entries += [.element("td", ["colspan": "3"])]
      }
      let reasons = reasons(cell)
      rows.append(.element("tr", reasons.isEmpty ? [:] : ["class": "explained"], entries))
      guard !reasons.isEmpty else { continue }
      let text = reasons.joined(separator: "; ")
      rows.append(
        .element(
          "tr", ["class": "reasons"], .element("td", [:]),
          .element("td", ["colspan": String(columns - 1)], .text(text))))
    }
    return rows
  }

  /// Why some replicates of a cell are missing from numbers that are there.
  private func reasons(_ cell: ReportModel.Cell) -> [String] {
    let difference = cell.difference?.paired.estimate
    return [
      cell.estimate.mean == nil ? nil : cell.estimate.undefinedText,
      difference?.mean == nil ? nil : difference?.undefinedText.map { "difference \($0)" },
    ].compactMap { $0 }
  }

  /// A cell each for the mean, the interval and the count; one for all where it is undefined.
  private func numbers(
    _ estimate: Estimate, _ precision: Precision, signed: Bool = false, against: String? = nil
  ) -> [Markup] {
    let text = QuantityText(estimate, precision: precision, style: style, signed: signed)
    let other = against.map { [remark("to \($0)")] } ?? []
    guard let mean = text.mean else {
      return [
        .element(
          "td", ["colspan": "3", "class": "number absent"],
          [.text(text.undefined ?? "undefined")] + other)
      ]
    }
    let isClear = signed && (estimate.interval.map { !$0.containsZero } ?? false)
    return [
      .element(
        "td", ["class": isClear ? "number clear" : "number"],
        [.text(mean)] + other),
      number(text.interval.isEmpty ? "\u{2013}" : text.interval),
      number(text.count),
    ]
  }

  private func remark(_ text: String) -> Markup {
    .element("span", ["class": "reason"], .text(text))
  }

  var ownBadge: Markup {
    .element("span", ["class": "badge own"], .text("own operationalisation"))
  }

  var differenceCharts: [Markup] {
    let charts = model.measures.indices.compactMap { model.differenceChart(measure: $0) }
    guard !charts.isEmpty else { return [] }
    let what = model.commonTwin.map { "scenario minus \($0)" } ?? "scenario minus its twin"
    return [
      paragraph(
        "Paired differences, \(what), with \(style.percent(model.level)) intervals. A dot is "
          + "filled where the interval leaves out zero.")
    ] + charts.map { figure($0) }
  }

  var statistics: [Markup] {
    let rows = zip(model.scenarios, model.cells).flatMap { scenario, row in
      zip(model.measures, row).map { measure, cell in
        statisticsRow(scenario, measure, cell)
      }
    }
    guard !rows.isEmpty else { return [] }
    let heads = [
      head("Scenario"), head("Measure"), head("Standard deviation", isNumber: true),
      head("Monte Carlo error", isNumber: true), head("t", isNumber: true),
      head("Degrees of freedom", isNumber: true), head("p", isNumber: true),
      head("p, \(model.adjustment.title)", isNumber: true),
      head("p of sign flips", isNumber: true), head("Standardised difference", isNumber: true),
      head("Superiority", isNumber: true), head("BCa interval of the mean", isNumber: true),
      head("BCa interval of the difference", isNumber: true),
      head("Gain by pairing", isNumber: true),
    ]
    return [
      details(
        "Spread between replicates, tests, effect sizes, bootstrap intervals and what pairing saves",
        table(
          caption:
            "The gain by pairing says how many times more replicates independent scenarios would "
            + "need for the same interval; p values are two-sided, of the paired t test, as it is and "
            + "adjusted for all differences here, and of random flips of signs; the standardised "
            + "difference is in standard deviations of the differences; superiority is the share of "
            + "replicates in which the scenario is above its twin",
          heads: heads, bodies: [rows]))
    ]
  }

  private func statisticsRow(
    _ scenario: ReportModel.Scenario, _ measure: ReportModel.Measure, _ cell: ReportModel.Cell
  ) -> Markup {
    let paired = cell.difference?.paired
    let shown = { (value: Double?, digits: Int) -> Markup in
      self.number(
        value.map { self.style.set(NumberText.significant($0, digits: digits)) } ?? "\u{2013}")
    }
    return .element(
      "tr", [:],
      .element("th", ["scope": "row"], .text(scenario.name)),
      .element("td", [:], .text(measure.name)), shown(cell.estimate.standardDeviation, 4),
      shown(cell.estimate.standardError, 3), shown(paired?.t, 4),
      number(paired?.t == nil ? "\u{2013}" : String((paired?.estimate.count ?? 1) - 1)),
      shown(paired?.pValue, 3), shown(cell.difference?.adjustedP, 3),
      shown(cell.difference?.effect?.flipP, 3), shown(cell.difference?.effect?.standardised, 3),
      shown(cell.difference?.effect?.superiority, 3), ends(cell.bootstrap, of: cell.estimate),
      ends(cell.difference?.effect?.bootstrap, of: paired?.estimate),
      shown(paired?.varianceReduction, 3))
  }

  /// An interval in the digits of the estimate that it belongs to.
  private func ends(_ interval: Interval?, of estimate: Estimate?) -> Markup {
    guard let interval, let estimate else { return number("\u{2013}") }
    let precision = Precision(estimate)
    let texts = [interval.low, interval.high].map { style.set(precision.end($0)) }
    return number("[\(texts[0]), \(texts[1])]")
  }

  var seriesCharts: [Markup] {
    model.series.enumerated().flatMap { index, series -> [Markup] in
      // Over a design all points are averaged, not only those of the page.
      let drawn = whole.design.kind == .scenarios ? model : whole
      guard let chart = drawn.seriesChart(index) else { return [] }
      return [figure(chart, numbers: [seriesTable(series)])]
    }
  }

  private func seriesTable(_ series: ReportModel.Series) -> Markup {
    let count = series.lines.map(\.mean.count).max() ?? 0
    let limit = 60
    let stride = max(1, (count + limit - 1) / limit)
    let steps = (0..<count).filter { $0.isMultiple(of: stride) || $0 == count - 1 }
    let rows = steps.map { step in
      Markup.element(
        "tr", [:],
        [
          .element(
            "th", ["scope": "row", "class": "number"], .text(String(series.firstStep + step)))
        ]
          + series.lines.map { seriesCell($0, step) })
    }
    let which = stride == 1 ? "" : ": one step in \(stride), all are in series.csv"
    return table(
      caption: "\(series.name), means with \(intervalHead)s\(which)",
      heads: [head("Step", isNumber: true)]
        + series.lines.map { head($0.scenario, isNumber: true) }, bodies: [rows])
  }

  private func seriesCell(_ line: ReportModel.Series.Line, _ step: Int) -> Markup {
    guard step < line.mean.count, let mean = line.mean[step], mean.isFinite else {
      return .element("td", ["class": "number absent"], .text("undefined"))
    }
    guard step < line.low.count, step < line.high.count, let low = line.low[step],
      let high = line.high[step]
    else { return number(style.set(NumberText.exact(mean))) }
    let precision = Precision(Interval(level: model.level, low: low, high: high))
    let ends = [low, high].map { style.set(precision.end($0)) }
    return number("\(style.set(precision.text(mean))) [\(ends[0]), \(ends[1])]")
  }

  private var intervalText: String {
    switch model.replicates {
    case .worlds: "Means over the n replicates of a scenario, with Student\u{2019}s t intervals"
    case .bootstrap:
      "Means over n replicates that draw the actors from the data with replacement; the intervals "
        + "are the mean and t times the spread between draws, which more draws make surer, not "
        + "narrower"
    }
  }
}
