import Diagnostics
import Studies

/// Crosses the study's scenarios with the settings of the command line.
///
/// A setting replaces what a scenario says, but not what makes the baseline the baseline: a
/// parameter that the baseline sets itself keeps its value there, on its own and as a twin.
struct CellBuilder {
  private typealias Point = [(setting: Setting, value: ParameterValue)]

  private static let maximumCells = 100_000

  let study: Study
  let settings: [Setting]
  private let reader: SettingReader
  private let baseline: ScenarioSpec?
  private(set) var problems: [Diagnostic] = []
  private(set) var warnings: [Diagnostic] = []

  init(study: Study, settings: [Setting]) {
    self.study = study
    self.settings = settings
    reader = SettingReader(parameters: study.parameters)
    if case .scenario(let name)? = study.baseline {
      baseline = study.scenarios.first { $0.name == name }
    } else {
      baseline = nil
    }
  }

  /// The cells in the order of the scenarios, points of sweeps inside.
  mutating func cells() -> [CellDraft] {
    checkSettings()
    let points = self.points()
    guard problems.isEmpty else { return [] }
    var cells: [CellDraft] = []
    var baselines: Set<String> = []
    for scenario in study.scenarios {
      let isBaseline = scenario.name == baseline?.name
      if !isBaseline { warnAboutReplaced(scenario) }
      for point in points {
        let draft = cell(scenario, point, isBaseline: isBaseline)
        // Points that differ only in what the baseline sets itself are the same baseline.
        if isBaseline, !baselines.insert(draft.name).inserted { continue }
        cells.append(draft)
      }
    }
    return cells
  }

  private mutating func checkSettings() {
    var seen: Set<String> = []
    for setting in settings {
      if !seen.insert(setting.name).inserted {
        report("'\(setting.name)' is given twice", ["for a sweep write \(setting.name)=a,b,c"])
      }
      if setting.values.isEmpty { report("'\(setting.name)' has no value", []) }
      for value in setting.values {
        if case .failure(let problem) = reader.applied(setting.name, value, to: [:]) {
          report(problem.message, problem.hints)
        }
      }
    }
  }

  private mutating func report(_ message: String, _ hints: [String]) {
    let diagnostic = Diagnostic(message, class: .usage, hints: hints)
    if !problems.contains(diagnostic) { problems.append(diagnostic) }
  }

  private mutating func points() -> [Point] {
    var points: [Point] = [[]]
    for setting in settings {
      let (count, overflow) = points.count.multipliedReportingOverflow(by: setting.values.count)
      guard !overflow, count <= Self.maximumCells / max(1, study.scenarios.count) else {
        report(
          "the sweeps make more than \(Self.maximumCells) scenarios",
          ["give fewer values to '\(setting.name)'"])
        return []
      }
      points = points.flatMap { point in setting.values.map { point + [(setting, $0)] } }
    }
    return points
  }

  private mutating func warnAboutReplaced(_ scenario: ScenarioSpec) {
    for setting in settings where scenario.changes.settings[setting.parameter] != nil {
      warnings.append(
        Diagnostic(
          "'\(setting.name)' from the command line replaces what scenario '\(scenario.name)' sets",
          severity: .warning))
    }
  }

  private func cell(_ scenario: ScenarioSpec, _ point: Point, isBaseline: Bool) -> CellDraft {
    let (name, spec) = applied(point, to: scenario, isBaseline: isBaseline)
    return CellDraft(
      name: name, scenario: study.resolved(spec), isBaseline: isBaseline,
      twin: twin(of: spec, name, at: point, isBaseline: isBaseline))
  }

  private func applied(_ point: Point, to scenario: ScenarioSpec, isBaseline: Bool)
    -> (name: String, spec: ScenarioSpec)
  {
    var spec = scenario
    var labels: [String] = []
    for (setting, value) in point {
      if isBaseline, scenario.changes.settings[setting.parameter] != nil { continue }
      guard
        case .success(let settings) = reader.applied(
          setting.name, value, to: spec.changes.settings)
      else { continue }
      spec.changes.settings = settings
      if setting.values.count > 1 { labels.append("\(setting.name)=\(value.described)") }
    }
    return (([scenario.name] + labels).joined(separator: " "), spec)
  }

  private func twin(of spec: ScenarioSpec, _ name: String, at point: Point, isBaseline: Bool)
    -> (name: String, scenario: ResolvedScenario)?
  {
    if let against = spec.against {
      return (Self.name(name, with: against), study.resolved(spec).with(against))
    }
    switch study.baseline {
    case nil: return nil
    case .scenario:
      guard !isBaseline, let baseline else { return nil }
      let (name, spec) = applied(point, to: baseline, isBaseline: true)
      return (name, study.resolved(spec))
    case .overrides(let changes):
      return (Self.name(name, with: changes), study.resolved(spec).with(changes))
    }
  }

  /// What a scenario with further changes is called.
  static func name(_ scenario: String, with changes: ScenarioChanges) -> String {
    let settings = changes.settings.sorted { $0.key < $1.key }
      .map { "\($0.key)=\($0.value.described)" }
    let with = settings.isEmpty ? [] : ["with \(settings.joined(separator: " "))"]
    let others = changes.others.map { "\($0.name) \($0.value)" }
    return ([scenario] + with + others).joined(separator: " ")
  }
}
