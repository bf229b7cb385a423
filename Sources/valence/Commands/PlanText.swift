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
      row("replications", String(plan.replications)),
      row("scenarios", String(plan.cells.count)),
    ]
    let width = plan.cells.map(\.name.count).max() ?? 0
    for cell in plan.cells {
      let name = cell.name + String(repeating: " ", count: width - cell.name.count)
      let settings = cell.settings.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
      let against = cell.isBaseline ? "baseline" : cell.twin.map { "against \($0.name)" } ?? ""
      let parts = [name, settings, against].filter { !$0.isEmpty }
      lines.append("  " + parts.joined(separator: "  "))
    }
    let parts =
      estimate.partWorlds == 0
      ? ""
      : ", and up to \(Quantity.counted(estimate.partWorlds, "world")) again from some step on, each "
        + "without one actor"
    lines.append(row("to run", Quantity.counted(estimate.worlds, "world") + parts))
    if estimate.failure == nil {
      let about = estimate.isExtrapolated ? "about (from a part of one world) " : "about "
      lines += [
        row(
          "time",
          about + Quantity.duration(estimate.seconds) + " with "
            + Quantity.counted(jobs, "job")),
        row("memory", "about \(Quantity.bytes(estimate.memoryBytes)) for each job"),
        row("disk", "about \(Quantity.bytes(estimate.diskBytes))"),
      ]
    }
    for note in plan.notes { lines.append(row("note", note)) }
    return printable(lines.joined(separator: "\n")) + "\n"
  }

  private func row(_ name: String, _ value: String) -> String {
    name + String(repeating: " ", count: max(2, 14 - name.count)) + value
  }

  /// The same as JSON, ending in a line break.
  var json: String {
    let cells = plan.cells.map { cell -> JSONValue in
      [
        "name": .string(cell.name),
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
        ] : .null,
      "failure": estimate.failure.map { .string($0.rendered) } ?? .null,
      "warnings": .array((plan.study.warnings + plan.warnings).map { .string($0.rendered) }),
      "notes": .array(plan.notes.map(JSONValue.string)),
    ]
    return document.text + "\n"
  }
}
