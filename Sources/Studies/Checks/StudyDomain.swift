import Bytecode
import LuaRuntime
import Simulation
import Tables

/// What operations on actors, events and the environment mean, for the check at load.
struct StudyDomain: AbstractDomain {
  typealias Value = StudyValue
  typealias Values = ValueList<StudyValue>

  /// Something that is wrong or odd, and where.
  struct Finding: Hashable {
    var message: String
    var file: String?
    var line: Int?
    var isWarning = false
  }

  let study: Study
  private(set) var graph: HelperGraph
  let lua: LuaNames
  /// What `valence` offers.
  let moduleNames: Set<String>
  let function: FunctionReference
  let use: FunctionUse
  var facts = FunctionFacts()
  var calls = CallRecord()
  private(set) var findings: Set<Finding> = []
  /// Values of captured variables, per helper.
  private(set) var captured: [[StudyValue]] = []
  /// Tables that functions captured, modules above all, by their numbers.
  private var tables: [LuaReference] = []
  private var tableNumbers: [UnsafeRawPointer: Int] = [:]
  private let state: LuaState
  private let module: LuaReference

  init(
    study: Study, graph: HelperGraph, lua: LuaNames, moduleNames: Set<String>,
    function: FunctionReference, use: FunctionUse, state: LuaState, module: LuaReference
  ) {
    self.study = study
    self.graph = graph
    self.lua = lua
    self.moduleNames = moduleNames
    self.function = function
    self.use = use
    self.state = state
    self.module = module
  }

  /// Analyses the function with the arguments of its use.
  mutating func start() {
    captureHelpers()
    let flow = TypeFlow<StudyDomain>(
      graph.functions[0].prototype, root: 0, upvalues: captured[0])
    _ = flow.run(Values(parameters), in: &self)
  }

  /// Finds out what the functions captured that the graph has got.
  private mutating func captureHelpers() {
    while captured.count < graph.functions.count {
      captured.append(graph.functions[captured.count].upvalues.map { capturedValue($0.value) })
    }
  }

  private mutating func capturedValue(_ value: LuaValue) -> StudyValue {
    switch value {
    case .nothing: return .constant(.nil)
    case .boolean(let value): return .constant(.boolean(value))
    case .integer(let value): return .constant(.integer(value))
    case .number(let value): return .constant(.float(value))
    case .string(let text): return .constant(.string(ByteString(text)))
    case .function(let function):
      if let helper = graph.number(of: function) { return .helper(helper) }
      return function.pointer.flatMap { lua.names[$0] }.map { .libraryFunction($0) } ?? .unknown
    case .table(let table):
      guard let pointer = table.pointer else { return .unknown }
      if pointer == lua.environment { return .globals }
      if pointer == module.pointer { return .module }
      if let name = lua.names[pointer] { return .library(name) }
      let number = tableNumbers[pointer] ?? tables.count
      if number == tables.count {
        tables.append(table)
        tableNumbers[pointer] = number
      }
      return .table(number)
    default: return .unknown
    }
  }

  /// What stands under a name in a captured table, which nothing changes any more; a function that
  /// does is followed like a local helper.
  mutating func entry(_ name: String, ofTable number: Int) -> StudyValue {
    guard let value = try? state.rawGet(tables[number], name) else { return .unknown }
    // A metatable may have it.
    if case .nothing = value { return .unknown }
    if case .function(let function) = value, !state.isHostFunction(function),
      function.pointer.flatMap({ lua.names[$0] }) == nil
    {
      guard (try? graph.follow(function, in: state)) != nil else { return .unknown }
      captureHelpers()
    }
    return capturedValue(value)
  }

  private var parameters: [StudyValue] {
    switch use.role {
    case .value(let kind), .initial(let kind, _):
      return [.actor(kind: kind.rawValue, .own), .environment]
    case .fitted(let kind): return [.actor(kind: kind.rawValue, .own), .environment, .unknown]
    case .fit: return [.run(isTwin: false)]
    case .counterfactual(let kind):
      return [
        .actor(kind: kind.rawValue, .own), .run(isTwin: false), .run(isTwin: true), .environment,
      ]
    case .rule(let phase):
      guard case .rule(let kind) = study.phases[phase.rawValue].body else { return [] }
      return [.actor(kind: kind.rawValue, .own), .environment]
    case .presence(let phase):
      return sides(phase).prefix(1) + [.environment, .event(phase: phase.rawValue)]
    case .encounter(let phase):
      return sides(phase) + [.environment, .event(phase: phase.rawValue)]
    case .when(let phase): return sides(phase) + [.environment]
    case .pick(let phase): return sides(phase).prefix(1) + [.environment]
    case .world: return [.environment]
    case .fold(let phase, let names):
      return [.kept(names), .event(phase: phase.rawValue), .environment]
    case .measure: return [.run(isTwin: false), .run(isTwin: true)]
    case .perActor(let kind, _): return [.actor(kind.rawValue), .twin(kind: kind.rawValue)]
    case .section: return [.unknown]
    case .unread(let position):
      return Array(repeating: .unknown, count: position) + [.environment, .unknown]
    }
  }

  private func sides(_ phase: PhaseID) -> [StudyValue] {
    guard let sides = study.phases[phase.rawValue].sides else { return [] }
    let first = StudyValue.actor(kind: sides.from.rawValue, .own)
    guard let to = sides.to else { return [first] }
    return [first, .actor(to.rawValue)]
  }

  /// The phase whose function this is.
  var phase: PhaseDeclaration? {
    switch use.role {
    case .rule(let phase), .presence(let phase), .encounter(let phase), .when(let phase),
      .pick(let phase), .fold(let phase, _):
      study.phases[phase.rawValue]
    default: nil
    }
  }

  mutating func report(_ message: String, at site: Site, isWarning: Bool = false) {
    guard site.isSettled else { return }
    let file = graph.functions[site.root].prototype.fileName
    findings.insert(
      Finding(message: message, file: file, line: site.line, isWarning: isWarning))
  }

  /// Reports an unknown name, unless its declaration was reported as unreadable.
  mutating func report(unknown name: String, _ message: String, at site: Site) {
    if !study.unread.contains(name) { report(message, at: site) }
  }

  // MARK: the lattice

  var unknown: StudyValue { .unknown }

  func constant(_ constant: LuaConstant) -> StudyValue { .constant(constant) }

  func join(_ left: StudyValue, _ right: StudyValue) -> StudyValue {
    if left == right { return left }
    // What may be nil is used as what it is otherwise: a study tests for nil where it must.
    if left.isNil { return right }
    if right.isNil { return left }
    switch (left, right) {
    case (.actor(let a, _), .actor(let b, _)) where a == b: return .actor(kind: a, .either)
    default: return left.isNumeric && right.isNumeric ? .number : .unknown
    }
  }

  /// Rules out what a condition excludes, so that `if x then` is not followed where x is nil.
  func refine(_ value: StudyValue, by condition: ValueCondition) -> StudyValue? {
    guard case .constant(let constant) = value else { return value }
    switch condition {
    case .truthy: return constant.isTruthy ? value : nil
    case .falsy: return constant.isTruthy ? nil : value
    case .equal, .different: return value
    }
  }

  /// Notes that a measure looks at the twin.
  mutating func noteTwin(_ value: StudyValue) {
    switch value {
    case .twin, .run(isTwin: true): facts.readsTwin = true
    default: break
    }
  }

  // MARK: loops

  mutating func iterate(
    _ iterator: StudyValue, state: StudyValue, control: StudyValue, at site: Site
  ) -> Values {
    switch iterator {
    case .peers(let network, let kind): Values([.actor(kind), .tie(network: network)])
    case .actors(let kind): Values([.actor(kind), .twin(kind: kind)])
    default: .unknown
    }
  }

  mutating func count(
    from start: StudyValue, to limit: StudyValue, by step: StudyValue, at site: Site
  ) -> StudyValue { .number }

  // MARK: comparisons

  mutating func compare(
    _ comparison: Comparison, _ left: StudyValue, _ right: StudyValue, at site: Site
  ) {
    guard comparison == .equal else { return }
    compareLevel(left, right, at: site)
    compareLevel(right, left, at: site)
  }

  private mutating func compareLevel(
    _ category: StudyValue, _ constant: StudyValue, at site: Site
  ) {
    guard case .category(let known) = category, let level = constant.text,
      !known.levels.contains(level)
    else { return }
    // Other data may have the level, so that the comparison can be right.
    report(
      Messages.unknownLevel(level, of: known.name, levels: known.levels), at: site,
      isWarning: known.areFromData)
  }

  /// A first value that is a category must be one of its levels.
  mutating func returned(_ values: Values, at site: Site) {
    guard case .initial(let kind, let field) = use.role, site.root == 0, site.path.isEmpty,
      let level = values.values.first?.text,
      case .category(let levels) = study.kinds[kind.rawValue].fields[field.rawValue].type,
      !levels.contains(level)
    else { return }
    let name = study.kinds[kind.rawValue].fields[field.rawValue].name
    report(Messages.unknownLevel(level, of: name, levels: levels), at: site)
  }
}

extension LuaConstant {
  fileprivate var isTruthy: Bool { self != .nil && self != .boolean(false) }
}
