import Diagnostics
import Simulation

// What measures declare besides their function: what they say of themselves, whose value they are
// about, and by what they are broken down.
extension StudyReader {
  /// - Parameter numbers: the names of a measure's numbers, where it gives several; what it says is
  ///   then one for all of them, or a table by these names.
  func descriptions(_ reader: TableReader, of numbers: [String]) -> [MeasureDescription] {
    let names: [String?] = numbers.isEmpty ? [nil] : numbers
    func texts(_ key: String) -> [String?] {
      names.map { text(reader.node(key), key, reader, of: $0, among: numbers) }
    }
    let (units, formulas) = (texts("unit"), texts("formula"))
    let (directions, readings) = (texts("direction"), texts("reading"))
    let (origins, owns) = (texts("source"), texts("own"))
    let range = reader.node("range")
    return names.indices.map { index in
      var about = MeasureDescription(unit: units[index], origin: origins[index])
      about.formula = formulas[index]
      about.reading = readings[index]
      about.own = owns[index]
      about.direction = directions[index].flatMap { direction($0, reader) }
      about.range = self.range(part(of: range, names[index], among: numbers), reader)
      return about
    }
  }

  /// The entry for one of several numbers, where there is a table by their names.
  private func part(of node: Node, _ name: String?, among numbers: [String]) -> Node {
    guard let name, let table = node.table, table.array.isEmpty else { return node }
    return table[name]
  }

  private func text(
    _ node: Node, _ key: String, _ reader: TableReader, of name: String?, among numbers: [String]
  ) -> String? {
    for known in node.table?.names ?? [] where !numbers.contains(known) {
      reader.report(
        "'\(key)' of \(reader.what) is about '\(known)', which it does not give", at: key,
        hints: [unknownNameHint(known, among: numbers, noun: "numbers")])
      return nil
    }
    let part = part(of: node, name, among: numbers)
    if part.isNothing { return nil }
    if part.text == nil {
      reader.report("'\(key)' of \(reader.what) must be a text, got \(part.described)", at: key)
    }
    return part.text
  }

  private func direction(_ name: String, _ reader: TableReader) -> MeasureDescription.Direction? {
    if let direction = MeasureDescription.Direction(rawValue: name) { return direction }
    reader.report(
      "'direction' of \(reader.what) must be higher, lower or neither, got '\(name)': which "
        + "numbers are better", at: "direction")
    return nil
  }

  private func range(_ node: Node, _ reader: TableReader) -> MeasureDescription.Range? {
    if node.isNothing { return nil }
    let ends = node.table?.array.compactMap(\.number) ?? []
    guard ends.count == 2, node.table?.array.count == 2, ends[0] <= ends[1] else {
      reader.report(
        "'range' of \(reader.what) must be two numbers, the lower one first", at: "range",
        hints: ["range = { 0, 1 }", "where there is no end: -math.huge, math.huge"])
      return nil
    }
    return MeasureDescription.Range(
      low: ends[0].isFinite ? ends[0] : nil, high: ends[1].isFinite ? ends[1] : nil)
  }

  // MARK: Lenses

  /// Whose value a measure is about, by each lens that it is asked through.
  func lenses(_ reader: TableReader) -> [MeasureLens] {
    guard let name = reader.text("lens") else {
      if reader.has("between") {
        reader.report(
          "'between' of \(reader.what) needs 'lens': whose value it is about", at: "between",
          hints: ["lens = \"every\""])
      }
      return []
    }
    var kinds: [KindID]?
    if reader.has("between") {
      kinds = reader.texts("between").compactMap { kind($0, reader, at: "between") }
    }
    if study.lenses.isEmpty, name == "every" {
      return [defaultLens(kinds, reader)].compactMap { $0 }
    }
    let chosen = study.lenses.filter { name == "every" || $0.name == name }
    if chosen.isEmpty, !study.unread.contains(name) {
      reader.report(
        "unknown lens '\(name)' in \(reader.what)", at: "lens",
        hints: [
          study.lenses.isEmpty
            ? "the study declares no lenses: write lens = \"every\", or lenses = { { \"\(name)\", kind = "
              + "\"definition\" } }"
            : unknownNameHint(name, among: study.lenses.map(\.name), noun: "lenses")
        ])
    }
    return chosen.compactMap { lens($0, between: kinds, reader) }
  }

  private func lens(
    _ lens: Lens, between kinds: [KindID]?, _ reader: TableReader
  ) -> MeasureLens? {
    let named = lens.definitionOfKind.compactMap { name, definition -> MeasureLens.Entry? in
      guard let kind = study.kind(named: name),
        let value = study.values.firstIndex(where: { $0.name == definition })
      else { return nil }
      return MeasureLens.Entry(kind: kind, value: value)
    }
    for kind in kinds ?? [] where !named.contains(where: { $0.kind == kind }) {
      let name = study.kinds[kind.rawValue].name
      if lens.definitionOfKind[name] != nil { continue }
      reader.report(
        "'between' of \(reader.what) names '\(name)', for which lens '\(lens.name)' has no definition",
        at: "between", hints: ["name one lens that has all of them, or add it: \(name) = \"...\""])
    }
    return measureLens(lens.name, named.filter { kinds?.contains($0.kind) ?? true })
  }

  /// Each kind's only definition of its own value, where the study declares no lenses.
  private func defaultLens(_ kinds: [KindID]?, _ reader: TableReader) -> MeasureLens? {
    var entries: [MeasureLens.Entry] = []
    for kind in kinds ?? study.kinds.indices.map(KindID.init) {
      let name = study.kinds[kind.rawValue].name
      let own = study.values.indices.filter {
        study.values[$0].beneficiary == nil && study.values[$0].kinds.contains(kind)
      }
      if own.count > 1 {
        let names = own.map { "'\(study.values[$0].name)'" }.joined(separator: ", ")
        reader.report(
          "\(reader.what) does not know which value of '\(name)' counts: \(names)", at: "lens",
          hints: ["lenses = { { \"a name\", \(name) = \"\(study.values[own[0]].name)\" } }"])
      } else if let value = own.first {
        entries.append(MeasureLens.Entry(kind: kind, value: value))
      } else if kinds != nil, study.unread.isEmpty {
        reader.report(
          "'between' of \(reader.what) names '\(name)', which has no value definition of its own",
          at: "between")
      }
    }
    if entries.isEmpty, kinds == nil, study.unread.isEmpty, study.values.isEmpty {
      reader.report("\(reader.what) is about value, and the study defines none", at: "lens")
    }
    return measureLens("default", entries)
  }

  private func measureLens(_ name: String, _ entries: [MeasureLens.Entry]) -> MeasureLens {
    func key(_ entry: MeasureLens.Entry) -> [UInt8] {
      Array(study.kinds[entry.kind.rawValue].name.utf8)
    }
    return MeasureLens(
      name: name,
      definitions: entries.sorted { key($0).lexicographicallyPrecedes(key($1)) })
  }

  // MARK: Levels

  /// The tag of the folded events, or the category of actors, by which a measure is broken down.
  func groups(_ reader: TableReader, _ fold: MeasureDeclaration.Fold?) -> MeasureGroups? {
    guard let name = reader.text("by") else { return nil }
    if reader.has("over") { return fold.flatMap { groups(name, reader, $0) } }
    let fields = study.kinds.flatMap(\.fields).filter { $0.name == name }
    let levels = fields.compactMap(\.type.levels).joined().uniqued
    if !levels.isEmpty { return .category(name, levels: levels) }
    if study.unread.contains(name) { return nil }
    let categories = study.kinds.flatMap(\.fields).filter { $0.type.levels != nil }.map(\.name)
    reader.report(
      fields.isEmpty
        ? "no kind has the category '\(name)' that \(reader.what) is broken down by"
        : "'by' of \(reader.what) needs a category, and '\(name)' is none", at: "by",
      hints: [
        unknownNameHint(name, among: categories.uniqued, noun: "categories"),
        "for a tag of events it needs 'over': the phases whose events it follows",
      ])
    return nil
  }

  private func groups(
    _ name: String, _ reader: TableReader, _ fold: MeasureDeclaration.Fold
  ) -> MeasureGroups? {
    let phases = fold.phases.map { study.phases[$0.rawValue] }
    let levels = phases.flatMap { $0.tags.first { $0.name == name }?.levels ?? [] }.uniqued
    let isWhole = reader.node("over").text == Self.allEvents
    let without = phases.first { phase in !phase.tags.contains { $0.name == name } }
    if levels.isEmpty || !isWhole, let without {
      reader.report(
        "events of '\(without.name)' have no tag '\(name)' that \(reader.what) could be broken down by",
        at: "by",
        hints: [
          unknownNameHint(name, among: phases.flatMap(\.tags).map(\.name).uniqued, noun: "tags")
        ])
      return nil
    }
    return levels.isEmpty ? nil : .tag(name, levels: levels)
  }

  /// The category by which actors are grouped.
  func groups(
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
}

extension Sequence where Element == String {
  /// Each text once, where it comes first.
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
