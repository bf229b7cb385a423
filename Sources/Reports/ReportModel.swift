package import Statistics

/// Everything that the terminal table, the page and the JSON file show of one study.
///
/// Plain finished values: whoever builds one has done the statistics; the faces only show.
package struct ReportModel: Hashable, Sendable {
  package var title: String
  /// What the study asks, in the author's words.
  package var question: String?
  /// The path of the study as the user would type it.
  package var studyFile: String
  /// The coverage of every interval, inside (0, 1).
  package var level: Double
  /// What the replicates differ by, which decides what the intervals say.
  package let replicates: ReplicateKind
  /// The baseline first, if there is one (the initialiser sees to it), then in the order given.
  package var scenarios: [Scenario]
  package var measures: [Measure]
  /// **Shape** `cells[scenario][measure]`, the size of `scenarios` by the size of `measures`.
  package var cells: [[Cell]]
  package var series: [Series]
  /// Tables that the study made itself.
  package var tables: [StudyTable]
  /// Parts of the report that the study made itself.
  package var sections: [StudySection]
  /// The value definitions, for a comparison of what they count.
  package var definitions: [Definition]
  package var findings = Findings()
  package var design = Design()
  /// By which `adjustedP` of differences is adjusted.
  package var adjustment = Adjustment.holm
  package var failures: [Failure]
  /// Assumptions and remarks, a paragraph each.
  package var notes: [String]
  package var provenance: Provenance
  /// The text of the study.
  package var studySource: String

  /// - Precondition: `cells` has its shape.
  package init(
    title: String, question: String? = nil, studyFile: String, level: Double = 0.95,
    replicates: ReplicateKind = .worlds, scenarios: [Scenario], measures: [Measure],
    cells: [[Cell]], series: [Series] = [],
    tables: [StudyTable] = [], sections: [StudySection] = [], definitions: [Definition] = [],
    failures: [Failure] = [], notes: [String] = [],
    provenance: Provenance = Provenance(), studySource: String = ""
  ) {
    precondition(
      cells.count == scenarios.count && cells.allSatisfy { $0.count == measures.count },
      "the cells of a report are scenarios by measures")
    self.title = title
    self.question = question
    self.studyFile = studyFile
    self.level = level
    self.replicates = replicates
    let order = Self.order(scenarios.map(\.isBaseline))
    self.scenarios = order.map { scenarios[$0] }
    self.measures = measures
    self.cells = order.map { cells[$0] }
    self.series = series
    self.tables = tables
    self.sections = sections
    self.definitions = definitions
    self.failures = failures
    self.notes = notes
    self.provenance = provenance
    self.studySource = studySource
  }

  /// The same with the first scenarios only; what ranks scenarios stays as it is, by their positions
  /// among all.
  func limited(to count: Int) -> ReportModel {
    guard scenarios.count > count else { return self }
    var model = self
    model.scenarios = Array(scenarios.prefix(count))
    model.cells = Array(cells.prefix(count))
    for index in series.indices {
      model.series[index].lines = Array(series[index].lines.prefix(count))
    }
    for index in findings.gains.indices {
      model.findings.gains[index].spreads = Array(findings.gains[index].spreads.prefix(count))
    }
    for index in findings.discords.indices {
      model.findings.discords[index].estimates = Array(
        findings.discords[index].estimates.prefix(count))
    }
    return model
  }

  /// Positions of scenarios with the baseline first.
  static func order(_ areBaselines: [Bool]) -> [Int] {
    areBaselines.indices.filter { areBaselines[$0] }
      + areBaselines.indices.filter { !areBaselines[$0] }
  }

  /// The name that every difference is against, where it is the same everywhere.
  var commonTwin: String? {
    let names = Set(cells.joined().compactMap { $0.difference?.against })
    return names.count == 1 ? names.first : nil
  }

  /// The estimates of one measure, a scenario each.
  func estimates(of measure: Int) -> [Cell] { cells.map { $0[measure] } }
}
