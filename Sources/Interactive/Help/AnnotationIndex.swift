/// The classes and aliases of several annotation files, and how a name that mentions them is explained.
struct AnnotationIndex {
  private(set) var functions: [AnnotationFile.Function] = []
  private(set) var classes: [AnnotationFile.Class] = []
  private(set) var aliases: [AnnotationFile.Alias] = []
  private var positions: [String: Int] = [:]
  /// The classes that functions belong to: objects.
  private var owners: Set<String> = []
  /// The classes that functions return.
  private var returned: Set<String> = []

  mutating func add(_ file: AnnotationFile) {
    functions += file.functions
    aliases += file.aliases
    owners.formUnion(file.functions.compactMap(\.owner))
    returned.formUnion(
      file.functions.flatMap { $0.block.results.flatMap { Self.names(in: $0.type) } })
    for found in file.classes {
      guard let known = positions[found.name] else {
        positions[found.name] = classes.count
        classes.append(found)
        continue
      }
      // A class can be declared in parts, and says in one of them what it is.
      if classes[known].text.isEmpty { classes[known].text = found.text }
      classes[known].fields += found.fields
      classes[known].parent = classes[known].parent ?? found.parent
      classes[known].global = classes[known].global ?? found.global
    }
  }

  func `class`(named name: String) -> AnnotationFile.Class? { positions[name].map { classes[$0] } }

  /// The fields of a class, those of its parents included.
  func fields(of found: AnnotationFile.Class) -> [AnnotationFile.Part] {
    let inherited = found.parent.flatMap(self.class(named:)).map { fields(of: $0) } ?? []
    return found.fields + inherited
  }

  /// The class and those that it is the parent of, however far.
  func descendants(of name: String) -> [String] {
    [name] + classes.filter { $0.parent == name }.flatMap { descendants(of: $0.name) }
  }

  /// The classes that a type mentions as tables to be filled in: they have fields and no methods, and no
  /// function returns them.
  func tables(in type: String) -> [AnnotationFile.Class] {
    Self.names(in: type).compactMap(self.class(named:)).filter {
      !fields(of: $0).isEmpty && !owners.contains($0.name) && !returned.contains($0.name)
    }
  }

  func aliases(in type: String) -> [AnnotationFile.Alias] {
    let names = Self.names(in: type)
    return aliases.filter { names.contains($0.name) }
  }

  /// The names in a type, those of what functions take left out.
  private static func names(in type: String) -> [String] {
    var result: [String] = []
    var depths: [Bool] = []
    var name = ""
    for character in type + " " {
      if character.isLetter || character.isNumber || character == "_" || character == "." {
        name.append(character)
        continue
      }
      let isWithin = depths.contains(true)
      if character == "(" { depths.append(name == "fun") }
      if character == ")" { _ = depths.popLast() }
      if !name.isEmpty, !isWithin, !result.contains(name) { result.append(name) }
      name = ""
    }
    return result
  }
}

// MARK: explaining

extension AnnotationIndex {
  /// What a parameter or a field is, with the tables and aliases that its type mentions.
  func rows(of part: AnnotationFile.Part, depth: Int = 0) -> [HelpBlock.Row] {
    [HelpBlock.Row(name: part.name, text: Self.described(part), depth: depth)]
      + rows(in: part.type, depth: depth + 1)
  }

  /// What a type mentions.
  func rows(in type: String, depth: Int = 0) -> [HelpBlock.Row] {
    let ofTables = tables(in: type).flatMap { table in
      fields(of: table).map {
        HelpBlock.Row(name: $0.name, text: Self.described($0), depth: depth)
      }
    }
    return ofTables + aliasRows(in: type, depth: depth)
  }

  private func aliasRows(in type: String, depth: Int) -> [HelpBlock.Row] {
    aliases(in: type).flatMap { alias in
      [
        HelpBlock.Row(
          name: alias.name,
          text: [alias.type, alias.text.joined(separator: " ")].filter { !$0.isEmpty }
            .joined(separator: " - "), depth: depth)
      ] + alias.choices.map { HelpBlock.Row(name: $0.name, text: $0.text, depth: depth + 1) }
    }
  }

  /// The lists below a function: what it takes, and what it returns.
  func details(of block: AnnotationFile.Block) -> [HelpBlock] {
    var rows: [HelpBlock.Row] = []
    var blocks: [HelpBlock] = []
    if let table = wholeTable(of: block) {
      blocks.append(.text(table.text))
      rows = fields(of: table).flatMap { field in
        [HelpBlock.Row(name: field.name, text: Self.described(field))]
          + aliasRows(in: field.type, depth: 1)
      }
    } else {
      rows = block.parameters.flatMap { self.rows(of: $0) }
    }
    blocks.append(.rows(rows))
    blocks.append(
      .rows(
        block.results.map { result in
          HelpBlock.Row(
            name: "returns" + (result.name.isEmpty ? "" : " \(result.name)"),
            text: Self.described(result))
        }))
    return blocks
  }

  /// How a function is called, and what it returns: "env:chance(probability, key?) -> boolean".
  func heading(_ name: String, of block: AnnotationFile.Block) -> String {
    let results = block.results.map(\.type).joined(separator: ", ")
    let call =
      wholeTable(of: block) == nil
      ? "(\(block.parameters.map(\.name).joined(separator: ", ")))" : " { ... }"
    return name + call + (results.isEmpty ? "" : " -> \(results)")
  }

  /// The table that a function takes and nothing else.
  private func wholeTable(of block: AnnotationFile.Block) -> AnnotationFile.Class? {
    guard block.parameters.count == 1, let only = block.parameters.first,
      let table = self.class(named: only.type), tables(in: only.type).count == 1
    else { return nil }
    return table
  }

  private static func described(_ part: AnnotationFile.Part) -> String {
    part.text.isEmpty ? part.type : "\(part.type) - \(part.text)"
  }
}
