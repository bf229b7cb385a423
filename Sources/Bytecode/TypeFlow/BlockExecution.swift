/// The abstract execution of the instructions of one block, one after the other.
struct BlockExecution<Domain: AbstractDomain> {
  typealias Value = Domain.Value

  let flow: TypeFlow<Domain>
  var state: FlowState<Value>
  let isSettled: Bool
  var pc = 0

  var instruction: Instruction { flow.prototype.instructions[pc] }

  // MARK: Registers

  func read(_ register: Int, _ domain: Domain) -> Value {
    guard case .value(let value) = state.registers[register],
      !flow.shared.isWrittenElsewhere(register, at: pc)
    else { return domain.unknown }
    return value
  }

  mutating func write(_ register: Int, _ value: Value) {
    state.registers[register] = .value(value)
  }

  func constant(_ index: Int, _ domain: Domain) -> Value {
    domain.constant(flow.prototype.constants[index])
  }

  /// The operand RK(C).
  func readOrConstantC(_ domain: Domain) -> Value {
    instruction.k ? constant(instruction.c, domain) : read(instruction.c, domain)
  }

  func upvalue(_ index: Int, _ domain: Domain) -> Value {
    guard index < flow.upvalues.count, !flow.isUpvalueWritten[index] else { return domain.unknown }
    return flow.upvalues[index]
  }

  /// Values from a register on; without a count, up to the end of open results.
  func list(from first: Int, count: Int?, _ domain: Domain) -> ValueList<Value> {
    if let count { return ValueList((0..<max(0, count)).map { read(first + $0, domain) }) }
    guard let open = state.openResults, open.register >= first else { return .unknown }
    let values = (first..<open.register).map { read($0, domain) }
    return ValueList(values + open.list.values, isOpen: open.list.isOpen)
  }

  /// Stores results from a register on; without a count they stay open.
  mutating func store(_ list: ValueList<Value>, at first: Int, count: Int?, _ domain: Domain) {
    state.openResults = count == nil ? FlowState.OpenResults(register: first, list: list) : nil
    for index in 0..<max(0, count ?? 0) {
      write(first + index, flow.element(index, of: list, domain))
    }
    // A call leaves nothing above its results.
    for register in (first + max(0, count ?? 0))..<max(first, state.registers.count) {
      write(register, domain.unknown)
    }
  }

  // MARK: Sites

  func site(_ name: String? = nil, pc: Int? = nil) -> Site {
    let pc = pc ?? self.pc
    return Site(
      root: flow.root, path: flow.path, pc: pc, line: flow.prototype.line(at: pc), name: name,
      isInLoop: flow.controlFlow.isInLoop(pc), isSettled: isSettled)
  }

  func upvalueName(_ index: Int) -> String? { flow.prototype.upvalues[index].name }

  /// The variable or the field that a register was loaded from.
  func name(of register: Int, at pc: Int? = nil) -> String? {
    let prototype = flow.prototype
    let pc = pc ?? self.pc
    if let name = prototype.localName(register: register, at: pc) { return name }
    let start = flow.controlFlow.blocks[flow.controlFlow.blockOfInstruction[pc]].range.lowerBound
    let writer = (start..<pc).last { prototype.writtenRegisters(at: $0).contains(register) }
    guard let writer else { return nil }
    let load = prototype.instructions[writer]
    switch load.opcode {
    case .OP_MOVE: return prototype.localName(register: load.b, at: writer)
    case .OP_GETUPVAL: return upvalueName(load.b)
    case .OP_GETTABUP, .OP_GETFIELD: return prototype.constants[load.c].text
    default: return nil
    }
  }

  // MARK: Instructions

  /// Executes the instruction at `pc`; gives the results of a `return`.
  mutating func execute(_ domain: inout Domain) -> ValueList<Value>? {
    switch instruction.opcode {
    case .OP_RETURN, .OP_RETURN0, .OP_RETURN1:
      let results = returnedValues(domain)
      domain.returned(results, at: site())
      return results
    case .OP_GETTABUP, .OP_GETTABLE, .OP_GETI, .OP_GETFIELD, .OP_SETTABUP, .OP_SETTABLE,
      .OP_SETI, .OP_SETFIELD, .OP_NEWTABLE, .OP_SELF:
      executeAccess(&domain)
    case .OP_CALL, .OP_TAILCALL, .OP_TFORCALL, .OP_VARARG, .OP_CLOSURE, .OP_FORPREP,
      .OP_FORLOOP:
      executeCall(&domain)
    case .OP_EQ, .OP_LT, .OP_LE, .OP_EQK, .OP_EQI, .OP_LTI, .OP_LEI, .OP_GTI, .OP_GEI:
      executeComparison(&domain)
    case .OP_UNM, .OP_BNOT, .OP_NOT, .OP_LEN, .OP_CONCAT:
      executeOperation(&domain)
    case let opcode where opcode.isBinaryArithmetic: executeOperation(&domain)
    default: executeLoad(domain)
    }
    return nil
  }

  private func returnedValues(_ domain: Domain) -> ValueList<Value> {
    switch instruction.opcode {
    case .OP_RETURN0: ValueList([])
    case .OP_RETURN1: list(from: instruction.a, count: 1, domain)
    default:
      list(from: instruction.a, count: instruction.b == 0 ? nil : instruction.b - 1, domain)
    }
  }

  private mutating func executeLoad(_ domain: Domain) {
    let a = instruction.a
    switch instruction.opcode {
    case .OP_MOVE: write(a, read(instruction.b, domain))
    case .OP_LOADI: write(a, domain.constant(.integer(Int64(instruction.sbx))))
    case .OP_LOADF: write(a, domain.constant(.float(Double(instruction.sbx))))
    case .OP_LOADK: write(a, constant(instruction.bx, domain))
    case .OP_LOADKX: write(a, constant(flow.prototype.instructions[pc + 1].ax, domain))
    case .OP_LOADFALSE, .OP_LFALSESKIP: write(a, domain.constant(.boolean(false)))
    case .OP_LOADTRUE: write(a, domain.constant(.boolean(true)))
    case .OP_LOADNIL:
      for register in a...a + instruction.b { write(register, domain.constant(.nil)) }
    case .OP_GETUPVAL: write(a, upvalue(instruction.b, domain))
    default:
      // Jumps, tests of truth, closing of variables, lists, metamethod fallbacks (whose result is
      // that of the arithmetic) and writes to captured variables, which are unknown wherever they
      // are read.
      return
    }
  }
}
