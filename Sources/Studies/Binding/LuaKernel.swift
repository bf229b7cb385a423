import CLua
import Diagnostics
import LuaRuntime
import Simulation

/// One function of the study on the interpreter.
final class LuaKernel: Kernel {
  unowned let engine: LuaEngine
  let function: LuaReference
  let number: Int

  init(engine: LuaEngine, function: LuaReference, number: Int) {
    self.engine = engine
    self.function = function
    self.number = number
  }

  func run(_ call: PhaseCall, rows: Range<Int>) throws(KernelFailure) {
    switch call.role {
    case .fit: try engine.takeFit(function, number, call)
    case .counterfactual:
      try engine.besides(call) { () throws(KernelFailure) in try runRows(call, rows) }
    default: try runRows(call, rows)
    }
  }

  private func runRows(_ call: PhaseCall, _ rows: Range<Int>) throws(KernelFailure) {
    let outer = engine.scope
    defer { engine.scope = outer }
    engine.scope = CallScope()
    engine.scope.call = call
    engine.scope.outerLoops = engine.peerLoops.count
    defer { engine.peerLoops.end(to: engine.scope.outerLoops) }
    if let kind = call.kind { engine.scope.actingClass = Int(HandleClass.actor(kind.rawValue)) }
    engine.scope.isAfterRun = call.isAfterRun
    if let fit = call.fit { engine.scope.fit = engine.fits[fit.rawValue] }
    if case .fold = call.role { engine.scope.foldNumber = call.fold }
    do {
      try engine.environment.setStep(call.step)
    } catch {
      throw KernelFailure(error.diagnostic(source: engine.study.source), row: rows.lowerBound)
    }
    do {
      try engine.state.runRows(
        function, rows: rows, results: call.role.resultCount,
        context: Unmanaged.passUnretained(engine).toOpaque(), before: call.role.before,
        after: call.role.after)
    } catch {
      throw KernelFailure(
        error.error.diagnostic(source: engine.study.source), row: error.row,
        isInterrupted: error.error.code.isFromOutside)
    }
  }
}

extension KernelRole {
  fileprivate var resultCount: Int {
    switch self {
    case .rule, .fold, .fit: 0
    case .encounter: 2
    case .presence, .value, .initial, .pick, .when, .world, .counterfactual: 1
    }
  }

  fileprivate var before: CLuaRowBody {
    switch self {
    case .rule, .value, .initial, .pick, .fit: beforeActor
    case .counterfactual: beforeCounterfactual
    case .encounter: beforeEncounter
    case .presence: beforePresence
    case .when: beforeWhen
    case .world: beforeWorld
    case .fold: beforeFold
    }
  }

  fileprivate var after: CLuaRowBody {
    switch self {
    case .rule, .fold, .fit: afterNothing
    case .encounter: afterEncounter
    case .presence: afterPresence
    case .value, .counterfactual: afterValue
    case .initial: afterInitial
    case .pick: afterPick
    case .when: afterWhen
    case .world: afterWorld
    }
  }
}
