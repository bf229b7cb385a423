import CLua
import Glibc
import LuaRuntime
import Simulation

/// What reading a column needs besides its memory: the texts of a category's levels, or the class of
/// the actors that a reference names.
final class FieldBinding {
  let name: String
  let type: FieldType
  /// Registry references of the levels' texts, by position.
  let levels: [LuaReference]
  let levelIDs: [Int32]
  let levelBytes: [[UInt8]]
  let isFlow: Bool

  init(_ field: FieldDeclaration, state: LuaState) throws(LuaError) {
    name = field.name
    type = field.type
    isFlow = field.isFlow
    var references: [LuaReference] = []
    if case .category(let texts) = field.type {
      for text in texts { references.append(try state.internString(text)) }
      levelBytes = texts.map { Array($0.utf8) }
    } else {
      levelBytes = []
    }
    levels = references
    levelIDs = references.map(\.slot.reference)
  }

  /// The position of a level given by its bytes.
  func level(_ slot: UnsafePointer<CLuaSlot>) -> Int? {
    levelPosition(slot, in: levelBytes)
  }
}

/// The position of the text in `slot` among some texts.
func levelPosition(_ slot: UnsafePointer<CLuaSlot>, in texts: [[UInt8]]) -> Int? {
  texts.indices.first { textEquals(slot.pointee, texts[$0]) }
}

/// Whether a slot holds a text of these bytes.
func textEquals(_ slot: CLuaSlot, _ bytes: [UInt8]) -> Bool {
  guard slot.type == CLUA_STRING, let text = slot.string, Int(slot.length) == bytes.count else {
    return false
  }
  return bytes.withUnsafeBytes { known in
    known.baseAddress.map { memcmp($0, text, known.count) == 0 } ?? true
  }
}
