import Bytecode
package import Diagnostics
package import LuaRuntime
import Tables

/// A study with the Lua state that its functions live in: one per worker.
package final class LoadedStudy {
  package let study: Study
  package let host: StudyHost
  /// By `FunctionReference.index`.
  package let functions: [LuaReference]

  package var state: LuaState { host.state }

  init(study: Study, script: LoadedScript) {
    self.study = study
    host = script.host
    functions = script.functions
  }

  /// The same functions under a study with other settings.
  package init(_ loaded: LoadedStudy, as study: Study) {
    self.study = study
    host = loaded.host
    functions = loaded.functions
  }
}

/// A script that has run: what it returned, and its functions.
struct LoadedScript {
  let host: StudyHost
  /// The script with the modules that it required.
  let source: SourceText
  var root: TableNode
  let functions: [LuaReference]
}

/// Runs a study's script and reads what it returns.
package enum StudyLoader {
  /// Loads a study and checks all of it.
  ///
  /// - Parameters:
  ///   - path: the script, as messages should name it.
  ///   - text: its text.
  ///   - data: reads its tables.
  ///   - plugins: where the plugins are that do not belong to its project.
  /// - Throws: everything that is wrong with it, at once.
  package static func load(
    path: String, text: String, data: any DataSource, plugins: PluginPlaces = PluginPlaces(),
    limits: LuaLimits = LuaLimits()
  ) throws(DiagnosticList) -> LoadedStudy {
    let source = SourceText(path: path, text: text)
    return try check(try run(source, plugins: plugins, limits: limits), data)
  }

  /// Loads a study into a state that has more to do, beside other studies.
  package static func load(
    _ source: SourceText, data: any DataSource, in host: StudyHost
  ) throws(DiagnosticList) -> LoadedStudy {
    var script = try run(source, in: host)
    // `return valence.study` leaves no call behind: what was found is a call of whoever loads it.
    if script.root.location?.file != source.path { script.root.location = nil }
    return try check(script, data)
  }

  /// Loads a study from the table that a script of the state has made.
  ///
  /// What its functions captured is taken as it stands now: tables are copied and read-only to them.
  ///
  /// - Parameters:
  ///   - table: what `valence.study` returned.
  ///   - source: the script, for messages.
  package static func load(
    _ table: LuaReference, source: SourceText, data: any DataSource, in host: StudyHost
  ) throws(DiagnosticList) -> LoadedStudy {
    let script: LoadedScript
    do throws(LuaError) {
      script = try read(.table(table), source, host.modules.reached, in: host)
    } catch {
      throw DiagnosticList([error.diagnostic(source: source)])
    }
    return try check(script, data)
  }

  private static func check(
    _ script: LoadedScript, _ data: any DataSource
  ) throws(DiagnosticList) -> LoadedStudy {
    let source = script.source
    let reader = StudyReader(
      table: script.root, source: source, functionCount: script.functions.count, data: data)
    var study = reader.read()
    let checker: FunctionChecker
    do throws(LuaError) {
      checker = try FunctionChecker(study: study, script: script)
    } catch {
      throw DiagnosticList([error.diagnostic(source: source)])
    }
    checker.check()
    study.facts = checker.facts
    study.digests = checker.digests
    let context = reader.context
    context.add(checker.diagnostics)
    GroupCheck.check(study, context)
    checkScenarios(of: study, context)
    try throwErrors(context)
    study.warnings = context.diagnostics.filter { $0.severity == .warning }
    return LoadedStudy(study: study, script: script)
  }

  /// Loads a study that has been checked, for a further worker.
  package static func reload(_ study: Study, limits: LuaLimits = LuaLimits())
    throws(DiagnosticList) -> LoadedStudy
  {
    LoadedStudy(
      study: study, script: try run(study.source, plugins: PluginPlaces(), limits: limits))
  }

  /// Finds what is wrong with the parameters of one scenario only.
  private static func checkScenarios(of study: Study, _ context: ReadingContext) {
    var known: Set<ResolvedScenario> = []
    var shown = Set(context.diagnostics)
    for (position, scenario) in study.scenarios.enumerated() {
      for resolved in [study.resolved(scenario), study.twin(of: scenario)].compactMap({ $0 })
      where known.insert(resolved).inserted {
        do {
          _ = try ModelBuilder(study: study, scenario: resolved).build()
        } catch {
          for var diagnostic in error.diagnostics where shown.insert(diagnostic).inserted {
            if position > 0 { diagnostic.hints.append("this is so in scenario '\(scenario.name)'") }
            context.add([diagnostic])
          }
        }
      }
    }
  }

  private static func inOrderOfLines(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let last = Int.max
    return diagnostics.enumerated().sorted { left, right in
      (left.element.location?.line ?? last, left.offset)
        < (right.element.location?.line ?? last, right.offset)
    }.map(\.element)
  }

  private static func throwErrors(_ context: ReadingContext) throws(DiagnosticList) {
    if context.diagnostics.contains(where: { $0.severity == .error }) {
      throw DiagnosticList(inOrderOfLines(context.diagnostics))
    }
  }

  private static func run(
    _ source: SourceText, plugins: PluginPlaces, limits: LuaLimits
  ) throws(DiagnosticList) -> LoadedScript {
    let host: StudyHost
    do throws(LuaError) {
      host = try StudyHost(try LuaState(limits: limits), plugins: plugins, script: source.path)
    } catch {
      throw DiagnosticList([error.diagnostic(source: source)])
    }
    return try run(source, in: host)
  }

  private static func run(_ source: SourceText, in host: StudyHost) throws(DiagnosticList)
    -> LoadedScript
  {
    do throws(LuaError) {
      host.engine = nil
      let (value, modules) = try host.modules.reading(source) { () throws(LuaError) in
        let chunk = try host.state.load(source.text, chunkName: source.path)
        return try host.state.call(chunk, [], results: 1).first ?? .nothing
      }
      return try read(value, source, modules, in: host)
    } catch {
      throw error.diagnostics { source.line(at: $0) ?? host.modules.line(at: $0) }
    }
  }

  /// Where a function was written; `nil` for one of the host's or of Lua.
  package static func place(of function: LuaReference, in state: LuaState) -> SourceLocation? {
    guard !state.isHostFunction(function),
      let prototype = try? Prototype(decoding: try state.dump(function)),
      let file = prototype.fileName
    else { return nil }
    return SourceLocation(file: file, line: prototype.lineDefined)
  }

  /// Runs a script that returns a study and a table beside it.
  ///
  /// - Returns: the table; `nil`: there is none.
  package static func tableBeside(
    studyOf source: SourceText, in host: StudyHost
  ) throws(LuaError) -> LuaReference? {
    host.engine = nil
    let (results, _) = try host.modules.reading(source) { () throws(LuaError) in
      let chunk = try host.state.load(source.text, chunkName: source.path)
      return try host.state.call(chunk, [], results: 2)
    }
    return results.last?.table
  }

  private static func read(
    _ value: LuaValue, _ source: SourceText, _ modules: [ModuleLoader.Module], in host: StudyHost
  ) throws(LuaError) -> LoadedScript {
    var tree = TreeReader(state: host.state)
    let node = try tree.node(value)
    guard case .table(let table) = node, table.sort == "study" else {
      throw LuaError(
        .runtime,
        "the script must end with return valence.study { ... }, but returned \(node.described)",
        location: SourceLocation(file: source.path, line: source.lastLine))
    }
    var source = source
    source.modules = modules
    return LoadedScript(host: host, source: source, root: table, functions: tree.functions)
  }
}

extension LuaError {
  /// What a host function found, all of it, or the error itself.
  ///
  /// - Parameter sourceLine: the text of a line of a script, where it can be had.
  func diagnostics(sourceLine: (SourceLocation) -> String?) -> DiagnosticList {
    guard let list = cause as? DiagnosticList else {
      return DiagnosticList([diagnostic(sourceLine: sourceLine)])
    }
    return DiagnosticList(
      list.diagnostics.map { found in
        guard found.location == nil else { return found }
        // What is not there is a matter of the line that asks for it.
        var placed = found
        placed.location = location
        placed.sourceLine = location.flatMap(sourceLine)
        return placed
      })
  }

  /// The error as a user gets it, with the line of the study or of the plugin that it is about.
  func diagnostic(source: SourceText) -> Diagnostic { diagnostic(sourceLine: source.line(at:)) }
}
