internal import CLua
internal import Diagnostics

/// A Lua state with the sandbox in it.
///
/// One per worker thread: it may move between threads, but not be used by two at the same time.
/// No Lua error ever unwinds through a Swift frame; scripts cannot crash it, hang it beyond its
/// limits, or reach out of it.
package final class LuaState {
  let core: LuaCore
  var pointer: OpaquePointer { core.pointer }

  /// May be changed between calls.
  package var limits: LuaLimits {
    didSet { applyLimits() }
  }

  /// Answers `require` for a module that `setModule` does not know.
  ///
  /// It gives the text and the name of the chunk (a path), or an error; a chunk is loaded once, however
  /// often it is required. `requirer` is the chunk of the module that is being loaded; `nil` where none is.
  package var requireHandler:
    ((_ name: String, _ requirer: String?) throws -> (text: String, chunkName: String))?
  /// Gets what a chunk of `requireHandler` returned when it has run, and may refuse it.
  package var moduleHandler: ((_ chunkName: String, _ value: LuaValue) throws -> Void)?
  /// What `print` hands each line to, without a newline; standard error where there is none.
  package var printHandler: ((_ line: String) -> Void)? {
    didSet { applyPrintHandler() }
  }

  /// The names of chunks as messages shorten them, with the whole names.
  var chunkNames: [String: String] = [:]
  var swiftFunctions: [SwiftFunction] = []
  /// What the last Swift function threw, with the message that Lua got.
  var lastThrown: (message: String, error: any Error)?
  private var exports: [String: LuaReference] = [:]

  /// - Throws: `memory` where the limit is too small for the sandbox itself; `internalFault` where
  ///   `^` does not reach the deterministic `pow`.
  package init(limits: LuaLimits = LuaLimits()) throws(LuaError) {
    self.limits = limits
    let prelude = sandboxPrelude
    let opened = prelude.withCString { text in
      clua_new(max(0, limits.memoryBytes), text, prelude.utf8.count)
    }
    guard let opened else { throw LuaError(.memory, "there is no memory for a Lua state") }
    core = LuaCore(adopting: opened)
    applyLimits()
    guard clua_pow_is_routed(pointer) else {
      throw LuaError(.internalFault, "'^' does not reach the deterministic power function")
    }
    try installModuleFinder()
  }

  private func applyLimits() {
    clua_set_limits(
      pointer, max(0, limits.memoryBytes), max(0, limits.instructions), limits.deadline ?? 0)
  }

  private func applyPrintHandler() {
    guard printHandler != nil else {
      clua_set_print(pointer, nil, nil)
      return
    }
    let body: CLuaPrint = { context, text, length in
      guard let context else { return }
      let state = Unmanaged<LuaState>.fromOpaque(context).takeUnretainedValue()
      let bytes = UnsafeRawBufferPointer(start: text, count: length)
      state.printHandler?(String(decoding: bytes, as: UTF8.self))
    }
    clua_set_print(pointer, body, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Stops the script that runs, which cannot catch it, and all that are started until
  /// `clearInterrupt()`.
  ///
  /// A signal handler and other threads may call it.
  package func interrupt() { clua_interrupt(pointer) }
  package func clearInterrupt() { clua_clear_interrupt(pointer) }

  /// Bytes that the values of the state hold now.
  package var memoryUsed: Int { clua_memory_used(pointer) }

  /// The number of values on the stack: the same before and after every operation.
  package var stackTop: Int32 { clua_stack_top(pointer) }

  /// Turns a status of the C side into an error.
  func check(_ status: Int32) throws(LuaError) {
    if status != CLUA_OK { throw makeError() }
  }

  /// A value that the prelude returned.
  func exported(_ name: String) throws(LuaError) -> LuaReference {
    if let known = exports[name] { return known }
    var slot = CLuaSlot()
    try check(clua_export(pointer, name, &slot))
    guard let reference = slot.taken(by: core).reference else {
      throw LuaError(.internalFault, "the sandbox has no '\(name)'")
    }
    exports[name] = reference
    return reference
  }

  func take(_ slot: CLuaSlot) -> LuaValue { slot.taken(by: core) }
}
