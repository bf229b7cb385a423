/// The text form of a function: slots and callees, then blocks, one instruction a line.
///
/// ```text
/// function "rule 'adopt'"
///   slot 0 "consumer.adopted": bool8 own
///   callee 0 "sample(normal)"(int, int, int, float, float) -> float pure
/// block0:
///   v0: int = actor
///   v1: bool = load 0, v0
///   branch v1, block1, block2(v0)
/// ```
///
/// Everything that a function is stands in it (compiled code is kept under its hash), and
/// `IRReader` reads it back.
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
    text += "function \(Self.quoted(function.name))\n"
    for (index, slot) in function.slots.enumerated() { write(slot, index) }
    for (index, callee) in function.callees.enumerated() {
      let parameters = callee.parameters.map(\.name).joined(separator: ", ")
      let result = callee.result.map { " -> \($0.name)" } ?? ""
      text += "  callee \(index) \(Self.quoted(callee.name))(\(parameters))\(result)"
      text += callee.isPure ? " pure\n" : "\n"
    }
    for (index, block) in function.blocks.enumerated() {
      let parameters = block.parameters.map { "v\($0.index): \(Self.type(of: $0, function))" }
      text += "block\(index)"
      text += parameters.isEmpty ? ":\n" : "(\(parameters.joined(separator: ", "))):\n"
      for instruction in block.instructions {
        text += "  \(Self.text(of: instruction, in: function))\n"
      }
      text += "  \(Self.text(of: block.terminator))\n"
    }
  }

  /// `?` where a value has none, in a function that is not well formed.
  private static func type(of value: IRValue, _ function: IRFunction) -> String {
    function.types.indices.contains(Int(value.index)) ? function.type(of: value).name : "?"
  }

  private mutating func write(_ slot: IRSlot, _ index: Int) {
    text += "  slot \(index) \(Self.quoted(slot.name)): \(slot.cell.name)"
    if slot.stride != slot.cell.size { text += " stride \(slot.stride)" }
    if slot.offset != 0 { text += " offset \(slot.offset)" }
    switch slot.space {
    case .memory: break
    case .buffer: text += " buffer"
    case .table: text += " table"
    }
    if slot.isMutable { text += " mutable" }
    if slot.isOwn { text += " own" }
    if slot.isAlone { text += " alone" }
    if slot.isStreamed { text += " streamed" }
    text += "\n"
  }

  package static func text(
    of instruction: IRInstruction, in function: IRFunction
  ) -> String {
    var line = ""
    if let result = instruction.result {
      line = "v\(result.index): \(type(of: result, function)) = "
    }
    var separator = ", "
    switch instruction.opcode {
    case .bool(let value): line += value ? "bool true" : "bool false"
    case .int(let value): line += "int \(value)"
    case .float(let bits): line += "float \(text(ofFloat: bits))"
    case .load(let slot): line += "load \(slot.index)"
    case .store(let slot, let isLogged):
      line += isLogged ? "store.logged \(slot.index)" : "store \(slot.index)"
    case .call(let callee): line += "call \(callee.index)"
    case .draw(let stream, let step, let word):
      line += word == 0 ? "draw" : "draw.\(word)"
      line += " \(stream.index), \(step.index)"
    case .math(let function):
      line += function.name
      separator = " "
    case let opcode:
      line += opcode.plainName
      separator = " "
    }
    for operand in instruction.operands {
      line += "\(separator)v\(operand.index)"
      separator = ", "
    }
    if let predicate = instruction.predicate { line += " where v\(predicate.index)" }
    return line
  }

  /// The shortest decimal that gives the same float; a NaN that is not the canonical one with its
  /// bits.
  static func text(ofFloat bits: UInt64) -> String {
    let value = Double(bitPattern: bits)
    guard value.isNaN, bits != Double.nan.bitPattern else { return "\(value)" }
    return "nan(\(String(bits, radix: 16)))"
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

  /// A name between quotes, on one line.
  private static func quoted(_ name: String) -> String {
    var text = "\""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "\"", "\\":
        text += "\\"
        text.unicodeScalars.append(scalar)
      case "\n": text += "\\n"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
