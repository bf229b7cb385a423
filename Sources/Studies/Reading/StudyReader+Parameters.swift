import Diagnostics

extension StudyReader {
  /// Names of `env` itself that a parameter must not hide.
  static let reservedParameters: Set<String> = EnvironmentNames.all

  func readParameters() {
    guard let table = root.record("parameters", form: "reach = 0.05") else { return }
    for entry in table.named {
      let place = root.place(of: entry.name, in: "parameters", table)
      checkName(entry.name, "parameter", at: place)
      if Self.reservedParameters.contains(entry.name) {
        context.report(
          "a parameter cannot be called '\(entry.name)': env.\(entry.name) has a meaning of its own",
          at: place)
      }
      let what = "parameter '\(entry.name)'"
      guard let value = parameterValue(entry.value, what, at: place) else {
        study.unread.insert(entry.name)
        context.unreadParameters.insert(entry.name)
        continue
      }
      var choices: [String]?
      if let table = entry.value.table, table.sort == "one_of" {
        choices = table.array.compactMap(\.text)
      }
      study.parameters.append(
        ParameterSpec(name: entry.name, preset: value, choices: choices))
      context.parameters[entry.name] = value
    }
  }

  /// A parameter's value as written.
  func parameterValue(_ node: Node, _ what: String, at location: SourceLocation?)
    -> ParameterValue?
  {
    switch node {
    case .boolean(let value): return .boolean(value)
    case .integer, .number:
      return context.number(node, what, at: location).map(ParameterValue.number)
    case .text(let text): return .text(text)
    case .table(let table): return constructedValue(table, what, at: table.location ?? location)
    default:
      context.report(
        "\(what) must be a number, true or false, or made by valence.one_of, by, from or integer; "
          + "got \(node.described)", at: location)
      return nil
    }
  }

  private func constructedValue(
    _ table: TableNode, _ what: String, at location: SourceLocation?
  ) -> ParameterValue? {
    switch table.sort {
    case "integer":
      let node = table.array.first ?? .nothing
      return context.wholeNumber(node, what, at: location, in: Int.min...Int.max)
        .map { .integer(Int64($0)) }
    case "one_of":
      let choices = table.array.compactMap(\.text)
      guard let first = choices.first, choices.count == table.array.count else {
        context.report("valence.one_of needs a list of texts: { \"a\", \"b\" }", at: location)
        return nil
      }
      return .text(first)
    case "by": return valueByLevel(table, what, at: location)
    case "from": return valueOverTime(table, what, at: location)
    default:
      context.report(
        "\(what) cannot be \(Node.table(table).described)", at: location,
        hints: ["a value per level is written valence.by(levels, x)"])
      return nil
    }
  }

  private func valueByLevel(_ table: TableNode, _ what: String, at location: SourceLocation?)
    -> ParameterValue?
  {
    guard table.array.count == 2, let levels = table.array[0].table?.array.compactMap(\.text),
      !levels.isEmpty
    else {
      context.report(
        "valence.by needs the levels and the value: valence.by({ \"a\", \"b\" }, 0.5)", at: location
      )
      return nil
    }
    if let given = table.array[1].table, given.sort == nil {
      let values = levels.map { level -> ParameterValue? in
        if given[level].isNothing {
          context.report("\(what) has no value for level '\(level)'", at: location)
          return nil
        }
        return parameterValue(given[level], "\(what) at '\(level)'", at: location)
      }
      for name in given.names where !levels.contains(name) {
        context.report(
          "\(what) has no level '\(name)'", at: context.place(of: name, in: table),
          hints: [unknownNameHint(name, among: levels, noun: "levels")])
      }
      let known = values.compactMap { $0 }
      return known.count == levels.count ? .byLevel(levels: levels, values: known) : nil
    }
    return parameterValue(table.array[1], what, at: location).map {
      .byLevel(levels: levels, values: Array(repeating: $0, count: levels.count))
    }
  }

  private func valueOverTime(_ table: TableNode, _ what: String, at location: SourceLocation?)
    -> ParameterValue?
  {
    guard !table.array.isEmpty else {
      context.report(
        "valence.from needs the first value and the changes by step: "
          + "valence.from { 0.5, [20] = 0.75 }", at: location)
      return nil
    }
    var changes: [ParameterValue.Change] = []
    // { 1, [2] = 5 } is a list of two for Lua: positions are steps here.
    for (index, node) in table.array.enumerated() {
      if let value = parameterValue(node, what, at: location) {
        changes.append(.init(step: index + 1, value: value))
      }
    }
    for entry in table.numbered {
      guard entry.key > 1, entry.key < 1 << 24 else {
        context.report("\(what) changes at step \(entry.key): steps count from 1", at: location)
        continue
      }
      if let value = parameterValue(entry.value, what, at: location) {
        changes.append(.init(step: Int(entry.key), value: value))
      }
    }
    if let name = table.names.first {
      context.report("\(what): valence.from has steps as keys, not '\(name)'", at: location)
    }
    return changes.isEmpty ? nil : .overTime(changes)
  }
}
