/// The type of an IR value.
package enum IRType: UInt8, Hashable, Sendable {
  case bool
  /// 64 bits, two's complement; also actors' numbers, levels of categories, and raw bits.
  case int
  /// A Double.
  case float
}

/// How a cell stands in memory; loads widen it to `type`, stores narrow it.
package enum IRCell: UInt8, Hashable, Sendable {
  /// One byte, 0 or 1.
  case bool8
  /// Zero-extended.
  case uint8
  /// Sign-extended.
  case int32
  case int64
  case float64

  package var type: IRType {
    switch self {
    case .bool8: .bool
    case .uint8, .int32, .int64: .int
    case .float64: .float
    }
  }

  /// The size of a cell in bytes.
  package var size: Int {
    switch self {
    case .bool8, .uint8: 1
    case .int32: 4
    case .int64, .float64: 8
    }
  }
}

/// A mathematical function that both engines take from the one deterministic library, or that is
/// exact by IEEE 754 and so the same everywhere.
package enum IRMathFunction: UInt8, Hashable, Sendable, CaseIterable {
  case exp, log, log1p, log2, log10, sin, cos, tan, asin, acos
  /// Of (y, x).
  case atan2
  /// Lua's `^`: `x * x` where the exponent equals 2, else the library's `pow`.
  case power
  case squareRoot, floor, ceiling, absolute
  /// C's `fmod`.
  case remainder

  package var parameterCount: Int {
    switch self {
    case .atan2, .power, .remainder: 2
    default: 1
    }
  }
}
