@testable import Bytecode

/// A domain of the kind that checks of studies need: actors with known fields, helper functions
/// that are followed, categories with known levels.
struct ToyDomain: AbstractDomain {
  indirect enum Value: Equatable {
    case unknown, `nil`, boolean, number, environment
    case text(Set<String>)
    case actor(canBeNil: Bool)
    case actors
    case category
    case function(AbstractClosure<Value>)
  }

  static let fields: Set<String> = ["adopted", "quality", "inviter", "segment", "age"]
  static let levels: Set<String> = ["affluent", "miser"]

  var reports: [String] = []
  var depth = 0
  /// Whether anything was reported before the analysis had settled.
  var sites: [Site] = []

  var unknown: Value { .unknown }

  func constant(_ constant: LuaConstant) -> Value {
    switch constant {
    case .nil: .nil
    case .boolean: .boolean
    case .integer, .float: .number
    case .string(let string): .text([string.text])
    }
  }

  func join(_ left: Value, _ right: Value) -> Value {
    switch (left, right) {
    case _ where left == right: left
    case (.actor, .actor), (.nil, .actor), (.actor, .nil): .actor(canBeNil: true)
    case (.text(let a), .text(let b)): .text(a.union(b))
    default: .unknown
    }
  }

  func refine(_ value: Value, by condition: ValueCondition) -> Value? {
    switch (value, condition) {
    case (.actor(canBeNil: true), .truthy), (.actor(canBeNil: true), .different(.nil)):
      .actor(canBeNil: false)
    case (.actor(canBeNil: true), .falsy), (.actor(canBeNil: true), .equal(.nil)): .nil
    case (.actor(canBeNil: false), .falsy), (.actor(canBeNil: false), .equal(.nil)),
      (.nil, .truthy), (.nil, .different(.nil)):
      nil
    default: value
    }
  }

  private mutating func report(_ message: String, _ site: Site) {
    guard site.isSettled else { return }
    sites.append(site)
    reports.append("\(site.line ?? 0): \(message)")
  }

  mutating func closure(_ closure: AbstractClosure<Value>, at site: Site) -> Value {
    .function(closure)
  }

  mutating func index(_ object: Value, _ key: AbstractKey<Value>, at site: Site) -> Value {
    guard case .name(let name) = key else { return .unknown }
    switch object {
    case .environment: return .unknown
    case .nil:
      report("'\(name)' of nil \(site.name ?? "?")", site)
      return .unknown
    case .actor(let canBeNil):
      if canBeNil { report("\(site.name ?? "?") may be nil", site) }
      check(name, site)
      return switch name {
      case "inviter": .actor(canBeNil: true)
      case "segment": .category
      case "adopted": .boolean
      default: Self.fields.contains(name) ? .number : .unknown
      }
    default: return .unknown
    }
  }

  mutating func setIndex(
    _ object: Value, _ key: AbstractKey<Value>, to value: Value, at site: Site
  ) {
    guard case .actor = object, case .name(let name) = key else { return }
    check(name, site)
  }

  private mutating func check(_ field: String, _ site: Site) {
    guard !Self.fields.contains(field) else { return }
    report("no field \(field) in \(site.name ?? "?")", site)
  }

  mutating func call(
    _ callee: Value, _ arguments: ValueList<Value>, at site: Site
  ) -> ValueList<Value> {
    guard case .function(let closure) = callee, depth < 4 else { return .unknown }
    depth += 1
    defer { depth -= 1 }
    return TypeFlow<ToyDomain>(closure).run(arguments, in: &self, isReporting: site.isSettled)
      ?? .unknown
  }

  mutating func callMethod(
    _ name: String, of object: Value, _ arguments: ValueList<Value>, at site: Site
  ) -> ValueList<Value> {
    guard case .actor = object else { return .unknown }
    switch name {
    case "peers":
      guard case .text? = arguments.values.first else { return .unknown }
      return ValueList([.actors])
    case "the": return ValueList([.actor(canBeNil: false)])
    case "chance":
      if site.isInLoop { report("draw in a loop with \(arguments.values.count)", site) }
      return ValueList([.boolean])
    default:
      report("no method \(name) of \(site.name ?? "?")", site)
      return .unknown
    }
  }

  mutating func iterate(
    _ iterator: Value, state: Value, control: Value, at site: Site
  ) -> ValueList<Value> {
    iterator == .actors ? ValueList([.actor(canBeNil: true), .number]) : .unknown
  }

  mutating func count(
    from start: Value, to limit: Value, by step: Value, at site: Site
  ) -> Value { .number }

  mutating func binary(
    _ operation: BinaryOperation, _ left: Value, _ right: Value, at site: Site
  ) -> Value {
    for side in [left, right] where side == .boolean || side == .nil {
      report("\(operation) on a \(side)", site)
    }
    return .number
  }

  mutating func unary(_ operation: UnaryOperation, _ operand: Value, at site: Site) -> Value {
    operation == .not ? .boolean : .number
  }

  mutating func compare(
    _ comparison: Comparison, _ left: Value, _ right: Value, at site: Site
  ) {
    guard left == .category, case .text(let levels) = right else { return }
    for level in levels.subtracting(Self.levels).sorted() { report("no level \(level)", site) }
  }

  mutating func returned(_ values: ValueList<Value>, at site: Site) {
    if depth == 0, values.values.count == 2 { report("returns a pair", site) }
  }
}
