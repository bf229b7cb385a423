import Experiments
import Statistics

@testable import Reports

extension Fixture {
  /// Two scenarios against a baseline, two definitions for one kind and one for the other, which
  /// contradict each other; nothing is good for both kinds.
  static let findings: ReportModel = {
    // By scenario, then measure, then replicate.
    let numbers: [[[Double]]] = [
      [[1, 2, 3], [5, 5, 6], [10, 11, 12]], [[2, 3.1, 4], [4, 4.1, 5], [9, 10, 11.2]],
      [[0.5, 1.4, 2.5], [6, 6.1, 7], [11, 12, 13.1]],
    ]
    let names = ["off", "soft", "hard"]
    let cells = names.indices.map { scenario in
      (0..<3).map { measure -> ReportModel.Cell in
        let own = values(numbers[scenario][measure])
        let twin = values(numbers[0][measure])
        return .init(
          Estimate(own),
          difference: scenario == 0
            ? nil : .init(against: "off", .init(scenario: own, twin: twin)))
      }
    }
    var measures: [ReportModel.Measure] = [
      .init(name: "joy", unit: "util"), .init(name: "calm", unit: "util"),
      .init(name: "profit", unit: "EUR"),
    ]
    measures[0].value = .init(definition: "joy", kind: "guest", beneficiary: nil)
    measures[1].value = .init(definition: "calm", kind: "guest", beneficiary: nil)
    measures[2].value = .init(definition: "profit", kind: "hotel", beneficiary: nil)
    var model = ReportModel(
      title: "Findings", question: nil, studyFile: "findings.lua",
      scenarios: names.map { .init(name: $0, isBaseline: $0 == "off", twin: "off") },
      measures: measures, cells: cells, studySource: "")
    let spread = ReportModel.Gains.Spread(
      against: "off", winners: Estimate(values([0.75, 0.5])),
      losers: Estimate(values([0.25, 0.25])), unchanged: Estimate(values([0, 0.25])),
      quantiles: [
        Estimate(values([-1, -2])), Estimate([.undefined(reason: "no_twin")]),
      ])
    model.findings.gains = [
      .init(measure: 0, spreads: [nil, spread, nil], probabilities: [0.05, 0.5])
    ]
    model.findings.discords = [
      .init(
        name: "joy and calm", kind: "guest", estimates: names.map { _ in Estimate(values([0.25])) })
    ]
    model.findings.valueMaps = [.init(lens: "stay", x: 0, y: 2)]
    model.findings.bestForWhom = [
      .init(
        lens: "stay", parties: [0, 2], kinds: ["guest", "hotel"],
        choices: [
          .init(
            rule: "best for guest alone", scenario: 1,
            regrets: [Estimate(values([0, 0, 0])), Estimate(values([2, 2, 1.9]))]),
          .init(
            rule: "best for hotel alone", scenario: 2,
            regrets: [Estimate(values([1.5, 1.7, 1.5])), Estimate(values([0, 0, 0]))]),
          .init(rule: "jointly: largest product of gains (Nash)", scenario: nil, regrets: []),
        ])
    ]
    return model
  }()
}
