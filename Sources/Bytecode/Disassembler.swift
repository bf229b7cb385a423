internal import Glibc

/// Writes prototypes as text, line for line as `luac5.4 -l -l` does, without its addresses.
package struct Disassembler {
  private let prototype: Prototype

  package init(_ prototype: Prototype) {
    self.prototype = prototype
  }

  /// The function and all nested ones: header, code, constants, locals and captured variables.
  package var listing: String {
    ([own] + prototype.prototypes.map { Disassembler($0).listing }).joined()
  }

  private var own: String {
    var lines = ["", header, counts]
    lines += prototype.instructions.indices.map { "\t\(text(at: $0))" }
    lines.append("constants (\(prototype.constants.count)):")
    for (index, constant) in prototype.constants.enumerated() {
      lines.append("\t\(index)\t\(Self.typeLetter(of: constant))\t\(Self.text(of: constant))")
    }
    lines.append("locals (\(prototype.locals.count)):")
    for (index, local) in prototype.locals.enumerated() {
      lines.append("\t\(index)\t\(local.name)\t\(local.startPC + 1)\t\(local.endPC + 1)")
    }
    lines.append("upvalues (\(prototype.upvalues.count)):")
    for (index, upvalue) in prototype.upvalues.enumerated() {
      let place = "\(upvalue.inStack ? 1 : 0)\t\(upvalue.index)"
      lines.append("\t\(index)\t\(upvalue.name ?? "-")\t\(place)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var header: String {
    let source = prototype.source?.text ?? "=?"
    let name =
      switch source.first {
      case "@", "=": String(source.dropFirst())
      case "\u{1B}": "(bstring)"
      default: "(string)"
      }
    let sort = prototype.lineDefined == 0 ? "main" : "function"
    let count = Self.count(prototype.instructions.count, "instruction")
    return "\(sort) <\(name):\(prototype.lineDefined),\(prototype.lastLineDefined)> (\(count))"
  }

  private var counts: String {
    let parameters = prototype.parameterCount
    let sign = prototype.isVararg ? "+" : ""
    return [
      "\(parameters)\(sign) param\(parameters == 1 ? "" : "s")",
      Self.count(prototype.maxStackSize, "slot"), Self.count(prototype.upvalues.count, "upvalue"),
      Self.count(prototype.locals.count, "local"),
      Self.count(prototype.constants.count, "constant"),
      Self.count(prototype.prototypes.count, "function"),
    ].joined(separator: ", ")
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// One instruction: number from 1, line, name, operands, and what they stand for.
  package func text(at pc: Int) -> String {
    let line = prototype.line(at: pc).map { $0 > 0 ? String($0) : "-" } ?? "-"
    let name = prototype.instructions[pc].opcode.mnemonic
    let padding = String(repeating: " ", count: max(0, 9 - name.count))
    let comment = comment(at: pc).map { "\t; \($0)" } ?? ""
    return "\(pc + 1)\t[\(line)]\t\(name)\(padding)\t\(operands(at: pc))\(comment)"
  }

  private func operands(at pc: Int) -> String {
    let i = prototype.instructions[pc]
    let k = i.k ? "k" : ""
    let flag = i.k ? 1 : 0
    switch i.opcode {
    case .OP_LOADI, .OP_LOADF: return "\(i.a) \(i.sbx)"
    case .OP_LOADK, .OP_FORLOOP, .OP_FORPREP, .OP_TFORPREP, .OP_TFORLOOP, .OP_CLOSURE:
      return "\(i.a) \(i.bx)"
    case .OP_LOADKX, .OP_LOADFALSE, .OP_LFALSESKIP, .OP_LOADTRUE, .OP_CLOSE, .OP_TBC,
      .OP_RETURN1, .OP_VARARGPREP:
      return "\(i.a)"
    case .OP_MOVE, .OP_LOADNIL, .OP_GETUPVAL, .OP_SETUPVAL, .OP_UNM, .OP_BNOT, .OP_NOT, .OP_LEN,
      .OP_CONCAT:
      return "\(i.a) \(i.b)"
    case .OP_SETTABUP, .OP_SETTABLE, .OP_SETI, .OP_SETFIELD, .OP_SELF, .OP_TAILCALL, .OP_RETURN:
      return "\(i.a) \(i.b) \(i.c)\(k)"
    case .OP_ADDI, .OP_SHRI, .OP_SHLI: return "\(i.a) \(i.b) \(i.sc)"
    case .OP_MMBINI: return "\(i.a) \(i.sb) \(i.c) \(flag)"
    case .OP_MMBINK: return "\(i.a) \(i.b) \(i.c) \(flag)"
    case .OP_EQ, .OP_LT, .OP_LE, .OP_EQK, .OP_TESTSET: return "\(i.a) \(i.b) \(flag)"
    case .OP_EQI, .OP_LTI, .OP_LEI, .OP_GTI, .OP_GEI: return "\(i.a) \(i.sb) \(flag)"
    case .OP_TEST: return "\(i.a) \(flag)"
    case .OP_TFORCALL, .OP_VARARG: return "\(i.a) \(i.c)"
    case .OP_JMP: return "\(i.sj)"
    case .OP_EXTRAARG: return "\(i.ax)"
    case .OP_RETURN0: return ""
    default: return "\(i.a) \(i.b) \(i.c)"
    }
  }

  private func comment(at pc: Int) -> String? {
    let i = prototype.instructions[pc]
    switch i.opcode {
    case .OP_LOADK: return constant(i.bx)
    case .OP_LOADKX: return constant(extraArgument(after: pc))
    case .OP_LOADNIL: return "\(i.b + 1) out"
    case .OP_GETUPVAL, .OP_SETUPVAL: return upvalue(i.b)
    case .OP_GETTABUP: return "\(upvalue(i.b)) \(constant(i.c))"
    case .OP_SETTABUP:
      return "\(upvalue(i.a)) \(constant(i.b))" + (i.k ? " \(constant(i.c))" : "")
    case .OP_SETFIELD: return constant(i.b) + (i.k ? " \(constant(i.c))" : "")
    case .OP_SETTABLE, .OP_SETI, .OP_SELF: return i.k ? constant(i.c) : nil
    case .OP_NEWTABLE: return "\(i.c + extraArgument(after: pc) * 256)"
    case .OP_SETLIST: return i.k ? "\(i.c + extraArgument(after: pc) * 256)" : nil
    case .OP_MMBIN: return Self.metamethod(i.c)
    case .OP_MMBINI: return Self.metamethod(i.c) + (i.k ? " flip" : "")
    case .OP_MMBINK: return "\(Self.metamethod(i.c)) \(constant(i.b))" + (i.k ? " flip" : "")
    case .OP_EQK: return constant(i.b)
    case .OP_CALL: return "\(Self.open(i.b - 1)) in \(Self.open(i.c - 1)) out"
    case .OP_TAILCALL: return "\(i.b - 1) in"
    case .OP_RETURN: return "\(Self.open(i.b - 1)) out"
    case .OP_VARARG: return "\(Self.open(i.c - 1)) out"
    case .OP_JMP, .OP_TFORPREP: return "to \(prototype.successors(of: pc)[0] + 1)"
    case .OP_FORLOOP, .OP_TFORLOOP: return "to \(pc - i.bx + 2)"
    case .OP_FORPREP: return "exit to \(pc + i.bx + 3)"
    case let opcode where opcode.operandRoles.c == .constant || opcode.operandRoles.c == .name:
      return constant(i.c)
    default: return nil
    }
  }

  private func extraArgument(after pc: Int) -> Int {
    pc + 1 < prototype.instructions.count ? prototype.instructions[pc + 1].ax : 0
  }

  private func constant(_ index: Int) -> String {
    prototype.constants.indices.contains(index) ? Self.text(of: prototype.constants[index]) : "?"
  }

  private func upvalue(_ index: Int) -> String {
    prototype.upvalues.indices.contains(index) ? prototype.upvalues[index].name ?? "-" : "?"
  }

  private static func open(_ count: Int) -> String { count < 0 ? "all" : String(count) }

  private static func metamethod(_ event: Int) -> String {
    let names = [
      "index", "newindex", "gc", "mode", "len", "eq", "add", "sub", "mul", "mod", "pow", "div",
      "idiv", "band", "bor", "bxor", "shl", "shr", "unm", "bnot", "lt", "le", "concat", "call",
      "close",
    ]
    return names.indices.contains(event) ? "__\(names[event])" : "?"
  }

  private static func typeLetter(of constant: LuaConstant) -> String {
    switch constant {
    case .nil: "N"
    case .boolean: "B"
    case .integer: "I"
    case .float: "F"
    case .string: "S"
    }
  }

  /// A constant as Lua source.
  package static func text(of constant: LuaConstant) -> String {
    switch constant {
    case .nil: return "nil"
    case .boolean(let value): return value ? "true" : "false"
    case .integer(let value): return String(value)
    case .float(let value):
      var buffer = [CChar](repeating: 0, count: 64)
      let length = withVaList([value]) { vsnprintf(&buffer, 64, "%.14g", $0) }
      let bytes = buffer.prefix(Int(max(0, length))).map { UInt8(bitPattern: $0) }
      let text = String(decoding: bytes, as: UTF8.self)
      let isWhole = text.allSatisfy { $0 == "-" || $0.isWholeNumber }
      return isWhole ? text + ".0" : text
    case .string(let value): return "\"" + value.bytes.map(escaped).joined() + "\""
    }
  }

  private static func escaped(_ byte: UInt8) -> String {
    switch byte {
    case 0x22: return "\\\""
    case 0x5C: return "\\\\"
    case 0x07...0x0D:
      let letters = ["a", "b", "t", "n", "v", "f", "r"]
      return "\\" + letters[Int(byte) - 7]
    case 0x20..<0x7F: return String(UnicodeScalar(byte))
    default:
      let digits = String(byte)
      return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }
  }
}
