import Experiments
import Statistics

extension ReportModel {
  /// Scenarios and measures by their names.
  var findingsJSON: JSONValue {
    [
      "value_maps": .array(
        findings.valueMaps.map { map in
          [
            "lens": JSONValue(map.lens), "x": .string(measures[map.x].name),
            "y": .string(measures[map.y].name),
          ]
        }),
      "gains": .array(findings.gains.map(json)),
      "agreement": findings.agreement.map(json) ?? .null,
      "discord": .array(
        findings.discords.map { discord in
          [
            "name": .string(discord.name), "kind": .string(discord.kind),
            "scenarios": .array(
              zip(scenarios, discord.estimates).map { scenario, estimate in
                ["scenario": .string(scenario.name), "estimate": estimate.json]
              }),
          ]
        }),
      "best_for_whom": .array(findings.bestForWhom.map(json)),
    ]
  }

  private func json(_ gains: Gains) -> JSONValue {
    let spreads = zip(scenarios, gains.spreads).compactMap { scenario, spread -> JSONValue? in
      guard let spread else { return nil }
      return [
        "scenario": .string(scenario.name),
        "against": .string(spread.against),
        "winners": spread.winners.json,
        "losers": spread.losers.json,
        "unchanged": spread.unchanged.json,
        "quantiles": .array(spread.quantiles.map(\.json)),
      ]
    }
    return [
      "measure": .string(measures[gains.measure].name),
      "probabilities": .array(gains.probabilities.map(JSONValue.number)),
      "scenarios": .array(spreads),
    ]
  }

  private func json(_ agreement: DefinitionAgreement) -> JSONValue {
    func name(_ place: Int) -> JSONValue { .string(measures[agreement.rows[place]].name) }
    func json(_ statistic: DefinitionAgreement.Statistic) -> JSONValue {
      ["value": JSONValue(statistic.value), "interval": statistic.interval.json]
    }
    return [
      "scenarios": .integer(agreement.scenarios),
      "replicates": .integer(agreement.replicates),
      "concordance": json(agreement.concordance),
      "pairs": .array(
        agreement.pairs.map {
          ["first": name($0.first), "second": name($0.second), "tau_b": json($0.tau)]
        }),
    ]
  }

  private func json(_ best: BestForWhom) -> JSONValue {
    let choices = best.choices.map { choice -> JSONValue in
      let regrets = zip(best.parties, choice.regrets).map { party, regret -> JSONValue in
        ["measure": .string(measures[party].name), "regret": regret.json]
      }
      return [
        "rule": .string(choice.rule),
        "scenario": JSONValue(choice.scenario.map { scenarios[$0].name }),
        "regrets": .array(regrets),
      ]
    }
    return ["lens": JSONValue(best.lens), "choices": .array(choices)]
  }
}
