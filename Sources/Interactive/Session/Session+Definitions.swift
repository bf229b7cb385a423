import Diagnostics
import Experiments
import LuaRuntime
import Studies

/// What is typed into the study: rules, value definitions, measures.
extension Session {
  /// Whether a value is what `valence.rule` and the like, or a plugin, makes: one, or a list of them.
  func isDefinition(_ value: LuaValue) -> Bool {
    guard let table = value.table else { return false }
    let sorts = (try? self.sorts(of: table)) ?? []
    return !sorts.isEmpty && sorts.allSatisfy { $0 == "study" || Definition.listOfSort[$0] != nil }
  }

  private func sorts(of table: LuaReference) throws -> [String] {
    guard try state.metatable(of: table) == nil else { return [] }
    if let sort = try state.rawGet(table, "__sort").text { return [sort] }
    let entries = try state.entries(of: table)
    guard !entries.isEmpty else { return [] }
    return try entries.map { entry in
      try entry.value.table.flatMap { try state.rawGet($0, "__sort").text } ?? ""
    }
  }

  /// Takes what the present input is into the study.
  func define(_ value: LuaValue) throws {
    guard let table = value.table, isDefinition(value) else {
      throw Diagnostic(
        "this is nothing that a study has",
        hints: ["define(valence.rule { \"name\", of = \"kind\", function(self, env) ... end })"])
    }
    let sort = try sorts(of: table)[0]
    let expression = expressionOfInput()
    if sort == "study" { return try begin(with: expression) }
    guard var changed = text else {
      _ = try opened()
      return
    }
    let single = try state.rawGet(table, "__sort").text != nil
    let name = single ? try state.rawGet(table, 1).text ?? "?" : "input \(inputs.count - 1)"
    let list = Definition.listOfSort[sort] ?? "measures"
    changed.define(
      Definition(
        list: list, name: name, expression: expression, input: inputs.count - 1,
        needed: try needed(by: expression, beside: StudyOutline(changed.base).locals)))
    let step = worlds?.step ?? 0
    do {
      try use(changed, settings: settings, data: study?.data)
    } catch let list as DiagnosticList {
      throw DiagnosticList(list.diagnostics.map(explained))
    }
    say(definition: single ? name : nil, sort)
    try goOn(to: step)
  }

  /// Brings the worlds of a changed study as far as those of the old one were, to show what became of
  /// it.
  private func goOn(to step: Int) throws {
    guard step > 0 else { return }
    let worlds = try open()
    try asStudy { try worlds.advance(min(step, worlds.steps)) }
    output(try statusText())
  }

  func remove(_ name: String) throws {
    guard var changed = text else {
      _ = try opened()
      return
    }
    let study = try opened().variant.study
    let lists: [(String, [String])] = [
      ("phases", study.phases.map(\.name)), ("values", study.values.map(\.name)),
      ("measures", study.measures.map(\.name)), ("series", study.series.map(\.name)),
      ("tables", study.tables.map(\.name)), ("sections", study.sections.map(\.name)),
    ]
    guard let list = lists.first(where: { $0.1.contains(name) }) else {
      throw Diagnostic(
        "the study has no '\(name)' that could be taken out",
        hints: [unknownNameHint(name, among: lists.flatMap(\.1), noun: "names")])
    }
    changed.remove(name, from: list.0)
    let step = worlds?.step ?? 0
    try use(changed, settings: settings, data: try opened().data)
    output("'\(printable(name))' is no longer among the \(list.0)")
    try goOn(to: step)
  }

  /// What was typed last as an expression.
  private func expressionOfInput() -> String {
    let typed = inputs[inputs.count - 1]
    let tokens = ScriptTokens(typed).all
    // `define(...)` and `return ...` around it stay outside.
    guard let first = tokens.first else { return typed }
    let bytes = Array(typed.utf8)
    if first.sort == .name("return") {
      return String(decoding: bytes[first.bytes.upperBound...], as: UTF8.self)
    }
    guard first.sort == .name("define"), tokens.count > 3, tokens[1].sort == .symbol("("),
      let last = tokens.last, last.sort == .symbol(")")
    else { return typed }
    return String(
      decoding: bytes[tokens[1].bytes.upperBound..<last.bytes.lowerBound], as: UTF8.self)
  }

  /// A study that was typed as a whole.
  private func begin(with expression: String) throws {
    let declared = try needed(by: expression, beside: []).map(\.text).joined(separator: "\n")
    let base = "\(declared)\(declared.isEmpty ? "" : "\n\n")return \(trimmed(expression))\n"
    try use(SessionText(base: base, path: "session.lua"), settings: [])
    loadedChange = nil
    if let study { output("this is the study now: \(printable(study.variant.study.name))") }
  }

  private func trimmed(_ text: String) -> Substring { text.drop { $0.isWhitespace } }

  /// What is not declared may be there at the prompt, and yet be nothing that can be written down.
  private func explained(_ found: Diagnostic) -> Diagnostic {
    let name = variables.keys.first { found.message.hasPrefix("'\($0)' is not declared") }
    guard let name else { return found }
    var diagnostic = found
    diagnostic.message = "'\(name)' is a value of this session, which a study cannot hold"
    diagnostic.hints = ["a study can use numbers, texts, tables of them, and functions typed here"]
    return diagnostic
  }

  /// The locals that an expression needs: variables of the session and modules, those that they need
  /// first.
  ///
  /// - Parameter locals: those that are there already.
  private func needed(
    by expression: String, beside locals: [String]
  ) throws -> [Definition.Needed] {
    var found: [Definition.Needed] = []
    var seen = Set(locals).subtracting(variables.keys)
    try addNeeded(by: expression, to: &found, &seen)
    return found
  }

  private func addNeeded(
    by text: String, to found: inout [Definition.Needed], _ seen: inout Set<String>
  ) throws {
    guard let values = try state.rawGet(table, "variables").table else { return }
    for name in Self.names(in: text) where seen.insert(name).inserted {
      let value = try state.rawGet(values, name)
      if value.isNothing {
        // Modules need no `local` at the prompt; in a file they do.
        if lua.canRequire(name) {
          found.append(.init(text: "local \(name) = require \"\(name)\""))
        }
      } else if let literal = LuaLiteral.value(value, in: state) {
        found.append(.init(text: "local \(name) = \(literal)"))
      } else if try isWritable(value), let input = variables[name] {
        let together = variables.filter { $0.value == input }.keys.sorted()
        seen.formUnion(together)
        try addNeeded(by: inputs[input], to: &found, &seen)
        found.append(.init(text: "local \(together.joined(separator: ", "))"))
        found.append(.init(text: inputs[input], input: input))
      }
      // Any other is a value of this session alone: it may well be the name of a parameter here.
    }
  }

  /// Whether what was typed makes the same value again: not for objects of the session.
  private func isWritable(_ value: LuaValue) throws -> Bool {
    if let table = value.table { return try state.metatable(of: table) == nil }
    return value.function != nil
  }

  /// The names that stand in a text, those of fields and methods left out.
  private static func names(in text: String) -> [String] {
    let tokens = ScriptTokens(text).all
    var found: [String] = []
    for (index, token) in tokens.enumerated() {
      guard case .name(let name) = token.sort, name.first.map({ $0.isLetter || $0 == "_" }) ?? false
      else { continue }
      if index > 0, [.symbol("."), .symbol(":")].contains(tokens[index - 1].sort) { continue }
      if !found.contains(name) { found.append(name) }
    }
    return found
  }

  /// Says what became of a definition: what runs it.
  private func say(definition name: String?, _ sort: String) {
    guard let study, let name else {
      output("taken into the study")
      return
    }
    let kind = sort.replacing("_", with: " ")
    var text = "\(kind) '\(printable(name))' is in the study"
    if let native = study.native, let worlds = try? open(),
      let explanation = try? explanations(native, worlds).first(where: {
        $0.name.contains("'\(name)'")
      })
    {
      text +=
        explanation.isNative
        ? "; it runs as machine code"
        : "; it runs on the interpreter: \(printable(explanation.reason ?? "it cannot be compiled"))"
    }
    output(text)
  }

  private func explanations(_ native: NativeEngine, _ worlds: SessionWorlds) throws -> [Explanation]
  {
    let model = try ModelBuilder(study: worlds.plan.study, scenario: worlds.cell.scenario).build()
    return native.explanations(of: model)
  }
}
