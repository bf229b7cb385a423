import Diagnostics
import Simulation
import Tables

extension StudyReader {
  func readKinds() {
    guard let table = root.nested("actors") else {
      if !root.has("actors") {
        root.report("the study has no actors", hints: ["actors = { consumer = { count = 100 } }"])
      }
      return
    }
    // Kinds first: fields may refer to any of them.
    for name in table.names {
      checkActorName(name, "kind", at: context.place(of: name, in: table))
      study.kinds.append(
        KindDeclaration(
          name: name, location: context.place(of: name, in: table), count: .nothing,
          resampled: .nothing, fields: []))
    }
    for (position, entry) in table.named.enumerated() {
      guard let kind = entry.value.table else {
        context.report(
          "kind '\(entry.name)' must be a table: { count = n, fields = { ... } }",
          at: study.kinds[position].location)
        continue
      }
      readKind(position, kind)
    }
    if !table.array.isEmpty {
      context.report("actors have names: consumer = { count = n }", at: root.place(of: "actors"))
    }
  }

  private func checkActorName(_ name: String, _ what: String, at place: SourceLocation) {
    if !name.isIdentifier {
      context.report(
        "\(what) '\(name)' is not a name: letters, digits and _ only, no digit first", at: place)
    }
  }

  private func readKind(_ position: Int, _ table: TableNode) {
    let declared = study.kinds[position]
    let reader = TableReader(
      table, what: "kind '\(declared.name)'", context: context, near: declared.location)
    let count = reader.node("count")
    study.kinds[position].count = count
    if let source = reader.text("from") {
      let key = reader.requiredText("key", "the column that names the actor")
      if dataTable(source, reader, at: "from") != nil, let key,
        column(key, of: source, reader, at: "key") != nil
      {
        study.kinds[position].source = (source, key)
      }
      if !count.isNothing {
        reader.report("\(reader.what) has both 'count' and 'from': its data says how many")
      }
    } else if count.isNothing {
      reader.report("\(reader.what) needs 'count': how many actors there are")
    } else {
      _ = context.wholeNumber(
        count, "'count' of \(reader.what)", at: reader.place(of: "count"), in: 0...2_000_000_000)
    }
    let resample = reader.node("resample")
    study.kinds[position].resampled = resample
    if !resample.isNothing {
      _ = context.flag(resample, "'resample' of \(reader.what)", at: reader.place(of: "resample"))
    }
    if !resample.isNothing, study.kinds[position].source == nil {
      reader.report("only actors that come from data can be resampled", at: "resample")
    }
    if let fields = reader.nested("fields") { readFields(fields, of: position, reader) }
    reader.reportUnknown()
  }

  private func readFields(_ table: TableNode, of position: Int, _ reader: TableReader) {
    for entry in table.named {
      let place = context.place(of: entry.name, in: table, near: reader.place(of: "fields"))
      checkActorName(entry.name, "field", at: place)
      if ActorNames.all.contains(entry.name) {
        context.report(
          "a field cannot be called '\(entry.name)': it has a meaning of its own on every actor",
          at: place)
      }
      let what = "field '\(entry.name)' of \(study.kinds[position].name)"
      if let field = field(entry.name, entry.value, of: position, what, at: place) {
        study.kinds[position].fields.append(field)
      }
    }
    if !table.array.isEmpty { reader.report("fields have names: name = first value", at: "fields") }
    for (index, field) in study.kinds[position].fields.enumerated() {
      guard let function = field.function else { continue }
      use(
        function, .initial(KindID(position), FieldID(index)),
        "first value of '\(field.name)'", at: field.location)
    }
  }

  private func field(
    _ name: String, _ node: Node, of position: Int, _ what: String, at place: SourceLocation
  ) -> FieldDeclaration? {
    func made(_ type: FieldType, _ initial: Node, isFlow: Bool = false) -> FieldDeclaration {
      FieldDeclaration(
        name: name, location: place, type: type, initial: initial, isFlow: isFlow,
        function: initial.function)
    }
    switch node {
    case .integer, .number, .function: return made(.number, node)
    case .boolean: return made(.boolean, node)
    case .table(let table):
      guard let sort = table.sort else { break }
      switch sort {
      case "integer", "boolean":
        return made(sort == "integer" ? .integer : .boolean, table.array.first ?? .integer(0))
      case "flow": return made(.number, .integer(0), isFlow: true)
      case "category": return categoryField(table, what, at: place, made)
      case "categorical": return categoricalField(table, node, what, at: place, made)
      case "ref": return referenceField(table, what, at: place, made)
      case "column": return columnField(table, of: position, what, at: place, made)
      case "bernoulli":
        checkDistribution(table, what, at: place)
        return made(.boolean, node)
      case "rank", "parameter": return made(.number, node)
      case let sort where DistributionSort(rawValue: sort) != nil:
        checkDistribution(table, what, at: place)
        return made(.number, node)
      default: break
      }
    case .text(let text):
      context.report(
        "\(what) cannot start as the text '\(text)'", at: place,
        hints: ["a category is written valence.category({ \"a\", \"b\" }, \"\(text)\")"])
      return nil
    default: break
    }
    context.report(
      "\(what) cannot start as \(node.described)", at: place,
      hints: [
        "a number, true or false, a distribution (valence.beta(2, 3)), a function of the actor, "
          + "valence.category, ref, rank, flow, column or integer"
      ])
    return nil
  }

  private typealias Making = (FieldType, Node, Bool) -> FieldDeclaration

  private func levels(_ node: Node?, _ what: String, at place: SourceLocation) -> [String]? {
    let levels = node?.table?.array.compactMap(\.text) ?? []
    guard let table = node?.table, !levels.isEmpty, levels.count == table.array.count else {
      context.report(
        "\(what) needs its levels: valence.category({ \"a\", \"b\" }, first)", at: place)
      return nil
    }
    if Set(levels).count < levels.count {
      context.report("\(what) names a level twice", at: place)
    }
    return levels
  }

  private func categoryField(
    _ table: TableNode, _ what: String, at place: SourceLocation, _ made: Making
  ) -> FieldDeclaration? {
    guard let levels = levels(table.array.first, what, at: place) else { return nil }
    let first = table.array.count > 1 ? table.array[1] : .text(levels[0])
    switch first {
    case .function: break
    case .text(let text) where levels.contains(text): break
    case .text(let text):
      context.report(
        "\(what) has no level '\(text)'", at: table.location ?? place,
        hints: [unknownNameHint(text, among: levels, noun: "levels")])
      return nil
    default:
      context.report(
        "\(what) must start as one of its levels or by a function, got \(first.described)",
        at: table.location ?? place)
      return nil
    }
    return made(.category(levels: levels), first, false)
  }

  private func categoricalField(
    _ table: TableNode, _ node: Node, _ what: String, at place: SourceLocation, _ made: Making
  ) -> FieldDeclaration? {
    let levels: [String]
    if table.named.isEmpty {
      guard let given = self.levels(table.array.first, what, at: place) else { return nil }
      levels = given
    } else {
      levels = table.names
    }
    checkDistribution(table, what, at: place)
    return made(.category(levels: levels), node, false)
  }

  private func referenceField(
    _ table: TableNode, _ what: String, at place: SourceLocation, _ made: Making
  ) -> FieldDeclaration? {
    guard let name = table.array.first?.text else {
      context.report("valence.ref needs the name of a kind: valence.ref \"customer\"", at: place)
      return nil
    }
    guard let kind = study.kind(named: name) else {
      context.report(
        "unknown kind '\(name)' in \(what)", at: table.location ?? place,
        hints: [unknownNameHint(name, among: study.kinds.map(\.name), noun: "kinds")])
      return nil
    }
    return made(.reference(kind), table.array.count > 1 ? table.array[1] : .nothing, false)
  }

  private func columnField(
    _ table: TableNode, of position: Int, _ what: String, at place: SourceLocation, _ made: Making
  ) -> FieldDeclaration? {
    guard let name = table.array.first?.text else {
      context.report("valence.column needs the name of a column", at: place)
      return nil
    }
    guard let source = study.kinds[position].source else {
      context.report(
        "\(what) is a column of data, but \(study.kinds[position].name) does not come from data",
        at: place, hints: ["from = \"table\", key = \"column\" makes actors of a table's rows"])
      return nil
    }
    let reader = TableReader(table, what: what, context: context, near: place)
    guard let column = column(name, of: source.table, reader, at: name) else { return nil }
    switch column.values {
    case .number, .integer: return made(.number, .table(table), false)
    case .boolean: return made(.boolean, .table(table), false)
    case .text(_, let levels): return made(.category(levels: levels), .table(table), false)
    }
  }
}

extension String {
  /// Whether it can stand behind a dot in Lua.
  var isIdentifier: Bool {
    guard let first = utf8.first, !(0x30...0x39).contains(first) else { return false }
    return utf8.allSatisfy {
      $0 == 0x5F || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
        || (0x61...0x7A).contains($0)
    }
  }
}
