internal import Bytecode
internal import IR

// Lua's arithmetic: integers wrap around, floats are IEEE 754, mixed operands become floats.
extension FunctionTranslator {
  func arithmetic(_ operation: BinaryOperation, _ left: Operand, _ right: Operand) -> Operand {
    switch operation {
    case .bitwiseAnd, .bitwiseOr, .bitwiseXor, .shiftLeft, .shiftRight:
      return bitwise(operation, left, right)
    default: break
    }
    guard let first = numeric(left), let second = numeric(right) else {
      giveUp("it computes with something that is not a number")
      return .constant(.float(0))
    }
    if operation == .divide || operation == .power {
      guard let x = anyFloat(first), let y = anyFloat(second) else { return .nil }
      return .float(
        builder.emit(operation == .divide ? .divideFloat : .math(.power), [x, y], .float))
    }
    if first.shape.isInteger && second.shape.isInteger {
      return .integer(integers(operation, integer(first), integer(second), where: nil))
    }
    if first.shape.isFloat || second.shape.isFloat {
      guard let x = anyFloat(first), let y = anyFloat(second) else { return .nil }
      return .float(floats(operation, x, y))
    }
    return undecided(operation, first, second)
  }

  /// Where the subtype of the result is known at run time only.
  private func undecided(
    _ operation: BinaryOperation, _ left: Operand, _ right: Operand
  ) -> Operand {
    let isNumber = { (operand: Operand) in operand.shape == .number }
    let isSmall = { (operand: Operand) in isNumber(operand) || operand.shape.isSmallInteger }
    if isNumber(left) || isNumber(right) {
      if operation == .add || operation == .subtract, isSmall(left), isSmall(right) {
        return Operand(.number, [floats(operation, float(left), float(right))])
      }
      needExactSubtypes()
      return .constant(.float(0))
    }
    // At least one is a union of both subtypes, the other one that or an integer.
    let (a, b) = (unionValues(left), unionValues(right))
    func isInteger(_ tag: IRValue) -> IRValue {
      builder.emit(.equalInt, [tag, builder.int(Shape.Tags.integer.code)], .bool)
    }
    let both = builder.emit(.and, [isInteger(a[0]), isInteger(b[0])], .bool)
    let zero = builder.int(0)
    let one = builder.int(1)
    let whole = integers(
      operation, builder.select(both, a[1], zero), builder.select(both, b[1], one), where: both)
    guard let x = anyFloat(left), let y = anyFloat(right) else { return .nil }
    let float = floats(operation, x, y)
    return Operand(
      .union(.numeric),
      [
        builder.select(
          both, builder.int(Shape.Tags.integer.code), builder.int(Shape.Tags.float.code)),
        builder.select(both, whole, builder.emit(.floatBits, [float], .int)),
      ])
  }

  /// Translates the function once more, with integers and floats that meet kept apart.
  func needExactSubtypes() {
    assumptions.isExact = true
    startOver()
    builder.end(.redo)
    builder.block = builder.makeBlock()
  }

  private func integers(
    _ operation: BinaryOperation, _ x: IRValue, _ y: IRValue, where condition: IRValue?
  ) -> IRValue {
    switch operation {
    case .add: return builder.emit(.addInt, [x, y], .int)
    case .subtract: return builder.emit(.subtractInt, [x, y], .int)
    case .multiply: return builder.emit(.multiplyInt, [x, y], .int)
    default:
      let isZero = builder.emit(.equalInt, [y, builder.int(0)], .bool)
      guarding(builder.emit(.not, [isZero], .bool))
      // Where the guard fails the row is given up, but the division may still be computed.
      let divisor = builder.select(isZero, builder.int(1), y)
      return builder.emit(
        operation == .modulo ? .moduloInt : .floorDivideInt, [x, divisor], .int)
    }
  }

  private func floats(_ operation: BinaryOperation, _ x: IRValue, _ y: IRValue) -> IRValue {
    switch operation {
    case .add: builder.emit(.addFloat, [x, y], .float)
    case .subtract: builder.emit(.subtractFloat, [x, y], .float)
    case .multiply: builder.emit(.multiplyFloat, [x, y], .float)
    case .modulo: builder.emit(.moduloFloat, [x, y], .float)
    default: builder.emit(.math(.floor), [builder.emit(.divideFloat, [x, y], .float)], .float)
    }
  }

  private func bitwise(
    _ operation: BinaryOperation, _ left: Operand, _ right: Operand
  ) -> Operand {
    guard let x = wholeInteger(left), let y = wholeInteger(right) else {
      giveUp("it uses bits of something that is not a number")
      return .integer(0)
    }
    let opcode: IROpcode =
      switch operation {
      case .bitwiseAnd: .andInt
      case .bitwiseOr: .orInt
      case .bitwiseXor: .xorInt
      case .shiftLeft: .shiftLeft
      default: .shiftRight
      }
    return .integer(builder.emit(opcode, [x, y], .int))
  }

  func bitwiseNot(_ operand: Operand) -> Operand {
    guard let value = wholeInteger(operand) else {
      giveUp("it uses bits of something that is not a number")
      return .integer(0)
    }
    return .integer(builder.emit(.xorInt, [value, builder.int(-1)], .int))
  }

  func negated(_ operand: Operand) -> Operand {
    guard let number = numeric(operand) else {
      giveUp("it computes with something that is not a number")
      return .constant(.float(0))
    }
    switch number.shape {
    case .constant(.integer(let value)): return .integer(0 &- value)
    case .constant(.float(let value)): return .constant(.float(-value))
    case .integer:
      return .integer(builder.emit(.subtractInt, [builder.int(0), number.values[0]], .int))
    case .float: return .float(builder.emit(.negateFloat, [number.values[0]], .float))
    case .number:
      needExactSubtypes()
      return .constant(.float(0))
    default:
      let isInteger = builder.emit(
        .equalInt, [number.values[0], builder.int(Shape.Tags.integer.code)], .bool)
      let whole = builder.emit(.subtractInt, [builder.int(0), number.values[1]], .int)
      let bits = builder.emit(.bitsFloat, [number.values[1]], .float)
      let float = builder.emit(
        .floatBits, [builder.emit(.negateFloat, [bits], .float)], .int)
      return Operand(
        .union(.numeric), [number.values[0], builder.select(isInteger, whole, float)])
    }
  }

  func length(of operand: Operand) -> Operand {
    if case .table(let table) = operand.shape { return .integer(Int64(table.list.count)) }
    if let text = operand.shape.text { return .integer(Int64(text.utf8.count)) }
    giveUp("it takes the length of something that is no constant table")
    return .integer(0)
  }
}
