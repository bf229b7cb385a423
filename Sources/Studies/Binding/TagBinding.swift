import CLua
import LuaRuntime
import Simulation

/// A tag's levels as texts of the Lua state.
final class TagBinding {
  let name: String
  let levels: [String]
  let references: [LuaReference]
  let bytes: [[UInt8]]

  init(_ tag: TagSpec, state: LuaState) throws(LuaError) {
    name = tag.name
    levels = tag.levels
    var references: [LuaReference] = []
    for level in tag.levels { references.append(try state.internString(level)) }
    self.references = references
    bytes = tag.levels.map { Array($0.utf8) }
  }
}
