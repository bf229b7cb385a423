internal import Bytecode
internal import IR

// Lua's comparisons: by value between integers and floats, exactly.
extension FunctionTranslator {
  func equal(_ left: Operand, _ right: Operand) -> Condition {
    switch (left.shape, right.shape) {
    case (.constant(let a), .constant(let b)): return .known(Self.areEqual(a, b))
    case (.union, _): return equalUnion(left, right)
    case (_, .union): return equalUnion(right, left)
    case (.constant(.nil), _): return isNil(right)
    case (_, .constant(.nil)): return isNil(left)
    case (.actor(let a, let first, _), .actor(let b, let second, _))
    where a != b || first.world != second.world:
      let bothNil = [left, right].allSatisfy(\.shape.canBeNil)
      guard bothNil else { return .known(false) }
      let zero = builder.int(0)
      return .value(
        builder.emit(
          .and,
          [
            builder.emit(.lessInt, [left.values[0], zero], .bool),
            builder.emit(.lessInt, [right.values[0], zero], .bool),
          ], .bool))
    case (.actor, .actor), (.tie, .tie):
      return .value(builder.emit(.equalInt, [left.values[0], right.values[0]], .bool))
    default: break
    }
    if left.shape.isNumeric && right.shape.isNumeric { return compareNumbers(left, right, .equal) }
    if let texts = self.texts(left), let others = self.texts(right) {
      return equalTexts(left, texts, right, others)
    }
    if left.shape.tags == .boolean && right.shape.tags == .boolean {
      return .value(builder.emit(.equalBool, [boolean(left), boolean(right)], .bool))
    }
    if left.shape == right.shape, left.values.isEmpty { return .known(true) }
    if left.shape == .mixed || right.shape == .mixed {
      giveUp("values of several kinds are compared")
    }
    return .known(false)
  }

  private func texts(_ operand: Operand) -> [String]? {
    if case .level(let texts, _) = operand.shape { return texts }
    return operand.shape.text.map { [$0] }
  }

  private func equalTexts(
    _ left: Operand, _ texts: [String], _ right: Operand, _ others: [String]
  ) -> Condition {
    if right.shape.text != nil || left.shape.text != nil {
      let (level, levels, text) =
        right.shape.text.map { (left, texts, $0) } ?? (right, others, left.shape.text ?? "")
      guard let position = levels.firstIndex(of: text) else { return .known(false) }
      return .value(
        builder.emit(.equalInt, [level.values[0], builder.int(Int64(position))], .bool))
    }
    let all = texts + others.filter { !texts.contains($0) }
    return .value(
      builder.emit(.equalInt, [code(left, in: all), code(right, in: all)], .bool))
  }

  private func isNil(_ operand: Operand) -> Condition {
    switch operand.shape {
    case .level(_, isNilable: true), .actor(_, _, isNilable: true):
      .value(builder.emit(.lessInt, [operand.values[0], builder.int(0)], .bool))
    case .mixed: .known(unknownTruth())
    default: .known(operand.shape.isNilConstant)
    }
  }

  private func unknownTruth() -> Bool {
    giveUp("values of several kinds are compared")
    return false
  }

  private func equalUnion(_ union: Operand, _ other: Operand) -> Condition {
    guard case .union(let tags) = union.shape else { return .known(false) }
    let tag = union.values[0]
    func has(_ wanted: Shape.Tags) -> IRValue {
      builder.emit(.equalInt, [tag, builder.int(wanted.code)], .bool)
    }
    if other.shape.isNilConstant {
      return tags.contains(.nil) ? .value(has(.nil)) : .known(false)
    }
    if other.shape.tags == .boolean, other.shape != .union(.boolean) {
      guard tags.contains(.boolean) else { return .known(false) }
      let bits = builder.emit(.boolToInt, [boolean(other)], .int)
      return .value(
        builder.emit(
          .and, [has(.boolean), builder.emit(.equalInt, [union.values[1], bits], .bool)], .bool))
    }
    guard other.shape.isNumeric, let wanted = Optional(tags.intersection(.numeric)),
      !wanted.isEmpty
    else {
      if other.shape.tags == nil { return .known(false) }
      giveUp("two values of several kinds are compared")
      return .known(false)
    }
    // Outside the numbers the comparison is false, whatever the bits would give.
    var result: IRValue?
    for part in [Shape.Tags.integer, .float] where wanted.contains(part) {
      let isPart = has(part)
      let value: Operand =
        part == .integer
        ? .integer(builder.select(isPart, union.values[1], builder.int(0)))
        : .float(
          builder.select(
            isPart, builder.emit(.bitsFloat, [union.values[1]], .float), builder.float(0)))
      let equal = bool(compareNumbers(value, other, .equal))
      let both = builder.emit(.and, [isPart, equal], .bool)
      result = result.map { builder.emit(.or, [$0, both], .bool) } ?? both
    }
    return result.map { .value($0) } ?? .known(false)
  }

  func bool(_ condition: Condition) -> IRValue {
    switch condition {
    case .known(let value): builder.bool(value)
    case .value(let value): value
    }
  }

  func less(_ left: Operand, _ right: Operand) -> Condition { ordered(left, right, .less) }

  func lessOrEqual(_ left: Operand, _ right: Operand) -> Condition {
    ordered(left, right, .lessOrEqual)
  }

  private func ordered(_ left: Operand, _ right: Operand, _ comparison: Comparison) -> Condition {
    guard let first = numeric(left), let second = numeric(right) else {
      giveUp(
        texts(left) != nil && texts(right) != nil
          ? "it compares texts by their order" : "it compares values that are not numbers")
      return .known(false)
    }
    return compareNumbers(first, second, comparison)
  }

  private func compareNumbers(
    _ left: Operand, _ right: Operand, _ comparison: Comparison
  ) -> Condition {
    if case .constant(let a) = left.shape, case .constant(let b) = right.shape,
      let known = Self.compare(a, b, comparison)
    {
      return .known(known)
    }
    if left.shape.isInteger && right.shape.isInteger {
      let opcode: IROpcode =
        switch comparison {
        case .equal: .equalInt
        case .less: .lessInt
        default: .lessOrEqualInt
        }
      return .value(builder.emit(opcode, [integer(left), integer(right)], .bool))
    }
    let opcode: IROpcode =
      switch comparison {
      case .equal: .equalFloat
      case .less: .lessFloat
      default: .lessOrEqualFloat
      }
    return .value(builder.emit(opcode, [comparable(left), comparable(right)], .bool))
  }

  /// A number as a float that compares as it does; the row is given up where that would round.
  private func comparable(_ operand: Operand) -> IRValue {
    switch operand.shape {
    case .constant(.integer(let value)):
      let float = Double(value)
      if Int64(exactly: float) != value { guarding(builder.bool(false)) }
      return builder.float(float)
    case .integer:
      return exactFloat(operand.values[0], where: nil)
    case .union:
      let isInteger = builder.emit(
        .equalInt, [operand.values[0], builder.int(Shape.Tags.integer.code)], .bool)
      return builder.select(
        isInteger, exactFloat(operand.values[1], where: isInteger),
        builder.emit(.bitsFloat, [operand.values[1]], .float))
    default: return float(operand)
    }
  }

  private func exactFloat(_ value: IRValue, where condition: IRValue?) -> IRValue {
    // |value| <= 2^53, as one unsigned comparison.
    let shifted = builder.emit(.addInt, [value, builder.int(1 << 53)], .int)
    let isSmall = builder.emit(.lessUnsigned, [shifted, builder.int(1 << 54)], .bool)
    if let condition {
      let isOther = builder.emit(.not, [condition], .bool)
      guarding(builder.emit(.or, [isOther, isSmall], .bool))
    } else {
      guarding(isSmall)
    }
    return builder.emit(.intToFloat, [value], .float)
  }

  static func areEqual(_ left: LuaConstant, _ right: LuaConstant) -> Bool {
    compare(left, right, .equal) ?? (left == right)
  }

  /// - Returns: `nil` where one is not a number.
  private static func compare(
    _ left: LuaConstant, _ right: LuaConstant, _ comparison: Comparison
  ) -> Bool? {
    switch (left, right) {
    case (.integer(let a), .integer(let b)):
      return comparison == .equal ? a == b : comparison == .less ? a < b : a <= b
    case (.integer, .float), (.float, .integer), (.float, .float):
      guard let a = exact(left), let b = exact(right) else { return nil }
      return comparison == .equal ? a == b : comparison == .less ? a < b : a <= b
    default: return nil
    }
  }

  private static func exact(_ constant: LuaConstant) -> Double? {
    switch constant {
    case .integer(let value): Int64(exactly: Double(value)) == value ? Double(value) : nil
    case .float(let value): value
    default: nil
    }
  }
}
