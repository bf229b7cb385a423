internal import Bytecode
internal import IR

/// What decides on a way: known, or a bool at run time.
enum Condition {
  case known(Bool)
  case value(IRValue)
}

// Changing an operand's form without changing its meaning.
extension FunctionTranslator {
  /// The run-time values of an operand in a shape that covers its own.
  func coerce(_ operand: Operand, to shape: Shape) -> [IRValue] {
    if operand.shape == shape { return operand.values }
    switch shape {
    case .boolean: return [boolean(operand)]
    case .integer: return [integer(operand)]
    case .float, .number: return [float(operand)]
    case .level(let texts, _): return [code(operand, in: texts)]
    case .actor:
      return operand.shape.isNilConstant ? [builder.int(-1)] : operand.values
    case .union: return unionValues(operand)
    case .closure(_, _, let shapes):
      guard case .closure(_, _, let own) = operand.shape else { return [] }
      var rest = operand.values[...]
      return zip(own, shapes).flatMap { from, to in
        let values = Array(rest.prefix(from.types.count))
        rest = rest.dropFirst(from.types.count)
        return coerce(Operand(from, values), to: to)
      }
    default: return []
    }
  }

  /// A certain boolean.
  func boolean(_ operand: Operand) -> IRValue {
    if case .constant(.boolean(let value)) = operand.shape { return builder.bool(value) }
    return operand.values[0]
  }

  /// A certain integer.
  func integer(_ operand: Operand) -> IRValue {
    if case .constant(.integer(let value)) = operand.shape { return builder.int(value) }
    return operand.values[0]
  }

  /// A certain number as a float.
  func float(_ operand: Operand) -> IRValue {
    switch operand.shape {
    case .constant(.float(let value)): builder.float(value)
    case .constant(.integer(let value)): builder.float(Double(value))
    case .integer: builder.emit(.intToFloat, [operand.values[0]], .float)
    default: operand.values[0]
    }
  }

  /// The position of a text or level among texts that hold it; -1 for nil.
  func code(_ operand: Operand, in texts: [String]) -> IRValue {
    switch operand.shape {
    case .level(let own, let isNilable):
      if Array(texts.prefix(own.count)) == own { return operand.values[0] }
      let table = own.map { UInt64(bitPattern: Int64(texts.firstIndex(of: $0) ?? -1)) }
      let value = operand.values[0]
      guard isNilable else { return constantCell(table, value, .int64) }
      let zero = builder.int(0)
      let isNil = builder.emit(.lessInt, [value, zero], .bool)
      let safe = builder.select(isNil, zero, value)
      return builder.select(isNil, value, constantCell(table, safe, .int64))
    default:
      let position = operand.shape.text.flatMap { texts.firstIndex(of: $0) } ?? -1
      return builder.int(Int64(position))
    }
  }

  /// An element of a list of constants; the index is inside.
  func constantCell(_ cells: [UInt64], _ index: IRValue, _ cell: IRCell) -> IRValue {
    builder.load(slot(.constants(cells), "constants", cell), index)
  }

  /// Tag and bits.
  func unionValues(_ operand: Operand) -> [IRValue] {
    func tagged(_ tag: Shape.Tags, _ bits: IRValue) -> [IRValue] {
      [builder.int(tag.code), bits]
    }
    switch operand.shape {
    case .union: return operand.values
    case .constant(.nil): return tagged(.nil, builder.int(0))
    case .constant(.boolean), .boolean:
      return tagged(.boolean, builder.emit(.boolToInt, [boolean(operand)], .int))
    case .constant(.integer), .integer: return tagged(.integer, integer(operand))
    case .undefined(let reason): return tagged(.undefined, reasonCode(reason))
    default: return tagged(.float, builder.emit(.floatBits, [float(operand)], .int))
    }
  }

  func hasTag(_ operand: Operand, _ tag: Shape.Tags) -> IRValue {
    builder.emit(.equalInt, [operand.values[0], builder.int(tag.code)], .bool)
  }

  /// A union of one kind as a value of that kind.
  private func settled(_ operand: Operand, _ tags: Shape.Tags) -> Operand {
    switch tags {
    case .nil: .nil
    case .boolean:
      .boolean(
        builder.emit(
          .not, [builder.emit(.equalInt, [operand.values[1], builder.int(0)], .bool)], .bool))
    case .integer: .integer(operand.values[1])
    case .float: .float(builder.emit(.bitsFloat, [operand.values[1]], .float))
    default: Operand(.union(tags), operand.values)
    }
  }

  /// A number of one certain subtype, or a union of both; where it is none the row is given up.
  ///
  /// - Returns: `nil` where it cannot be a number.
  func numeric(_ operand: Operand) -> Operand? {
    if operand.shape.isNumeric { return operand }
    guard case .union(let tags) = operand.shape else { return nil }
    let wanted = tags.intersection(.numeric)
    guard !wanted.isEmpty else { return nil }
    if wanted != tags {
      let isInteger = hasTag(operand, .integer)
      let isFloat = hasTag(operand, .float)
      let isNumber: IRValue =
        switch wanted {
        case .integer: isInteger
        case .float: isFloat
        default: builder.emit(.or, [isInteger, isFloat], .bool)
        }
      guarding(isNumber)
    }
    return settled(operand, wanted)
  }

  /// A number as a float, whatever its subtype.
  func anyFloat(_ operand: Operand) -> IRValue? {
    guard let number = numeric(operand) else { return nil }
    guard case .union = number.shape else { return float(number) }
    return builder.select(
      hasTag(number, .integer), builder.emit(.intToFloat, [number.values[1]], .float),
      builder.emit(.bitsFloat, [number.values[1]], .float))
  }

  /// A whole number as an integer, also one that is held as a float; else the row is given up.
  func wholeInteger(_ operand: Operand) -> IRValue? {
    guard let number = numeric(operand) else { return nil }
    if number.shape.isInteger { return integer(number) }
    if case .union = number.shape {
      let isInteger = hasTag(number, .integer)
      let value = builder.select(
        isInteger, builder.float(0), builder.emit(.bitsFloat, [number.values[1]], .float))
      let converted = whole(value)
      return builder.select(isInteger, number.values[1], converted)
    }
    return whole(float(number))
  }

  /// A float that must be a whole number.
  private func whole(_ value: IRValue) -> IRValue {
    guarding(builder.emit(.isWhole, [value], .bool))
    return builder.emit(.floatToInt, [value], .int)
  }

  // MARK: Truth

  func truth(_ operand: Operand) -> Condition {
    switch operand.shape {
    case .constant(.nil), .constant(.boolean(false)): .known(false)
    case .boolean: .value(operand.values[0])
    case .level(_, isNilable: true), .actor(_, _, isNilable: true):
      .value(isThere(operand))
    case .union(let tags): unionTruth(operand, tags)
    default: .known(true)
    }
  }

  /// Whether a nilable level or actor is not nil.
  func isThere(_ operand: Operand) -> IRValue {
    builder.emit(.lessOrEqualInt, [builder.int(0), operand.values[0]], .bool)
  }

  private func unionTruth(_ operand: Operand, _ tags: Shape.Tags) -> Condition {
    var parts: [IRValue] = []
    if tags.contains(.nil) { parts.append(hasTag(operand, .nil)) }
    if tags.contains(.boolean) {
      let isZero = builder.emit(.equalInt, [operand.values[1], builder.int(0)], .bool)
      parts.append(builder.emit(.and, [hasTag(operand, .boolean), isZero], .bool))
    }
    guard var isFalse = parts.first else { return .known(true) }
    for part in parts.dropFirst() { isFalse = builder.emit(.or, [isFalse, part], .bool) }
    return .value(builder.emit(.not, [isFalse], .bool))
  }

  func negatedTruth(_ operand: Operand) -> Operand {
    switch truth(operand) {
    case .known(let isTrue): .constant(.boolean(!isTrue))
    case .value(let value): .boolean(builder.emit(.not, [value], .bool))
    }
  }

  /// What a value is on a way on which it is true, or false.
  func refined(_ operand: Operand, isTrue: Bool) -> Operand {
    switch operand.shape {
    case .boolean: return .constant(.boolean(isTrue))
    case .level(let texts, isNilable: true):
      return isTrue ? Operand(.level(texts, isNilable: false), operand.values) : .nil
    case .actor(let kind, let identity, isNilable: true):
      return isTrue
        ? Operand(.actor(kind: kind, identity, isNilable: false), operand.values) : .nil
    case .union(let tags):
      let kept = isTrue ? tags.subtracting(.nil) : tags.intersection([.nil, .boolean])
      return kept.isEmpty ? operand : settled(operand, kept)
    default: return operand
    }
  }

  /// What a value is on a way on which it is nil, or not.
  func refined(_ operand: Operand, isNil: Bool) -> Operand {
    if isNil { return operand.shape.canBeNil ? .nil : operand }
    switch operand.shape {
    case .level, .actor: return refined(operand, isTrue: true)
    case .union(let tags):
      let kept = tags.subtracting(.nil)
      return kept.isEmpty ? operand : settled(operand, kept)
    default: return operand
    }
  }
}
