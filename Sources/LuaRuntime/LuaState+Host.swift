package import CLua

extension LuaState {
  /// A function that scripts call and C code answers.
  ///
  /// `body` must keep to the boundary's rules: it reads the arguments of the frame, sets results or
  /// a message, and returns `CLUA_OK`, `CLUA_ERROR` or `CLUA_LIMIT`. `context` outlives the state.
  package func makeHostFunction(
    context: UnsafeMutableRawPointer?, tag: Int32 = 0, body: CLuaHostBody
  ) throws(LuaError) -> LuaReference {
    var reference: Int32 = 0
    try check(clua_host_function(pointer, body, context, tag, &reference))
    return LuaReference(core: core, adopting: reference)
  }

  /// A function that scripts call and a closure answers: for rare calls.
  ///
  /// What the closure throws becomes a Lua error at the calling line, and the `cause` of the
  /// `LuaError` unless the script catches it. It gets at most 10 arguments. The closure lives as
  /// long as the state: it must not own it.
  package func makeSwiftFunction(
    _ body: @escaping (_ arguments: [LuaValue]) throws -> [LuaValue]
  ) throws(LuaError) -> LuaReference {
    let function = SwiftFunction(state: self, body: body)
    swiftFunctions.append(function)
    let context = Unmanaged.passUnretained(function).toOpaque()
    return try makeHostFunction(context: context) { frame in
      guard let context = frame.pointee.context else { return CLUA_ERROR }
      return Unmanaged<SwiftFunction>.fromOpaque(context).takeUnretainedValue().answer(frame)
    }
  }

  /// A reference to a string, so that a host function or `read` returns it without making it again.
  package func internString(_ text: String) throws(LuaError) -> LuaReference {
    var index: Int32 = 0
    try check(withSlots(of: [.string(text)]) { clua_reference(pointer, $0, &index) })
    return LuaReference(core: core, adopting: index)
  }

  /// The value of an argument of a host function, or of a result of a row.
  package func value(of slot: CLuaSlot) throws(LuaError) -> LuaValue {
    switch slot.type {
    case CLUA_TABLE, CLUA_FUNCTION, CLUA_OTHER:
      var source = slot
      var kept = slot
      try check(clua_reference(pointer, &source, &kept.reference))
      return take(kept)
    default:
      return take(slot)
    }
  }

  /// The table of the members of a class of handles: integers are answered by `read` and `write`,
  /// anything else is returned as it is.
  ///
  /// - Parameter handleClass: 1 or more.
  package func defineHandleClass(
    _ handleClass: UInt16, members: LuaReference
  ) throws(LuaError) {
    precondition(handleClass > 0, "class 0 is no handle")
    try check(clua_define_handle_class(pointer, Int32(handleClass), members.index))
  }

  /// The class of handles that arithmetic gives back unchanged: undefined values.
  package func setAbsorbingClass(_ handleClass: UInt16) {
    clua_set_absorbing_class(pointer, Int32(handleClass))
  }

  /// What answers handles; the context outlives the state.
  package func setHandleCallbacks(_ callbacks: CLuaHandleCallbacks) {
    clua_set_handle_callbacks(pointer, callbacks)
  }

  /// Calls a function for each row, with one protected call around all.
  ///
  /// Each row has the whole budget. `before` fills the arguments of the frame and returns `CLUA_OK`,
  /// `CLUA_SKIP` or, with a message, `CLUA_ERROR`; `after` reads `results` results.
  package func runRows(
    _ function: LuaReference, rows: Range<Int>, results: Int,
    context: UnsafeMutableRawPointer?, before: CLuaRowBody, after: CLuaRowBody
  ) throws(LuaRowError) {
    precondition(results <= Int(CLUA_MAX_RESULTS), "more results than a frame holds")
    var row: Int64 = 0
    let status = clua_run_rows(
      pointer, function.index, Int64(rows.lowerBound), Int64(rows.upperBound), Int32(results),
      before, after, context, &row)
    if status != CLUA_OK { throw LuaRowError(row: Int(row), error: makeError()) }
  }
}
