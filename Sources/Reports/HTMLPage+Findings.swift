import Experiments
import Statistics

// Whom the scenarios serve, and whether the value definitions agree.
extension HTMLPage {
  // MARK: gains by kind

  /// Winners, losers and quantiles of gains, a table for every definition.
  var gains: [Markup] {
    let tables = model.findings.gains.indices.flatMap { index -> [Markup] in
      guard let table = gainTable(model.findings.gains[index]) else { return [] }
      return [table] + model.gainCharts(index).map { figure($0) }
    }
    guard !tables.isEmpty else { return [] }
    return [
      paragraph(
        "The gain of an actor is its value less that of its twin in the scenario that this one is "
          + "compared with. Shares are of the actors that have a twin and a value in both; quantiles are "
          + "of their gains. All are means over replicates with \(intervalHead)s.")
    ] + tables
  }

  private func gainTable(_ gains: ReportModel.Gains) -> Markup? {
    let rows = zip(model.scenarios, gains.spreads).compactMap { scenario, spread in
      spread.map { spread in
        Markup.element(
          "tr", [:],
          [
            .element("th", ["scope": "row"], name(scenario.name)),
            .element("td", [:], name(spread.against)),
          ]
            + [spread.winners, spread.losers, spread.unchanged].map { share($0) }
            + spread.quantiles.map { quantity($0, signed: true) })
      }
    }
    guard !rows.isEmpty else { return nil }
    let quantiles = gains.probabilities.map {
      head(style.percent($0) + " quantile", isNumber: true)
    }
    return table(
      caption: "Gains by \(model.measures[gains.measure].title)",
      heads: [
        head("Scenario"), head("Against"), head("Winners", isNumber: true),
        head("Losers", isNumber: true), head("Unchanged", isNumber: true),
      ] + quantiles, bodies: [rows])
  }

  // MARK: definitions against each other

  /// The best scenario by each definition, where they conflict, and how far they agree.
  var agreement: [Markup] {
    let values = model.measures.indices.filter { model.measures[$0].value != nil }
    guard values.count > 1, model.scenarios.count > 1 else { return [] }
    let chart = model.definitionChart.map { [figure($0)] } ?? []
    return [definitionTable(values)] + chart + flips(values) + ranks + discords
  }

  private func definitionTable(_ values: [Int]) -> Markup {
    let best = values.map { whole.bestScenario(of: $0) }
    let aligned = values.map { Precision.aligned(model.estimates(of: $0).map(\.estimate)) }
    let rows = model.scenarios.indices.map { scenario in
      Markup.element(
        "tr", [:],
        [.element("th", ["scope": "row"], name(model.scenarios[scenario].name))]
          + values.indices.map { place in
            let text = QuantityText(
              model.cells[scenario][values[place]].estimate,
              precision: aligned[place][scenario], style: style)
            let isBest = best[place] == scenario
            return number(
              (text.mean ?? text.undefined ?? "undefined") + (isBest ? " \u{2605}" : ""),
              isClear: isBest)
          })
    }
    return table(
      caption: "Scenarios by value definition; \u{2605} is the highest mean of a definition",
      heads: [head("Scenario")]
        + values.map { head(model.measures[$0].title, isNumber: true) }, bodies: [rows])
  }

  /// In which direction each definition puts each scenario, and where two of a kind contradict.
  private func flips(_ values: [Int]) -> [Markup] {
    let rows = model.scenarios.indices.compactMap { scenario -> Markup? in
      let signs = values.map { model.cells[scenario][$0].difference.map(\.direction) }
      guard signs.contains(where: { $0 != nil }) else { return nil }
      return .element(
        "tr", [:],
        [.element("th", ["scope": "row"], name(model.scenarios[scenario].name))]
          + signs.map { .element("td", [:], .text($0?.rawValue ?? "\u{2013}")) }
          + [.element("td", [:], .text(contradictions(scenario)))])
    }
    guard !rows.isEmpty else { return [] }
    return [
      table(
        caption:
          "The verdict of each definition on each scenario, by the interval of its difference",
        heads: [head("Scenario")] + values.map { head(model.measures[$0].name) }
          + [head("Contradictions within a kind")], bodies: [rows])
    ]
  }

  private func contradictions(_ scenario: Int) -> String {
    let rivals = model.rivals
    if rivals.isEmpty { return "no kind has two definitions" }
    let opposed = rivals.filter { model.contradict($0, on: scenario) }.map {
      "\(model.measures[$0.first].name) and \(model.measures[$0.second].name)"
    }
    return "\(opposed.count) of \(rivals.count)"
      + (opposed.isEmpty ? "" : ": \(opposed.joined(separator: "; "))")
  }

  private var ranks: [Markup] {
    guard let agreement = model.findings.agreement else { return [] }
    func row(_ title: String, _ statistic: DefinitionAgreement.Statistic) -> Markup {
      let shown = statistic.value.map { style.set(NumberText.fixed($0, decimals: 3)) }
      let interval = statistic.interval.map { interval in
        "[\([interval.low, interval.high].map { style.set(NumberText.fixed($0, decimals: 3)) }.joined(separator: ", "))]"
      }
      return .element(
        "tr", [:], .element("th", ["scope": "row"], .text(title)),
        number(shown ?? "undefined: all tie"), number(interval ?? "\u{2013}"))
    }
    let all = row(
      "all \(agreement.rows.count) definitions: Kendall\u{2019}s W", agreement.concordance)
    let pairs = agreement.pairs.map { pair in
      row(
        "\(model.measures[agreement.rows[pair.first]].name) and "
          + "\(model.measures[agreement.rows[pair.second]].name): tau-b", pair.tau)
    }
    return [
      table(
        caption:
          "How far the definitions agree on the order of the \(agreement.scenarios) scenarios",
        heads: [
          head("Definitions"), head("Agreement", isNumber: true),
          head(intervalHead, isNumber: true),
        ], bodies: [[all] + pairs]),
      paragraph(model.note(on: agreement), class: "quiet"),
    ]
  }

  private var discords: [Markup] {
    guard !model.findings.discords.isEmpty else { return [] }
    let rows = model.findings.discords.map { discord in
      Markup.element(
        "tr", [:],
        [.element("th", ["scope": "row"], .text(discord.name))]
          + discord.estimates.map { share($0) })
    }
    return [
      table(
        caption: "Discord: how far two definitions disagree about who has more (0 the same order, "
          + "0.5 unrelated, 1 reversed)",
        heads: [head("Definitions")] + model.scenarios.map { head($0.name, isNumber: true) },
        bodies: [rows]),
      paragraph(
        "(1 \u{2212} tau-b) / 2 over the actors of a kind. Own operationalisation.", class: "quiet"),
    ]
  }

  // MARK: best for whom

  var bestForWhom: [Markup] {
    guard !model.findings.bestForWhom.isEmpty else { return [] }
    let blocks = model.findings.bestForWhom.indices.flatMap { index in
      [bestTable(model.findings.bestForWhom[index])] + whole.bestCharts(index).map { figure($0) }
    }
    return blocks + [
      paragraph(
        "Regret: what a kind would have more of in the scenario that is best for it alone, paired by "
          + "replicate. For joint choices each kind\u{2019}s mean is put between its worst scenario (0) and "
          + "its best (1); Nash\u{2019}s product is of the gains against the twins. The best is chosen "
          + "by the replicates that it is judged by, so that small regrets say little. Own "
          + "operationalisation of \u{201C}value to consumer and firm jointly optimized\u{201D} "
          + "(Larivi\u{E8}re et al. 2013).", class: "quiet")
    ]
  }

  private func bestTable(_ best: ReportModel.BestForWhom) -> Markup {
    let rows = best.choices.map { choice in
      let chosen = choice.scenario.map { whole.scenarios[$0].name }
      let regrets =
        choice.regrets.isEmpty
        ? best.parties.map { _ in number("\u{2013}") } : choice.regrets.map { quantity($0) }
      return Markup.element(
        "tr", [:],
        [
          .element("th", ["scope": "row"], .text(choice.rule)),
          .element("td", [:], .text(chosen ?? "none: not all gain in any scenario")),
        ] + regrets)
    }
    let lens = best.lens.map { ", lens \u{201C}\($0)\u{201D}" } ?? ""
    return table(
      caption: "Best for whom\(lens)",
      heads: [head("Choice"), head("Scenario")]
        + best.parties.map { head("Regret of \(model.measures[$0].title)", isNumber: true) },
      bodies: [rows])
  }

  // MARK: numbers

  private func share(_ estimate: Estimate) -> Markup { quantity(estimate) }

  /// A mean with its interval, or why there is none.
  private func quantity(_ estimate: Estimate, signed: Bool = false) -> Markup {
    let text = QuantityText(
      estimate, precision: Precision(estimate), style: style, signed: signed)
    guard let mean = text.mean else {
      return .element(
        "td", ["class": "number absent"], .text(text.undefined ?? "undefined"))
    }
    return number(text.interval.isEmpty ? mean : "\(mean) \(text.interval)")
  }
}
