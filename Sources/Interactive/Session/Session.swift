import Diagnostics
import Experiments
import LuaRuntime
import Reports
import Simulation
package import Studies

/// A session at the prompt: what was typed, the study as it stands, and the worlds that are looked at.
///
/// Everything runs in one sandboxed Lua state. It belongs to one thread; `interrupt()` may come from
/// any.
package final class Session {
  let surroundings: any SessionSurroundings
  /// Made when something is to run; `nil`: everything runs on the interpreter.
  private(set) lazy var library: NativeLibrary? = makeLibrary()
  private let makeLibrary: () -> NativeLibrary?
  /// Where what is shown goes, a text without its last line break.
  package let output: (String) -> Void
  package var screen: Screen
  let state: LuaState
  let lua: StudyHost
  let control = RunControl()
  /// The table that `Lua/session.lua` fills.
  let table: LuaReference
  let host: LuaReference
  /// The study as a text, and what runs it; `nil` where none has been opened.
  var text: SessionText?
  var study: StudyBench?
  var loadedChange: FileChange?
  var worlds: SessionWorlds?
  var settings: [Setting] = []
  var variables: [String: Int] = [:]
  /// What was typed, by the number of the input.
  var inputs: [String] = [""]
  var experiments: [Comparison] = []
  var plots: [Chart] = []
  var scenarioName: String?
  var replicate = 1
  let help: HelpLibrary
  /// Whether it has been said that the file has changed.
  var hasSaidOutOfDate = false

  /// A setting of the session: `with { reach = 0.2 }`.
  struct Setting {
    var name: String
    var value: Node
    /// As Lua writes it; `nil`: it cannot be written down.
    var literal: String?
  }

  /// - Parameter library: where machine code comes from, asked when something is to run; `nil`:
  ///   everything runs on the interpreter.
  package init(
    surroundings: any SessionSurroundings, plugins: PluginPlaces,
    library: @escaping () -> NativeLibrary?, screen: Screen, output: @escaping (String) -> Void
  ) throws {
    self.surroundings = surroundings
    makeLibrary = library
    self.screen = screen
    self.output = output
    let state = try LuaState(limits: Self.limits)
    self.state = state
    lua = try StudyHost(state, plugins: plugins, script: "prompt")
    table = try state.makeTable()
    host = try state.makeTable()
    help = HelpLibrary(folders: surroundings.annotations, plugins: plugins)
    try state.rawSet(table, "host", .table(host))
    try state.rawSet(table, "looking", .function(try lua.lookingAtWorlds()))
    state.printHandler = { [output] line in output(printable(line)) }
    try registerWorlds()
    try registerNumbers()
    try registerStudy()
    try registerExperiments()
    try registerPlots()
    let chunk = try state.loadPrivileged(
      String(decoding: PackageResources.session_lua, as: UTF8.self), name: "session")
    try state.call(chunk, [.table(table)], results: 0)
  }

  /// What is typed may take its time: Ctrl-C ends it.
  ///
  /// Functions of a study keep their own limits.
  private static let limits = LuaLimits(memoryBytes: 8 << 30, instructions: .max / 4)

  /// Does what belongs to a study, with the limits that studies have.
  func asStudy<Result>(_ body: () throws -> Result) throws -> Result {
    let outer = state.limits
    state.limits = LuaLimits(memoryBytes: Self.limits.memoryBytes)
    defer { state.limits = outer }
    let result = state.independently { Swift.Result(catching: body) }
    return try result.get()
  }

  /// Ends what is running.
  ///
  /// A signal handler may call it.
  package func interrupt() {
    control.stop()
    state.interrupt()
  }

  /// Makes the session ready for what is typed next.
  func clearInterrupt() {
    control.clear()
    state.clearInterrupt()
  }

  var isStopped: () -> Bool { { [control] in control.isStopped } }

  func function(_ name: String) throws -> LuaReference {
    guard let function = try state.rawGet(table, name).function else {
      throw Diagnostic("the session has no '\(name)'", class: .bug)
    }
    return function
  }

  /// Gives `Lua/session.lua` a function as `host.<name>`; what it throws is an error of the line that
  /// was typed.
  func register(
    _ name: String, _ body: @escaping (Session, [LuaValue]) throws -> [LuaValue]
  ) throws {
    let function = try state.makeSwiftFunction { [unowned self] arguments in
      try body(self, arguments)
    }
    try state.rawSet(host, name, .function(function))
  }
}
