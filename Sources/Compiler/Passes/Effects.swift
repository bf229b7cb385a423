internal import IR

// What instructions do besides computing.
extension IRFunction {
  /// Whether a slot holds cells that several rows of a call can change or look at.
  func isHazard(_ slot: IRSlotID) -> Bool {
    self[slot].space == .memory && self[slot].isMutable && !self[slot].isOwn
  }

  /// Whether an instruction must happen in the order of rows.
  func isSerial(_ instruction: IRInstruction) -> Bool {
    switch instruction.opcode {
    case .load(let slot): isHazard(slot)
    case .store(let slot, _): self[slot].space == .memory && !self[slot].isOwn
    case .call(let callee): !self[callee].isPure
    default: false
    }
  }

  func isMemoryStore(_ instruction: IRInstruction) -> Bool {
    if case .store(let slot, _) = instruction.opcode { self[slot].space == .memory } else { false }
  }

  /// Whether an instruction changes something.
  func hasEffect(_ instruction: IRInstruction) -> Bool {
    switch instruction.opcode {
    case .store: true
    case .call(let callee): !self[callee].isPure
    default: false
    }
  }

  var instructions: some Sequence<IRInstruction> { blocks.lazy.flatMap(\.instructions) }

  /// Whether rows must run in order.
  var needsOrder: Bool { instructions.contains { isSerial($0) } }

  /// What an instruction's operand is defined by.
  func definitions() -> [IRInstruction?] {
    var definitions = [IRInstruction?](repeating: nil, count: types.count)
    for instruction in instructions {
      if let result = instruction.result { definitions[Int(result.index)] = instruction }
    }
    return definitions
  }
}

/// Marks the stores that must be undone where a later guard of the row can fail; the host does the
/// same for what its functions change.
enum UndoMarking {
  static func mark(_ function: inout IRFunction) {
    let mayFail = blocksThatMayFail(function)
    for index in function.blocks.indices {
      let block = function.blocks[index]
      var canFail: Bool
      if case .redo = block.terminator {
        canFail = true
      } else {
        canFail = block.terminator.targets.contains { mayFail[Int($0.block.index)] }
      }
      for position in block.instructions.indices.reversed() {
        let instruction = block.instructions[position]
        if case .guard = instruction.opcode { canFail = true }
        guard canFail, case .store(let slot, _) = instruction.opcode,
          function[slot].space == .memory
        else { continue }
        function.blocks[index].instructions[position].opcode = .store(slot, isLogged: true)
      }
    }
  }

  /// By block: whether a guard or a redo can be reached from its start.
  private static func blocksThatMayFail(_ function: IRFunction) -> [Bool] {
    var mayFail = function.blocks.map { block in
      block.terminator == .redo || block.instructions.contains { $0.opcode == .guard }
    }
    var isChanged = true
    while isChanged {
      isChanged = false
      for (index, block) in function.blocks.enumerated() where !mayFail[index] {
        if block.terminator.targets.contains(where: { mayFail[Int($0.block.index)] }) {
          mayFail[index] = true
          isChanged = true
        }
      }
    }
    return mayFail
  }
}
