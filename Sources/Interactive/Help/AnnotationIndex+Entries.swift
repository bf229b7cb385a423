/// The entries that annotation files come to.
extension AnnotationIndex {
  /// What a session has comes first, then what studies have, then what tests have.
  var entries: [HelpEntry] {
    let callers = callers
    var entries = functions.map { ($0.owner ?? "", entry(of: $0)) }
    for found in classes {
      let takers = descendants(of: found.name).flatMap { callers[$0] ?? [] }
      // A field such as `[string]` stands for names that are the study's own.
      entries += found.fields.filter { !$0.name.hasPrefix("[") }
        .map { (found.name, entry(of: $0, in: found, of: takers)) }
      entries.append((found.name, entry(of: found)))
    }
    entries += aliases.map { ($0.name, entry(of: $0)) }
    return [0, 1, 2].flatMap { rank in entries.filter { Self.rank(of: $0.0) == rank }.map(\.1) }
  }

  private static func rank(of owner: String) -> Int {
    if owner == sessionClass || owner.hasPrefix("\(sessionClass).") { return 0 }
    return owner.isEmpty || owner.hasPrefix("suites.") ? 2 : 1
  }

  /// What stands in it is typed without it.
  private static let sessionClass = "session"
  private static let commandsClass = "session.Commands"
  private static let actorClass = "valence.Actor"

  // MARK: names

  /// What stands before a member of a class, the sign between them included.
  private func prefix(of owner: String, isMethod: Bool = false) -> String {
    if owner == Self.sessionClass { return "" }
    if owner == Self.commandsClass { return ":" }
    let sign = isMethod ? ":" : "."
    if let global = self.class(named: owner)?.global { return global + sign }
    if owner == Self.actorClass { return "self" + sign }
    let last = owner.lastName
    let isOneWord = last.dropFirst().allSatisfy { !$0.isUppercase }
    return (isOneWord && !owner.hasPrefix("suites.") ? last.lowercased() : owner) + sign
  }

  /// What can stand before a member of a class in a question.
  private func owners(of name: String) -> Set<String> {
    var result: Set<String> = []
    for one in descendants(of: name) {
      result.formUnion([one.lowercased(), one.lastName.lowercased()])
      if let global = self.class(named: one)?.global { result.insert(global.lowercased()) }
    }
    if name == Self.actorClass { result.insert("self") }
    return result
  }

  // MARK: entries

  private func entry(of function: AnnotationFile.Function) -> HelpEntry {
    let prefix = function.owner.map { self.prefix(of: $0, isMethod: function.isMethod) } ?? ""
    let name = prefix + function.name
    var entry = HelpEntry(
      name, member: function.name, heading: heading(name, of: function.block),
      text: function.block.text)
    entry.details = details(of: function.block)
    if let owner = function.owner {
      entry.owners = owners(of: owner)
    } else {
      entry.label += " (in specs)"
    }
    return entry
  }

  private func entry(
    of field: AnnotationFile.Part, in found: AnnotationFile.Class, of callers: [Caller]
  ) -> HelpEntry {
    let shown = field.name.hasSuffix("?") ? String(field.name.dropLast()) : field.name
    var (owner, owners) = (prefix(of: found.name), self.owners(of: found.name))
    var heading = owner + shown
    let isOption = !callers.isEmpty || found.name.hasSuffix("Table")
    if isOption {
      let whole = callers.count == 1 ? callers[0].name : found.name
      owner = "\(whole)."
      heading = "\(field.name) in \(whole)\(callers.count == 1 ? " { ... }" : "")"
      owners.formUnion(callers.flatMap { [$0.name.lowercased(), $0.member.lowercased()] })
    } else if found.name == Self.commandsClass {
      // What follows it: "fun(study: string)".
      let parameter = field.type.dropFirst("fun(".count).prefix { $0 != ":" && $0 != ")" }
      heading += parameter.isEmpty ? "" : " \(parameter)"
    }
    var entry = HelpEntry(owner + shown, member: shown, heading: heading, text: [field.text])
    entry.owners = owners
    entry.isOption = isOption
    if found.name == Self.commandsClass { return entry }
    entry.details = [.rows([HelpBlock.Row(name: "type", text: field.type)])]
    if found.name == Self.sessionClass, let type = self.class(named: field.type) {
      entry.details += details(of: type)
    } else {
      entry.details.append(.rows(rows(in: field.type)))
    }
    return entry
  }

  /// A function that takes a table, as it is called.
  private struct Caller {
    var name: String
    var member: String
  }

  /// By the class of a table, the functions that take one.
  private var callers: [String: [Caller]] {
    var result: [String: [Caller]] = [:]
    for function in functions {
      let owner = function.owner.map { prefix(of: $0, isMethod: function.isMethod) } ?? ""
      let caller = Caller(name: owner + function.name, member: function.name)
      for table in function.block.parameters.flatMap({ tables(in: $0.type) }) {
        result[table.name, default: []].append(caller)
      }
    }
    return result
  }

  private func entry(of found: AnnotationFile.Class) -> HelpEntry {
    var entry = HelpEntry(
      found.name, member: found.name.lastName, heading: found.name, text: found.text)
    entry.isType = true
    entry.owners = Set(found.name.split(separator: ".").prefix(1).map { $0.lowercased() })
    if !found.name.hasSuffix("Table") { entry.aliases = owners(of: found.name) }
    entry.details = details(of: found)
    return entry
  }

  /// What a class has.
  private func details(of found: AnnotationFile.Class) -> [HelpBlock] {
    let functions = functions.filter { $0.owner == found.name }.map { self.entry(of: $0) }
    return [
      .rows(found.fields.flatMap { rows(of: $0) }),
      .rows(functions.map { HelpBlock.Row(name: $0.name, text: $0.summary) }),
    ] + (found.parent.map { [.text(["It has all that \($0) has, too."])] } ?? [])
  }

  private func entry(of alias: AnnotationFile.Alias) -> HelpEntry {
    var entry = HelpEntry(
      alias.name, member: alias.name.lastName, heading: alias.name, text: alias.text)
    entry.isType = true
    entry.owners = Set(alias.name.split(separator: ".").prefix(1).map { $0.lowercased() })
    let type = alias.type.isEmpty ? [] : [HelpBlock.Row(name: "type", text: alias.type)]
    entry.details = [
      .rows(type + alias.choices.map { HelpBlock.Row(name: $0.name, text: $0.text) })
    ]
    return entry
  }
}

extension String {
  /// What stands behind the last dot.
  fileprivate var lastName: String {
    lastIndex(of: ".").map { String(self[index(after: $0)...]) } ?? self
  }
}
