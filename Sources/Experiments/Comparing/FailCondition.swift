package import Diagnostics
import Statistics

/// What must not have happened between two sides: `fusion.breadth drops by 0.01`.
///
/// It is met only where the whole interval of the change lies beyond the threshold, so that noise
/// alone seldom meets it.
package struct FailCondition: Hashable, Sendable {
  package enum Verb: String, CaseIterable, Sendable {
    case drops, rises, changes
  }

  /// As it was written.
  package let text: String
  let measure: String
  let verb: Verb
  let threshold: Double
  /// Whether the threshold is a share of the first side's mean.
  let isRelative: Bool
  /// `nil`: every scenario.
  let scenario: String?

  /// Reads `MEASURE drops|rises|changes [by NUMBER[%]] [in SCENARIO]`.
  ///
  /// - Throws: wrong usage, with the form that is expected.
  package init(_ text: String) throws(Diagnostic) {
    let words = text.split(separator: " ").map(String.init)
    func wrong(_ problem: String) -> Diagnostic {
      Diagnostic(
        "the condition '\(text)' \(problem)", class: .usage,
        hints: [
          "write MEASURE drops|rises|changes by NUMBER, as in 'fusion.breadth drops by 0.01', "
            + "'profit (firm) changes by 2% in app'"
        ])
    }
    guard let place = words.lastIndex(where: { Verb(rawValue: $0) != nil }), place > 0,
      let verb = Verb(rawValue: words[place])
    else { throw wrong("does not say what drops, rises or changes") }
    self.text = text
    self.verb = verb
    measure = words[..<place].joined(separator: " ")
    var rest = words[(place + 1)...]
    var (threshold, isRelative) = (0.0, false)
    if rest.first == "by" {
      rest.removeFirst()
      guard var number = rest.popFirst() else { throw wrong("does not say by how much") }
      if number.hasSuffix("%") || rest.first == "%" {
        isRelative = true
        if number.hasSuffix("%") { number.removeLast() } else { rest.removeFirst() }
      }
      guard let amount = Double(number), amount >= 0, amount.isFinite else {
        throw wrong("has no amount from 0 on after 'by'")
      }
      threshold = isRelative ? amount / 100 : amount
    }
    self.threshold = threshold
    self.isRelative = isRelative
    if rest.first == "in" {
      scenario = rest.dropFirst().joined(separator: " ")
    } else {
      guard rest.isEmpty else { throw wrong("goes on with '\(rest.joined(separator: " "))'") }
      scenario = nil
    }
  }

  /// How a condition ended in one row.
  package enum Finding: Hashable, Sendable {
    /// The change is beyond the threshold, with its whole interval.
    case met
    /// The change is beyond the threshold, but its interval is not.
    case unsure
    case notMet
    /// There is no change to judge by.
    case undefined(reason: String)
  }

  /// Judges every row that the condition is about.
  ///
  /// - Throws: wrong usage where no row has the measure or the scenario.
  package func findings(in comparison: SideComparison) throws(Diagnostic)
    -> [(row: SideComparison.Row, finding: Finding)]
  {
    let wanted = Self.plain(measure)
    let ofMeasure = comparison.rows.filter { row in
      let name = Self.plain(row.measure)
      return name == wanted || name.hasPrefix(wanted + " ")
    }
    // The full name wins over the beginnings of others.
    let exact = ofMeasure.filter { Self.plain($0.measure) == wanted }
    let rows = exact.isEmpty ? ofMeasure : exact
    guard !rows.isEmpty else {
      throw Diagnostic(
        "there is no measure '\(measure)' on both sides", class: .usage,
        hints: [
          unknownNameHint(
            measure, among: Set(comparison.rows.map(\.measure)).sorted(), noun: "measures")
        ])
    }
    let chosen = rows.filter { scenario == nil || $0.scenario == scenario }
    guard !chosen.isEmpty else {
      throw Diagnostic(
        "there is no scenario '\(scenario ?? "")' on both sides", class: .usage,
        hints: [
          unknownNameHint(
            scenario ?? "", among: Set(rows.map(\.scenario)).sorted(), noun: "scenarios")
        ])
    }
    return chosen.map { ($0, finding($0)) }
  }

  private func finding(_ row: SideComparison.Row) -> Finding {
    guard let difference = row.change.difference else {
      return .undefined(reason: row.change.reason ?? "undefined")
    }
    var bound = threshold
    if isRelative {
      guard let mean = row.first.mean else { return .undefined(reason: "undefined") }
      bound *= mean.magnitude
    }
    // Some change is needed where no amount is given.
    func isBeyond(_ change: Double) -> Bool { bound > 0 ? change >= bound : change > 0 }
    let ends = row.change.interval.map { ($0.low, $0.high) }
    func judge(_ sign: Double) -> Finding {
      guard isBeyond(sign * difference) else { return .notMet }
      guard let ends else { return .unsure }
      return isBeyond(min(sign * ends.0, sign * ends.1)) ? .met : .unsure
    }
    switch verb {
    case .drops: return judge(-1)
    case .rises: return judge(1)
    case .changes: return judge(difference < 0 ? -1 : 1)
    }
  }

  /// `fusion: breadth`, `fusion.breadth` and `Fusion breadth` are the same measure.
  private static func plain(_ name: String) -> String {
    let spaced = name.lowercased().map { ":._".contains($0) ? " " : $0 }
    return String(spaced).split(separator: " ").joined(separator: " ")
  }
}
