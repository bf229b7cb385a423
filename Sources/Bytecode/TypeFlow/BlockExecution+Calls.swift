extension BlockExecution {
  mutating func executeCall(_ domain: inout Domain) {
    let i = instruction
    switch i.opcode {
    case .OP_CALL: call(resultCount: i.c == 0 ? nil : i.c - 1, &domain)
    case .OP_TAILCALL: call(resultCount: nil, &domain)
    case .OP_VARARG: store(.unknown, at: i.a, count: i.c == 0 ? nil : i.c - 1, domain)
    case .OP_CLOSURE: makeClosure(&domain)
    case .OP_TFORCALL:
      let variables = domain.iterate(
        read(i.a, domain), state: read(i.a + 1, domain), control: read(i.a + 2, domain),
        at: site())
      store(variables, at: i.a + 4, count: i.c, domain)
    case .OP_FORPREP, .OP_FORLOOP:
      let variable = domain.count(
        from: read(i.a, domain), to: read(i.a + 1, domain), by: read(i.a + 2, domain), at: site())
      write(i.a + 3, variable)
    default: return
    }
  }

  private mutating func call(resultCount: Int?, _ domain: inout Domain) {
    let base = instruction.a
    let argumentCount = instruction.b == 0 ? nil : instruction.b - 1
    let results: ValueList<Value>
    if case .method(let name, let receiver, let lookUp) = state.registers[base],
      argumentCount != 0
    {
      let arguments = list(from: base + 2, count: argumentCount.map { $0 - 1 }, domain)
      let object = flow.prototype.instructions[lookUp].b
      results = domain.callMethod(
        name, of: receiver, arguments, at: site(self.name(of: object, at: lookUp), pc: lookUp))
    } else {
      let callee = read(base, domain)
      let arguments = list(from: base + 1, count: argumentCount, domain)
      results = domain.call(callee, arguments, at: site(name(of: base)))
    }
    store(results, at: base, count: resultCount, domain)
  }

  private mutating func makeClosure(_ domain: inout Domain) {
    let i = instruction
    let nested = flow.prototype.prototypes[i.bx]
    let captured = nested.upvalues.map { description -> Value in
      guard description.inStack else { return upvalue(description.index, domain) }
      // A function that captures its own register calls itself: it does not exist yet.
      guard description.index != i.a, flow.shared.isAssignedOnce(description.index, at: pc) else {
        return domain.unknown
      }
      return read(description.index, domain)
    }
    let closure = AbstractClosure(
      root: flow.root, path: flow.path + [i.bx], prototype: nested, upvalues: captured)
    write(i.a, domain.closure(closure, at: site()))
  }
}
