package import Experiments
import Statistics

/// Two sides as sections of a report, one for each scenario, for the terminal and for a page; and as
/// JSON.
package struct SideText {
  private let comparison: SideComparison

  package init(_ comparison: SideComparison) {
    self.comparison = comparison
  }

  /// - Parameter command: what the user typed.
  package func model(command: String) -> ReportModel {
    var scenarios: [String] = []
    for row in comparison.rows where !scenarios.contains(row.scenario) {
      scenarios.append(row.scenario)
    }
    let isPaired = comparison.first.seed == comparison.second.seed
    let how =
      isPaired
      ? "Both sides have the seed \(comparison.first.seed): replicates are paired by number."
      : "The sides have different seeds, \(comparison.first.seed) and \(comparison.second.seed): their "
        + "replicates are independent samples (Welch\u{2019}s interval)."
    return ReportModel(
      title: "\(comparison.second.name) against \(comparison.first.name)", question: how,
      studyFile: comparison.second.name, scenarios: [], measures: [], cells: [],
      sections: scenarios.map(section), notes: comparison.unmatched,
      provenance: ReportModel.Provenance(rows: [
        ReportModel.Pair("command", command),
        ReportModel.Pair(
          "first side", "\(comparison.first.name), Valence \(comparison.first.version)"),
        ReportModel.Pair(
          "second side", "\(comparison.second.name), Valence \(comparison.second.version)"),
      ]))
  }

  private func section(_ scenario: String) -> ReportModel.StudySection {
    let rows = comparison.rows.filter { $0.scenario == scenario }
    let changed = rows.filter { $0.change.isClear }.count
    return ReportModel.StudySection(
      title: scenario,
      headline: changed == 0
        ? "No measure of \(rows.count) is clearly different."
        : "\(changed) of \(rows.count) measures are clearly different.",
      tables: [
        ReportModel.SectionTable(
          header: ["measure", "first", "second", "difference", "95 % interval", "n", "finding"],
          rows: rows.map(cells),
          note:
            "Clearly different: the interval of the difference leaves out zero. Intervals are not "
            + "corrected for their number.")
      ])
  }

  private func cells(_ row: SideComparison.Row) -> [ReportModel.TableCell] {
    let style = NumberStyle.terminal
    func text(_ estimate: Estimate) -> ReportModel.TableCell {
      let text = QuantityText(estimate, precision: Precision(estimate), style: style)
      return text.mean.map { .text($0) } ?? .text(text.undefined ?? "undefined")
    }
    let title = row.unit.map { "\(row.measure), \($0)" } ?? row.measure
    guard let difference = row.change.difference else {
      return [
        .text(title), text(row.first), text(row.second),
        .undefined(reason: row.change.reason ?? "undefined"), .text(""), .text(""), .text(""),
      ]
    }
    let precision = row.change.interval.map { Precision($0) } ?? .exact
    let ends = row.change.interval.map { interval in
      [interval.low, interval.high].map { style.set(precision.end($0), signed: true) }
    }
    return [
      .text(title), text(row.first), text(row.second),
      .text(style.set(precision.text(difference), signed: true)),
      .text(ends.map { "[\($0[0]), \($0[1])]" } ?? "none"), .text(String(row.change.count)),
      .text(row.change.finding),
    ]
  }

  /// All numbers unrounded, ending in a line break.
  ///
  /// - Parameter conditions: those of `--fail-if`, with the scenario and the finding of each row.
  package func json(conditions: [(text: String, row: SideComparison.Row, finding: String)])
    -> String
  {
    let document: JSONValue = [
      "format": .integer(1),
      "first": side(comparison.first),
      "second": side(comparison.second),
      "rows": .array(comparison.rows.map(json)),
      "unmatched": .array(comparison.unmatched.map(JSONValue.string)),
      "conditions": .array(
        conditions.map {
          [
            "condition": .string($0.text), "scenario": .string($0.row.scenario),
            "measure": .string($0.row.measure), "finding": .string($0.finding),
          ]
        }),
    ]
    return document.text + "\n"
  }

  private func side(_ side: SideComparison.Side) -> JSONValue {
    [
      "name": .string(side.name), "seed": .string(String(side.seed)),
      "version": .string(side.version),
    ]
  }

  private func json(_ row: SideComparison.Row) -> JSONValue {
    [
      "scenario": .string(row.scenario),
      "measure": .string(row.measure),
      "first": row.first.json,
      "second": row.second.json,
      "difference": JSONValue(row.change.difference),
      "interval": row.change.interval.json,
      "p": JSONValue(row.change.pValue),
      "n": .integer(row.change.count),
      "paired": .boolean(row.change.isPaired),
      "reason": JSONValue(row.change.reason),
    ]
  }
}

extension SideComparison.Change {
  fileprivate var isClear: Bool { interval.map { !$0.containsZero } ?? false }

  fileprivate var finding: String {
    guard let difference else { return "undefined" }
    if interval?.low == 0, interval?.high == 0 { return "the same" }
    guard isClear else { return interval == nil ? "one replicate" : "no clear difference" }
    return difference > 0 ? "higher" : "lower"
  }
}
