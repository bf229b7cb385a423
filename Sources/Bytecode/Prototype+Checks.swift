extension Prototype {
  /// Checks this function and all nested ones; see `InstructionCheck`.
  func check(path: [Int] = []) throws(BytecodeError) {
    guard maxStackSize >= max(parameterCount, 1), !instructions.isEmpty else {
      throw .invalidInstruction("the function has no code or no registers", path: path, pc: 0)
    }
    guard lineTable.differences.isEmpty || lineTable.differences.count == instructions.count,
      upvalues.count <= 255,
      locals.allSatisfy({ $0.startPC <= $0.endPC && $0.endPC <= instructions.count })
    else {
      throw .invalidInstruction("the debug information is of another function", path: path, pc: 0)
    }
    for pc in instructions.indices {
      try InstructionCheck(prototype: self, path: path, pc: pc).run()
    }
    for (index, nested) in prototypes.enumerated() {
      for upvalue in nested.upvalues {
        guard upvalue.index < (upvalue.inStack ? maxStackSize : upvalues.count) else {
          throw .invalidInstruction(
            "a nested function captures what does not exist", path: path + [index], pc: 0)
        }
      }
      try nested.check(path: path + [index])
    }
  }

  /// The instructions to which control may pass, in order: first on a failed test or into a loop.
  ///
  /// An extra argument counts as an instruction that does nothing, as does a metamethod fallback.
  package func successors(of pc: Int) -> [Int] {
    let instruction = instructions[pc]
    switch instruction.opcode {
    case .OP_JMP: return [pc + 1 + instruction.sj]
    case .OP_LFALSESKIP: return [pc + 2]
    case .OP_FORPREP: return [pc + 1, pc + 2 + instruction.bx]
    case .OP_FORLOOP, .OP_TFORLOOP: return [pc + 1 - instruction.bx, pc + 1]
    case .OP_TFORPREP: return [pc + 1 + instruction.bx]
    case .OP_RETURN, .OP_RETURN0, .OP_RETURN1: return []
    case let opcode: return opcode.isTest ? [pc + 1, pc + 2] : [pc + 1]
    }
  }
}

/// The checks of one instruction against its function.
///
/// They are what the rest of this target relies on: registers, constants and captured variables
/// exist; control stays inside the function; an instruction that needs a companion has it.
private struct InstructionCheck {
  let prototype: Prototype
  let path: [Int]
  let pc: Int

  private var instruction: Instruction { prototype.instructions[pc] }
  private var opcode: LuaOpcode { instruction.opcode }

  private func fail(_ what: String) -> BytecodeError {
    .invalidInstruction(what, path: path, pc: pc)
  }

  private func opcode(at pc: Int) -> LuaOpcode? {
    prototype.instructions.indices.contains(pc) ? prototype.instructions[pc].opcode : nil
  }

  func run() throws(BytecodeError) {
    guard instruction.decodedOpcode != nil else { throw fail("an opcode that Lua 5.4 lacks") }
    let roles = opcode.operandRoles
    try check(instruction.a, as: roles.a)
    if opcode.format == .abx {
      try check(instruction.bx, as: roles.b)
    } else {
      try check(instruction.b, as: roles.b)
      try check(instruction.c, as: roles.c)
    }
    guard (lastRegister ?? 0) < prototype.maxStackSize else {
      throw fail("a register that the function does not have")
    }
    try checkControl()
    try checkCompanion()
  }

  private func check(_ operand: Int, as role: OperandRole) throws(BytecodeError) {
    switch role {
    case .number: return
    case .read, .write:
      guard operand < prototype.maxStackSize else {
        throw fail("a register that the function does not have")
      }
    case .upvalue:
      guard operand < prototype.upvalues.count else {
        throw fail("a captured variable that the function does not have")
      }
    case .constant:
      guard operand < prototype.constants.count else {
        throw fail("a constant that the function does not have")
      }
    case .name:
      try check(operand, as: .constant)
      guard case .string = prototype.constants[operand] else {
        throw fail("a name that is not a string")
      }
    case .readOrConstant:
      let isName = instruction.k && opcode == .OP_SELF
      try check(operand, as: isName ? .name : instruction.k ? .constant : .read)
    }
  }

  /// The highest register of the run that starts at A.
  private var lastRegister: Int? {
    let a = instruction.a
    let b = instruction.b
    let c = instruction.c
    switch opcode {
    case .OP_LOADNIL: return a + b
    case .OP_SELF: return a + 1
    case .OP_CONCAT: return a + b - 1
    case .OP_CALL: return max(a, a + b - 1, a + c - 2)
    case .OP_TAILCALL: return max(a, a + b - 1)
    // Without values A may stand one past the last register.
    case .OP_RETURN: return b == 1 ? nil : max(a, a + b - 2)
    case .OP_FORLOOP, .OP_FORPREP, .OP_TFORPREP: return a + 3
    case .OP_TFORCALL: return a + 3 + max(c, 3)
    case .OP_TFORLOOP: return a + 4
    case .OP_SETLIST: return a + b
    case .OP_VARARG: return max(a, a + c - 2)
    default: return nil
    }
  }

  private func checkControl() throws(BytecodeError) {
    for target in prototype.successors(of: pc) {
      guard let reached = opcode(at: target) else {
        throw fail("control leaves the function")
      }
      guard target == pc + 1 || reached != .OP_EXTRAARG && !reached.isMetamethodFallback else {
        throw fail("a jump into the middle of an operation")
      }
    }
  }

  private func checkCompanion() throws(BytecodeError) {
    let next = opcode(at: pc + 1)
    let previous = opcode(at: pc - 1)
    let isComplete =
      switch opcode {
      case .OP_LOADKX: next == .OP_EXTRAARG && hasLargeConstant
      case .OP_NEWTABLE: next == .OP_EXTRAARG
      case .OP_SETLIST: (next == .OP_EXTRAARG) == instruction.k
      case .OP_EXTRAARG:
        previous == .OP_LOADKX || previous == .OP_NEWTABLE || previous == .OP_SETLIST
      case .OP_TFORCALL: next == .OP_TFORLOOP
      case .OP_TFORPREP: opcode(at: pc + 1 + instruction.bx) == .OP_TFORCALL
      case .OP_TFORLOOP: previous == .OP_TFORCALL && isLoopEnd(of: .OP_TFORPREP)
      case .OP_FORPREP: isLoopStart
      case .OP_FORLOOP: isLoopEnd(of: .OP_FORPREP)
      case .OP_CLOSURE: instruction.bx < prototype.prototypes.count
      case .OP_CONCAT: instruction.b >= 2
      case .OP_VARARGPREP: pc == 0
      case let opcode where opcode.isTest: next == .OP_JMP
      case let opcode where opcode.isBinaryArithmetic: next?.isMetamethodFallback ?? false
      case let opcode where opcode.isMetamethodFallback: previous?.isBinaryArithmetic ?? false
      default: true
      }
    guard isComplete else { throw fail("\(opcode.mnemonic) without what belongs to it") }
  }

  private var hasLargeConstant: Bool {
    prototype.constants.indices.contains(prototype.instructions[pc + 1].ax)
  }

  /// Whether the loop that a `OP_FORPREP` opens ends with its `OP_FORLOOP`.
  private var isLoopStart: Bool {
    let end = pc + 1 + instruction.bx
    guard opcode(at: end) == .OP_FORLOOP else { return false }
    return prototype.instructions[end].a == instruction.a
  }

  /// Whether the loop jumps back to the instruction after its preparation.
  private func isLoopEnd(of preparation: LuaOpcode) -> Bool {
    let start = pc - instruction.bx
    guard opcode(at: start) == preparation else { return false }
    return prototype.instructions[start].a == instruction.a
  }
}
