/// One instruction of the Lua 5.4 virtual machine: 32 bits with typed views.
///
/// The lowest 7 bits are the opcode; the layouts of the rest are `InstructionFormat`'s.
package struct Instruction: Hashable, Sendable {
  package var word: UInt32

  package init(word: UInt32) {
    self.word = word
  }

  /// The opcode, or `nil` for a number that Lua 5.4 does not use.
  ///
  /// Decoded prototypes hold none of those.
  package var decodedOpcode: LuaOpcode? { LuaOpcode(rawValue: UInt8(word & 0x7F)) }

  /// The opcode; a number that Lua does not use reads as `OP_EXTRAARG`, which does nothing.
  package var opcode: LuaOpcode { decodedOpcode ?? .OP_EXTRAARG }

  package var a: Int { Int(word >> 7 & 0xFF) }
  package var k: Bool { word >> 15 & 1 == 1 }
  package var b: Int { Int(word >> 16 & 0xFF) }
  package var c: Int {
    get { Int(word >> 24) }
    set { word = word & 0x00FF_FFFF | UInt32(truncatingIfNeeded: newValue & 0xFF) << 24 }
  }
  package var sb: Int { b - 127 }
  package var sc: Int { c - 127 }
  package var bx: Int {
    get { Int(word >> 15) }
    set { word = word & 0x7FFF | UInt32(truncatingIfNeeded: newValue & 0x1FFFF) << 15 }
  }
  package var sbx: Int { bx - 65_535 }
  package var ax: Int { Int(word >> 7) }
  package var sj: Int { ax - 16_777_215 }

  /// The largest index that C can name.
  package static let maximumC = 255
  /// The largest index that Bx can name.
  package static let maximumBx = 131_071
}
