// How the text form calls types and opcodes.

extension IRType {
  static let byName = Dictionary(
    uniqueKeysWithValues: [IRType.bool, .int, .float].map { ($0.name, $0) })

  var name: String {
    switch self {
    case .bool: "bool"
    case .int: "int"
    case .float: "float"
    }
  }
}

extension IRCell {
  static let byName = Dictionary(
    uniqueKeysWithValues: [IRCell.bool8, .uint8, .int32, .int64, .float64].map { ($0.name, $0) })

  var name: String {
    switch self {
    case .bool8: "bool8"
    case .uint8: "uint8"
    case .int32: "int32"
    case .int64: "int64"
    case .float64: "float64"
    }
  }
}

extension IRMathFunction {
  private static let names = allCases.map { "\($0)" }
  static let byName = Dictionary(uniqueKeysWithValues: zip(names, allCases))

  var name: String { Self.names[Int(rawValue)] }
}

extension IROpcode {
  /// Opcodes that are nothing but their name.
  static let plain: [IROpcode] = [
    .row, .actor, .addInt, .subtractInt, .multiplyInt, .floorDivideInt, .moduloInt, .andInt, .orInt,
    .xorInt, .shiftLeft, .shiftRight, .addFloat, .subtractFloat, .multiplyFloat, .divideFloat,
    .moduloFloat, .negateFloat, .canonical, .equalInt, .lessInt, .lessOrEqualInt, .lessUnsigned,
    .equalFloat, .lessFloat, .lessOrEqualFloat, .and, .or, .equalBool, .not, .intToFloat,
    .floatToInt, .isWhole, .boolToInt, .floatBits, .bitsFloat, .select, .guard, .goOn,
  ]

  static let plainByName = Dictionary(uniqueKeysWithValues: plain.map { ("\($0)", $0) })
  private static let plainNames = Dictionary(uniqueKeysWithValues: plain.map { ($0, "\($0)") })

  /// The name of an opcode that is `plain`.
  var plainName: String { Self.plainNames[self] ?? "\(self)" }
}
