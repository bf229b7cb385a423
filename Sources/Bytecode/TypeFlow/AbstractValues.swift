/// An instruction for which a domain is asked.
package struct Site: Hashable, Sendable {
  /// The number that the caller gave to the root function.
  package var root: Int
  /// The way to the function: indices of nested prototypes from the root.
  package var path: [Int]
  /// Counted from 0.
  package var pc: Int
  package var line: Int?
  /// The variable that holds the object, the callee or the first operand, or else the field that it
  /// was read from, where that is known.
  package var name: String?
  /// Whether the instruction can run more than once in one call of its function.
  package var isInLoop: Bool
  /// Whether the analysis has ended: the values are final, so that they may be reported on.
  package var isSettled: Bool
}

/// What a table or an object is indexed with.
package enum AbstractKey<Value: Equatable>: Equatable {
  case name(String)
  case integer(Int64)
  case computed(Value)
}

extension AbstractKey: Sendable where Value: Sendable {}

/// Arguments, or results of a call.
package struct ValueList<Value: Equatable>: Equatable {
  package var values: [Value]
  /// Whether an unknown number of unknown values may follow.
  package var isOpen: Bool

  package init(_ values: [Value], isOpen: Bool = false) {
    self.values = values
    self.isOpen = isOpen
  }

  /// Any number of unknown values.
  package static var unknown: Self { Self([], isOpen: true) }
}

extension ValueList: Sendable where Value: Sendable {}

/// A nested function together with what it captured.
package struct AbstractClosure<Value: Equatable> {
  /// The number that the caller gave to the root function.
  package var root: Int
  /// The way to the function from the root.
  package var path: [Int]
  package var prototype: Prototype
  /// **Shape**: one per captured variable; unknown where it is assigned more than once.
  package var upvalues: [Value]
}

extension AbstractClosure: Sendable where Value: Sendable {}

extension AbstractClosure: Equatable {
  /// Whether both are made of the same function with the same captured values.
  package static func == (left: Self, right: Self) -> Bool {
    left.root == right.root && left.path == right.path && left.upvalues == right.upvalues
  }
}

/// What a branch tells about a value; equality is Lua's: the integer 1 equals the float 1.0.
package enum ValueCondition: Hashable, Sendable {
  case truthy
  case falsy
  case equal(LuaConstant)
  case different(LuaConstant)
}

package enum Comparison: Sendable {
  case equal, less, lessOrEqual, greater, greaterOrEqual
}

package enum UnaryOperation: Sendable {
  case minus, bitwiseNot, not, length
}

package enum BinaryOperation: Sendable {
  case add, subtract, multiply, modulo, power, divide, floorDivide
  case bitwiseAnd, bitwiseOr, bitwiseXor, shiftLeft, shiftRight

  /// `nil` for other instructions than arithmetic.
  package init?(_ opcode: LuaOpcode) {
    switch opcode {
    case .OP_ADD, .OP_ADDK, .OP_ADDI: self = .add
    case .OP_SUB, .OP_SUBK: self = .subtract
    case .OP_MUL, .OP_MULK: self = .multiply
    case .OP_MOD, .OP_MODK: self = .modulo
    case .OP_POW, .OP_POWK: self = .power
    case .OP_DIV, .OP_DIVK: self = .divide
    case .OP_IDIV, .OP_IDIVK: self = .floorDivide
    case .OP_BAND, .OP_BANDK: self = .bitwiseAnd
    case .OP_BOR, .OP_BORK: self = .bitwiseOr
    case .OP_BXOR, .OP_BXORK: self = .bitwiseXor
    case .OP_SHL, .OP_SHLI: self = .shiftLeft
    case .OP_SHR, .OP_SHRI: self = .shiftRight
    default: return nil
    }
  }
}
