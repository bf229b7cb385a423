/// What an IR instruction does.
///
/// Operands and result types stand in each line's comment; `V` verifies them. Integers wrap
/// around. Float operations are IEEE 754 in round-to-nearest and are neither fused nor reordered.
package enum IROpcode: Hashable, Sendable {
  // Constants.
  /// () -> bool
  case bool(Bool)
  /// () -> int
  case int(Int64)
  /// () -> float; the bit pattern.
  case float(UInt64)

  // The row.
  /// () -> int: the row's position in the call.
  case row
  /// () -> int: the number of the row's acting actor: the call's list of actors at `row`, or where
  /// it has none, `row` itself.
  case actor

  // Integers: (int, int) -> int.
  case addInt, subtractInt, multiplyInt
  /// Lua's `//` and `%` on integers; a guard before has excluded a divisor of 0.
  case floorDivideInt, moduloInt
  case andInt, orInt, xorInt
  /// Lua's `<<`: 64 and more give 0, negative ones shift the other way.
  case shiftLeft
  /// Lua's `>>`, logical.
  case shiftRight

  // Floats.
  /// (float, float) -> float
  case addFloat, subtractFloat, multiplyFloat, divideFloat
  /// Lua's `%` on floats: (float, float) -> float
  case moduloFloat
  /// (float) -> float: the sign bit flipped.
  case negateFloat
  /// (float...) -> float
  case math(IRMathFunction)
  /// (float) -> float: any NaN becomes the canonical one, which is what may be stored.
  case canonical

  // Comparisons: -> bool. A comparison of floats with a NaN is false.
  case equalInt, lessInt, lessOrEqualInt
  case lessUnsigned
  case equalFloat, lessFloat, lessOrEqualFloat
  // (bool, bool) -> bool, and (bool) -> bool.
  case and, or, equalBool, not

  // Conversions.
  /// (int) -> float, to nearest.
  case intToFloat
  /// (float) -> int, towards zero; a guard before has excluded what does not fit.
  case floatToInt
  /// (float) -> bool: whether the float is a whole number in the range of integers.
  case isWhole
  /// (bool) -> int
  case boolToInt
  /// (float) -> int and back: the same 64 bits.
  case floatBits, bitsFloat
  /// (bool, T, T) -> T: the second where the first is true, else the third. Both are computed.
  case select

  // Memory. `index` counts cells of the slot; a `predicate` makes it happen only where true.
  /// (index) -> the slot's type; 0 where the predicate is false.
  case load(IRSlotID)
  /// (index, value); `isLogged`: the old bits go into the row's undo log, because a guard can fail
  /// after it.
  case store(IRSlotID, isLogged: Bool)

  /// (actor identity, partner identity, site word) -> int: the first 64 bits at that address of the
  /// stream in slot `stream` (int64) at the step in slot `step` (int64), as
  /// `DrawStream.nextBits` gives them; `word` counts on from there, to 3.
  case draw(stream: IRSlotID, step: IRSlotID, word: Int)
  /// The callee's parameters -> its result, if it has one.
  case call(IRCalleeID)

  /// (bool): where false, the row is given up: all that it did is undone, and the interpreter runs
  /// it from its start.
  case `guard`
  /// (bool): where true, the row goes on in the next stage, which is compacted.
  case goOn
}
