import Diagnostics
import Simulation
import Tables

extension StudyReader {
  func readPhases() {
    guard let table = root.nested("phases") else { return }
    for node in table.array {
      guard let phase = node.table, let sort = phase.sort,
        ["rule", "encounter", "presence"].contains(sort)
      else {
        context.report(
          "a phase cannot be \(node.described)", at: node.table?.location ?? root.place(of: "phases"),
          hints: ["a phase is made by valence.rule, valence.encounter or valence.presence"])
        continue
      }
      readPhase(phase, sort)
    }
    if let name = table.names.first {
      context.report(
        "phases are a list in the order in which they run, without names",
        at: context.place(of: name, in: table, near: root.place(of: "phases")),
        hints: ["the name stands first inside: valence.rule { \"\(name)\", ... }"])
    }
  }

  private func readPhase(_ table: TableNode, _ sort: String) {
    let name = table.array.first?.text
    let reader = TableReader(
      table, what: "\(sort) '\(name ?? "?")'", context: context, near: table.location)
    guard let name else {
      reader.report("valence.\(sort) needs its name first: valence.\(sort) { \"name\", ... }")
      return
    }
    if study.phases.contains(where: { $0.name == name }) {
      reader.report("there are two phases named '\(name)'")
    }
    guard table.array.count == 2, let function = table.array[1].function else {
      reader.report(
        "\(reader.what) needs its function last: valence.\(sort) { \"\(name)\", ..., function(...) end }")
      return
    }
    let replay = reader.text("replay")
    let preset: Activation = replay == nil ? .simultaneous : .ordered
    var phase = PhaseDeclaration(
      name: name, location: table.location, body: .rule(kind: KindID(0)), function: function,
      pick: .all, when: nil, activation: activation(reader, preset), steps: steps(reader),
      tags: [], marks: [], matches: [])
    switch sort {
    case "rule":
      guard let kind = ownKind(reader) else { return }
      phase.body = .rule(kind: kind)
    case "presence":
      guard let kind = ownKind(reader) else { return }
      phase.body = .presence(kind: kind)
    default:
      guard let body = encounterBody(reader, &phase, replay: replay) else { return }
      phase.body = body
    }
    if sort != "rule" { readLabels(reader, &phase) }
    reader.reportUnknown(positions: 2)
    let position = PhaseID(study.phases.count)
    study.phases.append(phase)
    noteUses(of: phase, sort, at: position)
  }

  private func noteUses(of phase: PhaseDeclaration, _ sort: String, at position: PhaseID) {
    let title = "\(sort) '\(phase.name)'"
    switch phase.body {
    case .rule(let kind): use(phase.function, .rule(kind), title, at: phase.location)
    case .presence: use(phase.function, .presence(position), title, at: phase.location)
    case .encounter, .replay:
      use(phase.function, .encounter(position), title, at: phase.location)
    }
    if case .function(let pick) = phase.pick {
      use(pick, .pick(position), "pick of \(title)", at: phase.location)
    }
    if let when = phase.when { use(when, .when(position), "when of \(title)", at: phase.location) }
  }

  private func ownKind(_ reader: TableReader) -> KindID? {
    guard let name = reader.requiredText("of", "the kind whose actors act") else { return nil }
    return kind(name, reader, at: "of")
  }

  private func activation(_ reader: TableReader, _ preset: Activation) -> Activation {
    guard let name = reader.text("activation") else { return preset }
    if let activation = Activation(rawValue: name) { return activation }
    let names = ["simultaneous", "random", "ordered"]
    reader.report(
      "unknown activation '\(name)' in \(reader.what)", at: "activation",
      hints: [unknownNameHint(name, among: names, noun: "activations")])
    return preset
  }

  /// The steps of `at = 5` or `at = { 1, 13 }`.
  private func steps(_ reader: TableReader) -> Set<Int>? {
    let node = reader.node("at")
    if node.isNothing { return nil }
    let nodes = node.table?.array ?? [node]
    let place = reader.place(of: "at")
    let steps = nodes.compactMap {
      context.wholeNumber($0, "'at' of \(reader.what)", at: place, in: 1...((1 << 24) - 1))
    }
    for step in steps where step > study.steps {
      reader.report(
        "\(reader.what) is to run at step \(step), but the study has \(study.steps) steps", at: "at")
    }
    return Set(steps)
  }

  private func encounterBody(
    _ reader: TableReader, _ phase: inout PhaseDeclaration, replay: String?
  ) -> PhaseDeclaration.Body? {
    phase.when = reader.function("when")
    phase.pick = pick(reader)
    let both = reader.boolean("both", default: false)
    let along = reader.text("along")
    let from = reader.text("from")
    let to = reader.text("to")
    if let replay { return replayBody(replay, from, to, reader, &phase) }
    if let along {
      if from != nil || to != nil {
        reader.report(
          "\(reader.what) has both 'along' and 'from'/'to': the network says who meets whom")
      }
      return bodyAlong(along, both: both, reader)
    }
    guard let from, let to else {
      reader.report(
        "\(reader.what) needs who meets whom",
        hints: ["along = \"network\", or from = \"consumer\", to = \"firm\" (random mixing)"])
      return nil
    }
    guard let first = kind(from, reader, at: "from"), let second = kind(to, reader, at: "to") else {
      return nil
    }
    if both { reader.report("'both' has a meaning along a network only", at: "both") }
    return .encounter(from: first, to: second, partners: .mixing, both: false)
  }

  private func pick(_ reader: TableReader) -> PhaseDeclaration.Pick {
    let node = reader.node("pick")
    switch node {
    case .nothing: return .all
    case .function(let function): return .function(function)
    default:
      _ = context.wholeNumber(
        node, "'pick' of \(reader.what)", at: reader.place(of: "pick"), in: 0...1_000_000)
      return .count(node)
    }
  }

  private func bodyAlong(_ along: String, both: Bool, _ reader: TableReader)
    -> PhaseDeclaration.Body?
  {
    if let dot = along.firstIndex(of: ".") {
      let owner = String(along[..<dot])
      let name = String(along[along.index(after: dot)...])
      guard let kind = kind(owner, reader, at: "along") else { return nil }
      let declaration = study.kinds[kind.rawValue]
      guard let field = declaration.field(named: name),
        case .reference(let other) = declaration.fields[field.rawValue].type
      else {
        reader.report(
          "'\(along)' is no reference: \(owner) has no field '\(name)' made by valence.ref",
          at: "along",
          hints: [
            unknownNameHint(
              name, among: declaration.fields.map(\.name), noun: "fields of \(owner)")
          ])
        return nil
      }
      return .encounter(from: kind, to: other, partners: .reference(field), both: false)
    }
    guard let network = study.network(named: along) else {
      reader.report(
        "unknown network '\(along)' in \(reader.what)", at: "along",
        hints: [unknownNameHint(along, among: study.networks.map(\.name), noun: "networks")])
      return nil
    }
    let ends = study.networks[network.rawValue]
    return .encounter(from: ends.from, to: ends.to, partners: .network(network), both: both)
  }

  private func replayBody(
    _ name: String, _ from: String?, _ to: String?, _ reader: TableReader,
    _ phase: inout PhaseDeclaration
  ) -> PhaseDeclaration.Body? {
    guard let data = dataTable(name, reader, at: "replay") else { return nil }
    guard data.stepColumn != nil else {
      reader.report(
        "data '\(name)' does not say when its rows happen", at: "replay",
        hints: ["valence.csv { \"\(data.path)\", step = \"week\" } names the column of steps"])
      return nil
    }
    guard let from, let first = kind(from, reader, at: "from") else {
      if from == nil { reader.report("\(reader.what) needs 'from': the kind that acts in each row") }
      return nil
    }
    var second: KindID?
    if let to {
      guard let found = kind(to, reader, at: "to") else { return nil }
      second = found
    }
    for side in [first, second].compactMap({ $0 }) { checkReplayed(side, in: data, reader) }
    if let matches = reader.nested("match") {
      for entry in matches.named {
        guard let kindName = entry.value.text, let kind = kind(kindName, reader, at: "match"),
          column(entry.name, of: name, reader, at: entry.name) != nil
        else { continue }
        if study.kinds[kind.rawValue].source == nil {
          reader.report("'\(kindName)' does not come from data: no key to match", at: "match")
        }
        phase.matches.append((entry.name, kind))
      }
    }
    return .replay(table: name, from: first, to: second)
  }

  /// A kind on a side of a replay comes from data, by a key that the log has too.
  private func checkReplayed(_ kind: KindID, in data: DataTable, _ reader: TableReader) {
    let declaration = study.kinds[kind.rawValue]
    guard let source = declaration.source else {
      if case .integer(1) = declaration.count { return }
      reader.report(
        "kind '\(declaration.name)' of \(reader.what) does not come from data",
        hints: ["from = \"table\", key = \"column\" says which rows are whose"])
      return
    }
    if data.table[source.key] == nil {
      reader.report(
        "'\(data.path)' has no column '\(source.key)' to find \(declaration.name) by",
        hints: ["the key column has the same name in both tables"])
    }
  }

  private func readLabels(_ reader: TableReader, _ phase: inout PhaseDeclaration) {
    if let tags = reader.nested("tags") {
      for entry in tags.named {
        let levels = entry.value.text.map { [$0] } ?? entry.value.table?.array.compactMap(\.text) ?? []
        if levels.isEmpty {
          reader.report("tag '\(entry.name)' needs a text or a list of texts", at: entry.name)
        }
        phase.tags.append(TagSpec(name: entry.name, levels: levels))
      }
      if phase.tags.count > 8 { reader.report("\(reader.what) has more than 8 tags", at: "tags") }
    }
    phase.marks = reader.texts("marks")
    if phase.marks.count > 64 { reader.report("\(reader.what) has more than 64 marks", at: "marks") }
    for name in phase.marks + phase.tags.map(\.name) where EventNames.all.contains(name) {
      reader.report("a tag or mark cannot be called '\(name)': every event has that", at: name)
    }
    for mark in phase.marks where phase.tags.contains(where: { $0.name == mark }) {
      reader.report("'\(mark)' is both a tag and a mark", at: mark)
    }
  }
}
