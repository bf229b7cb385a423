package import Diagnostics
import Simulation
package import Studies

/// What an experiment consists of: which worlds are run, what is asked of each, and what is
/// compared with what.
package struct RunPlan: Sendable {
  /// The study, with the seed that is in force.
  package let study: Study
  package let options: PlanOptions
  package let design: PlannedDesign
  package let cells: [Cell]
  /// The distinct worlds per replicate: those of the cells and those they are compared with.
  package let runs: [PlannedRun]
  package let measurements: [Measurement]
  /// Replicates 1...replications of each run; the most, where a precision is asked for.
  package private(set) var replications: Int
  /// What decides how many replicates are run; `nil`: `replications` are.
  package let precision: PlannedPrecision?
  /// Whether nothing is drawn, so that there is one replicate only.
  package let isDeterministic: Bool
  package let warnings: [Diagnostic]
  /// What a reader of the results must know.
  package let notes: [String]
  /// The models that fit into the space kept for them, by run.
  let models: [Model?]
  /// By run: how many worlds are run again, at most, beside each of its worlds, without one actor each.
  let partRuns: [Int]

  /// The numbers per step, in the order in which every world of the study has them.
  package let series: [PlannedSeries]
  /// The tables that the study makes of the worlds of replicate 1.
  package let tables: [PlannedTable]
  /// The numbers per actor that sections need.
  package let profiles: [PlannedProfile]

  /// Reads the settings and checks every world of the plan; nothing is run.
  ///
  /// - Throws: everything that is wrong with the settings, or with the study at these settings.
  package init(_ study: Study, _ options: PlanOptions = PlanOptions()) throws(DiagnosticList) {
    var study = study
    if let seed = options.seed { study.seed = seed }
    var builder = CellBuilder(study: study, options: options)
    guard builder.problems.isEmpty else { throw DiagnosticList(builder.problems) }
    let drafts = builder.cells()

    let measurements = Measurement.all(of: study)
    let tables = PlannedTable.all(of: study)
    let profiles = PlannedProfile.all(of: study)
    var table = RunTable(
      study: study, measurements: measurements, tables: tables, profiles: profiles)
    let cells = drafts.map { table.cell($0) }
    let check = try ModelCheck(study: study, runs: table.runs)

    self.study = study
    self.options = options
    design = builder.design
    self.cells = cells
    runs = table.runs
    self.measurements = measurements
    self.tables = tables
    self.profiles = profiles
    models = check.models
    partRuns = check.partRuns
    series = check.series
    isDeterministic = !check.isRandom
    let goal = try Self.precision(of: study, options)
    let precision = try goal.map { goal throws(DiagnosticList) in
      try PlannedPrecision(goal, of: study, measurements, cells)
    }
    self.precision = isDeterministic ? nil : precision
    let asked = goal?.atMost ?? options.replications ?? study.replications
    replications = isDeterministic ? 1 : max(1, asked)
    warnings = builder.warnings + Self.warnings(about: cells)
    var notes: [String] = []
    if isDeterministic {
      notes.append(
        "Nothing in this study is drawn at random, so every replicate would be the same world: one "
          + "was run, and there are no intervals.")
    }
    self.notes = notes + builder.notes + check.samples
  }

  /// The precision that is in force.
  ///
  /// - Throws: options that exclude each other.
  private static func precision(of study: Study, _ options: PlanOptions) throws(DiagnosticList)
    -> PrecisionGoal?
  {
    guard var goal = options.until ?? (options.replications == nil ? study.precision : nil) else {
      guard options.replicationRange == nil else {
        throw DiagnosticList([
          Diagnostic(
            "a range of replications needs a precision that decides how many there are",
            class: .usage, hints: ["add --until 'MEASURE:HALF-WIDTH', or give one number"])
        ])
      }
      return nil
    }
    guard options.replications == nil else {
      throw DiagnosticList([
        Diagnostic(
          "with --until, --replications needs a range", class: .usage,
          hints: ["write --replications \(goal.atLeast)..\(goal.atMost)"])
      ])
    }
    if let range = options.replicationRange {
      (goal.atLeast, goal.atMost) = (range.lowerBound, range.upperBound)
    }
    return goal
  }

  /// The plan with so many replicates of each run.
  func upTo(_ count: Int) -> RunPlan {
    var plan = self
    plan.replications = count
    return plan
  }

  /// The run that a measurement of a run looks at: as a rule that one.
  package func subject(of measurement: Int, _ run: Int) -> Int {
    runs[run].asks.first { $0.measurement == measurement }?.subject ?? run
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
    let shown = 5
    guard found.count > shown + 1 else { return found }
    let rest = Diagnostic(
      "\(found.count - shown) more scenarios equal another one or their twin", severity: .warning,
      hints: ["valence plan lists all scenarios with what they set"])
    return found.prefix(shown) + [rest]
  }
}

/// A number per step.
package struct PlannedSeries: Hashable, Sendable {
  package let name: String
  package let fingerprint: String
}

/// A table that the study makes itself, of one world and its twin.
package struct PlannedTable: Hashable, Sendable {
  /// The only replicate that it is made of: it shows one world, not what many have in common.
  package static let replicate = 1

  package let name: String
  package let columns: [String]
  package let note: String?
  package let readsTwin: Bool

  static func all(of study: Study) -> [PlannedTable] {
    study.tables.map { declaration in
      PlannedTable(
        name: declaration.name, columns: declaration.columns, note: declaration.note,
        readsTwin: declaration.function.map { study.facts[$0.index].readsTwin } ?? false)
    }
  }
}

/// A number per actor that a section needs of every replicate.
package struct PlannedProfile: Hashable, Sendable {
  package let name: String
  package let readsTwin: Bool
  /// By position in `Study.sections`.
  package let section: Int

  static func all(of study: Study) -> [PlannedProfile] {
    study.profiles.map { declaration in
      PlannedProfile(
        name: declaration.name,
        readsTwin: study.facts[declaration.function.index].readsTwin,
        section: declaration.section)
    }
  }
}

/// One world of the plan, run once per replicate.
package struct PlannedRun: Sendable {
  /// The first cell or pairing that needs it, for messages.
  package let name: String
  package let scenario: ResolvedScenario
  package let fingerprint: String
  /// What is measured on it.
  package fileprivate(set) var asks: [Ask] = []
  /// The tables that are made of it.
  package fileprivate(set) var tables: [TableAsk] = []
  /// The profiles that are taken of every replicate.
  package fileprivate(set) var profiles: [ProfileAsk] = []
  /// Whether a cell shows it, with its series; else it only serves comparisons.
  package fileprivate(set) var isShown = false

  /// A measurement, with the run whose worlds it reads beside this one's.
  package struct Ask: Hashable, Sendable {
    /// By position in `RunPlan.measurements`.
    package var measurement: Int
    /// By position in `RunPlan.runs`; `nil` for a measurement of the run alone, or without a twin.
    package var twin: Int?
    /// The run whose worlds are asked in place of this one's, where the measure says so.
    package var subject: Int?
  }

  /// A table, with the run whose world it reads beside this one's.
  package struct TableAsk: Hashable, Sendable {
    /// By position in `RunPlan.tables`.
    package var table: Int
    /// By position in `RunPlan.runs`; `nil` for a table of the run alone, or without a twin.
    package var twin: Int?
    /// What the table is stored under.
    package var fingerprint: String
  }

  /// A profile, with the run whose worlds it reads beside this one's.
  package struct ProfileAsk: Hashable, Sendable {
    /// By position in `RunPlan.profiles`.
    package var profile: Int
    /// By position in `RunPlan.runs`; `nil` for a profile of the run alone, or without a twin.
    package var twin: Int?
    /// What the profile is stored under.
    package var fingerprint: String
  }

  /// The other runs whose worlds are needed beside a replicate of this one.
  func twins(in replicate: Int) -> Set<Int> {
    let twins = Set(asks.flatMap { [$0.twin, $0.subject].compactMap { $0 } })
      .union(profiles.compactMap(\.twin))
    return replicate == PlannedTable.replicate ? twins.union(tables.compactMap(\.twin)) : twins
  }

  /// The fingerprints of the tables that a replicate has.
  func tableFingerprints(in replicate: Int) -> [String] {
    replicate == PlannedTable.replicate ? tables.map(\.fingerprint) : []
  }
}

/// Gives runs their positions, one to each fingerprint.
private struct RunTable {
  let study: Study
  let measurements: [Measurement]
  let tables: [PlannedTable]
  let profiles: [PlannedProfile]
  private(set) var runs: [PlannedRun] = []
  private var byScenario: [ResolvedScenario: Int] = [:]
  private var byFingerprint: [String: Int] = [:]
  private var asked: [Set<PlannedRun.Ask>] = []

  init(
    study: Study, measurements: [Measurement], tables: [PlannedTable], profiles: [PlannedProfile]
  ) {
    self.study = study
    self.measurements = measurements
    self.tables = tables
    self.profiles = profiles
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
        let twin = pairings[index]?.run
        // Gains against nobody are not asked for; a study's own measure says that it has no twin.
        if twin != nil || measurement.isOfStudy { ask(index, of: run, with: twin) }
      } else {
        ask(index, of: run, with: nil)
        if measurement.part != .discord, let twin = pairings[index] {
          ask(index, of: twin.run, with: nil)
        }
      }
    }
    return Cell(
      name: draft.name, base: draft.base, point: draft.point, scenario: draft.scenario,
      settings: draft.scenario.differences(in: study), isBaseline: draft.isBaseline, run: run,
      twin: twin, pairings: pairings, tables: tables.indices.map { table($0, of: run, with: twin) },
      profiles: profiles.indices.map { profile($0, of: run, with: twin) })
  }

  /// Asks for a table of a run.
  ///
  /// - Returns: what it is stored under.
  private mutating func table(_ index: Int, of run: Int, with twin: Cell.Pairing?) -> String {
    let other = tables[index].readsTwin ? twin?.run : nil
    let ask = PlannedRun.TableAsk(
      table: index, twin: other,
      fingerprint: Fingerprint.table(index, of: study, twin: other.map { runs[$0].fingerprint }))
    if !runs[run].tables.contains(ask) { runs[run].tables.append(ask) }
    return ask.fingerprint
  }

  /// Asks for a profile of a run.
  ///
  /// - Returns: what it is stored under.
  private mutating func profile(_ index: Int, of run: Int, with twin: Cell.Pairing?) -> String {
    let other = profiles[index].readsTwin ? twin?.run : nil
    let ask = PlannedRun.ProfileAsk(
      profile: index, twin: other,
      fingerprint: Fingerprint.profile(index, of: study, twin: other.map { runs[$0].fingerprint }))
    if !runs[run].profiles.contains(where: { $0.fingerprint == ask.fingerprint }) {
      runs[run].profiles.append(ask)
    }
    return ask.fingerprint
  }

  /// The twin of a measure's own.
  private mutating func pairing(_ measurement: Measurement, _ draft: CellDraft) -> Cell.Pairing? {
    guard case .measure(let index) = measurement.source,
      let against = study.measures[index].against
    else { return nil }
    let name = CellBuilder.name(draft.name, with: against)
    return Cell.Pairing(run: number(of: draft.scenario.with(against), name), name: name)
  }

  /// The run that a measure is asked about in place of a run, where it lays something over that.
  private mutating func subject(of measurement: Int, _ run: Int) -> Int? {
    guard case .measure(let index) = measurements[measurement].source,
      let under = study.measures[index].under
    else { return nil }
    return number(
      of: runs[run].scenario.with(under), CellBuilder.name(runs[run].name, with: under))
  }

  private mutating func ask(_ measurement: Int, of run: Int, with twin: Int?) {
    let ask = PlannedRun.Ask(
      measurement: measurement, twin: twin, subject: subject(of: measurement, run))
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
