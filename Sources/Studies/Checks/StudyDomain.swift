import Bytecode
import LuaRuntime
import Simulation

/// What operations on actors, events and the environment mean, for the check at load.
struct StudyDomain: AbstractDomain {
  typealias Value = StudyValue
  typealias Values = ValueList<StudyValue>

  /// Something that is wrong, and where.
  struct Finding: Hashable {
    var message: String
    var file: String?
    var line: Int?
  }

  let study: Study
  let graph: HelperGraph
  let use: FunctionUse
  var facts = FunctionFacts()
  private(set) var findings: Set<Finding> = []
  private var helperCalls: [HelperCall: Values?] = [:]
  /// Values of captured variables, per helper.
  private var captured: [[StudyValue]] = []

  private struct HelperCall: Hashable {
    var helper: Int
    var arguments: String
    var isReporting: Bool
  }

  init(study: Study, graph: HelperGraph, use: FunctionUse) {
    self.study = study
    self.graph = graph
    self.use = use
  }

  /// Analyses the function with the arguments of its use.
  mutating func start(_ state: LuaState) {
    captured = graph.functions.map { function in
      function.upvalues.map { capturedValue($0.value, state) }
    }
    let flow = TypeFlow<StudyDomain>(
      graph.functions[0].prototype, root: 0, upvalues: captured[0])
    _ = flow.run(Values(parameters), in: &self)
  }

  private func capturedValue(_ value: LuaValue, _ state: LuaState) -> StudyValue {
    switch value {
    case .nothing: .constant(.nil)
    case .boolean(let value): .constant(.boolean(value))
    case .integer(let value): .constant(.integer(value))
    case .number(let value): .constant(.float(value))
    case .string(let text): .constant(.string(ByteString(text)))
    case .function(let function):
      state.isHostFunction(function)
        ? .unknown : graph.number(of: function).map { .helper($0) } ?? .unknown
    default: .unknown
    }
  }

  private var parameters: [StudyValue] {
    switch use.role {
    case .rule(let kind), .value(let kind), .initial(let kind, _):
      return [.actor(kind: kind.rawValue, isSelf: true, isNew: false), .environment]
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
    }
  }

  private func sides(_ phase: PhaseID) -> [StudyValue] {
    guard let sides = study.phases[phase.rawValue].sides else { return [] }
    let first = StudyValue.actor(kind: sides.from.rawValue, isSelf: true, isNew: false)
    guard let to = sides.to else { return [first] }
    return [first, .actor(kind: to.rawValue, isSelf: false, isNew: false)]
  }

  /// The phase whose function this is.
  var phase: PhaseDeclaration? {
    switch use.role {
    case .presence(let phase), .encounter(let phase), .when(let phase), .pick(let phase),
      .fold(let phase, _):
      study.phases[phase.rawValue]
    case .rule:
      study.phases.first { phase in
        if case .rule = phase.body { "rule '\(phase.name)'" == use.name } else { false }
      }
    default: nil
    }
  }

  mutating func report(_ message: String, at site: Site) {
    guard site.isSettled else { return }
    let file = graph.functions[site.root].prototype.fileName
    findings.insert(Finding(message: message, file: file, line: site.line))
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
    case (.actor(let a, let isSelfA, let isNewA), .actor(let b, let isSelfB, let isNewB))
    where a == b:
      return .actor(kind: a, isSelf: isSelfA && isSelfB, isNew: isNewA && isNewB)
    case (.constant, .constant), (.constant, .number), (.number, .constant):
      return isNumber(left) && isNumber(right) ? .number : .unknown
    default: return .unknown
    }
  }

  private func isNumber(_ value: StudyValue) -> Bool {
    switch value {
    case .number, .constant(.integer), .constant(.float): true
    default: false
    }
  }

  // MARK: calls of Lua functions

  mutating func closure(_ closure: AbstractClosure<StudyValue>, at site: Site) -> StudyValue {
    .closure(closure)
  }

  mutating func call(_ callee: StudyValue, _ arguments: Values, at site: Site) -> Values {
    switch callee {
    case .helper(let helper):
      let flow = TypeFlow<StudyDomain>(
        graph.functions[helper].prototype, root: helper, upvalues: captured[helper])
      return follow(flow, "h\(helper)", helper, arguments, site)
    case .closure(let closure):
      let name = "c\(closure.root)/\(closure.path)"
      return follow(TypeFlow<StudyDomain>(closure), name, closure.root, arguments, site)
    default:
      // Handed to something that is not followed: it may look at it.
      for argument in arguments.values { noteTwin(argument) }
      return .unknown
    }
  }

  /// Notes that a measure looks at the twin.
  mutating func noteTwin(_ value: StudyValue) {
    switch value {
    case .twin, .run(isTwin: true): facts.readsTwin = true
    default: break
    }
  }

  private mutating func follow(
    _ flow: TypeFlow<StudyDomain>, _ name: String, _ helper: Int, _ arguments: Values, _ site: Site
  ) -> Values {
    let call = HelperCall(
      helper: helper, arguments: "\(name)\(arguments)", isReporting: site.isSettled)
    if let known = helperCalls[call] { return known ?? .unknown }
    // A recursive call finds this entry and knows nothing of the result.
    helperCalls[call] = .some(nil)
    let results = flow.run(arguments, in: &self, isReporting: site.isSettled) ?? .unknown
    helperCalls[call] = results
    return results
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

  mutating func binary(
    _ operation: BinaryOperation, _ left: StudyValue, _ right: StudyValue, at site: Site
  ) -> StudyValue { .unknown }

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
    guard case .category(let name, let levels) = category, let level = constant.text,
      !levels.contains(level)
    else { return }
    report(Messages.unknownLevel(level, of: name, levels: levels), at: site)
  }
}
