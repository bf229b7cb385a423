import IR

/// Moves calls of mathematical functions, with what they need, to the front of a straight block: a
/// call spoils all vector registers, so that what is computed before it goes to memory and back.
enum CallsFirst {
  static func ordered(_ function: IRFunction) -> IRFunction {
    let instructions = function.blocks[0].instructions
    let definitions = function.definitions()
    var isEarly = [Bool](repeating: false, count: function.types.count)
    var open = instructions.filter(isCall).compactMap(\.result)
    while let value = open.popLast() {
      guard !isEarly[Int(value.index)], let definition = definitions[Int(value.index)] else {
        continue
      }
      // What looks at cells that change, or asks the host, stays where it is, and all with it.
      guard isMovable(definition, function) else { return function }
      isEarly[Int(value.index)] = true
      open += definition.operands
    }
    var copy = function
    let isFirst = { (instruction: IRInstruction) in
      instruction.result.map { isEarly[Int($0.index)] } ?? false
    }
    copy.blocks[0].instructions =
      instructions.filter(isFirst) + instructions.filter { !isFirst($0) }
    return copy
  }

  private static func isCall(_ instruction: IRInstruction) -> Bool {
    guard case .math(let mathematics) = instruction.opcode else { return false }
    switch mathematics {
    case .squareRoot, .floor, .ceiling, .absolute, .remainder: return false
    default: return true
    }
  }

  private static func isMovable(_ instruction: IRInstruction, _ function: IRFunction) -> Bool {
    switch instruction.opcode {
    case .load(let slot): instruction.predicate == nil && !function[slot].isMutable
    case .call: false
    default: true
    }
  }
}
