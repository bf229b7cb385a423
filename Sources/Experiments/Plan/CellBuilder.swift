import Diagnostics
import Simulation
import Studies

/// Runs the study's scenarios at the points of the design.
///
/// A point replaces what a scenario says, but not what makes the baseline the baseline: a parameter
/// that the baseline sets itself keeps its value there, on its own and as a twin. A factor multiplies
/// what each scenario has.
struct CellBuilder {
  let study: Study
  let design: PlannedDesign
  private let options: PlanOptions
  private let points: [DesignPoint]
  private let reader: SettingReader
  private let baseline: ScenarioSpec?
  private(set) var problems: [Diagnostic] = []
  private(set) var warnings: [Diagnostic] = []
  private(set) var notes: [String] = []

  init(study: Study, options: PlanOptions) {
    self.study = study
    self.options = options
    var builder = DesignBuilder(study: study, options: options)
    (design, points) = builder.design()
    (problems, warnings, notes) = (builder.problems, builder.warnings, builder.notes)
    reader = SettingReader(parameters: study.parameters)
    if case .scenario(let name)? = study.baseline {
      baseline = study.scenarios.first { $0.name == name }
    } else {
      baseline = nil
    }
  }

  /// The cells in the order of the scenarios, points of the design inside.
  mutating func cells() -> [CellDraft] {
    let points = self.points.filter { isPossible($0) }
    var cells: [CellDraft] = []
    // Points that differ only in what a scenario does not take up are the same cell.
    var names: Set<String> = []
    for scenario in study.scenarios {
      let isBaseline = scenario.name == baseline?.name
      if !isBaseline { warnAboutReplaced(scenario) }
      for point in points {
        let draft = cell(scenario, point, isBaseline: isBaseline)
        if names.insert(draft.name).inserted { cells.append(draft) }
      }
    }
    return cells
  }

  /// Whether every scenario can be run at a point; only factors can ask for what a parameter cannot be.
  private mutating func isPossible(_ point: DesignPoint) -> Bool {
    guard let change = point.changes.last, case .factor(let factor) = change.effect else {
      return true
    }
    for scenario in study.scenarios {
      guard let problem = problem(with: point, in: scenario) else { continue }
      let label = "\(change.name) \(ParameterValue.factor(factor).described)"
      let note = "The point \(label) is left out: in scenario '\(scenario.name)' \(problem)."
      if !notes.contains(note) { notes.append(note) }
      return false
    }
    return true
  }

  private func problem(with point: DesignPoint, in scenario: ScenarioSpec) -> String? {
    let isBaseline = scenario.name == baseline?.name
    guard let change = point.changes.last, case .factor(let factor) = change.effect else {
      return nil
    }
    if isBaseline, scenario.changes.settings[change.parameter] != nil { return nil }
    let applied = applied(point, to: scenario, isBaseline: isBaseline)
    if let value = reader.value(of: change.name, in: scenario.changes.settings),
      value.multiplied(by: factor) == nil
    {
      let product = "\(value.described) times \(ParameterValue.number(factor).described)"
      if case .integer = value { return "\(product) is no whole number" }
      return "\(product) is no number"
    }
    do {
      _ = try ModelBuilder(study: study, scenario: study.resolved(applied.spec)).build()
      return nil
    } catch {
      return error.errors.first?.message ?? "the study cannot be built"
    }
  }

  private mutating func warnAboutReplaced(_ scenario: ScenarioSpec) {
    var warned: Set<String> = []
    for change in points.first?.changes ?? []
    where scenario.changes.settings[change.parameter] != nil && !change.isFactor {
      guard warned.insert(change.name).inserted else { continue }
      let isTyped =
        (options.settings.map(\.name) + options.ranges.map(\.name)).contains(change.name)
      warnings.append(
        Diagnostic(
          "'\(change.name)' from \(isTyped ? "the command line" : "the design") replaces what "
            + "scenario '\(scenario.name)' sets",
          severity: .warning))
    }
  }

  private func cell(_ scenario: ScenarioSpec, _ point: DesignPoint, isBaseline: Bool) -> CellDraft {
    let applied = applied(point, to: scenario, isBaseline: isBaseline)
    return CellDraft(
      name: applied.name, base: scenario.name, point: applied.point,
      scenario: study.resolved(applied.spec), isBaseline: isBaseline,
      twin: twin(of: applied.spec, applied.name, at: point, isBaseline: isBaseline))
  }

  private struct Applied {
    var name: String
    var spec: ScenarioSpec
    var point: [PointValue] = []
  }

  private func applied(_ point: DesignPoint, to scenario: ScenarioSpec, isBaseline: Bool)
    -> Applied
  {
    var applied = Applied(name: "", spec: scenario)
    var labels = [scenario.name]
    for change in point.changes {
      if isBaseline, scenario.changes.settings[change.parameter] != nil { continue }
      guard let made = self.made(change, in: applied.spec.changes.settings) else { continue }
      applied.spec.changes.settings = made.settings
      guard change.isVaried else { continue }
      applied.point.append(PointValue(name: change.name, value: made.shown))
      if change.isFactor {
        labels.append("\(change.name) \(made.shown.described)")
      } else if !design.sampled.contains(change.name) {
        labels.append("\(change.name)=\(made.shown.described)")
      }
    }
    if let label = point.label, applied.point.contains(where: { design.sampled.contains($0.name) })
    {
      labels.append(label)
    }
    applied.name = labels.joined(separator: " ")
    return applied
  }

  /// The settings with a change, and how it is shown; `nil` where nothing changes.
  private func made(_ change: DesignPoint.Change, in settings: [String: ParameterValue])
    -> (settings: [String: ParameterValue], shown: ParameterValue)?
  {
    let (value, shown): (ParameterValue, ParameterValue)
    switch change.effect {
    case .value(let given): (value, shown) = (given, given)
    case .factor(let factor):
      guard let own = reader.value(of: change.name, in: settings),
        let product = own.multiplied(by: factor), product != own
      else { return nil }
      (value, shown) = (product, .factor(factor))
    }
    guard case .success(let changed) = reader.applied(change.name, value, to: settings) else {
      return nil
    }
    return (changed, shown)
  }

  private func twin(of spec: ScenarioSpec, _ name: String, at point: DesignPoint, isBaseline: Bool)
    -> (name: String, scenario: ResolvedScenario)?
  {
    if let against = spec.against {
      return (Self.name(name, with: against), study.resolved(spec).with(against))
    }
    switch study.baseline {
    case nil: return nil
    case .scenario:
      guard !isBaseline, let baseline else { return nil }
      let applied = applied(point, to: baseline, isBaseline: true)
      return (applied.name, study.resolved(applied.spec))
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
