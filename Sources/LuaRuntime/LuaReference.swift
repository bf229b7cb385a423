package import CLua

/// The C state, which lives as long as a state or a reference to one of its values does.
final class LuaCore {
  let pointer: OpaquePointer

  init(adopting pointer: OpaquePointer) {
    self.pointer = pointer
  }

  deinit { clua_close(pointer) }
}

/// A value that is kept in a Lua state: a table, a function, a coroutine.
///
/// It may be let go on any thread; the state forgets the value at its next call.
package final class LuaReference {
  let core: LuaCore
  let index: Int32

  init(core: LuaCore, adopting index: Int32) {
    self.core = core
    self.index = index
  }

  deinit { clua_release(core.pointer, index) }

  /// The identity of the value: equal for two references to the same table or function.
  package var pointer: UnsafeRawPointer? { clua_pointer(core.pointer, index) }

  /// The slot that passes the value to Lua, from a host function for example; valid as long as the
  /// reference is held.
  package var slot: CLuaSlot {
    var slot = CLuaSlot()
    slot.type = CLUA_REFERENCE
    slot.reference = index
    return slot
  }
}
