internal import Diagnostics

/// A world on its way through its steps: `Simulator.begin`, `run` as often as wanted, `finish` once.
package final class Course {
  package let world: World
  let rowsPerCall: Int
  let shouldStop: () -> Bool
  private let calls: PhaseCalls
  private let runners: [PhaseRunner]

  /// The way of a world from here on.
  ///
  /// - Parameter world: one whose last step, if it had any, is over.
  init(_ world: World, rowsPerCall: Int, shouldStop: @escaping () -> Bool) {
    self.world = world
    self.rowsPerCall = rowsPerCall
    self.shouldStop = shouldStop
    let calls = PhaseCalls(world)
    self.calls = calls
    runners = world.model.phases.indices.map {
      PhaseRunner(world, PhaseID($0), calls, rowsPerCall)
    }
  }

  /// Gives a new world its first values and its networks.
  convenience init(
    beginning world: World, rowsPerCall: Int, shouldStop: @escaping () -> Bool
  ) throws(SimulationFailure) {
    world.engine.prepare(world)
    world.makeOrigins()
    try world.makeInitialValues(PhaseCall(world: world), rowsPerCall: rowsPerCall)
    try world.makeNetworks()
    world.applySilence()
    world.keepStarts()
    self.init(world, rowsPerCall: rowsPerCall, shouldStop: shouldStop)
  }

  /// Whether there is no further step.
  package var isOver: Bool { world.stoppedEarly || world.step >= world.model.steps }

  /// Lets the engine work for this world, after it has worked for another one.
  package func enter() { world.engine.prepare(world) }

  /// Runs the steps up to one of them, or until the world stops by itself.
  package func run(
    through last: Int? = nil, afterStep: ((World) throws(SimulationFailure) -> Void)? = nil
  ) throws(SimulationFailure) {
    let steps = world.model.steps
    while world.step < min(last ?? steps, steps), !world.stoppedEarly {
      let step = world.step + 1
      if shouldStop() { throw interruption(step) }
      world.beginStep(step)
      for runner in runners where runner.spec.steps?.contains(step) ?? true {
        if shouldStop() { throw interruption(step) }
        try runner.run()
      }
      let isLast = try world.endStep(calls.act, rowsPerCall: rowsPerCall)
      if let afterStep {
        try afterStep(world)
        // Ranks that it asked for are those of this step.
        world.rankCache.removeAll()
      }
      world.stoppedEarly = isLast && step < steps
    }
  }

  /// Asks what is asked once the run is over.
  ///
  /// - Parameter end: the first value definition that is not asked; `nil`: all are.
  package func finish(before end: Int? = nil) throws(SimulationFailure) {
    if shouldStop() { throw interruption(world.step) }
    try world.evaluateEndValues(self, calls.act, before: end)
    world.finishFolds()
  }

  private func interruption(_ step: Int) -> SimulationFailure {
    var failure = SimulationFailure(
      Diagnostic("the run was interrupted in step \(step)", class: .limit), step: step,
      isInterrupted: true)
    failure.progress =
      Double(step) / Double(world.model.steps) / Double(1 + world.model.partRuns)
    return failure
  }
}
