import Statistics

// The headline in words, and what stands in its way.
extension HTMLPage {
  private static let listedStatements = 8

  var summary: [Markup] {
    var parts = verdicts
    for headline in model.headlines(style: style) {
      parts.append(heading(headline))
      if !headline.scenario.settings.isEmpty {
        let settings = headline.scenario.settings.map { "\($0.name) = \($0.value)" }
        parts.append(paragraph(settings.joined(separator: ", "), class: "quiet"))
      }
      parts.append(.element("ul", [:], items(headline.statements)))
    }
    if let caution { parts.append(paragraph(caution, class: "quiet")) }
    return warning + parts
  }

  /// What the sections of the study and its modules find, in a sentence each: verdicts above all.
  private var verdicts: [Markup] {
    let found = model.sections.compactMap { section in
      section.headline.map { (section.title, $0) }
    }
    guard !found.isEmpty else { return [] }
    return [
      .element(
        "ul", ["class": "verdicts"],
        found.map { title, headline in
          .element("li", [:], .element("strong", [:], name(title)), .text(": \(headline)"))
        })
    ]
  }

  private func heading(_ headline: Headline) -> Markup {
    guard let against = headline.against else {
      return .element("h3", [:], name(headline.scenario.name))
    }
    return .element(
      "h3", [:], name(headline.scenario.name), .text(", compared with "), name(against))
  }

  /// One item for each statement; where there are many, one for all that found nothing clear.
  private func items(_ statements: [Headline.Statement]) -> [Markup] {
    let unclear = statements.filter { $0.finding == .unclear }
    guard statements.count > Self.listedStatements, unclear.count > 1 else {
      return statements.map(item)
    }
    var parts: [Markup] = [.text("No clear difference in ")]
    for (index, statement) in unclear.enumerated() {
      parts += [.text(index == 0 ? "" : "; "), name(statement.measure)]
    }
    return statements.filter { $0.finding != .unclear }.map(item) + [.element("li", [:], parts)]
  }

  private func item(_ statement: Headline.Statement) -> Markup {
    var parts: [Markup] = [.element("strong", [:], name(statement.measure)), .text(" ")]
    parts.append(.text(statement.words))
    if !statement.evidence.isEmpty {
      parts.append(.element("span", ["class": "evidence"], .text(" (\(statement.evidence))")))
    }
    return .element("li", [:], parts)
  }

  /// How to read the words, and what many intervals side by side do.
  private var caution: String? {
    let intervals = model.cells.joined().compactMap { $0.difference?.paired.estimate.interval }
    guard !intervals.isEmpty else { return nil }
    let percent = style.percent(model.level)
    let rest = style.percent(1 - model.level)
    var text =
      "Higher and lower are said where the \(percent) interval of the paired difference leaves "
      + "out zero; neither is a judgement."
    if intervals.count > 1 {
      text +=
        " There are \(intervals.count) differences on this page, and the intervals are not "
        + "corrected for that: each would leave out zero by chance in about \(rest) of studies "
        + "without any effect. The p values in the statistics are adjusted for all of them."
    }
    return text
  }

  /// What a reader must know before the numbers: failures, and results that are undefined.
  private var warning: [Markup] {
    var lines: [Markup] = []
    if !model.failures.isEmpty {
      lines.append(
        paragraph(
          "\(counted(model.failures.count, "error")) ended a replicate, a measure or a table, which "
            + "counts nowhere."))
    }
    let undefined = model.cells.joined().filter {
      $0.estimate.undefinedCount > 0 || ($0.difference?.paired.estimate.undefinedCount ?? 0) > 0
    }.count
    if undefined > 0 {
      let rest =
        undefined == 1 ? "result of the comparison rests" : "results of the comparison rest"
      lines.append(paragraph("\(undefined) \(rest) on fewer replicates than were run."))
    }
    guard !lines.isEmpty else { return [] }
    lines.append(
      .element("p", [:], .element("a", ["href": "#missing"], .text("What is missing, and why"))))
    return [.element("div", ["class": "alert", "role": "note"], lines)]
  }

  var missing: [Markup] {
    var parts: [Markup] = []
    let rows = undefinedRows
    if !rows.isEmpty {
      parts.append(
        paragraph(
          "An undefined result is no zero: it enters no mean, and a difference uses the pairs in "
            + "which both sides are defined."))
      parts.append(
        table(
          caption: "Undefined results",
          heads: [
            head("Scenario"), head("Measure"), head("Result"), head("Reason"),
            head("Replicates", isNumber: true),
          ], bodies: [rows]))
    }
    guard !model.failures.isEmpty else { return parts }
    let failures = model.failures.map { failure in
      Markup.element(
        "tr", [:],
        .element("th", ["scope": "row"], .text(failure.scenario)),
        number(String(failure.replicate)), .element("td", [:], .text(failure.message)))
    }
    parts.append(
      table(
        caption: "Errors",
        heads: [head("Scenario"), head("Replicate", isNumber: true), head("Error")],
        bodies: [failures]))
    return parts
  }

  private var undefinedRows: [Markup] {
    zip(model.scenarios, model.cells).flatMap { scenario, row in
      zip(model.measures, row).flatMap { measure, cell in
        undefinedRows(scenario, measure, "mean", cell.estimate)
          + (cell.difference.map {
            undefinedRows(scenario, measure, "difference", $0.paired.estimate)
          } ?? [])
      }
    }
  }

  private func undefinedRows(
    _ scenario: ReportModel.Scenario, _ measure: ReportModel.Measure, _ what: String,
    _ estimate: Estimate
  ) -> [Markup] {
    estimate.reasonsInOrder.map { reason, count in
      .element(
        "tr", [:],
        .element("th", ["scope": "row"], .text(scenario.name)),
        .element("td", [:], .text(measure.name)), .element("td", [:], .text(what)),
        .element("td", [:], code(reason, class: "path")),
        number("\(count) of \(estimate.total)"))
    }
  }
}
