internal import Bytecode
internal import IR

extension FunctionTranslator {
  var registers: [Operand] {
    get { activation.registers }
    _modify { yield &activation.registers }
  }

  private func constant(_ index: Int) -> Operand {
    .constant(activation.prototype.constants[index])
  }

  func translateBlock(_ index: Int, isRoot: Bool) throws(Refusal) {
    let block = activation.flow.blocks[index]
    activation.open = nil
    for pc in block.range {
      activation.pc = pc
      length += 1
      if length > Self.lengthLimit { throw Refusal("it is too long with all it calls") }
      if try translateControl(isRoot: isRoot) { return }
      try translateInstruction()
    }
    go(to: block.range.upperBound)
  }

  /// Translates an instruction that decides where control goes.
  ///
  /// - Returns: whether it was one.
  private func translateControl(isRoot: Bool) throws(Refusal) -> Bool {
    let i = activation.instruction
    let pc = activation.pc
    switch i.opcode {
    case .OP_JMP:
      leaveLoop(to: pc + 1 + i.sj)
      go(to: pc + 1 + i.sj)
    case .OP_RETURN, .OP_RETURN0, .OP_RETURN1: try translateReturn(isRoot: isRoot)
    case .OP_FORPREP: prepareCount()
    case .OP_FORLOOP: count()
    case .OP_TFORPREP: go(to: pc + 1 + i.bx)
    case .OP_TFORLOOP: loopOverResults()
    case .OP_LFALSESKIP:
      registers[i.a] = .constant(.boolean(false))
      go(to: pc + 2)
    case let opcode where opcode.isTest: translateTest()
    default: return false
    }
    return true
  }

  private func translateReturn(isRoot: Bool) throws(Refusal) {
    let i = activation.instruction
    let operands: [Operand] =
      switch i.opcode {
      case .OP_RETURN0: []
      case .OP_RETURN1: [registers[i.a]]
      default: list(from: i.a, count: i.b == 0 ? nil : i.b - 1)
      }
    if isRoot {
      try finish(operands)
    } else {
      activation.returns.append(
        PendingEdge(block: builder.block, operands: operands, shared: shared))
    }
  }

  /// Registers from one on; without a count, up to the end of open results.
  func list(from first: Int, count: Int?) -> [Operand] {
    // Without values the first may stand behind the last register.
    if let count { return count == 0 ? [] : Array(registers[first..<first + count]) }
    guard let open = activation.open, open.register >= first else { return [] }
    return registers[first..<open.register] + open.operands
  }

  func store(_ results: [Operand], at first: Int, count: Int?) {
    guard let count else {
      activation.open = (first, results)
      return
    }
    activation.open = nil
    for index in 0..<count {
      registers[first + index] = index < results.count ? results[index] : .nil
    }
  }

  // MARK: Tests

  /// `if condition ~= k then skip the jump that follows`.
  private func translateTest() {
    let i = activation.instruction
    let condition: Condition
    var assigned: Operand?
    switch i.opcode {
    case .OP_TEST: condition = truth(registers[i.a])
    case .OP_TESTSET:
      condition = truth(registers[i.b])
      assigned = registers[i.b]
    case .OP_EQ: condition = equal(registers[i.a], registers[i.b])
    case .OP_EQK: condition = equal(registers[i.a], constant(i.b))
    case .OP_EQI: condition = equal(registers[i.a], immediate)
    case .OP_LT: condition = less(registers[i.a], registers[i.b])
    case .OP_LE: condition = lessOrEqual(registers[i.a], registers[i.b])
    case .OP_LTI: condition = less(registers[i.a], immediate)
    case .OP_LEI: condition = lessOrEqual(registers[i.a], immediate)
    case .OP_GTI: condition = less(immediate, registers[i.a])
    default: condition = lessOrEqual(immediate, registers[i.a])
    }
    fork(condition) { holds in
      self.refine(holds)
      if holds == i.k {
        if let assigned {
          // What is known of the tested register holds for its copy.
          self.registers[i.a] = i.opcode == .OP_TESTSET ? self.registers[i.b] : assigned
        }
        self.go(to: self.activation.pc + 1)
      } else {
        self.go(to: self.activation.pc + 2)
      }
    }
  }

  private var immediate: Operand {
    let i = activation.instruction
    return i.c == 0 ? .integer(Int64(i.sb)) : .constant(.float(Double(i.sb)))
  }

  /// Translates both ways of a condition; one only where it is known.
  func fork(_ condition: Condition, _ way: (Bool) -> Void) {
    switch condition {
    case .known(let holds): way(holds)
    case .value(let value):
      let (then, other) = (builder.makeBlock(), builder.makeBlock())
      builder.branch(value, then: IRTarget(then), else: IRTarget(other))
      let (before, sharedBefore) = (registers, shared)
      builder.block = then
      way(true)
      (registers, shared) = (before, sharedBefore)
      builder.block = other
      way(false)
    }
  }

  /// Narrows what a test of a register tells about it.
  private func refine(_ holds: Bool) {
    let i = activation.instruction
    switch i.opcode {
    case .OP_TEST: registers[i.a] = refined(registers[i.a], isTrue: holds)
    case .OP_TESTSET: registers[i.b] = refined(registers[i.b], isTrue: holds)
    case .OP_EQK where activation.prototype.constants[i.b] == .nil:
      registers[i.a] = refined(registers[i.a], isNil: holds)
    case .OP_EQ:
      if registers[i.b].shape.isNilConstant {
        registers[i.a] = refined(registers[i.a], isNil: holds)
      } else if registers[i.a].shape.isNilConstant {
        registers[i.b] = refined(registers[i.b], isNil: holds)
      }
    default: break
    }
  }

  // MARK: Everything else

  private func translateInstruction() throws(Refusal) {
    let i = activation.instruction
    switch i.opcode {
    case .OP_MOVE: registers[i.a] = registers[i.b]
    case .OP_LOADI: registers[i.a] = .integer(Int64(i.sbx))
    case .OP_LOADF: registers[i.a] = .constant(.float(Double(i.sbx)))
    case .OP_LOADK: registers[i.a] = constant(i.bx)
    case .OP_LOADKX:
      registers[i.a] = constant(activation.prototype.instructions[activation.pc + 1].ax)
    case .OP_LOADFALSE: registers[i.a] = .constant(.boolean(false))
    case .OP_LOADTRUE: registers[i.a] = .constant(.boolean(true))
    case .OP_LOADNIL: for register in i.a...i.a + i.b { registers[register] = .nil }
    case .OP_GETUPVAL: registers[i.a] = capture(i.b)
    case .OP_GETTABUP: registers[i.a] = index(capture(i.b), constant(i.c))
    case .OP_GETTABLE: registers[i.a] = index(registers[i.b], registers[i.c])
    case .OP_GETI: registers[i.a] = index(registers[i.b], .integer(Int64(i.c)))
    case .OP_GETFIELD: registers[i.a] = index(registers[i.b], constant(i.c))
    case .OP_SETFIELD: setIndex(registers[i.a], constant(i.b), to: valueOrConstant)
    case .OP_SETTABLE: setIndex(registers[i.a], registers[i.b], to: valueOrConstant)
    case .OP_SETI: setIndex(registers[i.a], .integer(Int64(i.b)), to: valueOrConstant)
    case .OP_SETTABUP: giveUp("it assigns a global variable")
    case .OP_SETUPVAL: giveUp("it changes a variable outside of it")
    case .OP_NEWTABLE: giveUp("it makes a table")
    case .OP_CONCAT: giveUp("it builds a text")
    case .OP_VARARG, .OP_VARARGPREP: giveUp("it takes any number of arguments")
    case .OP_TBC: giveUp("it has a variable that is to be closed")
    case .OP_SELF: lookUpMethod()
    case .OP_CALL: try call(resultCount: i.c == 0 ? nil : i.c - 1)
    case .OP_TAILCALL: try call(resultCount: nil)
    case .OP_TFORCALL: iterate()
    case .OP_CLOSURE: makeClosure()
    case .OP_UNM: registers[i.a] = negated(registers[i.b])
    case .OP_BNOT: registers[i.a] = bitwiseNot(registers[i.b])
    case .OP_NOT: registers[i.a] = negatedTruth(registers[i.b])
    case .OP_LEN: registers[i.a] = length(of: registers[i.b])
    case .OP_MMBIN, .OP_MMBINI, .OP_MMBINK, .OP_CLOSE, .OP_EXTRAARG: break
    default: translateArithmetic()
    }
  }

  private var valueOrConstant: Operand {
    let i = activation.instruction
    return i.k ? constant(i.c) : registers[i.c]
  }

  private func capture(_ index: Int) -> Operand {
    activation.captures.indices.contains(index) ? activation.captures[index] : .nil
  }

  private func translateArithmetic() {
    let i = activation.instruction
    guard let operation = BinaryOperation(i.opcode) else {
      return giveUp("it uses an instruction that is not compiled (\(i.opcode))")
    }
    let first = registers[i.b]
    let second: Operand
    switch i.opcode {
    case .OP_ADDI, .OP_SHRI, .OP_SHLI: second = .integer(Int64(i.sc))
    case let opcode where opcode.operandRoles.c == .constant: second = constant(i.c)
    default: second = registers[i.c]
    }
    let isReversed = i.opcode == .OP_SHLI
    registers[i.a] = arithmetic(
      operation, isReversed ? second : first, isReversed ? first : second)
  }

  private func lookUpMethod() {
    let i = activation.instruction
    let receiver = registers[i.b]
    let name = i.k ? constant(i.c) : registers[i.c]
    if let text = name.shape.text {
      registers[i.a] = Operand(.method(text, of: receiver.shape), receiver.values)
    } else {
      registers[i.a] = index(receiver, name)
    }
    registers[i.a + 1] = receiver
  }

  private func makeClosure() {
    let i = activation.instruction
    let nested = activation.prototype.prototypes[i.bx]
    var captures: [Operand] = []
    for upvalue in nested.upvalues {
      if upvalue.inStack {
        guard activation.prototype.isSetOnce(register: upvalue.index, at: activation.pc) else {
          return giveUp("a local function captures a variable that changes")
        }
        captures.append(registers[upvalue.index])
      } else {
        captures.append(capture(upvalue.index))
      }
    }
    registers[i.a] = Operand(
      .closure(
        root: activation.root, path: activation.nesting + [i.bx],
        captures: captures.map(\.shape)),
      captures.flatMap(\.values))
  }
}
