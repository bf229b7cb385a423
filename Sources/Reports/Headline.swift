import Statistics

/// What a scenario changes, in words: one statement for every measure, in the study's order.
///
/// A difference is called higher or lower where its interval leaves out zero, and not otherwise;
/// whether higher is better is for the reader to say.
struct Headline {
  /// What is known about one measure.
  enum Finding {
    case higher, lower, unclear, identical
    /// There is a difference, but one replicate has no interval.
    case single
    case undefined
  }

  /// One sentence: the measure, what was found, and the numbers behind it.
  struct Statement {
    let measure: String
    let finding: Finding
    /// What follows the name of the measure: `is higher by 0.020 util`.
    let words: String
    /// What the words rest on: `95 % interval 0.010 to 0.030; 98 pairs`.
    let evidence: String
  }

  let scenario: ReportModel.Scenario
  /// What it is compared with; `nil` where the numbers stand for themselves.
  let against: String?
  let statements: [Statement]
}

extension ReportModel {
  /// A headline for every scenario that is compared with another; for every scenario, where none
  /// is.
  func headlines(style: NumberStyle) -> [Headline] {
    let isComparison = cells.joined().contains { $0.difference != nil }
    return zip(scenarios, cells).compactMap { scenario, row in
      let twins = Set(row.compactMap { $0.difference?.against })
      guard !isComparison || !twins.isEmpty else { return nil }
      let common = twins.count == 1 ? twins.first : nil
      let statements = zip(measures, row).compactMap { measure, cell -> Headline.Statement? in
        guard isComparison else { return level(of: measure, cell.estimate, style) }
        guard let difference = cell.difference else { return nil }
        return change(of: measure, difference, naming: common == nil, style)
      }
      return Headline(scenario: scenario, against: common, statements: statements)
    }
  }

  private func level(
    of measure: Measure, _ estimate: Estimate, _ style: NumberStyle
  ) -> Headline.Statement {
    let text = QuantityText(estimate, precision: Precision(estimate), style: style)
    guard let mean = text.mean else { return undefined(measure, estimate) }
    return Headline.Statement(
      measure: measure.name, finding: .single, words: "is \(mean)\(unit(measure, style))",
      evidence: evidence(
        low: text.low, high: text.high, count: "n \(text.count)", estimate, style))
  }

  private func change(
    of measure: Measure, _ difference: Difference, naming: Bool, _ style: NumberStyle
  ) -> Headline.Statement {
    let estimate = difference.paired.estimate
    let precision = Precision(estimate)
    let text = QuantityText(estimate, precision: precision, style: style, signed: true)
    guard let mean = estimate.mean, let signedMean = text.mean else {
      return undefined(measure, estimate)
    }
    let unit = unit(measure, style)
    let than = naming ? " than in \(difference.against)" : ""
    let pairs = "\(text.count) \(estimate.count == 1 ? "pair" : "pairs")"
    let size = style.set(precision.text(mean.magnitude)) + unit
    var ends = (low: text.low, high: text.high)
    let finding: Headline.Finding
    let words: String
    if let interval = estimate.interval, !interval.containsZero {
      finding = mean > 0 ? .higher : .lower
      words = "is \(mean > 0 ? "higher" : "lower") by \(size)\(than)"
      let sizes = [interval.low, interval.high].map { style.set(precision.end($0.magnitude)) }
      ends = mean > 0 ? (sizes[0], sizes[1]) : (sizes[1], sizes[0])
      if estimate.hasNoSpread { ends = (nil, nil) }
    } else if estimate.interval == Interval(level: level, low: 0, high: 0) {
      finding = .identical
      words = naming ? "is the same as in \(difference.against)" : "is the same"
      ends = (nil, nil)
    } else if estimate.interval != nil {
      finding = .unclear
      words = "shows no clear difference (\(signedMean)\(unit))"
    } else {
      finding = .single
      words = "differs by \(signedMean)\(unit)"
    }
    return Headline.Statement(
      measure: measure.name, finding: finding, words: words,
      evidence: evidence(low: ends.low, high: ends.high, count: pairs, estimate, style))
  }

  private func evidence(
    low: String?, high: String?, count: String, _ estimate: Estimate, _ style: NumberStyle
  ) -> String {
    var parts: [String] = []
    if let low, let high {
      parts.append("\(style.percent(level)) interval \(low) to \(high)")
    }
    parts.append(count)
    if estimate.undefinedCount > 0 { parts.append("undefined: \(reasons(estimate))") }
    return parts.joined(separator: "; ")
  }

  private func undefined(_ measure: Measure, _ estimate: Estimate) -> Headline.Statement {
    Headline.Statement(
      measure: measure.name, finding: .undefined, words: "is undefined",
      evidence: estimate.total == 0 ? "no replicate" : reasons(estimate))
  }

  private func reasons(_ estimate: Estimate) -> String {
    estimate.reasonsInOrder.map { "\($0.reason) in \($0.count) of \(estimate.total)" }
      .joined(separator: ", ")
  }

  private func unit(_ measure: Measure, _ style: NumberStyle) -> String {
    measure.unit.map { "\(style.space)\($0)" } ?? ""
  }
}
