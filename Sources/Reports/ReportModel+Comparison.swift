import Diagnostics
package import Experiments
import Statistics

extension ReportModel {
  /// How many failures a report lists one by one.
  private static let listedFailures = 100

  /// What the faces show of an experiment.
  ///
  /// - Parameter adjustment: how p values are adjusted for their family, which is all differences of
  ///   the report.
  package init(_ comparison: Comparison, adjustment: Adjustment = .holm) {
    let document = comparison.document
    var notes = document.notes
    if !comparison.isComplete {
      notes.append(
        "\(comparison.ended) of \(comparison.asked) replicates have been run: the numbers are those "
          + "of a part of the experiment.")
    }
    let hidden = comparison.failures.count - Self.listedFailures
    if hidden > 0 { notes.append("\(hidden) further failures are in the store.") }
    self.init(
      title: document.title, question: document.question, studyFile: document.context.studyFile,
      replicates: document.scenarios.contains { $0.replicates == .bootstrap }
        ? .bootstrap : .worlds,
      scenarios: document.scenarios.map(Scenario.init),
      measures: comparison.rows.map { Measure($0, document.measurements[$0.measurement]) },
      cells: comparison.cells.map { $0.map(Cell.init) },
      series: comparison.series.map { Series($0, document.scenarios.map(\.name)) },
      tables: comparison.tables.map { StudyTable($0, document.scenarios) },
      sections: document.sections.map { StudySection($0, ended: comparison.ended) },
      definitions: document.definitions.map { definition in
        Definition(name: definition.name, traits: definition.traits.map { Pair($0.name, $0.value) })
      },
      failures: comparison.failures.prefix(Self.listedFailures).map(Failure.init), notes: notes,
      provenance: Provenance(comparison), studySource: document.source)
    let order = Self.order(document.scenarios.map(\.isBaseline))
    findings = Findings(comparison, order: order)
    design = Design(document.design)
    adjust(by: adjustment)
  }
}

extension ReportModel.Scenario {
  fileprivate init(_ scenario: ExperimentDocument.Scenario) {
    self.init(
      name: scenario.name,
      settings: scenario.settings.map { ReportModel.Pair($0.name, $0.value) },
      isBaseline: scenario.isBaseline, twin: scenario.twin, base: scenario.base,
      point: scenario.point.map {
        ReportModel.PointValue(name: $0.name, number: $0.number, text: $0.text)
      })
  }
}

extension ReportModel.Design {
  fileprivate init(_ design: ExperimentDocument.Design) {
    let kind: Kind =
      switch design.kind {
      case .scenarios: .scenarios
      case .grid: .grid
      case .latinHypercube: .latinHypercube
      case .sobol: .sobol
      case .oneAtATime: .oneAtATime
      }
    self.init(kind: kind, parameters: design.parameters)
  }
}

extension ReportModel.Measure {
  /// What authors write where a concept was put into numbers by themselves.
  private static let own = "own operationalisation"

  fileprivate init(_ row: Comparison.Row, _ entry: ExperimentDocument.MeasurementEntry) {
    let position = entry.outputs.firstIndex(of: row.output) ?? 0
    let about = entry.descriptions[position]
    let isOwn = about.origin?.lowercased().contains(Self.own) ?? false
    self.init(
      name: row.name, unit: about.unit,
      labels: entry.labels + (entry.readsTwin ? ["compares with the twin itself"] : []),
      definition: entry.definition,
      source: about.origin?.lowercased() == Self.own ? nil : about.origin,
      isOwnOperationalisation: isOwn || about.own != nil)
    formula = about.formula
    range = about.range.map { Range(low: $0.low, high: $0.high) }
    direction = about.direction
    reading = about.reading
    own = about.own
    value = entry.value.map {
      Value(definition: $0.definition, kind: $0.kind, beneficiary: $0.beneficiary)
    }
  }
}

extension ReportModel.Cell {
  fileprivate init(_ cell: Comparison.Cell) {
    self.init(
      cell.estimate,
      difference: cell.difference.map {
        ReportModel.Difference(
          against: $0.against, $0.paired, effect: $0.effect.map(ReportModel.Effect.init))
      })
    bootstrap = cell.bootstrap
  }
}

extension ReportModel.Effect {
  fileprivate init(_ effect: PairedEffect) {
    self.init(
      standardised: effect.standardised, superiority: effect.superiority,
      bootstrap: effect.bootstrap, flipP: effect.flipP)
  }
}

extension ReportModel.Series {
  fileprivate init(_ series: Comparison.Series, _ scenarios: [String]) {
    self.init(
      name: series.name, firstStep: series.firstStep,
      lines: zip(scenarios, series.estimates).map { scenario, estimates in
        let hasBand = estimates.contains { $0.interval != nil }
        return Line(
          scenario: scenario, mean: estimates.map(\.mean),
          low: hasBand ? estimates.map { $0.interval?.low } : [],
          high: hasBand ? estimates.map { $0.interval?.high } : [])
      })
  }
}

extension ReportModel.StudyTable {
  /// The baseline first, as everywhere in a report.
  fileprivate init(_ table: Comparison.Table, _ scenarios: [ExperimentDocument.Scenario]) {
    let pairs = zip(scenarios, table.contents)
    let ordered = pairs.filter(\.0.isBaseline) + pairs.filter { !$0.0.isBaseline }
    self.init(
      title: table.name, note: table.note, header: table.columns, replicate: table.replicate,
      parts: ordered.map { Part(scenario: $0.name, Content($1)) })
  }
}

extension ReportModel.StudySection {
  /// - Parameter ended: how many replicates there are by now.
  fileprivate init(_ entry: ExperimentDocument.SectionEntry, ended: Int) {
    guard let content = entry.content else {
      let reason = entry.problem.map { "This section could not be made: \($0)" }
      self.init(
        title: entry.name,
        remark: reason ?? "This section is made when all replicates have ended.")
      return
    }
    self.init(
      title: entry.name, headline: content.headline, text: content.text,
      tables: content.tables.map { table in
        ReportModel.SectionTable(
          title: table.title, header: table.columns,
          rows: table.rows.map { $0.map(ReportModel.TableCell.init) }, note: table.note,
          chart: table.chart)
      },
      remark: entry.ended == ended
        ? nil : "Made of \(entry.ended) replicates; there are \(ended) by now.")
  }
}

extension ReportModel.StudyTable.Content {
  fileprivate init(_ content: TableContent) {
    switch content {
    case .rows(let rows): self = .rows(rows.map { $0.map(ReportModel.TableCell.init) })
    case .undefined(let reason): self = .undefined(reason: reason)
    }
  }
}

extension ReportModel.TableCell {
  fileprivate init(_ cell: TableContent.Cell) {
    switch cell {
    case .text(let text): self = .text(text)
    case .number(let number): self = .number(number)
    case .undefined(let reason): self = .undefined(reason: reason)
    }
  }
}

extension ReportModel.Failure {
  fileprivate init(_ failure: Comparison.Failure) {
    let place = failure.error.location.map { "\($0): " } ?? ""
    let part =
      failure.measure.map { "measure '\($0)': " } ?? failure.table.map { "table '\($0)': " } ?? ""
    self.init(
      scenario: failure.scenario, replicate: failure.replicate,
      message: part + place + failure.error.message)
  }
}

extension ReportModel.Provenance {
  fileprivate init(_ comparison: Comparison) {
    let document = comparison.document
    let context = document.context
    var rows = [
      ReportModel.Pair("command", context.command),
      ReportModel.Pair("seed", String(document.seed)),
      ReportModel.Pair("replications", String(document.replications)),
      ReportModel.Pair("Valence", context.version),
      ReportModel.Pair("semantics", String(context.semantics)),
      ReportModel.Pair("engine", context.engine),
      ReportModel.Pair("machine", context.machine),
      ReportModel.Pair(
        "computing time", NumberText.significant(comparison.seconds, digits: 3) + " s"),
    ]
    for plugin in document.plugins ?? [] {
      rows.append(
        ReportModel.Pair("plugin \(plugin.name)", "\(plugin.version), \(plugin.digest)"))
    }
    for scenario in document.scenarios {
      rows.append(ReportModel.Pair("run of '\(scenario.name)'", scenario.run))
    }
    self.init(
      rows: rows,
      dataFiles: document.dataFiles.map {
        ReportModel.DataFile(
          path: $0.path, hash: $0.hash, rows: $0.rows, source: $0.origin, licence: $0.licence)
      })
  }
}
