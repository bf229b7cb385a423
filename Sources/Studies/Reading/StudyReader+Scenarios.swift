import Diagnostics
import Simulation

extension StudyReader {
  func readScenarios() {
    if let table = root.table["scenarios"].table, table.sort == "cross" {
      _ = root.has("scenarios")
      readCross(table)
    } else {
      readList()
    }
    if study.scenarios.isEmpty { study.scenarios = [ScenarioSpec(name: "as written")] }
    readBaseline()
  }

  private func readList() {
    let list = root.list("scenarios") { name in
      "the name stands first inside: { \"\(name)\", parameter = value }"
    }
    for (index, node) in list.enumerated() {
      let name = node.table?.array.first?.text
      let place = root.place(ofItem: index, in: "scenarios", text: name)
      guard let entry = node.table, entry.sort == nil, let name else {
        context.report(
          "a scenario is { \"name\", parameter = value, ... }, got \(node.described)",
          at: node.table?.location ?? place)
        continue
      }
      if study.scenarios.contains(where: { $0.name == name }) {
        context.report("there are two scenarios named '\(name)'", at: place)
      }
      study.scenarios.append(scenario(name, entry, "scenario '\(name)'", at: place))
    }
  }

  /// - Parameter what: what messages call it.
  func scenario(
    _ name: String, _ table: TableNode, _ what: String, at near: SourceLocation?
  ) -> ScenarioSpec {
    let reader = TableReader(table, what: what, context: context, near: near)
    var spec = ScenarioSpec(name: name)
    spec.against = changes(reader, "against")
    spec.changes = changes(reader, positions: 1)
    return spec
  }

  /// What the table under a key changes of a scenario, as in `against = { ... }`.
  func changes(_ owner: TableReader, _ key: String) -> ScenarioChanges? {
    owner.record(key, form: "reach = 0").map {
      changes($0, "'\(key)' of \(owner.what)", near: owner.place(of: key))
    }
  }

  func changes(_ table: TableNode, _ what: String, near: SourceLocation?) -> ScenarioChanges {
    changes(TableReader(table, what: what, context: context, near: near), positions: 0)
  }

  private func changes(_ reader: TableReader, positions: Int) -> ScenarioChanges {
    var changes = ScenarioChanges()
    if let without = reader.nested("without") { changes.without = self.without(without, reader) }
    changes.silence = silence(reader)
    if reader.boolean("silent", default: false) { changes.silence.everybody = true }
    changes.discard = discard(reader)
    changes.counts = counts(reader)
    for entry in reader.table.named where !reader.isAsked(entry.name) {
      _ = reader.node(entry.name)
      setParameter(
        entry.name, entry.value, in: &changes.settings, reader.what,
        at: reader.place(of: entry.name))
    }
    reader.reportUnknown(positions: positions)
    return changes
  }

  private func discard(_ reader: TableReader) -> String? {
    guard let mark = reader.text("discard") else { return nil }
    let marks = Set(study.phases.flatMap(\.marks))
    if !marks.contains(mark), !study.unread.contains(mark) {
      reader.report(
        "no phase declares the mark '\(mark)'", at: "discard",
        hints: [unknownNameHint(mark, among: marks, noun: "marks")])
    }
    return mark
  }

  private func counts(_ reader: TableReader) -> [String: Int] {
    var sizes: [String: Int] = [:]
    guard let counts = reader.record("count", form: "count = { consumer = 500 }") else {
      return sizes
    }
    for entry in counts.named {
      guard let kind = kind(entry.name, reader, at: entry.name) else { continue }
      sizes[entry.name] = context.wholeNumber(
        entry.value, "the count of \(entry.name)",
        at: reader.place(of: entry.name, in: "count", counts),
        in: 0...2_000_000_000)
      if study.kinds[kind.rawValue].source != nil {
        reader.report("how many '\(entry.name)' there are is said by their data", at: entry.name)
      }
    }
    return sizes
  }

  /// One setting; `name.level` sets one level of a `valence.by`.
  func setParameter(
    _ name: String, _ node: Node, in settings: inout [String: ParameterValue], _ what: String,
    at place: SourceLocation?
  ) {
    let base = name.split(separator: ".", maxSplits: 1).first.map(String.init) ?? name
    if study.unread.contains(base), study.parameter(named: base) == nil { return }
    guard let value = parameterValue(node, "parameter '\(name)' of \(what)", at: place)
    else { return }
    let result = SettingReader(parameters: study.parameters).applied(name, value, to: settings)
    switch result {
    case .success(let applied): settings = applied
    case .failure(let problem):
      context.report("\(problem.message) in \(what)", at: place, hints: problem.hints)
    }
  }

  private func without(_ table: TableNode, _ owner: TableReader) -> ScenarioChanges.Without {
    let reader = TableReader(
      table, what: "'without' of \(owner.what)", context: context, near: owner.place(of: "without"))
    var without = ScenarioChanges.Without()
    for name in reader.texts("network") {
      if study.network(named: name) == nil, !study.unread.contains(name) {
        reader.report(
          "unknown network '\(name)' in \(reader.what)", at: "network",
          hints: [unknownNameHint(name, among: study.networks.map(\.name), noun: "networks")])
      }
      without.networks.insert(name)
    }
    for name in reader.texts("phase") where phase(name, reader, at: "phase") != nil {
      without.phases.insert(name)
    }
    for name in reader.texts("kind") where kind(name, reader, at: "kind") != nil {
      without.kinds.insert(name)
    }
    reader.reportUnknown()
    return without
  }

  private func silence(_ reader: TableReader) -> ScenarioChanges.Silenced {
    var silence = ScenarioChanges.Silenced()
    switch reader.node("silence") {
    case .nothing: break
    case .text("all"): silence.everybody = true
    case .text(let name):
      if phase(name, reader, at: "silence") != nil { silence.phases.insert(name) }
    case .table(let table):
      let inner = TableReader(
        table, what: "'silence' of \(reader.what)", context: context,
        near: reader.place(of: "silence"))
      let phases = inner.texts("phase").filter { phase($0, inner, at: "phase") != nil }
      let kinds = inner.texts("kind").filter { kind($0, inner, at: "kind") != nil }
      let numbers = inner.nested("numbers").map { numbers in
        Set(
          numbers.array.compactMap {
            context.wholeNumber(
              $0, "a number in \(inner.what)", at: inner.location, in: 1...2_000_000_000)
          })
      }
      if numbers != nil, kinds.isEmpty {
        inner.report("\(inner.what) has numbers but no kind")
      } else if kinds.isEmpty {
        silence.phases = Set(phases)
      } else if !phases.isEmpty {
        for phase in phases {
          silence.mutes.formUnion(kinds.map { .init(phase: phase, kind: $0, numbers: numbers) })
        }
      } else if let numbers {
        silence.actors[kinds[0]] = numbers
      } else {
        silence.kinds.formUnion(kinds)
      }
      inner.reportUnknown()
    case let other:
      reader.report(
        "'silence' of \(reader.what) cannot be \(other.described)", at: "silence",
        hints: ["\"all\", a phase, or { kind = \"consumer\", numbers = { 1, 2 } }"])
    }
    return silence
  }

  private static let scenarioLimit = 100_000

  private func readCross(_ table: TableNode) {
    var points: [(name: String, settings: [String: ParameterValue])] = [("", [:])]
    if !table.array.isEmpty {
      context.report(
        "valence.cross needs a name for each list of values", at: table.location,
        hints: ["valence.cross { reach = { 0.1, 0.2 }, seeding = { \"none\", \"hubs\" } }"])
    }
    for entry in table.named {
      let place = context.place(of: entry.name, in: table)
      guard let list = entry.value.table, list.sort == nil, case let values = list.array,
        !values.isEmpty
      else {
        context.report("valence.cross needs a list of values for '\(entry.name)'", at: place)
        continue
      }
      guard values.count <= Self.scenarioLimit / points.count else {
        context.report(
          "valence.cross makes more than \(Self.scenarioLimit) scenarios", at: table.location)
        return
      }
      var next: [(name: String, settings: [String: ParameterValue])] = []
      for point in points {
        for value in values {
          var settings = point.settings
          setParameter(entry.name, value, in: &settings, "valence.cross", at: place)
          let label = "\(entry.name)=\(settings[entry.name]?.described ?? "?")"
          next.append((point.name.isEmpty ? label : "\(point.name) \(label)", settings))
        }
      }
      points = next
    }
    for point in points {
      var spec = ScenarioSpec(name: point.name)
      spec.changes.settings = point.settings
      study.scenarios.append(spec)
    }
  }

  private func readBaseline() {
    switch root.node("baseline") {
    case .nothing:
      if study.scenarios.count > 1 { study.baseline = .scenario(study.scenarios[0].name) }
    case .text(let name):
      study.baseline = .scenario(name)
      if !study.scenarios.contains(where: { $0.name == name }) {
        root.report(
          "the baseline '\(name)' is no scenario", at: "baseline",
          hints: [unknownNameHint(name, among: study.scenarios.map(\.name), noun: "scenarios")])
      }
    case .table(let table):
      study.baseline = .overrides(
        changes(table, "the baseline", near: root.place(of: "baseline")))
    case let other:
      root.report(
        "the baseline must be the name of a scenario or parameter settings, got \(other.described)",
        at: "baseline")
    }
  }
}
