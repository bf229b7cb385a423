import Bytecode
import CLLVM
import Compiler
import LuaRuntime
package import Simulation

/// Machine code as an engine: functions that can be compiled run over columns, the others, and rows
/// that a kernel gives up, on the interpreter.
///
/// One engine belongs to one worker, beside its interpreter.
package final class NativeEngine: Engine {
  package let lua: LuaEngine
  package let library: NativeLibrary
  /// How many threads one phase may use, where its actors act at once.
  package var threads = 1 {
    didSet { helpers = nil }
  }
  /// Asked between rows of a function with loops, which may take long; `nil`: nobody waits to stop it
  /// within a phase.
  package var isStopped: (() -> Bool)?
  private var helpers: HelperThreads?
  private var kernels: [NativeKernel?]
  private let builder: FunctionSourceBuilder?
  /// What the study's functions call, by name.
  private let methods: Set<String>
  unowned(unsafe) private(set) var world: World?
  /// The world whose model functions are translated for at present, by its number.
  private var prepared: Int?
  private(set) var host = HostModel()
  /// By kind: whether its actors come and go.
  private var changes: [Bool] = []
  /// The kinds of each network's sides.
  ///
  /// A copy of what the study says, which all workers share: their counting of references to it
  /// would make them wait for each other.
  private let sides: [(from: KindID, to: KindID)]
  private(set) var model = -1
  let parameters: ParameterCells
  /// The parameters of a finished run and of its twin.
  let measured = (run: ParameterCells(), twin: ParameterCells())
  let identities = IdentityCells()

  package init(_ lua: LuaEngine, library: NativeLibrary) {
    self.lua = lua
    self.library = library
    kernels = Array(repeating: nil, count: lua.study.uses.count)
    sides = lua.study.networks.map { ($0.from, $0.to) }
    builder = try? FunctionSourceBuilder(lua)
    methods = Self.methods(lua)
    parameters = ParameterCells()
  }

  /// The names of all methods that functions of the study call.
  private static func methods(_ lua: LuaEngine) -> Set<String> {
    var names: Set<String> = []
    for function in lua.loaded.functions where !lua.state.isHostFunction(function) {
      guard let graph = try? HelperGraph(of: function, in: lua.state) else { continue }
      for function in graph.functions {
        names.formUnion(function.prototype.methodCalls().map(\.name))
      }
    }
    return names
  }

  /// The parameters of the worlds to come.
  package func use(_ values: [String: ParameterValue]) { parameters.values = values }

  /// As many as stay in the cache until they are added up; in each of several threads four times as
  /// many, which is worth waiting for each other.
  package var rowsAtOnce: Int {
    var rows = 16_384
    while threads > 1, rows < 65_536 * threads { rows *= 2 }
    return rows
  }

  package func inParts(_ range: Range<Int>, atLeast size: Int, _ body: (Range<Int>) -> Void) {
    guard threads > 1 else { return body(range) }
    run(RowParts(range, threads: threads, atLeast: size)) { _, part in body(part) }
  }

  /// Runs parts of rows at the same time.
  func run(_ parts: RowParts, _ body: (Int, Range<Int>) -> Void) {
    if parts.count == 1 { return body(0, parts.ranges[0]) }
    let helpers = helpers ?? HelperThreads(threads - 1)
    self.helpers = helpers
    helpers.run(parts.ranges, body)
  }

  package func prepare(_ world: World) {
    lua.prepare(world)
    self.world = world
    identities.clear()
    prepare(world.model)
    prepared = world.number
    for kernel in kernels { kernel?.forget() }
  }

  /// Makes a finished world the one that is asked.
  func prepare(asking world: World) {
    guard prepared != world.number else { return }
    prepare(world.model)
    prepared = world.number
  }

  /// Makes a model the one that functions are translated for.
  func prepare(_ model: Model) {
    prepared = nil
    host = HostModelBuilder(study: lua.study, model: model, methods: methods).build()
    changes = host.kinds.map(\.changes)
    self.model = library.number(of: host)
    parameters.use(host)
    measured.run.use(host)
    measured.twin.use(host)
  }

  func parameters(ofTwin: Bool, isAfterRun: Bool) -> ParameterCells {
    isAfterRun ? ofTwin ? measured.twin : measured.run : parameters
  }

  /// Whether actors come and go in those kinds only of which the study's functions say so: functions
  /// that are found in tables at run time can do more.
  func knowsPopulation(of world: World) -> Bool {
    changes.indices.allSatisfy { changes[$0] || world.isAsBegun(KindID($0)) }
  }

  /// The kind at a network's side (0: from), and whether its actors come and go.
  func side(_ side: Int, of network: Int) -> (kind: KindID, changes: Bool) {
    let kind = side == 0 ? sides[network].from : sides[network].to
    return (kind, changes[kind.rawValue])
  }

  package func kernel(for function: FunctionID) -> any Kernel {
    if let known = kernels[function.rawValue] { return known }
    let made = NativeKernel(self, function)
    kernels[function.rawValue] = made
    return made
  }

  private func source(
    of function: Int, _ role: FunctionRole, _ builder: FunctionSourceBuilder
  ) throws(LuaError) -> FunctionSource {
    let name = lua.study.uses[function].first?.name ?? "function \(function)"
    let bound = try lua.bound(function, isAfterRun: role.isAfterRun)
    return try builder.source(of: function, bound: bound, name: name, role: role)
  }

  /// The functions of the folds that look at what a function does.
  private func folds(of role: FunctionRole) -> [Int] {
    switch role {
    case .encounter(let phase), .presence(let phase):
      return host.phases[phase].folds.map { lua.folds[$0.number].function.index }
    default: return []
    }
  }

  /// A function in one of its uses, translated.
  func state(of function: Int, role: FunctionRole) -> NativeLibrary.State {
    let key = NativeLibrary.Key(
      model: model, function: function, digest: lua.study.digests[function], role: role)
    return library.state(of: key, host: host) { () throws(Refusal) -> FunctionSource in
      guard let builder else { throw Refusal("its captured values cannot be read") }
      do throws(LuaError) {
        var source = try self.source(of: function, role, builder)
        for fold in self.folds(of: role) {
          source.add(fold: try self.source(of: fold, role, builder))
        }
        return source
      } catch {
        throw Refusal("its captured values cannot be read (\(error.message))")
      }
    }
  }
}
