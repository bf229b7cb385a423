import Diagnostics
import Experiments
import LuaRuntime
import Simulation
import Studies

/// The study of a session: opened, changed, opened again.
extension Session {
  func registerStudy() throws {
    try register("with") { session, arguments in
      guard let table = arguments.value(0).table else { throw Diagnostic("with takes a table") }
      try session.with(table)
      return []
    }
    try register("say_status") { session, _ in
      session.output(try session.statusText())
      return []
    }
    try register("define") { session, arguments in
      try session.define(arguments.value(0))
      return []
    }
    try register("remove") { session, arguments in
      try session.remove(try arguments.text(0))
      return []
    }
    try register("parameter") { session, arguments in
      let name = try arguments.text(0)
      let parameters = try session.parameters()
      guard let value = parameters[name] else {
        throw Diagnostic(
          "there is no parameter '\(name)'",
          hints: [unknownNameHint(name, among: parameters.keys, noun: "parameters")])
      }
      return [try session.lua(value)]
    }
    try register("study_fact") { session, arguments in
      let study = try session.opened().variant.study
      switch try arguments.text(0) {
      case "name": return [.string(study.name)]
      case "question": return [study.question.map { .string($0) } ?? .nothing]
      case "seed": return [.integer(Int64(bitPattern: study.seed))]
      case "steps": return [.integer(Int64(study.steps))]
      case "replications": return [.integer(Int64(study.replications))]
      case "path": return [.string(study.source.path)]
      default:
        throw Diagnostic(
          "a study has no '\(try arguments.text(0))' here",
          hints: ["there are " + Session.studyFacts.joined(separator: ", ")])
      }
    }
    try register("assigned") { session, arguments in
      session.variables[try arguments.text(0)] = session.inputs.count - 1
      return []
    }
    try register("other_name") { session, arguments in
      guard let name = arguments.value(0).text else { return [] }
      return [try session.otherName(name)]
    }
  }

  static let studyFacts = ["name", "path", "question", "replications", "seed", "steps"]

  /// What a name stands for that is neither a variable nor of the session: Lua's own, or a plugin's
  /// module, which needs no `require`.
  private func otherName(_ name: String) throws -> LuaValue {
    let global = try state.global(name)
    if !global.isNothing { return global }
    if lua.canRequire(name), let require = try state.global("require").function {
      return try state.call(require, [.string(name)], results: 1).first ?? .nothing
    }
    if name.allSatisfy({ $0.isUppercase || $0 == "_" }) { return .nothing }
    let hint = nearestName(to: name, among: try names())
    throw Diagnostic(
      "'\(name)' is not known here",
      hints: [hint.map { "did you mean '\($0)'?" } ?? "\(name) = VALUE makes a variable"])
  }

  /// The names that may be typed.
  package func names() throws -> [String] {
    let list = try state.call(try function("names"), [], results: 1).first?.table
    return try list.map { try state.entries(of: $0).compactMap(\.value.text).sorted() } ?? []
  }

  // MARK: opening

  /// Opens a study from its file; what was typed into another one is forgotten.
  ///
  /// - Throws: everything that is wrong with it.
  package func open(_ path: String) throws {
    let base = try surroundings.text(ofStudy: path)
    let change = surroundings.lastChange(of: path)
    try lua.forgetModules(for: path)
    try use(SessionText(base: base, path: path), settings: [])
    loadedChange = change
  }

  /// Reads the file again, with what was typed since.
  func reload() throws {
    guard var changed = text, loadedChange != nil else {
      throw Diagnostic(
        "the study of this session has no file", hints: [":save FILE writes one"])
    }
    let change = surroundings.lastChange(of: changed.path)
    changed.base = try surroundings.text(ofStudy: changed.path)
    try lua.forgetModules(for: changed.path)
    try use(changed, settings: settings)
    loadedChange = change
  }

  /// Whether the file has been changed since it was read.
  var isOutOfDate: Bool {
    guard let text, let loadedChange else { return false }
    return surroundings.lastChange(of: text.path) != loadedChange
  }

  /// Makes a text the study of the session, if all is right with it; else nothing changes.
  ///
  /// - Parameter data: what has read the tables before; `nil`: they are read anew.
  func use(
    _ changed: SessionText, settings: [Setting], data: (any DataSource)? = nil
  ) throws {
    let source: SourceText
    let bench: StudyBench
    var exports: LuaReference?
    // The engine of a study that turns out to be wrong is gone with it.
    worlds?.forgetShown()
    do {
      source = try changed.script()
      (bench, exports) = try asStudy {
        let data = data ?? surroundings.data(ofStudy: changed.path)
        let loaded = try StudyLoader.load(source, data: data, in: lua)
        let bench = try StudyBench(
          loaded, data: data, library: { [unowned self] in library }, isStopped: isStopped)
        return (try bench.with(settings, in: source), locals(of: changed))
      }
      // What is wrong with a scenario at these settings is found now.
      _ = try bench.plan()
    } catch let list as DiagnosticList {
      throw DiagnosticList(
        list.diagnostics.map { found in
          var placed = found
          placed.location = found.location.map(changed.typed)
          return placed
        })
    }
    text = changed
    study = bench
    self.settings = settings
    worlds = nil
    if let name = scenarioName, (try? bench.cell(name)) == nil { scenarioName = nil }
    try takeLocals(exports)
  }

  /// What the outermost block of the study's script declares, by name; `nil` where it does not end with
  /// the study.
  private func locals(of changed: SessionText) -> LuaReference? {
    guard let text = try? changed.exporting(StudyOutline(changed.base).locals) else { return nil }
    return try? StudyLoader.tableBeside(
      studyOf: SourceText(path: changed.path, text: text), in: lua)
  }

  /// Has the locals of the study's script be known at the prompt.
  private func takeLocals(_ exports: LuaReference?) throws {
    let names = try state.rawGet(table, "of_study").table
    if let names {
      for entry in try state.entries(of: names) { try state.rawSet(names, entry.key, .nothing) }
      for entry in try exports.map({ try state.entries(of: $0) }) ?? [] {
        try state.rawSet(names, entry.key, entry.value)
      }
    }
  }

  // MARK: settings

  /// The parameters of the present scenario.
  func parameters() throws -> [String: ParameterValue] {
    let worlds = try open()
    return worlds.cell.scenario.parameters
  }

  private func with(_ table: LuaReference) throws {
    guard let text else { _ = try opened(); return }
    var settings = settings
    let tree = try lua.tree(of: table)
    for entry in tree.named {
      let value = try state.rawGet(table, entry.name)
      let setting = Setting(
        name: entry.name, value: entry.value, literal: LuaLiteral.value(value, in: state))
      settings.removeAll { $0.name == entry.name }
      settings.append(setting)
    }
    worlds?.forgetShown()
    let bench = try asStudy { () throws -> StudyBench in
      guard let study else { return try opened() }
      return try study.with(tree, at: nil, in: SourceText(path: text.path, text: text.base))
    }
    _ = try bench.plan()
    try lookAgain {
      study = bench
      self.settings = settings
    }
  }

  /// A parameter's value as Lua.
  private func lua(_ value: ParameterValue) throws -> LuaValue {
    switch value {
    case .number(let number): return .number(number)
    case .integer(let number): return .integer(number)
    case .boolean(let value): return .boolean(value)
    case .text(let text): return .string(text)
    case .byLevel(let levels, let values):
      let table = try state.makeTable()
      for (level, value) in zip(levels, values) { try state.rawSet(table, level, try lua(value)) }
      return .table(table)
    case .overTime: return .string(value.described)
    }
  }
}

extension StudyBench {
  /// The study with the settings of a session.
  fileprivate func with(
    _ settings: [Session.Setting], in source: SourceText
  ) throws(DiagnosticList) -> StudyBench {
    guard !settings.isEmpty else { return self }
    let table = TableNode(settings.map { ($0.name, $0.value) })
    return try with(table, at: nil, in: source)
  }
}
