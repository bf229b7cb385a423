import Diagnostics
import Experiments
import Reports
import Studies

/// A plan and its price, for people and for programs.
struct PlanText {
  let plan: RunPlan
  let estimate: PlanEstimate
  let studyFile: String
  let store: String
  let jobs: Int

  /// The text, ending in a line break.
  var rendered: String {
    var lines = [
      row("study", "\(plan.study.name) (\(studyFile))"),
      row("seed", String(plan.study.seed)),
      row(
        "store", "\(store), which has \(estimate.kept) of \(estimate.kept + estimate.worlds) worlds"
      ),
      row("replications", replications),
      row("design", design),
      row("scenarios", String(plan.cells.count)),
    ]
    let shown = plan.cells.prefix(
      plan.cells.count > Self.mostCells ? Self.firstCells : Self.mostCells)
    let width = shown.map(\.name.count).max() ?? 0
    for cell in shown {
      let name = cell.name + String(repeating: " ", count: width - cell.name.count)
      let settings = cell.settings.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
      let against = cell.isBaseline ? "baseline" : cell.twin.map { "against \($0.name)" } ?? ""
      let parts = [name, settings, against].filter { !$0.isEmpty }
      lines.append("  " + parts.joined(separator: "  "))
    }
    if shown.count < plan.cells.count {
      lines.append("  ... and \(plan.cells.count - shown.count) more; --json FILE has them all")
    }
    let parts =
      estimate.partWorlds == 0
      ? ""
      : ", and up to \(Quantity.counted(estimate.partWorlds, "world")) again from some step on, each "
        + "without one actor"
    let fewest = estimate.fewest.map { "\($0.worlds) to " } ?? ""
    lines.append(row("to run", fewest + Quantity.counted(estimate.worlds, "world") + parts))
    if estimate.failure == nil {
      let about = estimate.isExtrapolated ? "about (from a part of one world) " : "about "
      lines += [
        row(
          "time",
          about + (estimate.fewest.map { Quantity.duration($0.seconds) + " to " } ?? "")
            + Quantity.duration(estimate.seconds) + " with " + Quantity.counted(jobs, "job")),
        row("memory", "about \(Quantity.bytes(estimate.memoryBytes)) for each job"),
        row(
          "disk",
          "about " + (estimate.fewest.map { Quantity.bytes($0.diskBytes) + " to " } ?? "")
            + Quantity.bytes(estimate.diskBytes)),
      ]
    }
    for note in plan.notes { lines.append(row("note", note)) }
    return printable(lines.joined(separator: "\n")) + "\n"
  }

  /// More scenarios than these are not all listed, only the first of them.
  private static let mostCells = 40
  private static let firstCells = 12

  private var replications: String {
    guard let precision = plan.precision else { return String(plan.replications) }
    let goal = precision.goal
    return "\(goal.atLeast) to \(goal.atMost), looked at every \(goal.batch), until "
      + precision.described
  }

  /// At which points the scenarios are run.
  private var design: String {
    let design = plan.design
    switch design.kind {
    case .scenarios: return "the scenarios as written"
    case .grid, .latinHypercube, .sobol, .oneAtATime:
      return "\(design.kind.rawValue), \(Quantity.counted(design.points, "point")) of "
        + design.parameters.joined(separator: ", ")
    }
  }

  /// How many replications there will be, in a few words.
  static func replications(_ plan: RunPlan) -> String {
    guard let goal = plan.precision?.goal else {
      return Quantity.counted(plan.replications, "replication")
    }
    return "\(goal.atLeast) to \(goal.atMost) replications"
  }

  private func row(_ name: String, _ value: String) -> String {
    name + String(repeating: " ", count: max(2, 14 - name.count)) + value
  }

  /// The same as JSON, ending in a line break.
  var json: String {
    let cells = plan.cells.map { cell -> JSONValue in
      [
        "name": .string(cell.name),
        "base": .string(cell.base),
        "point": .object(cell.point.map { .init($0.name, Self.json($0.value)) }),
        "settings": .object(cell.settings.map { .init($0.name, .string($0.value)) }),
        "baseline": .boolean(cell.isBaseline),
        "against": cell.twin.map { .string($0.name) } ?? .null,
        "fingerprint": .string(plan.runs[cell.run].fingerprint),
      ]
    }
    let document: JSONValue = [
      "format": .integer(1),
      "title": .string(plan.study.name),
      "study": .string(studyFile),
      // As text: a seed may need more digits than a program keeps of a number.
      "seed": .string(String(plan.study.seed)),
      "store": .string(store),
      "replications": .integer(plan.replications),
      "precision": precision,
      "design": [
        "kind": .string(plan.design.kind.rawValue),
        "parameters": .array(plan.design.parameters.map(JSONValue.string)),
        "points": .integer(plan.design.points),
      ],
      "jobs": .integer(jobs),
      "scenarios": .array(cells),
      "worlds": .integer(estimate.worlds),
      "worlds_without_one": .integer(estimate.partWorlds),
      "worlds_kept": .integer(estimate.kept),
      "estimate": estimate.failure == nil
        ? [
          "seconds": .number(estimate.seconds),
          "seconds_per_world": .number(estimate.secondsPerWorld),
          "extrapolated": .boolean(estimate.isExtrapolated),
          "memory_bytes_per_job": .integer(estimate.memoryBytes),
          "disk_bytes": .integer(estimate.diskBytes),
          "fewest": estimate.fewest.map {
            [
              "worlds": .integer($0.worlds), "seconds": .number($0.seconds),
              "disk_bytes": .integer($0.diskBytes),
            ]
          } ?? .null,
        ] : .null,
      "failure": estimate.failure.map { .string($0.rendered) } ?? .null,
      "warnings": .array((plan.study.warnings + plan.warnings).map { .string($0.rendered) }),
      "notes": .array(plan.notes.map(JSONValue.string)),
    ]
    return document.text + "\n"
  }

  /// What decides how many replications there are.
  private var precision: JSONValue {
    guard let goal = plan.precision?.goal else { return .null }
    return [
      "measure": .string(goal.measure),
      "scenario": goal.scenario.map(JSONValue.string) ?? .null,
      "half_width": .number(goal.halfWidth),
      "level": .number(goal.level),
      "at_least": .integer(goal.atLeast),
      "at_most": .integer(goal.atMost),
      "batch": .integer(goal.batch),
    ]
  }

  private static func json(_ value: ParameterValue) -> JSONValue {
    switch value {
    case .number(let number): .number(number)
    case .integer(let number): .integer(Int(number))
    default: .string(value.described)
    }
  }
}
