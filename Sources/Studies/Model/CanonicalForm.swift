import Simulation
import Tables

/// The canonical text of what decides a run, for its identity (DESIGN 4.9): equal texts give equal
/// runs. Names of scenarios, titles, the number of replications and measures are not in it.
extension Study {
  /// - Parameter scenario: parameters, what the study is without, who is silenced.
  package func canonicalText(of scenario: ResolvedScenario) -> String {
    var form = CanonicalForm(digests: digests)
    form.add("semantics", String(Semantics.version))
    form.add("seed", String(seed))
    form.add("steps", "\(steps) \(warmup)")
    for (name, value) in scenario.parameters.sorted(by: { $0.key < $1.key }) {
      form.add("parameter \(name)", value.canonical)
    }
    form.add("without networks", scenario.without.networks.sorted().joined(separator: "\u{0}"))
    form.add("without phases", scenario.without.phases.sorted().joined(separator: "\u{0}"))
    form.add("without kinds", scenario.without.kinds.sorted().joined(separator: "\u{0}"))
    form.add("silence", scenario.silence.canonical)
    form.add("discard", scenario.discard ?? "")
    form.add(
      "counts", scenario.counts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        .joined(separator: "\u{0}"))
    for part in ["actors", "networks", "phases", "values", "series", "until"] {
      form.add(part, tree[part])
    }
    for (name, table) in data.sorted(by: { $0.key < $1.key }) {
      form.add("data \(name)", "\(table.table.contentHash) \(table.stepColumn ?? "")")
    }
    return form.text
  }

  /// What decides a measure's number, given the runs.
  package func canonicalText(ofMeasure index: Int) -> String {
    let measure = measures[index]
    var form = CanonicalForm(digests: digests)
    form.add("measure", digests[measure.function.index])
    form.add("outputs", measure.outputs.joined(separator: "\u{0}"))
    if let fold = measure.fold {
      form.add("fold", "\(phases[fold.phase.rawValue].name) \(fold.unit.rawValue)")
      form.add("kept", zip(fold.names, fold.initial).map { "\($0)=\($1.bitPattern)" }.joined(separator: "\u{0}"))
      form.add("each", digests[fold.function.index])
    }
    return form.text
  }

  /// What decides a table's rows, given the runs.
  package func canonicalText(ofTable index: Int) -> String {
    let table = tables[index]
    var form = CanonicalForm(digests: digests)
    form.add("table", digests[table.function.index])
    form.add("columns", table.columns.joined(separator: "\u{0}"))
    return form.text
  }
}

/// A text that is built line by line, each with its length so that no two contents can meet.
private struct CanonicalForm {
  let digests: [String]
  private(set) var text = ""

  init(digests: [String]) {
    self.digests = digests
  }

  /// Entries that say how something is shown, not what it does.
  private static let shown: Set<String> = ["unit", "scale", "source", "title"]

  mutating func add(_ name: String, _ value: String) {
    text += "\(name):\(value.utf8.count):\(value)\n"
  }

  mutating func add(_ name: String, _ node: Node) {
    switch node {
    case .nothing: add(name, "nil")
    case .boolean(let value): add(name, "\(value)")
    // Literals 1 and 1.0 mean the same wherever a study has them.
    case .integer(let value): add(name, "number \(Double(value).bitPattern)")
    case .number(let value): add(name, "number \(value.bitPattern)")
    case .text(let value): add(name, "text \(value)")
    case .function(let function): add(name, "function \(digests[function.index])")
    case .other(let type): add(name, type)
    case .table(let table):
      add(name, "table \(table.sort ?? "")")
      for (position, value) in table.array.enumerated() { add("\(position + 1)", value) }
      for entry in table.numbered { add("\(entry.key)", entry.value) }
      for entry in table.named where !Self.shown.contains(entry.name) {
        add(entry.name, entry.value)
      }
      add("end", "")
    }
  }
}

extension ParameterValue {
  /// To the bit, where `described` is for people.
  fileprivate var canonical: String {
    switch self {
    case .number(let value): "number \(value.bitPattern)"
    case .integer(let value): "integer \(value)"
    case .boolean(let value): "\(value)"
    case .text(let text): "text \(text)"
    case .byLevel(let levels, let values):
      zip(levels, values).map { "\($0)\u{0}\($1.canonical)" }.joined(separator: "\u{1}")
    case .overTime(let changes):
      changes.map { "\($0.step)\u{0}\($0.value.canonical)" }.joined(separator: "\u{1}")
    }
  }
}

extension ScenarioSpec.SilenceSpec {
  fileprivate var canonical: String {
    let listed = actors.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.sorted())" }
    return
      "\(everybody) \(phases.sorted()) \(kinds.sorted()) \(listed)"
  }
}
