import Diagnostics
import Simulation
import Tables

extension StudyReader {
  func readPhases() {
    let list = root.list("phases") { name in
      "the name stands first inside: valence.rule { \"\(name)\", ... }"
    }
    for (index, node) in list.enumerated() {
      guard let phase = node.table, let sort = phase.sort,
        ["rule", "encounter", "presence"].contains(sort)
      else {
        context.report(
          "a phase cannot be \(node.described)",
          at: node.table?.location ?? root.place(ofItem: index, in: "phases"),
          hints: ["a phase is made by valence.rule, valence.encounter or valence.presence"])
        continue
      }
      readPhase(phase, sort)
    }
    if study.phases.count > HandleClass.limit {
      root.report(
        "the study has \(study.phases.count) phases; the limit is \(HandleClass.limit)",
        at: "phases")
    }
  }

  private func readPhase(_ table: TableNode, _ sort: String) {
    let name = table.array.first?.text
    let reader = TableReader(
      table, what: "\(sort) '\(name ?? "?")'", context: context, near: table.location)
    guard let name, !name.isEmpty else {
      reader.report("valence.\(sort) needs its name first: valence.\(sort) { \"name\", ... }")
      return
    }
    if study.phases.contains(where: { $0.name == name }) {
      reader.report("there are two phases named '\(name)'")
    }
    guard table.array.count == 2, let function = table.array[1].function else {
      reader.report(
        "\(reader.what) needs its function last: valence.\(sort) { \"\(name)\", ..., function(...) end }"
      )
      study.unread.insert(name)
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
      guard let kind = ownKind(reader) else { return noteUnread(phase, sort, reader) }
      phase.body = .rule(kind: kind)
    case "presence":
      guard let kind = ownKind(reader) else { return noteUnread(phase, sort, reader) }
      phase.body = .presence(kind: kind)
    default:
      guard let body = encounterBody(reader, &phase, replay: replay) else {
        return noteUnread(phase, sort, reader)
      }
      phase.body = body
    }
    if sort != "rule" { readLabels(reader, &phase) }
    reader.reportUnknown(positions: 2)
    let position = PhaseID(study.phases.count)
    study.phases.append(phase)
    noteUses(of: phase, sort, at: position)
  }

  /// A phase whose actors are not known: its functions are checked as far as that goes.
  private func noteUnread(_ phase: PhaseDeclaration, _ sort: String, _ reader: TableReader) {
    var phase = phase
    study.unread.insert(phase.name)
    if sort != "rule" { readLabels(reader, &phase) }
    reader.reportUnknown(positions: 2)
    study.unread.formUnion(phase.marks + phase.tags.map(\.name))
    let title = "\(sort) '\(phase.name)'"
    let sides = sort == "encounter" ? 2 : 1
    use(phase.function, .unread(environment: sides), title, at: phase.location)
    if case .function(let pick) = phase.pick {
      use(pick, .unread(environment: 1), "pick of \(title)", at: phase.location)
    }
    if let when = phase.when {
      use(when, .unread(environment: sides), "when of \(title)", at: phase.location)
    }
  }

  private func noteUses(of phase: PhaseDeclaration, _ sort: String, at position: PhaseID) {
    let title = "\(sort) '\(phase.name)'"
    switch phase.body {
    case .rule: use(phase.function, .rule(position), title, at: phase.location)
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
    // The one that allows most: nothing more is said of a phase for that mistake.
    return .ordered
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
    if nodes.isEmpty { reader.report("'at' of \(reader.what) names no step", at: "at") }
    for step in steps where step > study.steps {
      reader.report(
        "\(reader.what) is to run at step \(step), but the study has \(study.steps) steps", at: "at"
      )
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
    if let replay {
      for key in ["along", "pick", "when", "both"] where reader.has(key) {
        reader.report(
          "'\(key)' of \(reader.what) has no meaning: the rows of '\(replay)' say who meets whom",
          at: key)
      }
      return replayBody(replay, from, to, reader, &phase)
    }
    if reader.has("match") {
      reader.report("'match' of \(reader.what) needs 'replay': its rows are matched", at: "match")
    }
    if let along {
      if from != nil || to != nil {
        reader.report(
          "\(reader.what) has both 'along' and 'from'/'to': the network says who meets whom",
          at: from != nil ? "from" : "to")
      }
      if both, along.contains(".") {
        reader.report("'both' has a meaning along a network only", at: "both")
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
    if study.unread.contains(along) { return nil }
    guard let network = study.network(named: along) else {
      reader.report(
        "unknown network '\(along)' in \(reader.what)", at: "along",
        hints: [unknownNameHint(along, among: study.networks.map(\.name), noun: "networks")])
      return nil
    }
    let ends = study.networks[network.rawValue]
    return .encounter(from: ends.from, to: ends.to, partners: .network(network), both: both)
  }
}
