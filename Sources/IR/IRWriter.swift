/// The text form of a function: slots and callees, then blocks, one instruction a line.
///
/// ```text
/// function rule 'adopt'
///   slot 0 consumer.adopted: bool8 own
///   callee 0 sample(normal)(int, int, int, float, float) -> float pure
/// block0:
///   v0 = actor
///   v1 = load 0, v0
///   branch v1, block1, block2(v0)
/// ```
package struct IRWriter {
  private var text = ""

  package static func text(of function: IRFunction) -> String {
    var writer = IRWriter()
    writer.write(function)
    return writer.text
  }

  package static func text(of kernel: IRKernel) -> String {
    var parts: [String] = []
    if let prologue = kernel.prologue {
      parts.append("prologue, slot \(prologue.count.index) times\n" + text(of: prologue.function))
    }
    for (index, stage) in kernel.stages.enumerated() {
      let form = stage.isVector ? "vector" : "scalar"
      var order = kernel.isSerial ? ", rows in order" : ""
      if stage.isCompacted { order += ", rows that went on" }
      parts.append("stage \(index) \(form)\(order)\n" + text(of: stage.function))
    }
    return parts.joined(separator: "\n")
  }

  private mutating func write(_ function: IRFunction) {
    text += "function \(function.name)\n"
    for (index, slot) in function.slots.enumerated() { write(slot, index) }
    for (index, callee) in function.callees.enumerated() {
      let parameters = callee.parameters.map { "\($0)" }.joined(separator: ", ")
      let result = callee.result.map { " -> \($0)" } ?? ""
      text += "  callee \(index) \(callee.name)(\(parameters))\(result)"
      text += callee.isPure ? " pure\n" : "\n"
    }
    for (index, block) in function.blocks.enumerated() {
      let parameters = block.parameters.map { "\(name($0)): \(function.type(of: $0))" }
      text += "block\(index)"
      text += parameters.isEmpty ? ":\n" : "(\(parameters.joined(separator: ", "))):\n"
      for instruction in block.instructions { text += "  \(Self.text(of: instruction))\n" }
      text += "  \(Self.text(of: block.terminator))\n"
    }
  }

  private mutating func write(_ slot: IRSlot, _ index: Int) {
    text += "  slot \(index) \(slot.name): \(slot.cell)"
    if slot.stride != slot.cell.size { text += " stride \(slot.stride)" }
    if slot.offset != 0 { text += " offset \(slot.offset)" }
    if slot.space != .memory { text += " \(slot.space)" }
    if slot.isMutable { text += " mutable" }
    if slot.isOwn { text += " own" }
    text += "\n"
  }

  package static func text(of instruction: IRInstruction) -> String {
    var line = instruction.result.map { "v\($0.index) = " } ?? ""
    var operands = instruction.operands.map { "v\($0.index)" }
    switch instruction.opcode {
    case .bool(let value): line += "bool \(value)"
    case .int(let value): line += "int \(value)"
    case .float(let bits): line += "float \(Double(bitPattern: bits))"
    case .load(let slot):
      line += "load"
      operands.insert("\(slot.index)", at: 0)
    case .store(let slot, let isLogged):
      line += isLogged ? "store.logged" : "store"
      operands.insert("\(slot.index)", at: 0)
    case .call(let callee):
      line += "call"
      operands.insert("\(callee.index)", at: 0)
    case .draw(let stream, let step, let isSecond):
      line += isSecond ? "draw.second" : "draw"
      operands.insert("\(stream.index), \(step.index)", at: 0)
    case .math(let function): line += "\(function)"
    case .goOn: line += "go on"
    case let opcode: line += "\(opcode)"
    }
    if !operands.isEmpty { line += " " + operands.joined(separator: ", ") }
    if let predicate = instruction.predicate { line += " where v\(predicate.index)" }
    return line
  }

  package static func text(of terminator: IRTerminator) -> String {
    func text(_ target: IRTarget) -> String {
      let arguments = target.arguments.map { "v\($0.index)" }.joined(separator: ", ")
      return "block\(target.block.index)" + (arguments.isEmpty ? "" : "(\(arguments))")
    }
    switch terminator {
    case .jump(let target): return "jump \(text(target))"
    case .branch(let condition, let then, let other):
      return "branch v\(condition.index), \(text(then)), \(text(other))"
    case .done: return "done"
    case .goOn: return "go on"
    case .redo: return "redo"
    }
  }

  private func name(_ value: IRValue) -> String { "v\(value.index)" }
}
