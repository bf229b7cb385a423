internal import CLLVM
internal import IR

/// Emits what computes: the same operations for one number or for a vector of them.
struct ArithmeticEmitter {
  let emitter: Emitter
  let frame: FrameValues
  let width: Int

  private func splat(_ value: Handle) -> Handle {
    width > 1 ? emitter.splat(value, width) : value
  }

  private func int(_ value: Int64) -> Handle { splat(emitter.integer(value)) }
  private func float(_ value: Double) -> Handle { splat(emitter.float(bits: value.bitPattern)) }
  private var table: CLLVMTable { emitter.llvm.pointee }
  private var floats: Handle { emitter.type(emitter.double, width) }
  private var ints: Handle { emitter.type(emitter.int64, width) }

  func emit(_ opcode: IROpcode, _ x: [Handle], _ type: IRType) -> Handle {
    switch opcode {
    case .bool(let value): return emitter.bool(value)
    case .int(let value): return emitter.integer(value)
    case .float(let bits): return emitter.float(bits: bits)
    case .addInt: return emitter.add(x[0], x[1])
    case .subtractInt: return emitter.build(table.BuildSub, x[0], x[1])
    case .multiplyInt: return emitter.multiply(x[0], x[1])
    case .floorDivideInt: return floorDivide(x[0], x[1])
    case .moduloInt: return modulo(x[0], x[1])
    case .andInt, .and: return emitter.and(x[0], x[1])
    case .orInt, .or: return emitter.or(x[0], x[1])
    case .xorInt: return emitter.xor(x[0], x[1])
    case .shiftLeft: return shift(x[0], x[1], isLeft: true)
    case .shiftRight: return shift(x[0], x[1], isLeft: false)
    case .addFloat: return emitter.build(table.BuildFAdd, x[0], x[1])
    case .subtractFloat: return emitter.build(table.BuildFSub, x[0], x[1])
    case .multiplyFloat: return emitter.build(table.BuildFMul, x[0], x[1])
    case .divideFloat: return emitter.build(table.BuildFDiv, x[0], x[1])
    case .moduloFloat: return moduloFloat(x[0], x[1])
    case .negateFloat: return emitter.made(table.BuildFNeg(emitter.builder, x[0], ""))
    case .math(let function): return mathematics(function, x)
    case .canonical:
      let isNaN = emitter.compareFloats(Int(CLLVM_REAL_UNO), x[0], x[0])
      return emitter.select(isNaN, float(.nan), x[0])
    case .equalInt: return emitter.compare(Int(CLLVM_INT_EQ), x[0], x[1])
    case .lessInt: return emitter.compare(Int(CLLVM_INT_SLT), x[0], x[1])
    case .lessOrEqualInt: return emitter.compare(Int(CLLVM_INT_SLE), x[0], x[1])
    case .lessUnsigned: return emitter.compare(Int(CLLVM_INT_ULT), x[0], x[1])
    case .equalFloat: return emitter.compareFloats(Int(CLLVM_REAL_OEQ), x[0], x[1])
    case .lessFloat: return emitter.compareFloats(Int(CLLVM_REAL_OLT), x[0], x[1])
    case .lessOrEqualFloat: return emitter.compareFloats(Int(CLLVM_REAL_OLE), x[0], x[1])
    case .equalBool: return emitter.not(emitter.xor(x[0], x[1]))
    case .not: return emitter.not(x[0])
    case .intToFloat:
      return emitter.made(table.BuildSIToFP(emitter.builder, x[0], floats, ""))
    case .floatToInt:
      // Lanes that do not fit are given up, but must not spoil the others.
      let converted = emitter.made(table.BuildFPToSI(emitter.builder, x[0], ints, ""))
      return emitter.made(table.BuildFreeze(emitter.builder, converted, ""))
    case .isWhole: return isWhole(x[0])
    case .boolToInt: return emitter.made(table.BuildZExt(emitter.builder, x[0], ints, ""))
    case .floatBits: return emitter.made(table.BuildBitCast(emitter.builder, x[0], ints, ""))
    case .bitsFloat:
      return emitter.made(table.BuildBitCast(emitter.builder, x[0], floats, ""))
    case .select: return emitter.select(x[0], x[1], x[2])
    case .row, .actor, .load, .store, .draw, .call, .guard, .goOn:
      preconditionFailure("emitted by its stage")
    }
  }

  private func isWhole(_ x: Handle) -> Handle {
    let floor = emitter.intrinsic("llvm.floor", [floats], [x])
    let same = emitter.compareFloats(Int(CLLVM_REAL_OEQ), floor, x)
    let isAbove = emitter.compareFloats(Int(CLLVM_REAL_OGE), x, float(-0x1p63))
    let isBelow = emitter.compareFloats(Int(CLLVM_REAL_OLT), x, float(0x1p63))
    return emitter.and(same, emitter.and(isAbove, isBelow))
  }

  // MARK: Integers

  /// Divides without the two cases in which the processor traps; the caller treats them.
  private func safeDivisor(_ y: Handle) -> (divisor: Handle, isMinusOne: Handle) {
    let isMinusOne = emitter.compare(Int(CLLVM_INT_EQ), y, int(-1))
    let isZero = emitter.compare(Int(CLLVM_INT_EQ), y, int(0))
    return (emitter.select(emitter.or(isMinusOne, isZero), int(1), y), isMinusOne)
  }

  private func floorDivide(_ x: Handle, _ y: Handle) -> Handle {
    let (divisor, isMinusOne) = safeDivisor(y)
    let quotient = emitter.build(table.BuildSDiv, x, divisor)
    let product = emitter.multiply(quotient, divisor)
    let isInexact = emitter.compare(Int(CLLVM_INT_NE), product, x)
    let hasOtherSigns = emitter.compare(
      Int(CLLVM_INT_SLT), emitter.xor(x, divisor), int(0))
    let lower = emitter.build(table.BuildSub, quotient, int(1))
    let floored = emitter.select(emitter.and(isInexact, hasOtherSigns), lower, quotient)
    return emitter.select(isMinusOne, emitter.build(table.BuildSub, int(0), x), floored)
  }

  private func modulo(_ x: Handle, _ y: Handle) -> Handle {
    let (divisor, isMinusOne) = safeDivisor(y)
    let remainder = emitter.build(table.BuildSRem, x, divisor)
    let isInexact = emitter.compare(Int(CLLVM_INT_NE), remainder, int(0))
    let hasOtherSigns = emitter.compare(
      Int(CLLVM_INT_SLT), emitter.xor(remainder, divisor), int(0))
    let moved = emitter.select(
      emitter.and(isInexact, hasOtherSigns), emitter.add(remainder, divisor), remainder)
    return emitter.select(isMinusOne, int(0), moved)
  }

  private func shift(_ x: Handle, _ count: Handle, isLeft: Bool) -> Handle {
    let isNegative = emitter.compare(Int(CLLVM_INT_SLT), count, int(0))
    let opposite = emitter.build(table.BuildSub, int(0), count)
    let size = emitter.select(isNegative, opposite, count)
    // The smallest integer stays negative: as unsigned it is large, too.
    let isFar = emitter.compare(Int(CLLVM_INT_UGE), size, int(64))
    let safe = emitter.select(isFar, int(0), size)
    let left = emitter.build(table.BuildShl, x, safe)
    let right = emitter.build(table.BuildLShr, x, safe)
    let shifted =
      isLeft
      ? emitter.select(isNegative, right, left) : emitter.select(isNegative, left, right)
    return emitter.select(isFar, int(0), shifted)
  }

  // MARK: Floats

  /// `m = fmod(a, b)`, moved to the side of b where the signs differ, as Lua does.
  private func moduloFloat(_ a: Handle, _ b: Handle) -> Handle {
    let m = mathematics(.remainder, [a, b])
    let zero = float(0)
    let isPositive = emitter.compareFloats(Int(CLLVM_REAL_OGT), m, zero)
    let isNegative = emitter.compareFloats(Int(CLLVM_REAL_OLT), m, zero)
    let isBelow = emitter.compareFloats(Int(CLLVM_REAL_OLT), b, zero)
    let isAbove = emitter.compareFloats(Int(CLLVM_REAL_OGT), b, zero)
    let moves = emitter.select(isPositive, isBelow, emitter.and(isNegative, isAbove))
    return emitter.select(moves, emitter.build(table.BuildFAdd, m, b), m)
  }

  private func mathematics(_ function: IRMathFunction, _ x: [Handle]) -> Handle {
    switch function {
    case .squareRoot: return emitter.intrinsic("llvm.sqrt", [floats], x)
    case .floor: return emitter.intrinsic("llvm.floor", [floats], x)
    case .ceiling: return emitter.intrinsic("llvm.ceil", [floats], x)
    case .absolute: return emitter.intrinsic("llvm.fabs", [floats], x)
    case .power:
      let isTwo = emitter.compareFloats(Int(CLLVM_REAL_OEQ), x[1], float(2))
      let square = emitter.build(table.BuildFMul, x[0], x[0])
      return emitter.select(isTwo, square, library(function, x, lanes: width))
    case .remainder where width > 1:
      return lanes(x) { library(function, $0, lanes: 1) }
    default: return library(function, x, lanes: width)
    }
  }

  /// Each lane by itself.
  private func lanes(_ x: [Handle], _ one: ([Handle]) -> Handle) -> Handle {
    var result = emitter.zero(floats)
    for lane in 0..<width {
      result = emitter.insert(result, one(x.map { emitter.extract($0, lane) }), lane)
    }
    return result
  }

  /// A call through the table of `CSleef`.
  private func library(_ function: IRMathFunction, _ x: [Handle], lanes: Int) -> Handle {
    let form = lanes == 8 ? 2 : lanes == 4 ? 1 : 0
    let index = 3 * Int(function.rawValue) + form
    let entry = emitter.address(frame.mathematics, bytes: emitter.integer(Int64(8 * index)))
    let address = emitter.loadInvariant(emitter.pointer, entry)
    let type = emitter.type(emitter.double, lanes)
    let call = emitter.call(
      address, emitter.functionType(type, x.map { _ in type }), x)
    emitter.markPure(call)
    return call
  }
}
