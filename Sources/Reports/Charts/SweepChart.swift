import Statistics

extension ReportModel {
  /// A measure over the only parameter of a grid: a line for each scenario, or dots where its values
  /// are no numbers.
  func sweepChart(of measure: Int) -> Chart? {
    let parameter = design.parameters[0]
    let rows = scenarios.indices.compactMap { scenario in
      value(of: parameter, at: scenario).map {
        (scenario: scenario, value: $0, estimate: cells[scenario][measure].estimate)
      }
    }
    let lines = bases.compactMap { base, _ -> LineLayers.Line? in
      let points = rows.filter { scenarios[$0.scenario].base == base }.compactMap { row in
        row.value.number.map { number in
          LineLayers.Point(
            x: number, y: row.estimate.mean, low: row.estimate.interval?.low,
            high: row.estimate.interval?.high)
        }
      }
      return points.count > 1
        ? LineLayers.Line(name: base, points: points.sorted { $0.x < $1.x }) : nil
    }
    let isNumeric = rows.allSatisfy { $0.value.number != nil }
    let dots = rows.map { row in
      DotLayers.Dot(
        label: row.value.text, group: scenarios[row.scenario].base, estimate: row.estimate)
    }
    guard rows.count > 1, rows.contains(where: { $0.estimate.mean != nil }) else { return nil }
    if isNumeric, lines.isEmpty { return nil }
    return Chart(
      name: "sweep-\(measure + 1)", title: "\(measures[measure].title) over \(parameter)",
      description: "Means at each value of \(parameter), with intervals as "
        + "\(isNumeric ? "bands" : "lines").",
      subject: [.init("swept", .string(measures[measure].name))],
      table: designTable(
        of: rows.map { ($0.scenario, $0.estimate) }, what: "mean", point: [parameter]
      ) { scenario in value(of: parameter, at: scenario).map { [$0.cell] } ?? [] },
      isNumeric
        ? LineLayers(
          lines: lines, xTitle: parameter,
          isWhole: rows.allSatisfy { $0.value.number.map { $0 == $0.rounded() } ?? false }
        ).members
        : DotLayers(dots: dots, labelTitle: parameter, valueTitle: "mean").members)
  }
}
