import Diagnostics
import Experiments
import Simulation
import Studies

/// The worlds of one scenario in one replicate that a session looks at: they go together, step by
/// step.
///
/// They are the worlds that a run of the study stores the results of.
final class SessionWorlds {
  let study: StudyBench
  let plan: RunPlan
  let cell: Cell
  let replicate: Int
  /// The step that all of them are brought to.
  private(set) var step = 0
  /// By run of the plan.
  private var courses: [Int: Course] = [:]
  /// Whether the functions of the session look at the worlds as they stand now, and at which.
  private var shown: (world: Bool, twin: Bool) = (false, false)

  /// Which of the two worlds that stand side by side.
  enum Side: Int {
    case world = 1
    case twin
  }

  init(
    _ study: StudyBench, scenario: String?, replicate: Int
  ) throws(DiagnosticList) {
    self.study = study
    self.replicate = replicate
    plan = try study.plan()
    if let scenario {
      cell = try study.cell(scenario)
    } else {
      // The first one that is compared with something has more to show.
      let cells = plan.cells
      cell = cells.first { $0.twin != nil } ?? cells[0]
    }
  }

  private func bench() throws -> Workbench { try study.bench() }
  var steps: Int { plan.study.steps }

  /// The run of the plan that stands on a side; `nil`: the scenario has no twin.
  func run(on side: Side) -> Int? { side == .world ? cell.run : cell.twin?.run }

  func name(of side: Side) -> String { side == .world ? cell.name : cell.twin?.name ?? "?" }

  /// Whether the world has run its last step.
  var isOver: Bool { courses[cell.run]?.isOver ?? false }

  /// A world at the present step.
  ///
  /// - Throws: why there is none; all worlds begin anew then.
  func world(on side: Side) throws -> World {
    guard let run = run(on: side) else {
      throw Diagnostic(
        "scenario '\(cell.name)' has no twin: nothing is compared with it",
        hints: ["choose another one: scenario \"...\""])
    }
    return try world(of: run)
  }

  func world(of run: Int) throws -> World { try course(of: run).world }

  /// Once the world is over the others are, too, each at its own end: as in a run.
  private func course(of run: Int) throws -> Course { try begun(run, until: isOver ? steps : step) }

  /// Whether the world on a side has run its last step.
  func isOver(on side: Side) throws -> Bool {
    guard side == .twin, let run = run(on: side) else { return isOver }
    return try course(of: run).isOver
  }

  private func begun(_ run: Int, until step: Int) throws -> Course {
    do {
      if let course = courses[run], course.world.step >= step || course.isOver { return course }
      shown = (false, false)
      let course = try courses[run] ?? bench().begin(run, replicate: replicate)
      courses[run] = course
      if step > 0 { try bench().advance(course, of: run, through: step) }
      return course
    } catch let failure as Workbench.WorldFailure {
      restart()
      throw Self.diagnostic(failure)
    }
  }

  /// Runs the world some steps further, to its end without a number.
  func advance(_ count: Int?) throws {
    let target = count.map { min(steps, step + $0) } ?? steps
    let course = try begun(cell.run, until: target)
    // It may have stopped by itself.
    step = course.isOver ? max(course.world.step, step) : target
  }

  /// Begins all worlds anew.
  func restart() {
    shown = (false, false)
    courses = [:]
    step = 0
  }

  /// Runs a world of its own as far as the others are and looks at it on the way, its first state
  /// included.
  func retrace(_ run: Int, _ look: (World) -> Void) throws {
    shown = (false, false)
    do {
      let course = try bench().begin(run, replicate: replicate)
      look(course.world)
      try withoutActuallyEscaping(look) { look in
        let last = isOver ? steps : step
        try bench().advance(course, of: run, through: last) { world throws(SimulationFailure) in
          look(world)
        }
      }
    } catch let failure as Workbench.WorldFailure {
      throw Self.diagnostic(failure)
    }
  }

  /// Something else was shown to the functions of the session.
  func forgetShown() { shown = (false, false) }

  /// Whether `show` would change nothing.
  func isShown(withTwin: Bool) -> Bool { shown.world && (shown.twin || !withTwin) }

  /// Lets the functions of the session look at the world and, where that is asked for or has been
  /// made, at its twin.
  func show(withTwin: Bool) throws {
    if withTwin { _ = try self.world(on: .twin) }
    let world = try world(on: .world)
    let twinRun = cell.twin?.run
    let twin = try twinRun.flatMap { courses[$0] == nil ? nil : try self.world(of: $0) }
    shown = (true, twin != nil)
    try study.lua.show(
      world, twin: twin, parameters: plan.runs[cell.run].scenario.parameters,
      twinParameters: twin == nil
        ? nil : twinRun.map { plan.runs[$0].scenario.parameters })
  }

  // MARK: numbers

  /// A measurement of the world on a side, as far as it has come.
  func values(of measurement: Int, on side: Side) throws -> [MeasureValue] {
    guard let run = run(on: side) else {
      return plan.measurements[measurement].outputs.map { _ in MeasureValue(undefined: "no_twin") }
    }
    let own = side == .world ? cell : plan.cells.first { $0.run == run }
    // What is asked once the run is over is undefined until then: machine code takes it as it stands.
    defer { shown = (false, false) }
    return try bench().values(
      of: measurement, run: run, pairing: own?.pairings[measurement], isInterpreted: !isOver
    ) { (other) throws(DiagnosticList) in
      do {
        return try world(of: other)
      } catch {
        throw error as? DiagnosticList
          ?? DiagnosticList([error as? Diagnostic ?? Diagnostic("\(error)", class: .bug)])
      }
    }
  }

  static func diagnostic(_ failure: Workbench.WorldFailure) -> Diagnostic {
    switch failure {
    case .failed(var diagnostic), .interrupted(var diagnostic):
      diagnostic.hints.append("the world is at step 0 again")
      return diagnostic
    case .stopped(let step, _):
      return Diagnostic(
        "interrupted in step \(step)", class: .limit, hints: ["the world is at step 0 again"])
    }
  }
}
