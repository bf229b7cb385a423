internal import Diagnostics
internal import Randomness

/// Runs a model once.
package enum Simulator {
  /// Runs one replicate of a model from its first values to the last step.
  ///
  /// - Parameters:
  ///   - rowsPerCall: the most rows that a kernel is given at once; it changes no bit.
  ///   - shouldStop: asked before each step and each phase, and after the last step; true ends the
  ///     run as interrupted.
  ///   - afterStep: looks at the world when a step is over; what it throws ends the run.
  /// - Throws: the first failure of a function, an unusable network or value, or the interruption.
  /// - Returns: the world after its last step.
  package static func run(
    _ model: Model, replicate: UInt64, engine: any Engine, rowsPerCall: Int = .max,
    shouldStop: @escaping () -> Bool = { false },
    afterStep: ((World) throws(SimulationFailure) -> Void)? = nil
  ) throws(SimulationFailure) -> World {
    let course = try begin(
      model, replicate: replicate, engine: engine, rowsPerCall: rowsPerCall,
      shouldStop: shouldStop)
    try course.run(afterStep: afterStep)
    try course.finish()
    return course.world
  }

  /// Makes the world of a replicate with its first values and networks; no step has been run.
  ///
  /// - Parameters: as of `run`.
  /// - Throws: as `run`.
  package static func begin(
    _ model: Model, replicate: UInt64, engine: any Engine, rowsPerCall: Int = .max,
    shouldStop: @escaping () -> Bool = { false }
  ) throws(SimulationFailure) -> Course {
    let world = World(model, replicate: replicate, engine: engine)
    let course = try Course(beginning: world, rowsPerCall: rowsPerCall, shouldStop: shouldStop)
    world.firstActs = FirstActs.all(of: model)
    return course
  }
}

extension World {
  /// Begins a step: flows and the step's ledger start from zero.
  func beginStep(_ number: Int) {
    step = number
    stepsRun = number
    fieldsVersion += 1
    clearStepAccounts()
    for index in model.kinds.indices {
      kinds[index].leftThisStep.removeAll(keepingCapacity: true)
    }
    for (kind, field) in flows {
      let view = kinds[kind].views[field]
      view.read.initializeMemory(
        as: UInt8.self, repeating: 0, count: kinds[kind].count * view.type.stride)
    }
  }

  /// Ends a step: values and series of counted steps, then `until`.
  ///
  /// - Returns: whether the world stops here.
  func endStep(_ call: PhaseCall, rowsPerCall: Int) throws(SimulationFailure) -> Bool {
    takeModelAggregates()
    if step > model.warmup {
      try evaluateValues(call, rowsPerCall: rowsPerCall)
      if !model.series.isEmpty {
        var row: [Double] = []
        for index in model.series.indices {
          row.append(try seriesNumber(model.series[index], call))
        }
        seriesRows.append(row)
      }
    }
    guard let until = model.until else { return false }
    let answer = try worldNumber(until, "until", call)
    return answer == answer && answer != 0
  }

  private func seriesNumber(
    _ series: SeriesSpec, _ call: PhaseCall
  ) throws(SimulationFailure) -> Double {
    switch series.source {
    case .function(let function): return try worldNumber(function, series.name, call)
    case .value(let id):
      let kind = model.values[id.rawValue].kind
      let listed = livingRows(kind)
      let count = listed ?? kinds[kind.rawValue].count
      let (rows, current) = (scratch.rows.base, values[id.rawValue].current)
      if listed == nil, let sum = values[id.rawValue].sum { return canonical(sum / Double(count)) }
      if listed == nil, values[id.rawValue].reasons == nil {
        return canonical(Reduction.mean(UnsafeBufferPointer(start: current, count: count)))
      }
      scratch.numbers.reserve(count)
      let defined = scratch.numbers.base
      var found = 0
      for row in 0..<count {
        let value = current[listed == nil ? row : Int(rows[row])]
        guard value == value else { continue }
        defined[found] = value
        found += 1
      }
      return canonical(
        Reduction.mean(UnsafeBufferPointer(start: UnsafePointer(defined), count: found)))
    }
  }

  /// Asks a function of the world.
  private func worldNumber(
    _ function: FunctionID, _ name: String, _ call: PhaseCall
  ) throws(SimulationFailure) -> Double {
    call.clear()
    call.role = .world
    call.function = function
    call.step = step
    call.rowCount = 1
    scratch.numbers.base[0] = .nan
    call.output = scratch.numbers.base
    call.aggregates = UnsafePointer(scratch.modelAggregates.base)
    try runRows(call, what: name, .max)
    return canonical(scratch.numbers.base[0])
  }

  /// Enters the kernel of a call's function for all its rows.
  func runRows(
    _ call: PhaseCall, what: @autoclosure () -> String, _ rowsPerCall: Int
  ) throws(SimulationFailure) {
    let kernel = engine.kernel(for: call.function)
    var start = 0
    while start < call.rowCount {
      let end = call.rowCount - start <= rowsPerCall ? call.rowCount : start + rowsPerCall
      try runRange(kernel, call, start..<end, what: what())
      start = end
    }
  }

  /// Enters a kernel for a range of rows; a failure learns where it happened.
  func runRange(
    _ kernel: any Kernel, _ call: PhaseCall, _ rows: Range<Int>, what: @autoclosure () -> String
  ) throws(SimulationFailure) {
    do throws(KernelFailure) {
      try kernel.run(call, rows: rows)
    } catch {
      if let failure = foldFailure {
        foldFailure = nil
        throw failure
      }
      var (actor, partner): (Int?, Int?) = (nil, nil)
      if rows.contains(error.row) {
        if let pairs = call.pairs {
          actor = Int(pairs[error.row].initiator) + 1
          partner = pairs[error.row].partner < 0 ? nil : Int(pairs[error.row].partner) + 1
        } else if call.kind != nil {
          actor = (call.actors.map { Int($0[error.row]) } ?? error.row) + 1
        }
      }
      throw SimulationFailure(
        error.diagnostic, phase: what(), step: step,
        kind: call.kind.map { model.kinds[$0.rawValue].name }, actor: actor, partner: partner,
        isInterrupted: error.isInterrupted)
    }
  }
}
