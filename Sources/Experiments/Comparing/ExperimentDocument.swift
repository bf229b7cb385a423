package import Statistics
package import Store
import Studies
import Tables

/// An experiment as it was last declared: what a report or an export needs beside the results, so
/// that both work without the study.
package struct ExperimentDocument: Hashable, Sendable, Codable {
  package var title: String
  package var question: String?
  package var notes: [String]
  /// The text of the study.
  package var source: String
  package var seed: UInt64
  package var replications: Int
  /// What decided how many replications there are; `nil`: the study or the command line said so.
  package var precision: Precision?
  package var context: RunContext
  /// At which points the scenarios are run.
  package var design: Design
  package var scenarios: [Scenario]
  package var measurements: [MeasurementEntry]
  package var lenses: [Lens]
  package var series: [Series]
  package var tables: [TableEntry]
  package var sections: [SectionEntry]
  /// What the value definitions say of themselves.
  package var definitions: [Definition]
  package var dataFiles: [DataFile]
  /// The plugins that the study was read with; `nil` in a store of a version without plugins.
  package var plugins: [Plugin]?

  /// A cell of the plan.
  package struct Scenario: Hashable, Sendable, Codable {
    package var name: String
    /// The name of the scenario in the study, at whatever point of the design.
    package var base: String
    /// What the design varies here, in order; without what the scenario does not take up.
    ///
    /// Empty where everything is as written.
    package var point: [PointValue]
    /// The fingerprint of its run.
    package var run: String
    package var settings: [Setting]
    package var isBaseline: Bool
    /// What its replicates differ by.
    package var replicates: ReplicateKind
    /// The name of what it is compared with as a whole.
    package var twin: String?
    /// What each measurement is compared with.
    package var pairings: [Pairing?]
    /// What each table is stored under.
    package var tables: [String]
    /// What each profile is stored under.
    package var profiles: [String]
  }

  /// Whose interval decided how many replications there are.
  package struct Precision: Hashable, Sendable, Codable {
    /// The number, as the report names it.
    package var measure: String
    /// The only scenario that counts; `nil`: all that are compared.
    package var scenario: String?
    /// Half of the width that the interval may have.
    package var halfWidth: Double
    package var level: Double
    package var atLeast: Int
    package var atMost: Int
    package var batch: Int
    /// Whether it was reached; `nil` before that is known.
    package var isReached: Bool?
    /// Half of the width of the widest interval in the end; `nil` where there is none.
    package var reached: Double?
  }

  /// The design of the experiment.
  package struct Design: Hashable, Sendable, Codable {
    package var kind: PlannedDesign.Kind
    /// The parameters that are varied, `parameter.level` for one level of them.
    package var parameters: [String]
  }

  /// A varied parameter at a point.
  package struct PointValue: Hashable, Sendable, Codable {
    package var name: String
    /// Where it is a number.
    package var number: Double?
    /// As labels show it; where one parameter at a time is multiplied, the factor: `x0.5`.
    package var text: String
  }

  /// What differs from the study as written.
  package struct Setting: Hashable, Sendable, Codable {
    package var name: String
    package var value: String
  }

  package struct Pairing: Hashable, Sendable, Codable {
    package var name: String
    package var run: String
  }

  /// What is asked of every run.
  package struct MeasurementEntry: Hashable, Sendable, Codable {
    package var name: String
    package var fingerprint: String
    package var outputs: [String]
    package var readsTwin: Bool
    /// What is said of each of its numbers.
    package var descriptions: [Description]
    package var labels: [String]
    package var definition: String?
    package var part: Part
    /// Whose value it is the mean of, where it is that of a definition.
    package var value: Value?
    /// The position of the value measurement whose gains these are.
    package var gainsOf: Int?

    package struct Value: Hashable, Sendable, Codable {
      package var definition: String
      package var kind: String
      /// Whom it is of value to, if not to its own actors.
      package var beneficiary: String?
    }

    /// Where a report shows it.
    package enum Part: String, Hashable, Sendable, Codable {
      case comparison, section, gains, discord
    }

    /// What a measure says of one of its numbers, for those who read it.
    package struct Description: Hashable, Sendable, Codable {
      package var unit: String?
      package var origin: String?
      package var formula: String?
      package var range: Range?
      /// Which numbers are better: higher, lower or neither.
      package var direction: String?
      package var reading: String?
      /// What of it is an operationalisation of one's own.
      package var own: String?
    }

    /// What a number can be; `nil`: there is no end.
    package struct Range: Hashable, Sendable, Codable {
      package var low: Double?
      package var high: Double?
    }
  }

  /// Which definition counts for which kind.
  package struct Lens: Hashable, Sendable, Codable {
    package var name: String
    package var definitionOfKind: [String: String]
  }

  package struct Series: Hashable, Sendable, Codable {
    package var name: String
    package var fingerprint: String
  }

  /// A table that the study makes itself, of one world of every scenario.
  package struct TableEntry: Hashable, Sendable, Codable {
    package var name: String
    package var columns: [String]
    package var note: String?
  }

  /// A plugin that the study was read with.
  package struct Plugin: Hashable, Sendable, Codable {
    package var name: String
    package var version: String
    /// SHA-256 of its manifest and of the modules that were required.
    package var digest: String
  }

  /// A file that the study read.
  package struct DataFile: Hashable, Sendable, Codable {
    /// As the study gives it, or as the command line does where another file was read.
    package var path: String
    /// SHA-256 of its content.
    package var hash: String
    package var rows: Int
    /// Where the data come from, in the author's words.
    package var origin: String?
    package var licence: String?
  }
}

extension ExperimentDocument {
  init(_ plan: RunPlan, context: RunContext) {
    let study = plan.study
    title = study.name
    question = study.question
    notes = study.notes + plan.notes
    source = study.source.text
    seed = study.seed
    replications = plan.replications
    precision = plan.precision.map(Precision.init)
    self.context = context
    design = Design(kind: plan.design.kind, parameters: plan.design.parameters)
    scenarios = plan.cells.map { Scenario($0, plan) }
    measurements = plan.measurements.map(MeasurementEntry.init)
    lenses = study.lenses.map { Lens(name: $0.name, definitionOfKind: $0.definitionOfKind) }
    series = plan.series.map { Series(name: $0.name, fingerprint: $0.fingerprint) }
    sections = study.sections.map { SectionEntry(name: $0.name) }
    definitions = Definition.all(of: study)
    tables = plan.tables.map { TableEntry(name: $0.name, columns: $0.columns, note: $0.note) }
    dataFiles = DataFile.all(of: study)
    plugins = study.plugins.map { Plugin(name: $0.name, version: $0.version, digest: $0.digest) }
  }

  /// What tells this experiment from others in the same store: the study's text and data, and what
  /// was asked of it.
  func key() -> String {
    // A precision is the same experiment however far it has come.
    let extent = precision.map { "\($0.atLeast)..\($0.atMost) \($0.batch) \($0.rule)" }
    var parts = [title, source, String(seed), extent ?? String(replications)]
    parts += dataFiles.map(\.hash) + (plugins ?? []).map(\.digest)
    parts += scenarios.flatMap { [$0.name, $0.run] }
    let text = parts.map { "\($0.utf8.count) \($0)" }.joined(separator: "\n")
    return "\(title) \(Fingerprint.digest(text).prefix(16))"
  }

  /// Under which key each measurement of a scenario is stored.
  func keys(of scenario: Scenario) -> [MeasureKey] {
    zip(measurements, scenario.pairings).map { measurement, pairing in
      MeasureKey(measurement.fingerprint, twin: measurement.readsTwin ? pairing?.run : nil)
    }
  }

  /// Whether a document that was read has the shape of one that was written.
  var isConsistent: Bool {
    (1...10_000_000).contains(replications)
      && measurements.allSatisfy {
        $0.descriptions.count == $0.outputs.count
          && ($0.gainsOf.map(measurements.indices.contains) ?? true)
      }
      && scenarios.allSatisfy {
        $0.pairings.count == measurements.count && $0.tables.count == tables.count
      } && sections.allSatisfy { $0.content?.isConsistent ?? true }
  }

  /// What an export shows, in the order of the study.
  package var exportScenarios: [ExportScenario] {
    scenarios.map { scenario in
      ExportScenario(
        name: scenario.name, run: scenario.run,
        measures: zip(measurements, scenario.pairings).compactMap { measurement, pairing in
          guard measurement.part == .comparison else { return nil }
          return ExportMeasure(
            name: measurement.name, fingerprint: measurement.fingerprint,
            outputs: measurement.outputs,
            twin: pairing.map { ExportMeasure.Twin(name: $0.name, run: $0.run) },
            readsTwin: measurement.readsTwin)
        }, series: series.map { ExportSeries(name: $0.name, fingerprint: $0.fingerprint) })
    }
  }
}

extension ExperimentDocument.DataFile {
  /// Files that several tables name come once, in the order of their paths.
  fileprivate static func all(of study: Study) -> [ExperimentDocument.DataFile] {
    let files = study.data.values.map { data in
      ExperimentDocument.DataFile(
        path: path(of: data), hash: data.table.contentHash, rows: data.table.rowCount,
        origin: data.origin, licence: data.licence)
    }
    return Set(files).sorted {
      ($0.path, $0.hash, $0.origin ?? "", $0.licence ?? "")
        < ($1.path, $1.hash, $1.origin ?? "", $1.licence ?? "")
    }
  }

  private static func path(of data: DataTable) -> String {
    let read = data.table.name
    return read == data.path || read.hasSuffix("/" + data.path) ? data.path : read
  }
}

extension ExperimentDocument.Scenario {
  fileprivate init(_ cell: Cell, _ plan: RunPlan) {
    name = cell.name
    base = cell.base
    point = cell.point.map(ExperimentDocument.PointValue.init)
    run = plan.runs[cell.run].fingerprint
    settings = cell.settings.map { ExperimentDocument.Setting(name: $0.name, value: $0.value) }
    isBaseline = cell.isBaseline
    replicates = plan.study.isResampled(cell.scenario) ? .bootstrap : .worlds
    twin = cell.twin?.name
    pairings = cell.pairings.map { pairing in
      pairing.map {
        ExperimentDocument.Pairing(name: $0.name, run: plan.runs[$0.run].fingerprint)
      }
    }
    tables = cell.tables
    profiles = cell.profiles
  }
}

extension ExperimentDocument.Precision {
  fileprivate init(_ precision: PlannedPrecision) {
    let goal = precision.goal
    measure = goal.measure
    scenario = goal.scenario
    halfWidth = goal.halfWidth
    level = goal.level
    (atLeast, atMost, batch) = (goal.atLeast, goal.atMost, goal.batch)
  }

  fileprivate var rule: String { "\(measure) \(scenario ?? "") \(halfWidth) \(level)" }
}

extension ExperimentDocument {
  /// Notes whether the replications are enough, for those who read the results.
  mutating func decide(_ state: PrecisionCheck.State, _ plan: PlannedPrecision) {
    precision?.isReached = state.isMet
    precision?.reached = state.halfWidth
    let rule = plan.described
    notes.append(
      state.isMet
        ? "Replications were added until \(rule): \(replications) were enough."
        : "The precision asked for was not reached with \(replications) replications: it was asked "
          + "that \(rule), and \(plan.widest(state)).")
  }
}

extension ExperimentDocument.PointValue {
  fileprivate init(_ value: PointValue) {
    name = value.name
    text = value.value.described
    switch value.value {
    case .number(let value): number = value
    case .integer(let value): number = Double(value)
    default: number = nil
    }
  }
}

extension ExperimentDocument.MeasurementEntry {
  fileprivate init(_ measurement: Measurement) {
    name = measurement.name
    fingerprint = measurement.fingerprint
    outputs = measurement.outputs
    readsTwin = measurement.readsTwin
    descriptions = measurement.descriptions.map(Description.init)
    labels = measurement.labels
    definition = measurement.definition
    value = measurement.value.map {
      Value(definition: $0.definition, kind: $0.kind, beneficiary: $0.beneficiary)
    }
    switch measurement.part {
    case .comparison: part = .comparison
    case .section: part = .section
    case .discord: part = .discord
    case .gains(let value):
      part = .gains
      gainsOf = value
    }
  }
}

extension ExperimentDocument.MeasurementEntry.Description {
  fileprivate init(_ about: MeasureDescription) {
    unit = about.unit
    origin = about.origin
    formula = about.formula
    range = about.range.map { .init(low: $0.low, high: $0.high) }
    direction = about.direction?.rawValue
    reading = about.reading
    own = about.own
  }
}
