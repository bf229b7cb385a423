internal import Bytecode
internal import IR

// Lua's own functions, as the sandbox has them (CLua/math.c, CLua/base.c).
extension FunctionTranslator {
  /// `object[name]` of a library table.
  func libraryMember(_ library: String, _ name: String) -> Operand {
    switch "\(library).\(name)" {
    case "math.pi": .constant(.float(.pi))
    case "math.huge": .constant(.float(.infinity))
    case "math.maxinteger": .integer(Int64.max)
    case "math.mininteger": .integer(Int64.min)
    case let full: Operand(.library(full))
    }
  }

  func callLibrary(_ name: String, _ arguments: [Operand]) -> [Operand] {
    if let function = Self.unaryFunctions[name] {
      guard let first = arguments.first, let x = anyFloat(first) else { return refuse(name) }
      return [.float(builder.emit(.math(function), [x], .float))]
    }
    switch name {
    case "math.floor": return [rounded(arguments, .floor, name)]
    case "math.ceil": return [rounded(arguments, .ceiling, name)]
    case "math.abs": return [absolute(arguments, name)]
    case "math.max": return [extreme(arguments, name) { self.less($0, $1) }]
    case "math.min": return [extreme(arguments, name) { self.less($1, $0) }]
    case "math.log": return [logarithm(arguments, name)]
    case "math.atan":
      guard let first = arguments.first, let y = anyFloat(first),
        let x = arguments.count > 1 ? anyFloat(arguments[1]) : builder.float(1)
      else { return refuse(name) }
      return [.float(builder.emit(.math(.atan2), [y, x], .float))]
    case "math.fmod": return [remainder(arguments, name)]
    case "math.tointeger": return [toInteger(arguments, name)]
    case "math.ult":
      guard arguments.count > 1, let a = wholeInteger(arguments[0]),
        let b = wholeInteger(arguments[1])
      else { return refuse(name) }
      return [.boolean(builder.emit(.lessUnsigned, [a, b], .bool))]
    case "ipairs", "pairs":
      guard case .table(let table)? = arguments.first?.shape else { return refuse(name) }
      let isList = name == "ipairs"
      // The interpreter puts the keys in order.
      spend(turns: builder.int(Int64(4 * table.inOrder(isList: isList).count)))
      return [
        Operand(.entries(table, isList: isList)),
        Operand(.entryCursor(table, isList: isList), [builder.int(0)]), .nil,
      ]
    case "valence.undefined":
      guard let reason = arguments.first?.shape.text, arguments.count == 1, !reason.isEmpty else {
        return refuse(name)
      }
      return [Operand(.undefined(reason))]
    case "valence.is_undefined":
      guard let first = arguments.first, first.shape != .mixed else { return refuse(name) }
      guard case .union(let tags) = first.shape, tags.contains(.undefined) else {
        return [.constant(.boolean(first.shape.tags == .undefined))]
      }
      return [.boolean(hasTag(first, .undefined))]
    case "assert":
      guard let first = arguments.first else { return refuse(name) }
      switch truth(first) {
      case .known(true): break
      case .known(false): return refuse(name)
      case .value(let value): guarding(value)
      }
      return [refined(first, isTrue: true)] + arguments.dropFirst()
    case "error":
      giveUp("it raises an error")
      return []
    case "type": return [typeName(arguments, name)]
    case "math.type": return [subtype(arguments, name)]
    case "tonumber":
      guard arguments.count == 1, let number = numeric(arguments[0]) else { return refuse(name) }
      return [number]
    default: return refuse(name)
    }
  }

  private func refuse(_ name: String) -> [Operand] {
    giveUp("it calls \(name), which is not compiled for what it is given")
    return [.nil]
  }

  private static let unaryFunctions: [String: IRMathFunction] = [
    "math.exp": .exp, "math.sin": .sin, "math.cos": .cos, "math.tan": .tan, "math.asin": .asin,
    "math.acos": .acos, "math.sqrt": .squareRoot,
  ]

  private func rounded(
    _ arguments: [Operand], _ function: IRMathFunction, _ name: String
  ) -> Operand {
    guard let first = arguments.first, let number = numeric(first) else {
      return refuse(name)[0]
    }
    if number.shape.isInteger { return number }
    if case .union = number.shape {
      let isInteger = builder.emit(
        .equalInt, [number.values[0], builder.int(Shape.Tags.integer.code)], .bool)
      let float = builder.select(
        isInteger, builder.float(0), builder.emit(.bitsFloat, [number.values[1]], .float))
      return .integer(builder.select(isInteger, number.values[1], whole(function, float)))
    }
    return .integer(whole(function, float(number)))
  }

  /// Rounded to an integer; a float that is out of range stays one in Lua, and is given up here.
  private func whole(_ function: IRMathFunction, _ value: IRValue) -> IRValue {
    let rounded = builder.emit(.math(function), [value], .float)
    guarding(builder.emit(.isWhole, [rounded], .bool))
    return builder.emit(.floatToInt, [rounded], .int)
  }

  private func absolute(_ arguments: [Operand], _ name: String) -> Operand {
    guard let first = arguments.first, let number = numeric(first) else {
      return refuse(name)[0]
    }
    if number.shape.isInteger { return .integer(integerAbsolute(integer(number))) }
    if number.shape == .number {
      return Operand(.number, [builder.emit(.math(.absolute), [float(number)], .float)])
    }
    guard case .union = number.shape else {
      return .float(builder.emit(.math(.absolute), [float(number)], .float))
    }
    let isInteger = builder.emit(
      .equalInt, [number.values[0], builder.int(Shape.Tags.integer.code)], .bool)
    let whole = integerAbsolute(number.values[1])
    let bits = builder.emit(.bitsFloat, [number.values[1]], .float)
    let float = builder.emit(
      .floatBits, [builder.emit(.math(.absolute), [bits], .float)], .int)
    return Operand(
      .union(.numeric), [number.values[0], builder.select(isInteger, whole, float)])
  }

  private func integerAbsolute(_ value: IRValue) -> IRValue {
    let zero = builder.int(0)
    let isNegative = builder.emit(.lessInt, [value, zero], .bool)
    return builder.select(isNegative, builder.emit(.subtractInt, [zero, value], .int), value)
  }

  /// Lua's max and min: the first, unless a later one beats it.
  private func extreme(
    _ arguments: [Operand], _ name: String, _ isBeaten: (Operand, Operand) -> Condition
  ) -> Operand {
    guard let first = arguments.first, var best = numeric(first) else { return refuse(name)[0] }
    for argument in arguments.dropFirst() {
      guard let next = numeric(argument) else { return refuse(name)[0] }
      switch isBeaten(best, next) {
      case .known(let isBeaten): if isBeaten { best = next }
      case .value(let isBeaten):
        let shape = join(best.shape, next.shape)
        let (new, old) = (coerce(next, to: shape), coerce(best, to: shape))
        best = Operand(shape, zip(new, old).map { builder.select(isBeaten, $0, $1) })
      }
    }
    return best
  }

  private func logarithm(_ arguments: [Operand], _ name: String) -> Operand {
    guard let first = arguments.first, let x = anyFloat(first) else { return refuse(name)[0] }
    func log(_ function: IRMathFunction, _ value: IRValue) -> IRValue {
      builder.emit(.math(function), [value], .float)
    }
    guard arguments.count > 1, !arguments[1].shape.isNilConstant else {
      return .float(log(.log, x))
    }
    guard let base = anyFloat(arguments[1]) else { return refuse(name)[0] }
    let general = builder.emit(.divideFloat, [log(.log, x), log(.log, base)], .float)
    func isBase(_ value: Double) -> IRValue {
      builder.emit(.equalFloat, [base, builder.float(value)], .bool)
    }
    switch arguments[1].shape {
    case .constant(.integer(2)), .constant(.float(2)): return .float(log(.log2, x))
    case .constant(.integer(10)), .constant(.float(10)): return .float(log(.log10, x))
    case .constant: return .float(general)
    default:
      let decimal = builder.select(isBase(10), log(.log10, x), general)
      return .float(builder.select(isBase(2), log(.log2, x), decimal))
    }
  }

  private func remainder(_ arguments: [Operand], _ name: String) -> Operand {
    guard arguments.count > 1, let first = numeric(arguments[0]),
      let second = numeric(arguments[1])
    else { return refuse(name)[0] }
    let isFloat = { (operand: Operand) in operand.shape.isFloat }
    guard isFloat(first) || isFloat(second), let x = anyFloat(first), let y = anyFloat(second)
    else { return refuse(name)[0] }
    return .float(builder.emit(.math(.remainder), [x, y], .float))
  }

  private func toInteger(_ arguments: [Operand], _ name: String) -> Operand {
    guard let first = arguments.first, let number = numeric(first) else {
      return refuse(name)[0]
    }
    if number.shape.isInteger { return number }
    guard number.shape.isFloat || number.shape == .number else { return refuse(name)[0] }
    let value = float(number)
    let isWhole = builder.emit(.isWhole, [value], .bool)
    let safe = builder.select(isWhole, value, builder.float(0))
    return Operand(
      .union([.nil, .integer]),
      [
        builder.select(
          isWhole, builder.int(Shape.Tags.integer.code), builder.int(Shape.Tags.nil.code)),
        builder.emit(.floatToInt, [safe], .int),
      ])
  }

  private func typeName(_ arguments: [Operand], _ name: String) -> Operand {
    guard let shape = arguments.first?.shape else { return refuse(name)[0] }
    switch shape {
    case .constant(.nil): return .text("nil")
    case .constant(.boolean), .boolean: return .text("boolean")
    case let shape where shape.isNumeric || shape.tags?.subtracting(.numeric).isEmpty == true:
      return .text("number")
    case .level(_, isNilable: false): return .text("string")
    case let shape where shape.text != nil: return .text("string")
    default: return refuse(name)[0]
    }
  }

  private func subtype(_ arguments: [Operand], _ name: String) -> Operand {
    guard let shape = arguments.first?.shape else { return refuse(name)[0] }
    if shape.isInteger { return .text("integer") }
    if shape.isFloat { return .text("float") }
    if shape == .number { needExactSubtypes() }
    return refuse(name)[0]
  }
}
