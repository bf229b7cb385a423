extension BlockExecution {
  mutating func executeAccess(_ domain: inout Domain) {
    let i = instruction
    switch i.opcode {
    case .OP_GETTABUP:
      let object = upvalue(i.b, domain)
      write(i.a, domain.index(object, fieldKey(i.c), at: site(upvalueName(i.b))))
    case .OP_GETTABLE:
      let key = AbstractKey.computed(read(i.c, domain))
      write(i.a, domain.index(read(i.b, domain), key, at: site(name(of: i.b))))
    case .OP_GETI:
      let key = AbstractKey<Value>.integer(Int64(i.c))
      write(i.a, domain.index(read(i.b, domain), key, at: site(name(of: i.b))))
    case .OP_GETFIELD:
      write(i.a, domain.index(read(i.b, domain), fieldKey(i.c), at: site(name(of: i.b))))
    case .OP_SETTABUP:
      let value = readOrConstantC(domain)
      domain.setIndex(
        upvalue(i.a, domain), fieldKey(i.b), to: value, at: site(upvalueName(i.a)))
    case .OP_SETTABLE: set(.computed(read(i.b, domain)), &domain)
    case .OP_SETI: set(.integer(Int64(i.b)), &domain)
    case .OP_SETFIELD: set(fieldKey(i.b), &domain)
    case .OP_NEWTABLE: write(i.a, domain.table(at: site()))
    case .OP_SELF: lookUpMethod(&domain)
    default: return
    }
  }

  private func fieldKey(_ constant: Int) -> AbstractKey<Value> {
    .name(flow.prototype.constants[constant].text ?? "")
  }

  private func set(_ key: AbstractKey<Value>, _ domain: inout Domain) {
    let object = instruction.a
    domain.setIndex(
      read(object, domain), key, to: readOrConstantC(domain), at: site(name(of: object)))
  }

  private mutating func lookUpMethod(_ domain: inout Domain) {
    let i = instruction
    let receiver = read(i.b, domain)
    if let name = flow.prototype.methodName(at: pc) {
      state.registers[i.a] = .method(name: name.text, receiver: receiver, pc: pc)
    } else {
      let key = AbstractKey.computed(readOrConstantC(domain))
      write(i.a, domain.index(receiver, key, at: site(name(of: i.b))))
    }
    write(i.a + 1, receiver)
  }

  mutating func executeOperation(_ domain: inout Domain) {
    let i = instruction
    let result: Value
    switch i.opcode {
    case .OP_UNM: result = unary(.minus, &domain)
    case .OP_BNOT: result = unary(.bitwiseNot, &domain)
    case .OP_NOT: result = unary(.not, &domain)
    case .OP_LEN: result = unary(.length, &domain)
    case .OP_CONCAT:
      let operands = (i.a..<i.a + i.b).map { read($0, domain) }
      result = domain.concatenate(operands, at: site())
    default:
      guard let operation = BinaryOperation(i.opcode) else { return }
      let first = read(i.b, domain)
      let second: Value
      switch i.opcode {
      case .OP_ADDI, .OP_SHRI, .OP_SHLI: second = domain.constant(.integer(Int64(i.sc)))
      case let opcode where opcode.operandRoles.c == .constant: second = constant(i.c, domain)
      default: second = read(i.c, domain)
      }
      let isReversed = i.opcode == .OP_SHLI
      result = domain.binary(
        operation, isReversed ? second : first, isReversed ? first : second,
        at: site(name(of: i.b)))
    }
    write(i.a, result)
  }

  private func unary(_ operation: UnaryOperation, _ domain: inout Domain) -> Value {
    let operand = instruction.b
    return domain.unary(operation, read(operand, domain), at: site(name(of: operand)))
  }

  func executeComparison(_ domain: inout Domain) {
    let i = instruction
    let comparison: Comparison
    switch i.opcode {
    case .OP_LT, .OP_LTI: comparison = .less
    case .OP_LE, .OP_LEI: comparison = .lessOrEqual
    case .OP_GTI: comparison = .greater
    case .OP_GEI: comparison = .greaterOrEqual
    default: comparison = .equal
    }
    let right = comparedConstant.map { domain.constant($0) } ?? read(i.b, domain)
    domain.compare(comparison, read(i.a, domain), right, at: site(name(of: i.a)))
  }

  /// The constant on the right of a comparison.
  private var comparedConstant: LuaConstant? {
    switch instruction.opcode {
    case .OP_EQK: flow.prototype.constants[instruction.b]
    case .OP_EQI, .OP_LTI, .OP_LEI, .OP_GTI, .OP_GEI:
      instruction.c == 0 ? .integer(Int64(instruction.sb)) : .float(Double(instruction.sb))
    default: nil
    }
  }

  // MARK: Where control goes

  /// The instructions to which control can pass from `pc`, the last of its block, and the
  /// registers there.
  func edges(_ domain: Domain) -> [(target: Int, state: FlowState<Value>)] {
    let targets = flow.prototype.successors(of: pc)
    let i = instruction
    let states: [FlowState<Value>?]
    switch i.opcode {
    case .OP_TEST:
      states = [
        refined(i.a, by: i.k ? .truthy : .falsy, domain),
        refined(i.a, by: i.k ? .falsy : .truthy, domain),
      ]
    case .OP_TESTSET:
      var taken = refined(i.b, by: i.k ? .truthy : .falsy, domain)
      if let slot = taken?.registers[i.b] { taken?.registers[i.a] = slot }
      states = [taken, refined(i.b, by: i.k ? .falsy : .truthy, domain)]
    case .OP_EQK, .OP_EQI:
      guard let constant = comparedConstant else { return [] }
      let equal = refined(i.a, by: .equal(constant), domain)
      let different = refined(i.a, by: .different(constant), domain)
      states = i.k ? [equal, different] : [different, equal]
    case .OP_TFORLOOP:
      var entered = refined(i.a + 4, by: .different(.nil), domain)
      if let slot = entered?.registers[i.a + 4] { entered?.registers[i.a + 2] = slot }
      states = [entered, state]
    default: states = targets.map { _ in state }
    }
    return zip(targets, states).compactMap { target, state in state.map { (target, $0) } }
  }

  /// The registers where a condition on one of them holds; `nil` if it cannot hold.
  private func refined(
    _ register: Int, by condition: ValueCondition, _ domain: Domain
  ) -> FlowState<Value>? {
    guard let value = domain.refine(read(register, domain), by: condition) else { return nil }
    var refined = state
    refined.registers[register] = .value(value)
    return refined
  }
}
