import Statistics

extension ReportModel {
  /// What a measure, or its difference, is as written and where each parameter alone is multiplied.
  func factorChart(of measure: Int) -> Chart? {
    let rows = scenarios.indices.compactMap { scenario in
      shown(measure, at: scenario).map { (scenario: scenario, estimate: $0) }
    }
    guard rows.count(where: { $0.estimate.mean != nil }) > 1 else { return nil }
    let what = shownName(measure)
    return Chart(
      name: "factors-\(measure + 1)", title: "\(measures[measure].title): one parameter at a time",
      description: "The \(what) as written, and with each parameter alone multiplied.",
      subject: [.init("swept", .string(measures[measure].name))],
      table: designTable(of: rows, what: what, point: ["parameter"]) { [.text(change(at: $0))] },
      DotLayers(
        dots: rows.map { scenario, estimate in
          DotLayers.Dot(
            label: change(at: scenario), group: scenarios[scenario].base, estimate: estimate)
        }, labelTitle: "parameter", valueTitle: what, hasZero: true
      ).members)
  }

  private func change(at scenario: Int) -> String {
    scenarios[scenario].point.first.map { "\($0.name) \($0.text)" } ?? "as written"
  }
}
