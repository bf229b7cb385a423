/// What instructions compute that look at nothing but their operands, on bits.
package enum IRArithmetic {
  /// - Parameters:
  ///   - x: the operands' bits; of a bool 0 or 1.
  ///   - mathematics: computes what is not exact.
  /// - Precondition: the opcode is none that looks at a row, at memory or at the host.
  package static func evaluate(
    _ opcode: IROpcode, _ x: [UInt64], _ mathematics: (IRMathFunction, [Double]) -> Double
  ) -> UInt64 {
    func int(_ index: Int) -> Int64 { Int64(bitPattern: x[index]) }
    func float(_ index: Int) -> Double { Double(bitPattern: x[index]) }
    func of(_ value: Int64) -> UInt64 { UInt64(bitPattern: value) }
    func of(_ value: Bool) -> UInt64 { value ? 1 : 0 }
    switch opcode {
    case .bool(let value): return of(value)
    case .int(let value): return of(value)
    case .float(let bits): return bits
    case .addInt: return x[0] &+ x[1]
    case .subtractInt: return x[0] &- x[1]
    case .multiplyInt: return x[0] &* x[1]
    case .floorDivideInt: return of(floorDivide(int(0), int(1)))
    case .moduloInt: return of(modulo(int(0), int(1)))
    case .andInt, .and: return x[0] & x[1]
    case .orInt, .or: return x[0] | x[1]
    case .xorInt: return x[0] ^ x[1]
    // Swift's smart shifts do what Lua's do: far ones give 0, negative ones go the other way.
    case .shiftLeft: return x[0] << int(1)
    case .shiftRight: return x[0] >> int(1)
    case .addFloat: return (float(0) + float(1)).bitPattern
    case .subtractFloat: return (float(0) - float(1)).bitPattern
    case .multiplyFloat: return (float(0) * float(1)).bitPattern
    case .divideFloat: return (float(0) / float(1)).bitPattern
    case .moduloFloat: return modulo(float(0), float(1)).bitPattern
    case .negateFloat: return (-float(0)).bitPattern
    case .math(let function): return math(function, x.indices.map(float), mathematics).bitPattern
    case .canonical: return float(0).isNaN ? Double.nan.bitPattern : x[0]
    case .equalInt: return of(x[0] == x[1])
    case .lessInt: return of(int(0) < int(1))
    case .lessOrEqualInt: return of(int(0) <= int(1))
    case .lessUnsigned: return of(x[0] < x[1])
    case .equalFloat: return of(float(0) == float(1))
    case .lessFloat: return of(float(0) < float(1))
    case .lessOrEqualFloat: return of(float(0) <= float(1))
    case .equalBool: return of(x[0] == x[1])
    case .not: return 1 - x[0]
    case .intToFloat: return Double(int(0)).bitPattern
    case .floatToInt: return of(Int64(exactly: float(0).rounded(.towardZero)) ?? 0)
    case .isWhole: return of(Int64(exactly: float(0)) != nil)
    case .boolToInt, .floatBits, .bitsFloat: return x[0]
    case .select: return x[0] != 0 ? x[1] : x[2]
    case .row, .actor, .load, .store, .draw, .call, .guard, .goOn:
      preconditionFailure("needs more than its operands")
    }
  }

  private static func floorDivide(_ x: Int64, _ y: Int64) -> Int64 {
    if y == 0 || y == -1 { return y == 0 ? x : 0 &- x }
    let quotient = x / y
    return quotient * y != x && (x < 0) != (y < 0) ? quotient - 1 : quotient
  }

  private static func modulo(_ x: Int64, _ y: Int64) -> Int64 {
    if y == 0 || y == -1 { return 0 }
    let remainder = x % y
    return remainder != 0 && (remainder < 0) != (y < 0) ? remainder + y : remainder
  }

  private static func modulo(_ a: Double, _ b: Double) -> Double {
    let m = a.truncatingRemainder(dividingBy: b)
    return m > 0 && b < 0 || m < 0 && b > 0 ? m + b : m
  }

  private static func math(
    _ function: IRMathFunction, _ x: [Double],
    _ mathematics: (IRMathFunction, [Double]) -> Double
  ) -> Double {
    switch function {
    case .squareRoot: x[0].squareRoot()
    case .floor: x[0].rounded(.down)
    case .ceiling: x[0].rounded(.up)
    case .absolute: x[0].magnitude
    case .remainder: x[0].truncatingRemainder(dividingBy: x[1])
    case .power: x[1] == 2 ? x[0] * x[0] : mathematics(.power, x)
    default: mathematics(function, x)
    }
  }
}
