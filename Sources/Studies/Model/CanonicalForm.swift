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
    form.add(scenario.changes)
    for part in ["actors", "networks", "phases", "values", "series", "stop_when"] {
      form.add(part, tree[part])
    }
    for (name, table) in data.sorted(by: { $0.key < $1.key }) {
      form.add("data \(name)", table.table.contentHash)
      form.add("columns", table.table.columns.map { "\($0.type.rawValue) \($0.name)" })
      form.add("step", table.stepColumn.map { [$0] } ?? [])
    }
    return form.text
  }

  /// What decides a measure's number, given the runs.
  package func canonicalText(ofMeasure index: Int) -> String {
    let measure = measures[index]
    var form = CanonicalForm(digests: digests)
    form.add("measure", digests[measure.function.index])
    form.add("outputs", measure.outputs)
    if facts[measure.function.index].readsDefinitions { addDefinitions(to: &form) }
    for lens in measure.lenses {
      form.add("lens", lens.name)
      for entry in lens.definitions {
        let value = values[entry.value]
        form.add(kinds[entry.kind.rawValue].name, value.name)
        addDescription(of: value, to: &form)
      }
    }
    if let actors = measure.actors {
      let kind = kinds[actors.kind.rawValue]
      form.add("of", kind.name)
      form.add("by", actors.groups.map { [kind.fields[$0.rawValue].name] } ?? [])
    }
    form.add("groups", measure.groups.map { [$0.name] } ?? [])
    if let under = measure.under { form.add(under) }
    if let fold = measure.fold {
      form.add("fold", fold.phases.map { phases[$0.rawValue].name } + [fold.unit.rawValue])
      for (name, initial) in zip(fold.names, fold.initial) {
        form.add("kept \(name)", String(initial.bitPattern))
      }
      form.add("each", digests[fold.function.index])
    }
    return form.text
  }

  /// What measures can read of all definitions, without what a run has of them anyway.
  private func addDefinitions(to form: inout CanonicalForm) {
    for value in values {
      form.add("definition", value.name)
      addDescription(of: value, to: &form)
    }
  }

  private func addDescription(of value: ValueDeclaration, to form: inout CanonicalForm) {
    form.add("unit", value.unit.map { [$0] } ?? [])
    form.add("scale", value.scale.map { [String($0.bitPattern)] } ?? [])
  }

  /// What decides a table's rows, given the runs.
  package func canonicalText(ofTable index: Int) -> String {
    let table = tables[index]
    var form = CanonicalForm(digests: digests)
    form.add("table", table.function.map { digests[$0.index] } ?? "")
    form.add("columns", table.columns)
    switch table.form {
    case .free: break
    case .rows(let labels, _): form.add("rows", labels)
    case .series(let names): form.add("series", names)
    case .actors(let actors, _):
      form.add("of", kinds[actors.kind.rawValue].name)
      form.add("sort", actors.order.map { [String($0)] } ?? [])
      form.add("top", actors.limit.map { [String($0)] } ?? [])
      form.add("parts", actors.parts.map(String.init))
    }
    return form.text
  }
}

/// A text that is built line by line, names and contents with their lengths, so that no two
/// contents can meet.
private struct CanonicalForm {
  let digests: [String]
  private(set) var text = ""

  init(digests: [String]) {
    self.digests = digests
  }

  /// Entries of a value definition that say how it is shown, not what it does.
  private static let shown: Set<String> = [
    "unit", "scale", "source", "formula", "own", "traits",
  ]

  mutating func add(_ name: String, _ value: String) {
    text += "\(name.utf8.count):\(name)=\(value.utf8.count):\(value)\n"
  }

  mutating func add(_ name: String, _ list: [String]) {
    add(name, String(list.count))
    for value in list { add("item", value) }
  }

  /// To the bit, where `described` is for people.
  mutating func add(_ name: String, _ value: ParameterValue) {
    switch value {
    case .number(let value): add(name, "number \(value.bitPattern)")
    case .integer(let value): add(name, "integer \(value)")
    case .boolean(let value): add(name, "\(value)")
    case .text(let text): add(name, "text \(text)")
    case .byLevel(let levels, let values):
      add(name, "levels \(levels.count)")
      for (level, value) in zip(levels, values) { add(level, value) }
    case .overTime(let changes):
      add(name, "changes \(changes.count)")
      for change in changes { add("from \(change.step)", change.value) }
    }
  }

  mutating func add(_ changes: ScenarioChanges) {
    for (name, value) in changes.settings.sorted(by: { $0.key < $1.key }) {
      add("parameter \(name)", value)
    }
    add("without networks", changes.without.networks.sorted())
    add("without phases", changes.without.phases.sorted())
    add("without kinds", changes.without.kinds.sorted())
    add("silent", "\(changes.silence.everybody)")
    add("silent phases", changes.silence.phases.sorted())
    add("silent kinds", changes.silence.kinds.sorted())
    for (kind, numbers) in changes.silence.actors.sorted(by: { $0.key < $1.key }) {
      add("silent \(kind)", "\(numbers.sorted())")
    }
    for mute in changes.silence.mutes.map(\.described).sorted() { add("mute", mute) }
    add("discard", changes.discard.map { [$0] } ?? [])
    for (kind, count) in changes.counts.sorted(by: { $0.key < $1.key }) {
      add("count \(kind)", String(count))
    }
  }

  mutating func add(_ name: String, _ node: Node) {
    switch node {
    case .nothing: add(name, "nil")
    case .boolean(let value): add(name, "\(value)")
    // Literals 1 and 1.0 mean the same wherever a study has them.
    case .integer(let value):
      let number = Double(exactly: value)
      add(name, number.map { "number \($0.bitPattern)" } ?? "integer \(value)")
    case .number(let value): add(name, "number \(value.bitPattern)")
    case .text(let value): add(name, "text \(value)")
    case .function(let function): add(name, "function \(digests[function.index])")
    case .other(let type): add(name, type)
    case .table(let table):
      add(name, "table \(table.sort ?? "")")
      let isValue = table.sort == "value" || table.sort == "leave_one_out"
      for (position, value) in table.array.enumerated() { add("[\(position + 1)]", value) }
      for entry in table.numbered { add("[\(entry.key)]", entry.value) }
      for entry in table.named where !(isValue && Self.shown.contains(entry.name)) {
        add(".\(entry.name)", entry.value)
      }
      add("end", "")
    }
  }
}
