internal import IR

/// Cuts a straight block into what can be computed for many rows at once, and what must happen row
/// after row: effects that rows share, and what depends on them.
struct EffectSplit {
  private let source: IRFunction
  private var isSerial: [Bool]
  /// Values that depend on the row by its numbers and draws only, so that they are not out of the
  /// ordinary just where the function would not ask for them.
  private var isDrawn: [Bool]
  private let definitions: [IRInstruction?]

  /// - Returns: the two stages; `nil` where there is too little to compute to be worth it.
  static func stages(_ function: IRFunction) -> (vector: IRFunction, serial: IRFunction)? {
    var pass = EffectSplit(function)
    return pass.split()
  }

  private init(_ function: IRFunction) {
    source = function
    isSerial = Array(repeating: false, count: function.types.count)
    isDrawn = isSerial
    definitions = function.definitions()
  }

  /// Whether an instruction is as cheap to repeat as to hand on.
  private func isRepeatable(_ instruction: IRInstruction) -> Bool {
    switch instruction.opcode {
    case .bool, .int, .float, .row, .actor: return true
    case .load(let slot):
      guard !source[slot].isMutable, !source[slot].isOwn, instruction.predicate == nil else {
        return false
      }
      switch definitions[Int(instruction.operands[0].index)]?.opcode {
      case .int, .row: return true
      default: return false
      }
    case .boolToInt, .not:
      return definitions[Int(instruction.operands[0].index)].map(isRepeatable) ?? false
    default: return false
    }
  }

  /// Puts an instruction, with what it needs, where it is not yet.
  private func repeatEarlier(_ instruction: IRInstruction, _ head: inout [IRInstruction]) {
    guard !head.contains(instruction) else { return }
    for operand in instruction.operands {
      if let definition = definitions[Int(operand.index)] { repeatEarlier(definition, &head) }
    }
    head.append(instruction)
  }

  private mutating func split() -> (vector: IRFunction, serial: IRFunction)? {
    var early: [IRInstruction] = []
    var late: [IRInstruction] = []
    for instruction in source.blocks[0].instructions {
      let uses = instruction.operands + (instruction.predicate.map { [$0] } ?? [])
      if let result = instruction.result { isDrawn[Int(result.index)] = isDrawn(instruction) }
      let follows = uses.contains { isSerial[Int($0.index)] }
      if follows, instruction.opcode == .guard, !isSerial[Int(instruction.operands[0].index)],
        isDrawn[Int(instruction.operands[0].index)]
      {
        // Asked of every row: giving one up too many costs less than undoing others.
        early.append(IRInstruction(.guard, instruction.operands, result: nil))
      } else if follows || source.isSerial(instruction) || source.isMemoryStore(instruction) {
        if let result = instruction.result { isSerial[Int(result.index)] = true }
        late.append(instruction)
      } else {
        early.append(instruction)
      }
    }
    guard isWorthIt(early) else { return nil }
    return make(early, late)
  }

  private func isDrawn(_ instruction: IRInstruction) -> Bool {
    switch instruction.opcode {
    case .load:
      isRepeatable(instruction)
        && definitions[Int(instruction.operands[0].index)]?.opcode != .row
    default: instruction.operands.allSatisfy { isDrawn[Int($0.index)] }
    }
  }

  private func isWorthIt(_ early: [IRInstruction]) -> Bool {
    early.reduce(0) { $0 + source.weight(of: $1) } >= 20
  }

  private func make(
    _ early: [IRInstruction], _ late: [IRInstruction]
  ) -> (vector: IRFunction, serial: IRFunction) {
    var first = source
    var second = source
    first.blocks = [IRBlock(instructions: early)]
    second.blocks = [IRBlock()]
    second.name += ", effects"
    var used = Set<IRValue>()
    for instruction in late {
      used.formUnion(instruction.operands)
      if let predicate = instruction.predicate { used.insert(predicate) }
    }
    var head: [IRInstruction] = []
    var spills: [(value: IRValue, slot: IRSlotID)] = []
    // In the order of the code; what is repeated can need what is before it.
    for instruction in early {
      guard let value = instruction.result, used.contains(value) else { continue }
      if isRepeatable(instruction) {
        repeatEarlier(instruction, &head)
        continue
      }
      let slot = IRFunction.addBuffer(&first, &second, source.type(of: value))
      spills.append((value, slot))
    }
    var builder = IRBuilder(first, at: IRBlockID(0))
    let row = builder.emit(.row, [], .int)
    for spill in spills { builder.store(spill.slot, row, spill.value) }
    first = builder.function
    let lateRow = second.makeValue(.int)
    second.blocks[0].instructions = [IRInstruction(.row, [], result: lateRow)] + head
    for spill in spills {
      second.blocks[0].instructions.append(
        IRInstruction(.load(spill.slot), [lateRow], result: spill.value))
    }
    second.blocks[0].instructions += late
    return (first, second)
  }
}
