internal import CLua

extension LuaState {
  /// Whether a function is the host's or Lua's own, not written in Lua.
  package func isHostFunction(_ function: LuaReference) -> Bool {
    clua_is_host_function(pointer, function.index)
  }

  /// The binary chunk of a function, with its debug information; upvalues are not in it.
  ///
  /// - Throws: `runtime` for a function that is not written in Lua.
  package func dump(_ function: LuaReference) throws(LuaError) -> [UInt8] {
    let buffer = ByteList()
    let body: CLuaBytes = { context, bytes, length in
      guard let context else { return }
      let buffer = Unmanaged<ByteList>.fromOpaque(context).takeUnretainedValue()
      buffer.bytes.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: length))
    }
    let status = withExtendedLifetime(buffer) {
      clua_dump(pointer, function.index, body, Unmanaged.passUnretained(buffer).toOpaque())
    }
    try check(status)
    return buffer.bytes
  }

  /// The variables that a function captured, in the order of its prototype.
  package func upvalues(
    of function: LuaReference
  ) throws(LuaError) -> [(name: String, value: LuaValue)] {
    var result: [(name: String, value: LuaValue)] = []
    var index: Int32 = 1
    while true {
      var name: UnsafePointer<CChar>?
      var slot = CLuaSlot()
      try check(clua_get_upvalue(pointer, function.index, index, &name, &slot))
      guard let name else { return result }
      result.append((String(cString: name), take(slot)))
      index += 1
    }
  }

  /// - Parameter index: counted from 0, as in `upvalues(of:)`.
  /// - Throws: `runtime` where the function has no such variable.
  package func setUpvalue(
    of function: LuaReference, at index: Int, to value: LuaValue
  ) throws(LuaError) {
    let status = withSlots(of: [value]) {
      clua_set_upvalue(pointer, function.index, Int32(index) + 1, $0)
    }
    try check(status)
  }

  /// Lets a function share a captured variable with another one; indices count from 0.
  package func joinUpvalue(
    of function: LuaReference, at index: Int, with other: LuaReference, at otherIndex: Int
  ) throws(LuaError) {
    try check(
      clua_join_upvalue(
        pointer, function.index, Int32(index) + 1, other.index, Int32(otherIndex) + 1))
  }
}

private final class ByteList {
  var bytes: [UInt8] = []
}
