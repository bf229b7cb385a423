internal import CLua

extension LuaState {
  /// The largest number of results that a call hands out.
  static let resultCapacity = 64

  /// A function from a script's text, in the sandbox.
  ///
  /// - Parameter chunkName: the path of the file, as messages shall show it.
  package func load(_ text: String, chunkName: String) throws(LuaError) -> LuaReference {
    try load(Array(text.utf8), chunkName: fileChunk(chunkName), environment: CLUA_SANDBOX)
  }

  /// A function from a text that need not be UTF-8.
  package func load(_ text: [UInt8], chunkName: String) throws(LuaError) -> LuaReference {
    try load(text, chunkName: fileChunk(chunkName), environment: CLUA_SANDBOX)
  }

  /// A function from a binary chunk, for chunks that `dump` made; Lua does not check them.
  ///
  /// All upvalues are nil: set them with `setUpvalue` or `joinUpvalue`.
  package func loadBinary(_ chunk: [UInt8], name: String) throws(LuaError) -> LuaReference {
    try load(chunk, chunkName: fileChunk(name), environment: CLUA_BINARY)
  }

  /// A function from Valence's own Lua.
  ///
  /// It may assign globals, which its kind share, and has `debug`, `rawnext` and `rawsetmetatable`.
  /// Its frames do not show in reports.
  package func loadPrivileged(_ text: String, name: String) throws(LuaError) -> LuaReference {
    try load(Array(text.utf8), chunkName: "=[valence] \(name)", environment: CLUA_PRIVILEGED)
  }

  private func load(
    _ text: [UInt8], chunkName: String, environment: Int32
  ) throws(LuaError) -> LuaReference {
    noteChunk(chunkName)
    var reference: Int32 = 0
    var padded = text
    padded.append(0)
    let status = padded.withUnsafeBytes { bytes in
      bytes.baseAddress.map { base in
        clua_load(
          pointer, base.assumingMemoryBound(to: CChar.self), text.count, chunkName, environment,
          &reference)
      }
    }
    try check(status ?? CLUA_FAILED_RUNTIME)
    return LuaReference(core: core, adopting: reference)
  }

  /// Calls a function.
  ///
  /// - Parameter results: how many results there shall be (missing ones are `nothing`), or `nil`
  ///   for as many as it returns, at most 64.
  @discardableResult
  package func call(
    _ function: LuaReference, _ arguments: [LuaValue] = [], results: Int? = nil
  ) throws(LuaError) -> [LuaValue] {
    var count: Int32 = 0
    var base: Int32 = 0
    let capacity = min(results ?? Self.resultCapacity, Self.resultCapacity)
    var slots = [CLuaSlot](repeating: CLuaSlot(), count: max(1, capacity))
    let status = withSlots(of: arguments) { inputs in
      clua_call(
        pointer, function.index, inputs, Int32(arguments.count), Int32(results ?? -1), &slots,
        Int32(capacity), &count, &base)
    }
    try check(status)
    let values = slots.prefix(min(Int(count), capacity)).map(take)
    clua_pop(pointer, base)
    return values
  }

  /// Loads and runs a script.
  @discardableResult
  package func run(_ text: String, chunkName: String) throws(LuaError) -> [LuaValue] {
    try call(try load(text, chunkName: chunkName))
  }

  /// Runs a body whose calls have budgets of their own, as if none were under way.
  ///
  /// For a host function that does what no instruction of its caller should pay for: it runs a
  /// world, or loads a script. The time limit stays.
  package func independently<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let pause = clua_pause(pointer)
    defer { clua_resume(pointer, pause) }
    return try body()
  }

  /// Takes `units` from the budget of the running call, for work that a host function does.
  ///
  /// - Returns: whether that was too much; the host body then returns `CLUA_LIMIT`.
  package func charge(_ units: Int64) -> Bool { clua_charge(pointer, units) }
}
