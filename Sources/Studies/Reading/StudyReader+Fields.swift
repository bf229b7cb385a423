import Diagnostics
import Simulation
import Tables

extension StudyReader {
  /// Reads how a field starts, which says its type too.
  func field(
    _ name: String, _ node: Node, of position: Int, _ what: String, at place: SourceLocation
  ) -> FieldDeclaration? {
    func made(_ type: FieldType, _ initial: Node, isFlow: Bool = false) -> FieldDeclaration {
      FieldDeclaration(
        name: name, location: place, type: type, initial: initial, isFlow: isFlow,
        function: initial.function)
    }
    switch node {
    case .function: return made(.number, node)
    case .integer, .number:
      return context.number(node, what, at: place).map { _ in made(.number, node) }
    case .boolean: return made(.boolean, node)
    case .table(let table):
      guard let sort = table.sort else { break }
      switch sort {
      case "integer": return integerField(table, what, at: place, made)
      case "boolean": return booleanField(table, what, at: place, made)
      case "flow": return made(.number, .integer(0), isFlow: true)
      case "category": return categoryField(table, what, at: place, made)
      case "categorical": return categoricalField(table, node, what, at: place, made)
      case "ref": return referenceField(table, of: position, what, at: place, made)
      case "column": return columnField(table, of: position, what, at: place, made)
      case "bernoulli":
        checkDistribution(table, what, at: place)
        return made(.boolean, node)
      case "rank": return made(.number, node)
      case "parameter":
        return context.number(node, what, at: place).map { _ in made(.number, node) }
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

  /// A whole number: given, drawn from a distribution of counts, a parameter, or by a function.
  private func integerField(
    _ table: TableNode, _ what: String, at place: SourceLocation, _ made: Making
  ) -> FieldDeclaration? {
    let first = table.array.first ?? .integer(0)
    switch first {
    case .function: break
    case .table(let drawn) where ["poisson", "binomial"].contains(drawn.sort):
      checkDistribution(drawn, what, at: place)
    default:
      // Beyond 2^53 a number of the study's table would not be exact.
      let range = -(1 << 53)...(1 << 53)
      guard context.wholeNumber(first, what, at: table.location ?? place, in: range) != nil else {
        return nil
      }
    }
    return made(.integer, first, false)
  }

  private func booleanField(
    _ table: TableNode, _ what: String, at place: SourceLocation, _ made: Making
  ) -> FieldDeclaration? {
    let first = table.array.first ?? .boolean(false)
    switch first {
    case .boolean, .function: break
    default:
      context.report(
        "\(what) must start as true or false or by a function, got \(first.described)",
        at: table.location ?? place)
      return nil
    }
    return made(.boolean, first, false)
  }

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
    _ table: TableNode, of position: Int, _ what: String, at place: SourceLocation,
    _ made: Making
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
    let first = table.array.count > 1 ? table.array[1] : .nothing
    switch first {
    case .nothing, .function: break
    case .table(let column) where column.sort == "column":
      guard columnField(column, of: position, what, at: place, made) != nil else { return nil }
      if let source = study.kinds[position].source, let data = study.data[source.table],
        let cells = column.array.first?.text.flatMap({ data.table[$0] })
      {
        let reader = TableReader(table, what: what, context: context, near: place)
        checkKey(cells, of: data, names: kind, reader, at: cells.name)
      }
      if study.kinds[kind.rawValue].source == nil, !kindsWithoutSource.contains(kind.rawValue),
        study.kinds[kind.rawValue].name != study.kinds[position].name
      {
        context.report(
          "\(what) matches a column, but \(name) does not come from data", at: place)
      }
    default:
      context.report(
        "\(what) refers to nobody at first, to whom a function says, or by a column; "
          + "got \(first.described)", at: table.location ?? place)
      return nil
    }
    return made(.reference(kind), first, false)
  }

  private func columnField(
    _ table: TableNode, of position: Int, _ what: String, at place: SourceLocation, _ made: Making
  ) -> FieldDeclaration? {
    guard let name = table.array.first?.text else {
      context.report("valence.column needs the name of a column", at: place)
      return nil
    }
    if kindsWithoutSource.contains(position) { return nil }
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
    case .boolean:
      if let row = (0..<column.count).first(where: column.missing.contains),
        let data = study.data[source.table]
      {
        context.report(
          "column '\(name)' has no value here, but \(what) must be true or false",
          at: SourceLocation(file: data.path, line: data.table.line(ofRow: row)),
          hints: ["types = { \(name) = \"text\" } makes it a category, which may be missing"])
      }
      return made(.boolean, .table(table), false)
    case .text(_, let levels): return made(.category(levels: levels), .table(table), false)
    }
  }
}
