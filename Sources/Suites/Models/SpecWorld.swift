import Diagnostics
import Experiments
import Simulation
import Studies

/// A world that a test looks at, and its twin once somebody asks for it.
final class SpecWorld {
  let study: StudyBench
  let cell: Cell
  /// By position in `RunPlan.runs`: the cell's, or that of its twin.
  let run: Int
  let replicate: Int
  let world: World
  /// The number under which its twin stands, where that has been asked for.
  var twin: Int?
  /// The worlds that it was compared with.
  var compared = TwinWorlds()

  init(_ study: StudyBench, _ cell: Cell, run: Int, replicate: Int, _ world: World) {
    self.study = study
    self.cell = cell
    self.run = run
    self.replicate = replicate
    self.world = world
  }

  /// Whether it is the world of its scenario and not that of a twin.
  var isOfCell: Bool { run == cell.run }

  var name: String {
    isOfCell ? cell.name : cell.twin?.name ?? cell.name
  }
}

/// The worlds that one replicate of a scenario is compared with, by their runs.
struct TwinWorlds {
  private var worlds: [Int: World] = [:]

  /// A world, made at the first asking.
  mutating func world(
    _ run: Int, replicate: Int, _ bench: Workbench
  ) throws(DiagnosticList) -> World {
    if let known = worlds[run] { return known }
    let made = try bench.madeWorld(run, replicate: replicate)
    worlds[run] = made
    return made
  }
}

extension Workbench {
  /// A world, or why there is none as what a user gets.
  func madeWorld(
    _ run: Int, replicate: Int,
    afterStep: ((World) throws(SimulationFailure) -> Void)? = nil
  ) throws(DiagnosticList) -> World {
    do {
      return try world(run, replicate: replicate, afterStep: afterStep)
    } catch {
      switch error {
      case .failed(let diagnostic), .interrupted(let diagnostic):
        throw DiagnosticList([diagnostic])
      case .stopped(let step, _):
        throw DiagnosticList([
          Diagnostic("the test's time was up in step \(step) of a world", class: .limit)
        ])
      }
    }
  }

  /// A measurement of a scenario in one replicate, with the world of its twin where it reads one.
  func values(
    of measurement: Int, in cell: Cell, _ world: World, replicate: Int,
    _ compared: inout TwinWorlds, isInterpreted: Bool = false
  ) throws(DiagnosticList) -> [MeasureValue] {
    var twin: Twin?
    if plan.measurements[measurement].readsTwin {
      guard let pairing = cell.pairings[measurement] else {
        return plan.measurements[measurement].outputs.map { _ in
          MeasureValue(undefined: "no_twin")
        }
      }
      twin = Twin(
        run: pairing.run,
        world: try compared.world(pairing.run, replicate: replicate, self))
    }
    return try values(
      of: measurement, run: cell.run, world, replicate: replicate, twin: twin, &compared,
      isInterpreted: isInterpreted)
  }

  /// A measurement of a run, or of the one that the measure asks about in its place.
  func values(
    of measurement: Int, run: Int, _ world: World, replicate: Int, twin: Twin? = nil,
    _ compared: inout TwinWorlds, isInterpreted: Bool = false
  ) throws(DiagnosticList) -> [MeasureValue] {
    let subject = plan.subject(of: measurement, run)
    return try values(
      of: measurement, run: subject,
      subject == run ? world : try compared.world(subject, replicate: replicate, self),
      twin: twin, isInterpreted: isInterpreted)
  }
}
