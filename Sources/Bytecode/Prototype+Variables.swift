extension Prototype {
  /// The registers that an instruction writes, as far as they are still used after it.
  func writtenRegisters(at pc: Int) -> Range<Int> {
    let instruction = instructions[pc]
    let a = instruction.a
    func run(_ count: Int) -> Range<Int> { a..<(count < 0 ? max(a, maxStackSize) : a + count) }
    switch instruction.opcode {
    case .OP_LOADNIL: return run(instruction.b + 1)
    case .OP_SELF: return run(2)
    case .OP_CALL, .OP_VARARG: return run(instruction.c - 1)
    case .OP_TAILCALL: return run(-1)
    case .OP_CONCAT: return run(1)
    case .OP_FORPREP, .OP_FORLOOP: return run(4)
    case .OP_TFORCALL: return a + 4..<a + 4 + instruction.c
    case .OP_TFORLOOP: return a + 2..<a + 3
    case let opcode: return opcode.operandRoles.a == .write ? run(1) : run(0)
    }
  }

  /// Whether this function or one nested in it assigns to a captured variable of this function.
  func writesUpvalue(_ index: Int) -> Bool {
    instructions.contains { $0.opcode == .OP_SETUPVAL && $0.b == index }
      || prototypes.contains { nested in
        nested.upvalues.enumerated().contains { inner, upvalue in
          !upvalue.inStack && upvalue.index == index && nested.writesUpvalue(inner)
        }
      }
  }
}

/// How the local variables of a function are shared with the functions nested in it.
///
/// It rests on the names of locals: in a stripped function no captured variable counts as known.
struct SharedVariables {
  private let prototype: Prototype
  /// By register: the instructions for which it holds a variable that a nested function assigns.
  private var written: [Int: [Range<Int>]] = [:]

  init(_ prototype: Prototype) {
    self.prototype = prototype
    for (pc, instruction) in prototype.instructions.enumerated()
    where instruction.opcode == .OP_CLOSURE {
      let nested = prototype.prototypes[instruction.bx]
      for (index, upvalue) in nested.upvalues.enumerated()
      where upvalue.inStack && nested.writesUpvalue(index) {
        let range = prototype.local(register: upvalue.index, at: pc).map { $0.startPC..<$0.endPC }
        written[upvalue.index, default: []].append(range ?? 0..<prototype.instructions.count)
      }
    }
  }

  /// Whether a register holds a variable that a nested function may change at any call.
  func isWrittenElsewhere(_ register: Int, at pc: Int) -> Bool {
    written[register]?.contains { $0.contains(pc) } ?? false
  }

  /// Whether a captured register holds a variable that gets its value once, before `pc`.
  func isAssignedOnce(_ register: Int, at pc: Int) -> Bool {
    guard let local = prototype.local(register: register, at: pc),
      !isWrittenElsewhere(register, at: pc)
    else { return false }
    return !(local.startPC..<local.endPC).contains { pc in
      prototype.writtenRegisters(at: pc).contains(register)
    }
  }
}
