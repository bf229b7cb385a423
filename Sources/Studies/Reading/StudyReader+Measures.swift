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
    let outputs = reader.texts("gives")
    if Set(outputs).count < outputs.count {
      reader.report("'gives' of \(reader.what) names a number twice", at: "gives")
    }
    var measure = MeasureDeclaration(
      name: name, location: table.location, function: function,
      outputs: outputs.isEmpty ? [name] : outputs, unit: reader.text("unit"),
      origin: reader.text("source"), fold: nil, against: nil)
    measure.fold = fold(reader)
    if measure.fold == nil, reader.has("over") { study.unread.insert(name) }
    if let against = reader.nested("against") {
      measure.against = settings(against, "'against' of \(reader.what)", near: reader.location)
    }
    reader.reportUnknown(positions: 2)
    study.measures.append(measure)
    use(function, .measure, "measure '\(name)'", at: table.location)
    if let fold = measure.fold {
      use(
        fold.function, .fold(fold.phase, names: fold.names), "'each' of measure '\(name)'",
        at: table.location)
    }
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
