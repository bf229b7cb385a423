/// A constant of a function.
///
/// Two floats are equal where their bits are: 0.0 differs from -0.0, a NaN equals itself.
package enum LuaConstant: Sendable {
  case `nil`
  case boolean(Bool)
  case integer(Int64)
  case float(Double)
  case string(ByteString)

  /// The text of a string constant.
  package var text: String? {
    if case .string(let string) = self { string.text } else { nil }
  }
}

extension LuaConstant: Hashable {
  package static func == (left: LuaConstant, right: LuaConstant) -> Bool {
    switch (left, right) {
    case (.nil, .nil): true
    case (.boolean(let a), .boolean(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.float(let a), .float(let b)): a.bitPattern == b.bitPattern
    case (.string(let a), .string(let b)): a == b
    default: false
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .nil: hasher.combine(0)
    case .boolean(let value): hasher.combine(value)
    case .integer(let value): hasher.combine(value)
    case .float(let value): hasher.combine(value.bitPattern)
    case .string(let value): hasher.combine(value)
    }
  }
}
