@testable import Bytecode

/// A domain that the interpreter can be held against: which types a value may have.
struct TypeSetDomain: AbstractDomain {
  struct Types: OptionSet, Hashable, CustomStringConvertible {
    let rawValue: Int

    static let `nil` = Types(rawValue: 1)
    static let `false` = Types(rawValue: 2)
    static let `true` = Types(rawValue: 4)
    static let integer = Types(rawValue: 8)
    static let float = Types(rawValue: 16)
    static let string = Types(rawValue: 32)
    static let table = Types(rawValue: 64)
    static let function = Types(rawValue: 128)
    static let all = Types(rawValue: 255)
    static let number: Types = [.integer, .float]

    static let names = [
      "nil", "false", "true", "integer", "float", "string", "table", "function",
    ]

    init(rawValue: Int) {
      self.rawValue = rawValue
    }

    init?(name: Substring) {
      guard let index = Self.names.firstIndex(of: String(name)) else { return nil }
      self.init(rawValue: 1 << index)
    }

    var description: String {
      Self.names.indices.filter { rawValue >> $0 & 1 == 1 }.map { Self.names[$0] }
        .joined(separator: "|")
    }
  }

  struct Value: Equatable {
    var types: Types
    /// The closure, where the value is nothing else.
    var closure: [AbstractClosure<Value>] = []
  }

  var depth = 0

  var unknown: Value { Value(types: .all) }

  func constant(_ constant: LuaConstant) -> Value { Value(types: Self.types(of: constant)) }

  private static func types(of constant: LuaConstant) -> Types {
    switch constant {
    case .nil: .nil
    case .boolean(let value): value ? .true : .false
    case .integer: .integer
    case .float: .float
    case .string: .string
    }
  }

  func join(_ left: Value, _ right: Value) -> Value {
    left == right ? left : Value(types: left.types.union(right.types))
  }

  func refine(_ value: Value, by condition: ValueCondition) -> Value? {
    var types = value.types
    switch condition {
    case .truthy: types.subtract([.nil, .false])
    case .falsy: types.formIntersection([.nil, .false])
    case .equal(let constant):
      let own = Self.types(of: constant)
      types.formIntersection(Types.number.contains(own) ? .number : own)
    case .different(.nil): types.subtract(.nil)
    case .different(.boolean(let value)): types.subtract(value ? .true : .false)
    case .different: break
    }
    if types.isEmpty { return nil }
    return types == value.types ? value : Value(types: types)
  }

  mutating func closure(_ closure: AbstractClosure<Value>, at site: Site) -> Value {
    Value(types: .function, closure: [closure])
  }

  mutating func table(at site: Site) -> Value { Value(types: .table) }

  mutating func call(
    _ callee: Value, _ arguments: ValueList<Value>, at site: Site
  ) -> ValueList<Value> {
    guard let closure = callee.closure.first, depth < 3 else { return .unknown }
    depth += 1
    defer { depth -= 1 }
    return TypeFlow<TypeSetDomain>(closure).run(arguments, in: &self) ?? .unknown
  }

  mutating func count(
    from start: Value, to limit: Value, by step: Value, at site: Site
  ) -> Value { Value(types: start.types.union(step.types).intersection(.number)) }

  mutating func binary(
    _ operation: BinaryOperation, _ left: Value, _ right: Value, at site: Site
  ) -> Value {
    switch operation {
    case .divide, .power: return Value(types: .float)
    case .bitwiseAnd, .bitwiseOr, .bitwiseXor, .shiftLeft, .shiftRight:
      return Value(types: .integer)
    default:
      var types: Types = []
      if left.types.contains(.integer), right.types.contains(.integer) { types.insert(.integer) }
      if left.types.contains(.float) || right.types.contains(.float) { types.insert(.float) }
      return Value(types: types)
    }
  }

  mutating func unary(_ operation: UnaryOperation, _ operand: Value, at site: Site) -> Value {
    switch operation {
    case .minus: return Value(types: operand.types.intersection(.number))
    case .bitwiseNot, .length: return Value(types: .integer)
    case .not:
      var types: Types = []
      if !operand.types.isDisjoint(with: [.nil, .false]) { types.insert(.true) }
      if !operand.types.subtracting([.nil, .false]).isEmpty { types.insert(.false) }
      return Value(types: types)
    }
  }

  mutating func concatenate(_ operands: [Value], at site: Site) -> Value { Value(types: .string) }
}
