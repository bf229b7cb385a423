import CLLVM
import CSleef
import Compiler
import Diagnostics
import IR
import Simulation

/// One function of the study as machine code, with the interpreter at its side.
final class NativeKernel: Kernel {
  unowned let engine: NativeEngine
  let function: FunctionID
  private let lua: any Kernel
  /// What the function is in its uses; there are few.
  private var uses: [Use] = []

  private struct Use {
    let role: FunctionRole
    var bound: BoundFunction?
    /// Whether that was found for the present world.
    var isPresent = true
  }

  init(_ engine: NativeEngine, _ function: FunctionID) {
    self.engine = engine
    self.function = function
    lua = engine.lua.kernel(for: function)
  }

  /// Forgets what holds for one world only.
  func forget() {
    for index in uses.indices { uses[index].isPresent = false }
  }

  func run(_ call: PhaseCall, rows: Range<Int>) throws(KernelFailure) {
    // First values inside a row of the interpreter's use up that row's budget.
    let isNested = call.role == .initial && engine.lua.scope.call != nil
    guard !isNested, let bound = bound(call), !bound.isSlow,
      let code = bound.code(isListed: call.actors != nil),
      engine.parameters.setStep(call.step), bound.fill(call, engine, rows: rows.count)
    else { return try lua.run(call, rows: rows) }
    if let isStopped = engine.isStopped, bound.hasLoops, !call.streamsOutput {
      try runStoppably(bound, code, call, rows, isStopped)
    } else {
      try runTogether(bound, code, call, rows)
    }
    bound.flush(call)
  }

  private func runTogether(
    _ bound: BoundFunction, _ code: CompiledKernel, _ call: PhaseCall, _ rows: Range<Int>
  ) throws(KernelFailure) {
    if bound.isSerial {
      try runInOrder(bound, code, call, rows)
    } else {
      try runAll(bound, code, call, rows)
    }
  }

  /// As many rows at a time as take a few milliseconds: one row may take some itself.
  private func runStoppably(
    _ bound: BoundFunction, _ code: CompiledKernel, _ call: PhaseCall, _ rows: Range<Int>,
    _ isStopped: () -> Bool
  ) throws(KernelFailure) {
    var start = rows.lowerBound
    var size = 1
    let clock = ContinuousClock()
    while start < rows.upperBound {
      let end = min(start + size, rows.upperBound)
      let time = try clock.measured { () throws(KernelFailure) in
        try runTogether(bound, code, call, start..<end)
      }
      if isStopped() {
        throw KernelFailure(
          Diagnostic("interrupted", class: .limit), row: start, isInterrupted: true)
      }
      if time < .milliseconds(4) { size *= 2 }
      start = end
    }
  }

  private func bound(_ call: PhaseCall) -> BoundFunction? {
    guard let role = role(call) else { return nil }
    let known = uses.firstIndex { $0.role == role }
    if let known, uses[known].isPresent { return uses[known].bound }
    var bound: BoundFunction?
    if case .ready(let native) = engine.state(of: function.rawValue, role: role) {
      let native = native.form(in: call.world)
      bound = known.flatMap { uses[$0].bound }.flatMap { $0.native === native ? $0 : nil }
      bound?.begin()
      bound = bound ?? BoundFunction(native)
    }
    let use = Use(role: role, bound: bound)
    if let known { uses[known] = use } else { uses.append(use) }
    return bound
  }

  private func role(_ call: PhaseCall) -> FunctionRole? {
    switch call.role {
    case .rule: call.phase.map { .rule(phase: $0.rawValue) }
    case .encounter: call.phase.map { .encounter(phase: $0.rawValue) }
    case .presence: call.phase.map { .presence(phase: $0.rawValue) }
    case .value: call.fit == nil ? call.kind.map { .value(kind: $0.rawValue) } : nil
    case .fit, .counterfactual: nil
    case .initial:
      call.kind.flatMap { kind in
        call.field.map { .initial(kind: kind.rawValue, field: $0.rawValue) }
      }
    case .pick: call.phase.map { .pick(phase: $0.rawValue) }
    case .when: call.phase.map { .when(phase: $0.rawValue) }
    case .world: .world
    case .fold:
      call.phase.map {
        .fold(phase: $0.rawValue, kept: engine.lua.keptNames[call.fold])
      }
    }
  }

  /// Rows one after another: one that is given up is undone and left to the interpreter, and the
  /// others follow it.
  private func runInOrder(
    _ bound: BoundFunction, _ code: CompiledKernel, _ call: PhaseCall, _ rows: Range<Int>
  ) throws(KernelFailure) {
    var next = rows.lowerBound
    let logged = call.world.logsEffects
    while next < rows.upperBound {
      call.world.logsEffects = true
      let stopped = bound.run(code, call, next..<rows.upperBound)
      bound.count(rows: stopped - next, givenUp: stopped < rows.upperBound ? 1 : 0)
      if stopped < rows.upperBound { bound.undo(call.world) }
      call.world.logsEffects = logged
      guard stopped < rows.upperBound else { return }
      bound.flush(call)
      try lua.run(call, rows: stopped..<stopped + 1)
      if let phase = call.phase, bound.showsEvents {
        try call.world.showEvents(of: phase, row: stopped)
      }
      next = stopped + 1
      if bound.isSlow { return try lua.run(call, rows: next..<rows.upperBound) }
      // The interpreter may have made room elsewhere.
      guard bound.fill(call, engine, rows: rows.upperBound - next) else {
        return try lua.run(call, rows: next..<rows.upperBound)
      }
    }
  }

  /// Rows in any order: those that are given up have done nothing and follow at the end.
  private func runAll(
    _ bound: BoundFunction, _ code: CompiledKernel, _ call: PhaseCall, _ rows: Range<Int>
  ) throws(KernelFailure) {
    let givenUp = bound.runListing(code, call, rows, engine, threads: engine.threads)
    bound.count(rows: rows.count, givenUp: givenUp.count)
    if call.streamsOutput && givenUp.isEmpty { call.outputSum = bound.sumOfOutput(rows) }
    for row in givenUp { try lua.run(call, rows: row..<row + 1) }
  }
}

extension ContinuousClock {
  fileprivate func measured<Failure: Error>(
    _ body: () throws(Failure) -> Void
  ) throws(Failure) -> Duration {
    let start = now
    try body()
    return now - start
  }
}
