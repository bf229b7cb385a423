extension Prototype {
  /// The same function with some of its method calls renamed, each call site by itself.
  ///
  /// - Parameter rename: is asked once for every call of `methodCalls()`, in that order; `nil`
  ///   leaves the name.
  /// - Throws: `BytecodeError.tooManyConstants` where a new name finds no place among the 256
  ///   constants that a method call can reach.
  package func renamingMethodCalls(
    _ rename: (MethodCall) -> String?
  ) throws(BytecodeError) -> Prototype {
    var names: [[Int]: [Int: ByteString]] = [:]
    for call in methodCalls() {
      if let name = rename(call) {
        names[call.functionPath, default: [:]][call.pc] = ByteString(name)
      }
    }
    return try renamed(names, path: [])
  }

  private func renamed(
    _ names: [[Int]: [Int: ByteString]], path: [Int]
  ) throws(BytecodeError) -> Prototype {
    var result = self
    if let own = names[path] { try result.rename(own) }
    for index in prototypes.indices {
      result.prototypes[index] = try prototypes[index].renamed(names, path: path + [index])
    }
    return result
  }

  /// Gives the `OP_SELF` at each pc its new name.
  ///
  /// A constant that only renamed calls used is free for a new name; equal names share one.
  private mutating func rename(_ names: [Int: ByteString]) throws(BytecodeError) {
    var isUsed = constantUse(except: Set(names.keys))
    for (pc, name) in names.sorted(by: { $0.key < $1.key }) {
      guard let operand = methodNameOperand(at: pc) else { continue }
      let reach: Int
      switch operand {
      case .inPlace: reach = Instruction.maximumC
      case .loadedBefore: reach = Instruction.maximumBx
      }
      let old = operand.constant
      let slot =
        constants.indices.first { isUsed[$0] && constants[$0] == .string(name) && $0 <= reach }
        ?? (isUsed[old] ? nil : old)
        ?? isUsed.firstIndex(of: false)
        ?? constants.count
      guard slot <= reach else { throw .tooManyConstants(line: line(at: pc)) }
      if slot == constants.count {
        constants.append(.string(name))
        isUsed.append(true)
      } else {
        constants[slot] = .string(name)
        isUsed[slot] = true
      }
      switch operand {
      case .inPlace: instructions[pc].c = slot
      case .loadedBefore: instructions[pc - 1].bx = slot
      }
    }
  }

  /// **Shape**: one per constant: whether an instruction uses it, the names of the given
  /// `OP_SELF` aside.
  private func constantUse(except calls: Set<Int>) -> [Bool] {
    var isUsed = [Bool](repeating: false, count: constants.count)
    for (pc, instruction) in instructions.enumerated() {
      if instruction.opcode == .OP_LOADKX { isUsed[instructions[pc + 1].ax] = true }
      let roles = instruction.opcode.operandRoles
      let isWide = instruction.opcode.format == .abx
      if roles.b == .constant || roles.b == .name {
        let isMethodName = calls.contains(pc + 1) && isLoadedName(at: pc + 1)
        if !isMethodName { isUsed[isWide ? instruction.bx : instruction.b] = true }
      }
      switch roles.c {
      case .constant, .name: isUsed[instruction.c] = true
      case .readOrConstant where instruction.k && !calls.contains(pc):
        isUsed[instruction.c] = true
      default: break
      }
    }
    return isUsed
  }

  private func isLoadedName(at pc: Int) -> Bool {
    if case .loadedBefore = methodNameOperand(at: pc) { true } else { false }
  }
}
