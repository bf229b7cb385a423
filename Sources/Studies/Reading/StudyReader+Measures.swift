import Diagnostics
import Simulation

extension StudyReader {
  func readMeasures() {
    for (index, node) in root.list("measures").enumerated() {
      guard let measure = node.table, measure.sort == "measure" else {
        context.report(
          "a measure cannot be \(node.described)",
          at: node.table?.location ?? root.place(ofItem: index, in: "measures"),
          hints: ["valence.measure { \"name\", function(run, twin) return ... end }"])
        continue
      }
      readMeasure(measure)
    }
    let folds = study.measures.count { $0.fold != nil }
    if folds > HandleClass.limit {
      root.report(
        "\(folds) measures follow events; the limit is \(HandleClass.limit)", at: "measures")
    }
  }

  private func readMeasure(_ table: TableNode) {
    let name = table.array.first?.text
    let reader = TableReader(
      table, what: "measure '\(name ?? "?")'", context: context, near: table.location)
    guard let name, table.array.count == 2, let function = table.array[1].function else {
      reader.report(
        "valence.measure needs its name first and its function last: "
          + "valence.measure { \"name\", function(run, twin) return ... end }")
      return
    }
    if study.measures.contains(where: { $0.name == name }) {
      reader.report("there are two measures named '\(name)'")
    }
    if reader.has("of") { return readActorMeasure(name, reader, function) }
    let outputs = reader.texts("gives")
    if Set(outputs).count < outputs.count {
      reader.report("'gives' of \(reader.what) names a number twice", at: "gives")
    }
    var measure = MeasureDeclaration(
      name: name, location: table.location, function: function,
      outputs: outputs.isEmpty ? [name] : outputs, unit: reader.text("unit"),
      origin: reader.text("source"), fold: nil, actors: nil, against: nil)
    measure.fold = fold(reader)
    if measure.fold == nil, reader.has("over") { study.unread.insert(name) }
    if reader.has("by") {
      reader.report("'by' of \(reader.what) needs 'of': the kind whose actors it groups", at: "by")
    }
    measure.against = against(reader)
    reader.reportUnknown(positions: 2)
    study.measures.append(measure)
    use(
      function, .measure(results: measure.outputs.count, kept: measure.fold?.names ?? []),
      "measure '\(name)'", at: table.location)
    if let fold = measure.fold {
      use(
        fold.function, .fold(fold.phase, names: fold.names), "'each' of measure '\(name)'",
        at: table.location)
    }
  }

  /// Settings of the twin that a measure is computed with.
  private func against(_ reader: TableReader) -> [String: ParameterValue]? {
    reader.nested("against").map {
      settings($0, "'against' of \(reader.what)", near: reader.location)
    }
  }

  /// The mean over actors of what a function says of each.
  private func readActorMeasure(
    _ name: String, _ reader: TableReader, _ function: FunctionReference
  ) {
    for key in ["gives", "over", "per", "keep", "each"] where reader.has(key) {
      reader.report(
        "\(reader.what) has 'of' and cannot have '\(key)': its function is asked about each actor",
        at: key)
    }
    let against = against(reader)
    let (unit, origin) = (reader.text("unit"), reader.text("source"))
    guard let kind = reader.text("of").flatMap({ self.kind($0, reader, at: "of") }) else {
      study.unread.insert(name)
      use(function, .unread(environment: 2), reader.what, at: reader.location)
      _ = reader.has("by")
      return reader.reportUnknown(positions: 2)
    }
    let groups = groups(kind, reader)
    reader.reportUnknown(positions: 2)
    study.measures.append(
      MeasureDeclaration(
        name: name, location: reader.location, function: function,
        outputs: groups?.levels ?? [name], unit: unit, origin: origin, fold: nil,
        actors: MeasureDeclaration.Actors(kind: kind, groups: groups?.field), against: against))
    use(function, .perActor(kind, results: 1), reader.what, at: reader.location)
  }

  /// The category by which actors are grouped.
  private func groups(
    _ kind: KindID, _ reader: TableReader
  ) -> (field: FieldID, levels: [String])? {
    guard let name = reader.text("by") else { return nil }
    let declaration = study.kinds[kind.rawValue]
    guard let field = declaration.field(named: name) else {
      if !study.unread.contains(name) {
        let categories = declaration.fields.filter { $0.type.levels != nil }.map(\.name)
        reader.report(
          "unknown field '\(name)' of \(declaration.name) in \(reader.what)", at: "by",
          hints: [
            unknownNameHint(name, among: categories, noun: "categories of \(declaration.name)")
          ])
      }
      return nil
    }
    guard let levels = declaration.fields[field.rawValue].type.levels else {
      reader.report(
        "'by' of \(reader.what) needs a category, and '\(name)' of \(declaration.name) is none",
        at: "by")
      return nil
    }
    return (field, levels)
  }

  private func fold(_ reader: TableReader) -> MeasureDeclaration.Fold? {
    guard let over = reader.text("over") else {
      for key in ["per", "keep", "each"] where reader.has(key) {
        reader.report(
          "'\(key)' of \(reader.what) needs 'over': the phase whose events it follows", at: key)
      }
      return nil
    }
    let unitName = reader.text("per") ?? "run"
    let keep = reader.record("keep", form: "keep = { n = 0 }")
    let each = reader.function("each")
    guard let phase = phase(over, reader, at: "over") else {
      if let each {
        use(each, .unread(environment: 2), "'each' of \(reader.what)", at: reader.location)
      }
      return nil
    }
    guard study.phases[phase.rawValue].sides != nil else {
      reader.report("'\(over)' is a rule: only encounters and presences have events", at: "over")
      return nil
    }
    guard let unit = FoldSpec.Unit(rawValue: unitName) else {
      reader.report(
        "'per' of \(reader.what) must be tie, initiator, partner or run, got '\(unitName)'",
        at: "per")
      return nil
    }
    if unit == .tie, !hasTies(phase) {
      reader.report("'\(over)' does not run along a network: its events have no tie", at: "per")
    }
    if unit == .partner, study.phases[phase.rawValue].sides?.to == nil {
      reader.report("'\(over)' is one-sided: its events have no partner", at: "per")
    }
    guard let keep, !keep.named.isEmpty, let each else {
      reader.report(
        "\(reader.what) needs 'keep' and 'each'",
        hints: ["keep = { n = 0 }, each = function(kept, event, env) kept.n = kept.n + 1 end"])
      return nil
    }
    let initial = keep.named.compactMap { entry -> Double? in
      let place = reader.place(of: entry.name, in: "keep", keep)
      checkName(entry.name, "kept number", at: place)
      return context.number(entry.value, "'\(entry.name)' in 'keep' of \(reader.what)", at: place)
    }
    guard initial.count == keep.named.count else { return nil }
    return MeasureDeclaration.Fold(
      phase: phase, unit: unit, names: keep.names, initial: initial, function: each)
  }

  private func hasTies(_ phase: PhaseID) -> Bool {
    if case .encounter(_, _, .network, _) = study.phases[phase.rawValue].body { return true }
    return false
  }
}

extension FieldType {
  /// The levels of a category.
  fileprivate var levels: [String]? {
    if case .category(let levels) = self { levels } else { nil }
  }
}
