import Diagnostics
package import LuaRuntime
import Studies

/// A spec file in a Lua state of its own: what its tests see, and what runs them.
///
/// The parts of the test API are Lua files, `Lua/*.lua`, that share one table, `suite`. What they
/// need of Swift they find in `suite.host`; each part registers its own functions there, in
/// `SuiteHost+<Part>.swift`.
package final class SuiteHost {
  package let file: SpecFile
  package let options: SuiteOptions
  package let state: LuaState
  /// The table `suite`.
  let suite: LuaReference
  /// The table `suite.host`.
  let host: LuaReference
  /// The studies of the file, and the worlds that its tests look at.
  let models: ModelHost
  /// What was printed since it was last taken.
  private var printed = PrintedLines()
  package private(set) var tests: [SpecTest] = []
  /// Whether its memory was used up: what filled it may still be held.
  var isExhausted = false

  /// A state with the test API in it; the file is not loaded yet.
  package init(_ file: SpecFile, options: SuiteOptions) throws(LuaError) {
    self.file = file
    self.options = options
    state = try LuaState(limits: LuaLimits(memoryBytes: options.memoryBytes))
    if options.measuresCoverage { try state.recordCoverage() }
    suite = try state.makeTable()
    host = try state.makeTable()
    try state.rawSet(suite, "host", .table(host))
    models = ModelHost(
      file, options: options, lua: try StudyHost(state, plugins: options.plugins, script: file.path)
    )
    state.printHandler = { [unowned self] line in printed.add(line) }
    try state.rawSet(suite, "looking", .function(try models.lua.lookingAtWorlds()))
    // Each part registers what its Lua needs of Swift.
    try registerAssertions()
    try registerModels()
    try registerStatistics()
    for (name, text) in Self.parts {
      let chunk = try state.loadPrivileged(String(decoding: text, as: UTF8.self), name: name)
      try state.call(chunk, [.table(suite)], results: 0)
    }
    guard let globals = try state.rawGet(suite, "globals").table else { return }
    for (name, value) in try state.entries(of: globals) {
      if let name = name.text { try state.setGlobal(name, value) }
    }
  }

  /// The embedded files in the order in which they build on each other.
  private static var parts: [(String, [UInt8])] {
    [
      ("suite", PackageResources.suite_lua),
      ("values", PackageResources.values_lua),
      ("assertions", PackageResources.assertions_lua),
      ("attempts", PackageResources.attempts_lua),
      ("models", PackageResources.models_lua),
      ("golden", PackageResources.golden_lua),
      ("generators", PackageResources.generators_lua),
      ("shrinking", PackageResources.shrinking_lua),
      ("properties", PackageResources.properties_lua),
      ("statistics", PackageResources.statistics_lua),
    ]
  }

  /// Gives the embedded Lua a function as `suite.host.<name>`.
  func register(
    _ name: String, _ body: @escaping (_ arguments: [LuaValue]) throws -> [LuaValue]
  ) throws(LuaError) {
    try state.rawSet(host, name, .function(try state.makeSwiftFunction(body)))
  }

  /// A function of the table `suite`.
  func function(_ name: String) throws(LuaError) -> LuaReference {
    guard let function = try state.rawGet(suite, name).function else {
      throw LuaError(.internalFault, "the test API has no '\(name)'")
    }
    return function
  }

  /// What has run so far, where that is asked for.
  var coverage: [LuaCoverage] { options.measuresCoverage ? state.coverage : [] }

  func takeOutput() -> [String] {
    defer { printed = PrintedLines() }
    return printed.lines
  }
}

extension SuiteHost {
  /// Runs the file, which declares its tests.
  package func load() throws(LuaError) {
    applyLimits(of: nil)
    let chunk = try state.load(file.text, chunkName: file.path)
    try state.call(chunk, [], results: 0)
    applyLimits(of: nil)
    guard let table = try state.rawGet(suite, "tests").table else { return }
    for number in 1...max(1, state.rawCount(table)) {
      if let test = try state.rawGet(table, number).table {
        tests.append(try read(test, number: number))
      }
    }
  }

  private func read(_ table: LuaReference, number: Int) throws(LuaError) -> SpecTest {
    SpecTest(
      number: number, groups: try texts(table, "path"),
      name: try state.rawGet(table, "name").text ?? "?", tags: try texts(table, "tags"),
      line: try state.rawGet(table, "line").int ?? 0,
      pendingReason: try state.rawGet(table, "reason").text,
      seconds: try state.rawGet(table, "seconds").double,
      instructions: try state.rawGet(table, "instructions").double.map { Int64(min($0, 9e18)) })
  }

  private func texts(_ table: LuaReference, _ name: String) throws(LuaError) -> [String] {
    guard let list = try state.rawGet(table, name).table else { return [] }
    return try state.entries(of: list).compactMap(\.value.text)
  }
}
