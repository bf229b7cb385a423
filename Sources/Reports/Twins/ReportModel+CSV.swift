import Statistics

extension ReportModel {
  /// The numbers of the report, a file for every table: the comparison, the series and the findings
  /// if there are any, then the tables of the study and of the sections by their place.
  package var csvTables: [CSVTable] {
    let studyTables = tables.enumerated().map { $1.csv(name: "table-\($0 + 1).csv") }
    let sectionTables = sections.enumerated().flatMap { number, section in
      section.tables.enumerated().map {
        $1.csv(name: "section-\(number + 1)-\($0 + 1).csv")
      }
    }
    return [comparisonCSV] + (series.isEmpty ? [] : [seriesCSV]) + findingsCSV + studyTables
      + sectionTables
  }

  /// Whether a file in the folder of a report is named like one of its tables, of this or of another
  /// report.
  package static func isTable(file name: String) -> Bool {
    let only = ["series", "gains", "agreement", "flips", "discord", "best-for-whom"]
    guard name.hasSuffix(".csv") else { return false }
    let stem = name.dropLast(4)
    if only.contains(String(stem)) { return true }
    let parts = stem.split(separator: "-", omittingEmptySubsequences: false)
    let isNumbered = parts.dropFirst().allSatisfy { part in
      part.first != "0" && !part.isEmpty && part.allSatisfy { ("0"..."9").contains($0) }
    }
    let places = ["table": 1, "section": 2][parts.first ?? ""]
    return isNumbered && places == parts.count - 1
  }

  private var comparisonCSV: CSVTable {
    let header = [
      "measure", "unit", "scenario", "mean", "low", "high", "standard_deviation",
      "standard_error", "n", "undefined", "against", "difference", "difference_low",
      "difference_high", "pairs", "t", "p", "variance_reduction",
    ]
    let rows = measures.indices.flatMap { index in
      zip(scenarios, estimates(of: index)).map { scenario, cell in
        [
          .text(measures[index].name), .text(measures[index].unit ?? ""), .text(scenario.name),
        ] + Self.fields(cell)
      }
    }
    return CSVTable(name: "comparison.csv", header: header, rows: rows)
  }

  private static func fields(_ cell: Cell) -> [CSVTable.Field] {
    let estimate = cell.estimate
    let own: [CSVTable.Field] = [
      .number(estimate.mean, of: estimate), .number(estimate.interval?.low),
      .number(estimate.interval?.high), .number(estimate.standardDeviation),
      .number(estimate.standardError), .integer(estimate.count), .integer(estimate.undefinedCount),
    ]
    guard let difference = cell.difference else {
      return own + Array(repeating: .empty, count: 8)
    }
    let paired = difference.paired
    return own + [
      .text(difference.against), .number(paired.estimate.mean, of: paired.estimate),
      .number(paired.estimate.interval?.low), .number(paired.estimate.interval?.high),
      .integer(paired.estimate.count), .number(paired.t), .number(paired.pValue),
      .number(paired.varianceReduction),
    ]
  }

  private var seriesCSV: CSVTable {
    func value(_ list: [Double?], _ index: Int) -> Double? {
      list.indices.contains(index) ? list[index] : nil
    }
    let rows = series.flatMap { series in
      series.lines.flatMap { line in
        line.mean.indices.map { index -> [CSVTable.Field] in
          [
            .text(series.name), .text(series.unit ?? ""), .text(line.scenario),
            .integer(series.firstStep + index),
            line.mean[index].map(CSVTable.Field.number)
              ?? .undefined("in no replicate of this scenario"),
            .number(value(line.low, index)), .number(value(line.high, index)),
          ]
        }
      }
    }
    return CSVTable(
      name: "series.csv", header: ["series", "unit", "scenario", "step", "mean", "low", "high"],
      rows: rows)
  }
}

extension ReportModel.StudyTable {
  /// A row without values where the table is undefined in a scenario.
  fileprivate func csv(name: String) -> CSVTable {
    let rows = parts.flatMap { part -> [[CSVTable.Field]] in
      let scenario = CSVTable.Field.text(part.scenario)
      switch part.content {
      case .rows(let rows): return rows.map { [scenario] + $0.map(\.csv) }
      case .undefined(let reason):
        return [[scenario] + header.map { _ in .undefined(reason) }]
      }
    }
    return CSVTable(name: name, header: ["scenario"] + header, rows: rows)
  }
}

extension ReportModel.SectionTable {
  fileprivate func csv(name: String) -> CSVTable {
    CSVTable(name: name, header: header, rows: rows.map { $0.map(\.csv) })
  }
}

extension ReportModel.TableCell {
  fileprivate var csv: CSVTable.Field {
    switch self {
    case .text(let text): .text(text)
    case .number(let number): .number(number)
    case .undefined(let reason): .undefined(reason)
    }
  }
}
