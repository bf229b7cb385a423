import Experiments
import Statistics

// Whom the scenarios serve, and whether the definitions agree.
extension MarkdownReport {
  var findings: [String] { gains + agreement + best + robustness }

  private var gains: [String] {
    let tables = model.findings.gains.compactMap { gains -> [String]? in
      let rows = zip(model.scenarios, gains.spreads).compactMap { scenario, spread -> [String]? in
        spread.map { spread in
          [scenario.name, spread.against]
            + ([spread.winners, spread.losers, spread.unchanged] + spread.quantiles).map(quantity)
        }
      }
      guard !rows.isEmpty else { return nil }
      let header =
        ["Scenario", "Against", "Winners", "Losers", "Unchanged"]
        + gains.probabilities.map { "\(style.percent($0)) quantile" }
      return [
        "### Gains by \(escaped(model.measures[gains.measure].title))",
        numbers(header, rows, texts: 2),
      ]
    }
    return tables.isEmpty ? [] : ["## Winners and losers"] + tables.joined()
  }

  private var agreement: [String] {
    guard let agreement = model.findings.agreement else { return [] }
    func row(_ title: String, _ statistic: DefinitionAgreement.Statistic) -> [String] {
      let ends = statistic.interval.map { interval in
        let texts = [interval.low, interval.high].map { fixed($0) }
        return "[\(texts[0]), \(texts[1])]"
      }
      return [title, statistic.value.map { fixed($0) } ?? "undefined: all tie", ends ?? ""]
    }
    let name = { (place: Int) in model.measures[agreement.rows[place]].name }
    let rows =
      [row("all definitions: Kendall\u{2019}s W", agreement.concordance)]
      + agreement.pairs.map { row("\(name($0.first)) and \(name($0.second)): tau-b", $0.tau) }
    return [
      "## How far the definitions agree on the order of \(agreement.scenarios) scenarios",
      numbers(
        ["Definitions", "Agreement", "\(style.percent(model.level)) interval"], rows, texts: 1),
      escaped(model.note(on: agreement)),
    ]
  }

  private var best: [String] {
    let blocks = model.findings.bestForWhom.flatMap { best -> [String] in
      let rows = best.choices.map { choice -> [String] in
        let regrets =
          choice.regrets.isEmpty ? best.parties.map { _ in "" } : choice.regrets.map(quantity)
        return [
          choice.rule, choice.scenario.map { model.scenarios[$0].name } ?? "none: not all gain",
        ] + regrets
      }
      let header =
        ["Choice", "Scenario"] + best.parties.map { "Regret of \(model.measures[$0].title)" }
      let lens = best.lens.map { ["### Lens \(escaped($0))"] } ?? []
      return lens + [numbers(header, rows, texts: 2)]
    }
    return blocks.isEmpty ? [] : ["## Best for whom"] + blocks
  }

  private var robustness: [String] {
    guard let found = model.robustnessTable else { return [] }
    let rows = found.rows.map { row in
      row.map { cell -> String in if case .text(let text) = cell { text } else { "" } }
    }
    return [
      "## Over the points of the design", numbers(found.header, rows, texts: 2),
      escaped(found.note ?? ""),
    ]
  }

  /// - Parameter texts: how many columns at the left are no numbers.
  private func numbers(_ header: [String], _ rows: [[String]], texts: Int) -> String {
    table(header, rows, isNumber: header.indices.map { $0 >= texts })
  }

  private func fixed(_ number: Double) -> String {
    style.set(NumberText.fixed(number, decimals: 3))
  }

  /// A mean with its interval, or why there is none.
  private func quantity(_ estimate: Estimate) -> String {
    let text = QuantityText(estimate, precision: Precision(estimate), style: style)
    guard let mean = text.mean else { return text.undefined ?? "undefined" }
    return text.interval.isEmpty ? mean : "\(mean) \(text.interval)"
  }
}
