import Statistics

extension ReportModel {
  /// So many charts of a design are drawn; the numbers of the others are in the tables.
  private static let mostDesignCharts = 24
  /// The table behind a chart has so many rows at most.
  private static let mostDesignRows = 100

  /// Over the points of a design: curves over one parameter, a heat map over two of a grid, profiles
  /// over each of more, dots over each parameter of a sample, and what each parameter does alone.
  var designCharts: [Chart] { Array(allDesignCharts.prefix(Self.mostDesignCharts)) }

  /// What is said where some are not drawn.
  var designRemark: String? {
    let hidden = allDesignCharts.count - Self.mostDesignCharts
    guard hidden > 0 else { return nil }
    return "\(hidden) further charts are not drawn; their numbers are in comparison.csv and "
      + "report.json."
  }

  private var allDesignCharts: [Chart] {
    func each(_ chart: (Int, String) -> Chart?) -> [Chart] {
      measures.indices.flatMap { measure in
        design.parameters.compactMap { chart(measure, $0) }
      }
    }
    switch (design.kind, design.parameters.count) {
    case (.scenarios, _): return []
    case (.oneAtATime, _): return measures.indices.compactMap(factorChart)
    case (.grid, 1): return measures.indices.compactMap(sweepChart)
    case (.grid, 2): return measures.indices.flatMap(heatMaps)
    case (.grid, _): return each(profileChart)
    case (.latinHypercube, _), (.sobol, _): return each(sampleChart)
    }
  }

  /// The place of a varied parameter, from 1, for the names of charts.
  func number(of parameter: String) -> Int {
    (design.parameters.firstIndex(of: parameter) ?? 0) + 1
  }

  func value(of parameter: String, at scenario: Int) -> PointValue? {
    scenarios[scenario].point.first { $0.name == parameter }
  }

  // MARK: what is shown of a measure

  /// Whether a measure is compared anywhere: then charts that show one number show the difference.
  func isCompared(_ measure: Int) -> Bool {
    cells.contains { $0[measure].difference != nil }
  }

  /// The difference of a scenario to its twin where the measure is compared, else its mean.
  ///
  /// - Returns: `nil` for what the others are compared with.
  func shown(_ measure: Int, at scenario: Int) -> Estimate? {
    let cell = cells[scenario][measure]
    return isCompared(measure) ? cell.difference?.paired.estimate : cell.estimate
  }

  /// What `shown` is called.
  func shownName(_ measure: Int) -> String {
    isCompared(measure) ? "difference to the twin" : "mean"
  }

  /// The numbers behind a chart, a row for each scenario.
  ///
  /// - Parameter point: the columns that say where the scenario is, after its name.
  func designTable(
    of rows: [(scenario: Int, estimate: Estimate)], what: String, point names: [String],
    _ point: (Int) -> [TableCell]
  ) -> SectionTable {
    let shown = rows.prefix(Self.mostDesignRows)
    return SectionTable(
      header: ["scenario"] + names + [what, "low", "high", "n"],
      rows: shown.map { scenario, estimate in
        [.text(scenarios[scenario].base)] + point(scenario) + estimate.tableCells
      },
      note: shown.count == rows.count
        ? nil
        : "The first \(shown.count) of \(rows.count) points; all of them are in comparison.csv and "
          + "report.json.")
  }
}

extension ReportModel.PointValue {
  var cell: ReportModel.TableCell { number.map(ReportModel.TableCell.number) ?? .text(text) }
}

extension Estimate {
  /// The mean, the ends of the interval and how many replicates these are of.
  var tableCells: [ReportModel.TableCell] {
    let reason = reasonsInOrder.first?.reason ?? "one replicate has no interval"
    return [mean, interval?.low, interval?.high].map { number in
      number.map(ReportModel.TableCell.number) ?? .undefined(reason: reason)
    } + [.number(Double(count))]
  }
}
