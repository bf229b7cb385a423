import Diagnostics
import Simulation

extension StudyReader {
  /// What `by` says where a measure with a lens is asked kind by kind.
  private static let byKind = "kind"

  func readMeasures() {
    let nodes = root.list("measures")
    for (index, node) in nodes.enumerated() {
      readMeasures(node, near: root.place(ofItem: index, in: "measures"))
    }
    if study.folds.count > HandleClass.limit {
      root.report(
        "measures follow the events of phases \(study.folds.count) times; the limit is "
          + "\(HandleClass.limit)", at: "measures")
    }
  }

  /// A measure, or a list of them as modules make it.
  func readMeasures(_ node: Node, near place: SourceLocation?) {
    if let table = node.table, table.sort == nil, table.named.isEmpty {
      for entry in table.array { readMeasures(entry, near: place) }
    } else if let measure = node.table, measure.sort == "measure" {
      readMeasure(measure)
    } else {
      context.report(
        "a measure cannot be \(node.described)", at: node.table?.location ?? place,
        hints: ["valence.measure { \"name\", function(run, twin) return ... end }"])
    }
  }

  func readMeasure(_ table: TableNode) {
    guard
      let made = NamedFunction(
        table, noun: "measure",
        form: "valence.measure { \"name\", function(run, twin) return ... end }", context)
    else { return }
    let (name, function, reader) = (made.name, made.function, made.reader)
    if study.measures.contains(where: { $0.name == name && $0.section == measuredSection }) {
      reader.report(
        "there are two measures named '\(name)'",
        hints: ["a module's measure takes a name of its own: name = \"...\""])
    }
    if reader.has("of") { return readActorMeasure(name, reader, function) }
    let numbers = reader.texts("gives")
    if Set(numbers).count < numbers.count {
      reader.report("'gives' of \(reader.what) names a number twice", at: "gives")
    }
    var measure = MeasureDeclaration(
      name: name, location: table.location, function: function,
      section: measuredSection, outputs: [],
      about: descriptions(reader, of: numbers), fold: fold(reader), actors: nil,
      against: changes(reader, "against"),
      under: changes(reader, "under"))
    if measure.fold == nil, reader.has("over") { study.unread.insert(name) }
    measure.lenses = lenses(reader)
    if measure.lenses.isEmpty, reader.has("lens") { study.unread.insert(name) }
    if !measure.lenses.isEmpty, reader.node("by").text == StudyReader.byKind {
      measure.lenses = measure.lenses.flatMap { $0.kindByKind(study.kinds) }
    } else {
      measure.groups = groups(reader, measure.fold)
    }
    measure.nameOutputs(numbers)
    reader.reportUnknown(positions: 2)
    study.measures.append(measure)
    use(
      function,
      .measure(results: max(1, numbers.count), kept: measure.fold?.names ?? []),
      "measure '\(name)'", at: table.location)
    guard let fold = measure.fold else { return }
    for phase in fold.phases {
      use(
        fold.function, .fold(phase, names: fold.names), "'each' of measure '\(name)'",
        at: table.location)
    }
  }

  /// The mean over actors of what a function says of each.
  private func readActorMeasure(
    _ name: String, _ reader: TableReader, _ function: FunctionReference
  ) {
    for key in ["gives", "over", "per", "keep", "each", "lens", "between"] where reader.has(key) {
      reader.report(
        "\(reader.what) has 'of' and cannot have '\(key)': its function is asked about each actor",
        at: key)
    }
    let (against, under) = (changes(reader, "against"), changes(reader, "under"))
    let about = descriptions(reader, of: [])
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
        section: measuredSection, outputs: groups?.levels ?? [name],
        about: Array(repeating: about[0], count: groups?.levels.count ?? 1), fold: nil,
        actors: MeasureDeclaration.Actors(kind: kind, groups: groups?.field), against: against,
        under: under))
    use(function, .perActor(kind, results: 1), reader.what, at: reader.location)
  }
}

extension MeasureDeclaration {
  /// Names the numbers of all askings: number, level, kind and lens, where there are several.
  fileprivate mutating func nameOutputs(_ numbers: [String]) {
    self.numbers = numbers
    let ofAsking: [String?] = numbers.isEmpty ? [nil] : numbers
    about = askings.flatMap { _ in about }
    let areSeveral = Set(lenses.map(\.name)).count > 1
    outputs = askings.flatMap { asking in
      let lens = areSeveral ? asking.lens?.name : nil
      return ofAsking.map { number in
        let parts = [number, asking.level, asking.lens?.kind, lens].compactMap { $0 }
        return parts.isEmpty ? name : parts.joined(separator: ": ")
      }
    }
  }
}
