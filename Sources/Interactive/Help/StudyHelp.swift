import Diagnostics
import Simulation
import Studies

/// Help on the names that a study declares.
struct StudyHelp {
  let study: Study

  var entries: [HelpEntry] {
    kinds + parameters + networks + phases + values + measures + numbersPerStep + scenarios + others
  }

  /// An entry for something that has a name in the study: it is asked by that name.
  func entry(
    _ sort: String, _ name: String, _ text: String, _ rows: [HelpBlock.Row] = [],
    at place: SourceLocation? = nil
  ) -> HelpEntry {
    var entry = HelpEntry(name, member: name, heading: "\(sort) \"\(name)\"", text: [text])
    entry.label = entry.heading
    entry.details = [.rows(rows)]
    entry.place = place?.description
    return entry
  }

  func kindName(_ kind: KindID) -> String { study.kinds[kind.rawValue].name }

  // MARK: what there is

  private var kinds: [HelpEntry] {
    study.kinds.flatMap { kind -> [HelpEntry] in
      let fields = kind.fields.map { (field: $0, text: text(of: $0)) }
      var entry = entry(
        "kind", kind.name, "A kind of actors of this study\(size(of: kind)).",
        fields.map { HelpBlock.Row(name: $0.field.name, text: $0.text) }, at: kind.location)
      entry.heading = "world.\(kind.name)"
      entry.owners = ["world"]
      return [entry]
        + fields.map { field, text in
          var entry = HelpEntry(
            "\(kind.name).\(field.name)", member: field.name, heading: "\(kind.name).\(field.name)",
            text: ["A field of \(kind.name): \(text)."])
          entry.owners = [kind.name.lowercased(), "world.\(kind.name.lowercased())"]
          entry.place = field.location?.description
          return entry
        }
    }
  }

  private func size(of kind: KindDeclaration) -> String {
    if let source = kind.source {
      return ", one for each '\(source.key)' in the data '\(source.table)'"
    }
    if let number = kind.count.wholeNumber { return ", \(number) of them" }
    if let name = parameterName(kind.count) { return ", as many as parameter '\(name)' says" }
    return ""
  }

  /// The parameter that stands for a number.
  private func parameterName(_ node: Node) -> String? {
    guard let table = node.table, table.sort == "parameter" else { return nil }
    return table.array.first?.text
  }

  private func text(of field: FieldDeclaration) -> String {
    let sort =
      switch field.type {
      case .number: "a number"
      case .integer: "a whole number"
      case .boolean: "true or false"
      case .category(let levels): "one of \(levels.joined(separator: ", "))"
      case .reference(let kind): "a \(kindName(kind)), or nobody"
      }
    if field.isFlow { return sort + ", 0 at the start of each step" }
    if field.function != nil { return sort + ", computed when the world is made" }
    switch field.initial {
    case .boolean(let value): return sort + ", \(value) at first"
    case .integer(let value): return sort + ", \(value) at first"
    case .number(let value): return sort + ", \(ParameterValue.number(value).described) at first"
    case .text(let text): return sort + ", \(text) at first"
    case .table(let table): return sort + (table.sort.map { ", from valence.\($0)" } ?? "")
    case .nothing, .function, .other: return sort
    }
  }

  private var parameters: [HelpEntry] {
    study.parameters.map { parameter in
      let rows = study.scenarios.compactMap { scenario in
        scenario.changes.settings[parameter.name].map {
          HelpBlock.Row(name: "in \(scenario.name)", text: $0.described)
        }
      }
      let choices = parameter.choices.map { ", one of \($0.joined(separator: ", "))" } ?? ""
      var entry = entry(
        "parameter", parameter.name,
        "A parameter of this study: \(parameter.preset.sort)\(choices); "
          + "\(parameter.preset.described) unless a scenario says otherwise.", rows)
      entry.heading = "parameters.\(parameter.name)"
      entry.owners = ["parameters", "env"]
      return entry
    }
  }

  private var networks: [HelpEntry] {
    study.networks.map { network in
      let (from, to) = (kindName(network.from), kindName(network.to))
      let fields = network.tieFields.dropFirst().map {
        HelpBlock.Row(name: $0, text: "a number of each tie")
      }
      return entry(
        "network", network.name,
        "A network of this study: \(network.directed ? "directed ties" : "ties") from \(from) to "
          + "\(to)\(network.table.sort.map { ", made by valence.\($0)" } ?? "").",
        fields, at: network.location)
    }
  }

  private var phases: [HelpEntry] {
    study.phases.map { phase in
      let (sort, text) = described(phase)
      let rows =
        phase.tags.map {
          HelpBlock.Row(name: $0.name, text: "tag: \($0.levels.joined(separator: ", "))")
        } + phase.marks.map { HelpBlock.Row(name: $0, text: "mark: true or false of an event") }
      let steps = phase.steps.map { steps in
        " It runs in \(steps.count == 1 ? "step" : "steps") "
          + steps.sorted().map { "\($0)" }.joined(separator: ", ") + " only."
      }
      return entry(
        sort, phase.name, "\(text), \(phase.activation.rawValue).\(steps ?? "")", rows,
        at: phase.location)
    }
  }

  private func described(_ phase: PhaseDeclaration) -> (sort: String, text: String) {
    switch phase.body {
    case .rule(let kind): return ("rule", "A rule of \(kindName(kind))")
    case .presence(let kind): return ("presence", "What \(kindName(kind)) gains by being there")
    case .replay(let table, let from, let to):
      let other = to.map { " with \(kindName($0))" } ?? ""
      return (
        "encounter", "Encounters of \(kindName(from))\(other), as the data '\(table)' have them"
      )
    case .encounter(let from, let to, let partners, _):
      let pair = "Encounters of \(kindName(from)) with \(kindName(to))"
      return switch partners {
      case .network(let network):
        ("encounter", "\(pair) along network '\(study.networks[network.rawValue].name)'")
      case .mixing: ("encounter", "\(pair) at random")
      case .reference(let field):
        (
          "encounter",
          "\(pair) that '\(study.kinds[from.rawValue].fields[field.rawValue].name)' names"
        )
      }
    }
  }
}
