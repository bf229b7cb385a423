import Diagnostics
import LuaRuntime
import Simulation

// Value definitions that are asked once the run is over and look at all of it.

extension LuaEngine {
  /// Asks for a definition's fit to the finished run and keeps it for the definition.
  func takeFit(
    _ function: LuaReference, _ number: Int, _ call: PhaseCall
  ) throws(KernelFailure) {
    let outer = scope
    defer { scope = outer }
    scope = CallScope()
    fits[number] = nil
    try besides(call) { () throws(KernelFailure) in
      try orFailure { () throws(LuaError) in
        let result = try state.call(function, [.handle(Self.runHandle)], results: 1).first
        if case .table? = result, case .table(let fit) = try state.freeze(result ?? .nothing) {
          fits[number] = fit
        } else if case .undefined(let undefined)? = result.map(answer) {
          call.output[0] = .nan
          call.reasons[0] = call.world.reasonCode(undefined.reason)
        } else {
          throw LuaError(
            .runtime,
            "a fit returns a table of numbers or valence.undefined(reason), got "
              + (result ?? .nothing).typeName)
        }
      }
    }
  }

  /// Lets functions look at the finished run of a call, and at the world beside it where there is one.
  func besides(
    _ call: PhaseCall, _ body: () throws(KernelFailure) -> Void
  ) throws(KernelFailure) {
    let (shown, tables, scope) = (worlds, parameterTables, measured)
    measured = MeasureScope()
    defer {
      (worlds, parameterTables, measured) = (shown, tables, scope)
      borrowed.removeAll()
    }
    worlds = WorldSlots(run: call.world, twin: call.without)
    try orFailure { () throws(LuaError) in
      let table = try parameterTable(parametersInUse)
      parameterTables = [table, call.without == nil ? nil : table]
    }
    try body()
  }

  private func orFailure(_ body: () throws(LuaError) -> Void) throws(KernelFailure) {
    do {
      try body()
    } catch {
      throw KernelFailure(
        error.diagnostic(source: study.source), row: 0,
        isInterrupted: error.code.isFromOutside)
    }
  }
}
