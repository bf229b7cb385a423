import Experiments
import Statistics

// Findings as files of comma-separated values, a row for every number.
extension ReportModel {
  /// Winners and losers, what the definitions say, and what is best for whom; a file for each that
  /// there is.
  var findingsCSV: [CSVTable] {
    [gainsCSV, agreementCSV, flipsCSV, discordCSV, bestForWhomCSV].compactMap { $0 }
  }

  private static let estimateHeader = ["mean", "low", "high", "n", "undefined"]

  /// The measure, and which definition it is of which kind.
  private func fields(of measure: Int) -> [CSVTable.Field] {
    let about = measures[measure]
    return [
      .text(about.name), .text(about.unit ?? ""), .text(about.value?.definition ?? ""),
      .text(about.value?.kind ?? ""),
    ]
  }

  private static let measureHeader = ["measure", "unit", "definition", "kind"]

  private static func fields(_ estimate: Estimate) -> [CSVTable.Field] {
    [
      .number(estimate.mean, of: estimate), .number(estimate.interval?.low),
      .number(estimate.interval?.high), .integer(estimate.count), .integer(estimate.undefinedCount),
    ]
  }

  private var gainsCSV: CSVTable? {
    let rows = findings.gains.flatMap { gains in
      zip(scenarios, gains.spreads).flatMap { scenario, spread -> [[CSVTable.Field]] in
        guard let spread else { return [] }
        let head = fields(of: gains.measure) + [.text(scenario.name), .text(spread.against)]
        let shares = [
          ("winners", spread.winners), ("losers", spread.losers), ("unchanged", spread.unchanged),
        ]
        return shares.map { head + [.text($0), .empty] + Self.fields($1) }
          + zip(gains.probabilities, spread.quantiles).map {
            head + [.text("quantile"), .number($0)] + Self.fields($1)
          }
      }
    }
    guard !rows.isEmpty else { return nil }
    return CSVTable(
      name: "gains.csv",
      header: Self.measureHeader + ["scenario", "against", "statistic", "probability"]
        + Self.estimateHeader, rows: rows)
  }

  private var agreementCSV: CSVTable? {
    guard let agreement = findings.agreement else { return nil }
    func name(_ place: Int) -> CSVTable.Field { .text(measures[agreement.rows[place]].name) }
    func row(
      _ name: String, _ pair: [CSVTable.Field], _ statistic: DefinitionAgreement.Statistic
    ) -> [CSVTable.Field] {
      [.text(name)] + pair
        + [
          statistic.value.map(CSVTable.Field.number) ?? .undefined("all tie"),
          .number(statistic.interval?.low), .number(statistic.interval?.high),
          .integer(agreement.scenarios), .integer(agreement.replicates),
        ]
    }
    return CSVTable(
      name: "agreement.csv",
      header: ["statistic", "first", "second", "value", "low", "high", "scenarios", "replicates"],
      rows: [row("W", [.empty, .empty], agreement.concordance)]
        + agreement.pairs.map { row("tau-b", [name($0.first), name($0.second)], $0.tau) })
  }

  private var flipsCSV: CSVTable? {
    let rows = scenarios.indices.flatMap { scenario in
      rivals.compactMap { rivals -> [CSVTable.Field]? in
        guard let verdicts = verdicts(of: rivals, on: scenario) else { return nil }
        return [
          .text(scenarios[scenario].name), .text(rivals.kind), .text(measures[rivals.first].name),
          .text(measures[rivals.second].name), .text(verdicts.first.rawValue),
          .text(verdicts.second.rawValue),
          .text(contradict(rivals, on: scenario) ? "yes" : "no"),
        ]
      }
    }
    guard !rows.isEmpty else { return nil }
    return CSVTable(
      name: "flips.csv",
      header: [
        "scenario", "kind", "first", "second", "first_verdict", "second_verdict", "contradiction",
      ], rows: rows)
  }

  private var discordCSV: CSVTable? {
    let rows = findings.discords.flatMap { discord in
      zip(scenarios, discord.estimates).map { scenario, estimate in
        [.text(discord.name), .text(discord.kind), .text(scenario.name)] + Self.fields(estimate)
      }
    }
    guard !rows.isEmpty else { return nil }
    return CSVTable(
      name: "discord.csv", header: ["definitions", "kind", "scenario"] + Self.estimateHeader,
      rows: rows)
  }

  private var bestForWhomCSV: CSVTable? {
    let rows = findings.bestForWhom.flatMap { best in
      best.choices.flatMap { choice in
        best.parties.enumerated().map { party, measure -> [CSVTable.Field] in
          let head: [CSVTable.Field] = [.text(best.lens ?? ""), .text(choice.rule)]
          guard let scenario = choice.scenario else {
            return head + [.undefined("not all gain in any scenario")] + fields(of: measure)
              + Self.estimateHeader.map { _ in .empty }
          }
          return head + [.text(scenarios[scenario].name)] + fields(of: measure)
            + Self.fields(choice.regrets[party])
        }
      }
    }
    guard !rows.isEmpty else { return nil }
    return CSVTable(
      name: "best-for-whom.csv",
      header: ["lens", "choice", "scenario"] + Self.measureHeader
        + Self.estimateHeader.map { "regret_\($0)" }, rows: rows)
  }
}
