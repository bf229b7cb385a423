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

  /// **Shape**: one per captured variable: whether this function or one nested in it assigns it.
  var writtenUpvalues: [Bool] {
    var isWritten = upvalues.map { _ in false }
    for instruction in instructions where instruction.opcode == .OP_SETUPVAL {
      isWritten[instruction.b] = true
    }
    for nested in prototypes {
      for (upvalue, isNestedWritten) in zip(nested.upvalues, nested.writtenUpvalues)
      where isNestedWritten && !upvalue.inStack {
        isWritten[upvalue.index] = true
      }
    }
    return isWritten
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
    let writtenByNested = prototype.prototypes.map(\.writtenUpvalues)
    for (pc, instruction) in prototype.instructions.enumerated()
    where instruction.opcode == .OP_CLOSURE {
      let captured = prototype.prototypes[instruction.bx].upvalues
      for (upvalue, isWritten) in zip(captured, writtenByNested[instruction.bx])
      where isWritten && upvalue.inStack {
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

extension Prototype {
  /// Whether a register that an `OP_CLOSURE` at `pc` captures holds a variable that gets its value
  /// once, before it; not so in a stripped function.
  package func isSetOnce(register: Int, at pc: Int) -> Bool {
    SharedVariables(self).isAssignedOnce(register, at: pc)
  }
}
