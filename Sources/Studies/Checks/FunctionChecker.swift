import Bytecode
import Diagnostics
import LuaRuntime
import Simulation

/// Reads the bytecode of every function of a study: finds the mistakes that can be seen without
/// running it, and what it asks of the world.
final class FunctionChecker {
  private let study: Study
  private let state: LuaState
  private let functions: [LuaReference]
  private let module: LuaReference
  private let lua: LuaNames
  private let moduleNames: Set<String>
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var facts: [FunctionFacts]
  /// The content of each function, for the identity of a run.
  private(set) var digests: [String]

  init(study: Study, script: LoadedScript) throws(LuaError) {
    self.study = study
    functions = script.functions
    state = script.host.state
    module = script.host.module
    lua = try LuaNames(of: script.host)
    // What the host adds works only while a world runs.
    moduleNames = Set(try state.entries(of: module).compactMap(\.key.text))
      .union(["undefined", "is_undefined"])
    facts = Array(repeating: FunctionFacts(), count: functions.count)
    digests = Array(repeating: "", count: functions.count)
  }

  func check() {
    for index in functions.indices where !study.uses[index].isEmpty {
      do throws(LuaError) {
        try check(index)
      } catch {
        diagnostics.append(error.diagnostic(source: study.source))
      }
    }
  }

  private func check(_ index: Int) throws(LuaError) {
    if state.isHostFunction(functions[index]) {
      let use = study.uses[index][0]
      report(
        "\(use.name) must be a function of the study, not one of Lua's own", at: use.location)
      return
    }
    let graph = try HelperGraph(of: functions[index], in: state)
    digests[index] = try ContentDigest.digest(
      of: functions[index], in: state, lua: lua, module: module, study: study)
    var surveyed = 0
    for use in study.uses[index] {
      var domain = StudyDomain(
        study: study, graph: graph, lua: lua, moduleNames: moduleNames,
        function: FunctionReference(index: index), use: use, state: state, module: module)
      domain.start()
      for (helper, function) in domain.graph.functions.enumerated().dropFirst(surveyed) {
        survey(function.prototype, use: study.uses[index][0], isHelper: helper > 0)
      }
      surveyed = max(surveyed, domain.graph.functions.count)
      facts[index].merge(domain.facts)
      let findings = domain.findings.sorted {
        ($0.line ?? 0, $0.message) < ($1.line ?? 0, $1.message)
      }
      for finding in findings {
        report(
          finding.message,
          at: SourceLocation(file: finding.file ?? study.source.path, line: finding.line),
          severity: finding.isWarning ? .warning : .error, use: use)
      }
    }
  }

  /// Rules are pure but for fields: variables outside and globals are not theirs to change.
  private func survey(_ prototype: Prototype, use: FunctionUse, isHelper: Bool) {
    let survey = prototype.survey()
    let file = prototype.fileName ?? study.source.path
    for write in survey.capturedWrites where write.isOutside {
      let whose = isHelper ? "a helper" : use.name
      report(
        "\(whose) changes the variable '\(write.name ?? "?")' outside of it",
        at: SourceLocation(file: file, line: write.place.line),
        hints: [
          "what a study remembers stands in fields of actors: the order of calls is not fixed"
        ], use: use)
    }
    for access in survey.globals {
      let place = SourceLocation(file: file, line: access.place.line)
      if access.isWrite {
        report(
          "'\(access.name)' is not declared: a variable needs 'local'", at: place, use: use)
      } else if access.name == "require" {
        report(
          "'require' works only while a study is loaded", at: place,
          hints: ["write above the study: local fusion = require \"fusion\""], use: use)
      } else if !lua.globals.contains(access.name) {
        report(
          "'\(access.name)' is not declared", at: place,
          hints: [
            nearestName(to: access.name, among: lua.globals).map { "did you mean '\($0)'?" }
              ?? "declare it with 'local' above, or take it from a module"
          ], use: use)
      }
    }
  }

  private func report(
    _ message: String, at location: SourceLocation?, hints: [String] = [],
    severity: Diagnostic.Severity = .error, use: FunctionUse? = nil
  ) {
    let parts = message.split(separator: ";", maxSplits: 1).map(String.init)
    let isHinted = hints.isEmpty && parts.count == 2
    var diagnostic = Diagnostic(
      isHinted ? parts[0] : message, at: location, severity: severity,
      sourceLine: location.flatMap(study.source.line(at:)),
      hints: isHinted ? [String(parts[1].drop { $0 == " " })] : hints)
    if let use, let place = use.location, location?.file != study.source.path {
      // A plugin's line says nothing about what the study did.
      diagnostic.hints.append("used by \(use.name), \(place)")
    }
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }
}

extension FunctionFacts {
  fileprivate mutating func merge(_ other: FunctionFacts) {
    ownReads.formUnion(other.ownReads)
    accounts.formUnion(other.accounts)
    aggregates.formUnion(other.aggregates)
    draws = draws || other.draws
    readsTwin = readsTwin || other.readsTwin
    readsDefinitions = readsDefinitions || other.readsDefinitions
    starts.formUnion(other.starts)
    assignedCategories.formUnion(other.assignedCategories)
    drawSites.formUnion(other.drawSites)
  }
}
