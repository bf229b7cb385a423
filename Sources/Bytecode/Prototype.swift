/// A compiled Lua function: code, constants, nested functions and what debugging needs.
///
/// A decoded prototype is checked: every operand is inside its bounds and every path of control
/// ends in a return.
package struct Prototype: Hashable, Sendable {
  /// Where a captured variable is found when the closure is made.
  package struct UpvalueDescription: Hashable, Sendable {
    /// `nil` in a stripped function.
    package var name: String?
    /// In a register of the enclosing function, and else among its captured variables.
    package var inStack: Bool
    package var index: Int
    /// 0 plain, 1 constant, 2 to be closed, 3 compile-time constant.
    package var kind: UInt8
  }

  /// A local variable and the instructions for which it exists: `startPC ..< endPC`.
  package struct LocalVariable: Hashable, Sendable {
    package var name: String
    package var startPC: Int
    package var endPC: Int
  }

  /// The chunk name (`@file` for a file); `nil` in a stripped function.
  package var source: ByteString?
  /// 0 for a main chunk.
  package var lineDefined: Int
  package var lastLineDefined: Int
  package var parameterCount: Int
  package var isVararg: Bool
  /// The number of registers.
  package var maxStackSize: Int
  package var instructions: [Instruction]
  package var constants: [LuaConstant]
  package var upvalues: [UpvalueDescription]
  package var prototypes: [Prototype]
  package var lineTable: LineTable
  /// In the order in which they come into being.
  package var locals: [LocalVariable]

  /// The deepest nesting of functions: what Lua's own parser allows.
  package static let nestingLimit = 200

  /// The source line of each instruction; empty in a stripped function.
  package var lines: [Int] { lineTable.lines }

  /// The source line of an instruction, where it is known.
  package func line(at pc: Int) -> Int? {
    lineTable.lines.indices.contains(pc) ? lineTable.lines[pc] : nil
  }

  /// The name of the local variable that lives in a register at an instruction.
  package func localName(register: Int, at pc: Int) -> String? {
    local(register: register, at: pc)?.name
  }

  /// The local variable that lives in a register at an instruction.
  package func local(register: Int, at pc: Int) -> LocalVariable? {
    var remaining = register
    for local in locals {
      if local.startPC > pc { break }
      guard pc < local.endPC else { continue }
      if remaining == 0 { return local }
      remaining -= 1
    }
    return nil
  }

  /// The nested prototype at a path of indices; the empty path is the prototype itself.
  package subscript(path path: [Int]) -> Prototype? {
    var found = self
    for index in path {
      guard found.prototypes.indices.contains(index) else { return nil }
      found = found.prototypes[index]
    }
    return found
  }
}

extension Prototype {
  /// The file that the function was written in; `nil` where it does not know.
  package var fileName: String? {
    source.map { source in
      let text = source.text
      return text.hasPrefix("@") ? String(text.dropFirst()) : text
    }
  }
}
