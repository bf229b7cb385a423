import Statistics

extension ReportModel {
  /// What each kind forgoes in each scenario that is best for someone: dots with intervals, a chart
  /// for every kind, because their units differ.
  ///
  /// - Parameter index: the place of a lens among `findings.bestForWhom`.
  func bestCharts(_ index: Int) -> [Chart] {
    let best = findings.bestForWhom[index]
    // Several rules may choose the same scenario, which is then drawn once.
    var candidates: [(scenario: Int, rules: [String], regrets: [Estimate])] = []
    for choice in best.choices {
      guard let scenario = choice.scenario else { continue }
      if let known = candidates.firstIndex(where: { $0.scenario == scenario }) {
        candidates[known].rules.append(choice.rule)
      } else {
        candidates.append((scenario, [choice.rule], choice.regrets))
      }
    }
    let lens = best.lens.map { ", lens \u{201C}\($0)\u{201D}" } ?? ""
    return best.parties.indices.compactMap { party in
      let measure = measures[best.parties[party]]
      guard candidates.contains(where: { $0.regrets[party].mean != nil }) else { return nil }
      return Chart(
        name: "best-\(index + 1)-\(party + 1)",
        title: "Regret of \(best.kinds[party]) by \(measure.title)\(lens)",
        description:
          "What \(best.kinds[party]) would have more of in the scenario that is best for "
          + "it alone, for each scenario that is best for some kind or jointly; 0 is no regret.",
        subject: [.init("regret", .string(measure.name)), .init("lens", JSONValue(best.lens))],
        table: SectionTable(
          header: ["scenario", "chosen as", "regret", "low", "high", "n"],
          rows: candidates.map { candidate in
            [
              .text(scenarios[candidate.scenario].name),
              .text(candidate.rules.joined(separator: "; ")),
            ] + candidate.regrets[party].tableCells
          }),
        DotLayers(
          dots: candidates.map { candidate in
            DotLayers.Dot(
              label: scenarios[candidate.scenario].name, group: "",
              estimate: candidate.regrets[party])
          }, labelTitle: "scenario", valueTitle: "regret", hasZero: true
        ).members)
    }
  }
}
