@testable import IR

/// Makes functions of the intermediate form that have everything in them; they need not be well
/// formed.
struct FunctionMaker {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &+ 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

  private mutating func type() -> IRType { [.bool, .int, .float][below(3)] }

  private mutating func name() -> String {
    ["rule 'adopt'", "a b: c, d", "say \"no\"", "\\ and \n lines", "", "v1", "größer → kleiner"][
      below(7)]
  }

  mutating func function() -> IRFunction {
    var function = IRFunction(name())
    for _ in 0..<below(4) {
      let cell = [IRCell.bool8, .uint8, .int32, .int64, .float64][below(5)]
      function.slots.append(
        IRSlot(
          name(), cell, space: [.buffer, .table, .memory, .memory][below(4)],
          stride: below(2) == 0 ? nil : below(99), offset: below(3) * 8,
          isMutable: below(2) == 0, isOwn: below(2) == 0))
    }
    for _ in 0..<below(3) {
      function.callees.append(
        IRCallee(
          name(), (0..<below(4)).map { _ in type() }, below(3) == 0 ? nil : type(),
          isPure: below(2) == 0))
    }
    let blocks = 1 + below(4)
    for index in 0..<blocks { function.blocks.append(block(&function, index, of: blocks)) }
    return function
  }

  private mutating func value(_ function: IRFunction) -> IRValue {
    IRValue(function.types.isEmpty ? 0 : below(function.types.count))
  }

  private mutating func block(_ function: inout IRFunction, _ index: Int, of count: Int) -> IRBlock
  {
    var block = IRBlock()
    if index > 0 {
      for _ in 0..<below(3) { block.parameters.append(function.makeValue(type())) }
    }
    for _ in 0..<below(8) {
      let opcode = opcode()
      let operands = (0..<operandCount(opcode)).map { _ in value(function) }
      let predicate = below(5) == 0 ? value(function) : nil
      let result = below(4) == 0 ? nil : function.makeValue(type())
      block.instructions.append(
        IRInstruction(opcode, operands, result: result, predicate: predicate))
    }
    block.terminator = terminator(function, count)
    return block
  }

  private mutating func opcode() -> IROpcode {
    switch below(9) {
    case 0: .bool(below(2) == 0)
    case 1: .int(Int64(bitPattern: next()))
    case 2: .float(next())
    case 3: .load(IRSlotID(below(5)))
    case 4: .store(IRSlotID(below(5)), isLogged: below(2) == 0)
    case 5: .call(IRCalleeID(below(4)))
    case 6: .draw(stream: IRSlotID(below(5)), step: IRSlotID(below(5)), word: below(4))
    case 7: .math(IRMathFunction.allCases[below(IRMathFunction.allCases.count)])
    default: IROpcode.plain[below(IROpcode.plain.count)]
    }
  }

  private mutating func operandCount(_ opcode: IROpcode) -> Int {
    switch opcode {
    case .bool, .int, .float: 0
    default: below(4)
    }
  }

  private mutating func terminator(_ function: IRFunction, _ count: Int) -> IRTerminator {
    switch below(5) {
    case 0: .done
    case 1: .goOn
    case 2: .redo
    case 3: .jump(target(function, count))
    default: .branch(value(function), then: target(function, count), else: target(function, count))
    }
  }

  private mutating func target(_ function: IRFunction, _ count: Int) -> IRTarget {
    IRTarget(IRBlockID(below(count)), (0..<below(3)).map { _ in value(function) })
  }
}
