import Diagnostics
import Simulation

extension StudyReader {
  func readValues() {
    let list = root.list("values") { name in
      "the name stands first inside: valence.value { \"\(name)\", ... }"
    }
    for (index, node) in list.enumerated() {
      guard let value = node.table, value.sort == "value" || value.sort == "leave_one_out" else {
        context.report(
          "a value definition cannot be \(node.described)",
          at: node.table?.location ?? root.place(ofItem: index, in: "values"),
          hints: ["valence.value { \"name\", of = \"consumer\", function(self, env) ... end }"])
        continue
      }
      readValue(value)
    }
  }

  private func readValue(_ table: TableNode) {
    let leavesOut = table.sort == "leave_one_out"
    let form =
      leavesOut
      ? Self.leaveOneOutForm
      : "valence.value { \"name\", of = \"kind\", function(self, env) ... end }"
    guard let made = NamedFunction(table, noun: "value", form: form, context) else {
      if let name = table.array.first?.text { study.unread.insert(name) }
      return
    }
    let (name, function, reader) = (made.name, made.function, made.reader)
    if study.values.contains(where: { $0.name == name }) {
      reader.report("there are two value definitions named '\(name)'")
    }
    let names = reader.texts("of")
    if names.isEmpty { reader.report("\(reader.what) needs 'of': the kind whose value it is") }
    let kinds = names.compactMap { kind($0, reader, at: "of") }
    if kinds.isEmpty {
      use(
        function, .unread(environment: leavesOut ? 3 : 1), "value '\(name)'", at: table.location)
    }
    let beneficiary = reader.text("to")
    if let beneficiary { _ = kind(beneficiary, reader, at: "to") }
    let leaving = leavesOut ? leaveOneOut(reader, kinds) : nil
    let discount = reader.node("discount")
    if !discount.isNothing {
      _ = context.number(
        discount, "'discount' of \(reader.what)", at: reader.place(of: "discount"), in: 0...1000)
    }
    let accounting = leavesOut ? endAlone(reader) : accounting(reader)
    let fit = leavesOut ? nil : fit(reader, accounting)
    if !discount.isNothing, accounting != .flow {
      reader.report(
        "only a flow is discounted; \(reader.what) is '\(accounting.rawValue)'", at: "discount")
    }
    study.values.append(
      ValueDeclaration(
        name: name, location: table.location, kinds: kinds, beneficiary: beneficiary,
        function: function, accounting: accounting, discount: discount,
        dueAtStart: isDueAtStart(reader), unit: reader.text("unit"),
        scale: reader.number("scale", in: 1e-300...1e300), origin: reader.text("source"),
        formula: reader.text("formula"), own: reader.text("own"), traits: traits(reader), fit: fit,
        leaveOneOut: leaving))
    reader.reportUnknown(positions: 2)
    for kind in kinds {
      let role: FunctionUse.Role =
        leavesOut ? .counterfactual(kind) : fit == nil ? .value(kind) : .fitted(kind)
      use(function, role, "value '\(name)'", at: table.location)
    }
  }

  private func traits(_ reader: TableReader) -> [(name: String, value: String)] {
    let form = "traits = { [\"interaction needed\"] = \"no\" }"
    guard let record = reader.record("traits", form: form) else { return [] }
    return record.named.compactMap { entry in
      guard let text = entry.value.text else {
        reader.report(
          "'traits' of \(reader.what) holds texts, and '\(entry.name)' is "
            + entry.value.described, at: "traits", hints: [form])
        return nil
      }
      return (entry.name, text)
    }
  }

  private func accounting(_ reader: TableReader) -> ValueSpec.Accounting {
    guard let name = reader.text("as") else { return .flow }
    if let accounting = ValueSpec.Accounting(rawValue: name) { return accounting }
    reader.report(
      "'as' of \(reader.what) must be flow, mean, stock or end, got '\(name)'", at: "as")
    return .flow
  }

  private func isDueAtStart(_ reader: TableReader) -> Bool {
    switch reader.text("due") {
    case nil, "end": return false
    case "start": return true
    case .some(let other):
      reader.report("'due' of \(reader.what) must be start or end, got '\(other)'", at: "due")
      return false
    }
  }

  func readSeries() {
    for (index, node) in root.list("series").enumerated() {
      guard let series = node.table, series.sort == "series" else {
        context.report(
          "a series cannot be \(node.described)",
          at: node.table?.location ?? root.place(ofItem: index, in: "series"),
          hints: ["valence.series { \"name\", function(env) return ... end }"])
        continue
      }
      guard
        let made = NamedFunction(
          series, noun: "series",
          form:
            "valence.series { \"name\", function(env) return env:mean(\"consumer\", \"trust\") end }",
          context)
      else { continue }
      let (name, function, reader) = (made.name, made.function, made.reader)
      if study.series.contains(where: { $0.name == name }) {
        reader.report("there are two series named '\(name)'")
      }
      reader.reportUnknown(positions: 2)
      study.series.append(
        SeriesDeclaration(name: name, location: series.location, function: function))
      use(function, .world, "series '\(name)'", at: series.location)
    }
  }

  func readLenses() {
    for (index, node) in root.list("lenses").enumerated() {
      let place = root.place(ofItem: index, in: "lenses", text: node.table?.array.first?.text)
      guard let lens = node.table, let name = lens.array.first?.text else {
        context.report(
          "a lens is { \"name\", kind = \"definition\", ... }", at: place)
        continue
      }
      let reader = TableReader(
        lens, what: "lens '\(name)'", context: context, near: place)
      var definitions: [String: String] = [:]
      for kindName in lens.names {
        guard let definition = reader.text(kindName),
          let kind = kind(kindName, reader, at: kindName)
        else { continue }
        if study.unread.contains(definition) { continue }
        guard let value = study.values.first(where: { $0.name == definition }) else {
          reader.report(
            "unknown value definition '\(definition)' in \(reader.what)", at: kindName,
            hints: [unknownNameHint(definition, among: study.values.map(\.name), noun: "values")])
          continue
        }
        if !value.kinds.isEmpty, !value.kinds.contains(kind) {
          reader.report("value '\(definition)' is not defined for \(kindName)", at: kindName)
        }
        definitions[kindName] = definition
      }
      reader.reportUnknown(positions: 1)
      study.lenses.append(Lens(name: name, definitionOfKind: definitions))
    }
  }
}
