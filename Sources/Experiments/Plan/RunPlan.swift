package import Diagnostics
import Simulation
package import Studies

/// What an experiment consists of: which worlds are run, what is asked of each, and what is
/// compared with what.
package struct RunPlan: Sendable {
  /// The study, with the seed that is in force.
  package let study: Study
  package let options: PlanOptions
  package let cells: [Cell]
  /// The distinct worlds per replicate: those of the cells and those they are compared with.
  package let runs: [PlannedRun]
  package let measurements: [Measurement]
  /// Replicates 1...replications of each run.
  package let replications: Int
  /// Whether nothing is drawn, so that there is one replicate only.
  package let isDeterministic: Bool
  package let warnings: [Diagnostic]
  /// What a reader of the results must know.
  package let notes: [String]
  /// The models that fit into the space kept for them, by run.
  let models: [Model?]

  /// The numbers per step, in the order in which every world of the study has them.
  package let series: [PlannedSeries]

  /// Reads the settings and checks every world of the plan; nothing is run.
  ///
  /// - Throws: everything that is wrong with the settings, or with the study at these settings.
  package init(_ study: Study, _ options: PlanOptions = PlanOptions()) throws(DiagnosticList) {
    var study = study
    if let seed = options.seed { study.seed = seed }
    var builder = CellBuilder(study: study, settings: options.settings)
    let drafts = builder.cells()
    guard builder.problems.isEmpty else { throw DiagnosticList(builder.problems) }

    let measurements = Measurement.all(of: study)
    var table = RunTable(study: study, measurements: measurements)
    let cells = drafts.map { table.cell($0) }
    let check = try ModelCheck(study: study, runs: table.runs)

    self.study = study
    self.options = options
    self.cells = cells
    runs = table.runs
    self.measurements = measurements
    models = check.models
    series = check.series
    isDeterministic = !check.isRandom
    let asked = options.replications ?? study.replications
    replications = isDeterministic ? 1 : max(1, asked)
    warnings = builder.warnings + Self.warnings(about: cells)
    var notes: [String] = []
    if isDeterministic {
      notes.append(
        "Nothing in this study is drawn at random, so every replicate would be the same world: one "
          + "was run, and there are no intervals.")
    }
    self.notes = notes
  }

  /// A scenario that is the same as another one compares nothing.
  private static func warnings(about cells: [Cell]) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var first: [Int: String] = [:]
    for cell in cells {
      if let twin = cell.twin, twin.run == cell.run {
        found.append(
          Diagnostic(
            "scenario '\(cell.name)' equals its twin '\(twin.name)'", severity: .warning,
            hints: ["every difference will be exactly zero"]))
      } else if let other = first[cell.run] {
        found.append(
          Diagnostic(
            "scenario '\(cell.name)' equals scenario '\(other)'", severity: .warning,
            hints: ["both show the results of the same runs"]))
      }
      first[cell.run] = first[cell.run] ?? cell.name
    }
    return found
  }
}

/// A number per step.
package struct PlannedSeries: Hashable, Sendable {
  package let name: String
  package let fingerprint: String
}

/// One world of the plan, run once per replicate.
package struct PlannedRun: Sendable {
  /// The first cell or pairing that needs it, for messages.
  package let name: String
  package let scenario: ResolvedScenario
  package let fingerprint: String
  /// What is measured on it.
  package fileprivate(set) var asks: [Ask] = []
  /// Whether a cell shows it, with its series; else it only serves comparisons.
  package fileprivate(set) var isShown = false

  /// A measurement, with the run whose worlds it reads beside this one's.
  package struct Ask: Hashable, Sendable {
    /// By position in `RunPlan.measurements`.
    package var measurement: Int
    /// By position in `RunPlan.runs`; `nil` for a measurement of the run alone, or without a twin.
    package var twin: Int?
  }

  /// The other runs whose worlds are needed.
  var twins: Set<Int> { Set(asks.compactMap(\.twin)) }
}

/// Gives runs their positions, one to each fingerprint.
private struct RunTable {
  let study: Study
  let measurements: [Measurement]
  private(set) var runs: [PlannedRun] = []
  private var byScenario: [ResolvedScenario: Int] = [:]
  private var byFingerprint: [String: Int] = [:]
  private var asked: [Set<PlannedRun.Ask>] = []

  init(study: Study, measurements: [Measurement]) {
    self.study = study
    self.measurements = measurements
  }

  mutating func cell(_ draft: CellDraft) -> Cell {
    let twin = draft.twin.map { pair in
      Cell.Pairing(run: number(of: pair.scenario, pair.name), name: pair.name)
    }
    let run = number(of: draft.scenario, draft.name)
    runs[run].isShown = true
    let pairings = measurements.map { pairing($0, draft) ?? twin }
    for (index, measurement) in measurements.enumerated() {
      if measurement.readsTwin {
        ask(index, of: run, with: pairings[index]?.run)
      } else {
        ask(index, of: run, with: nil)
        if let twin = pairings[index] { ask(index, of: twin.run, with: nil) }
      }
    }
    return Cell(
      name: draft.name, scenario: draft.scenario,
      settings: draft.scenario.differences(in: study), isBaseline: draft.isBaseline, run: run,
      twin: twin, pairings: pairings)
  }

  /// The twin of a measure's own.
  private mutating func pairing(_ measurement: Measurement, _ draft: CellDraft) -> Cell.Pairing? {
    guard case .measure(let index) = measurement.source,
      let against = study.measures[index].against
    else { return nil }
    let name = CellBuilder.name(draft.name, with: against)
    return Cell.Pairing(
      run: number(of: study.resolved(draft.spec, with: against), name), name: name)
  }

  private mutating func ask(_ measurement: Int, of run: Int, with twin: Int?) {
    let ask = PlannedRun.Ask(measurement: measurement, twin: twin)
    if asked[run].insert(ask).inserted { runs[run].asks.append(ask) }
  }

  private mutating func number(of scenario: ResolvedScenario, _ name: String) -> Int {
    if let known = byScenario[scenario] { return known }
    let fingerprint = Fingerprint.run(scenario, of: study)
    let number = byFingerprint[fingerprint] ?? runs.count
    if number == runs.count {
      runs.append(PlannedRun(name: name, scenario: scenario, fingerprint: fingerprint))
      asked.append([])
      byFingerprint[fingerprint] = number
    }
    byScenario[scenario] = number
    return number
  }
}
