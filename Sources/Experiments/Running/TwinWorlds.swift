package import Diagnostics
package import Simulation
package import Studies

/// The worlds that one replicate of a scenario is compared with, by their runs.
package struct TwinWorlds {
  private var worlds: [Int: World] = [:]

  package init() {}

  /// A world, made at the first asking.
  package mutating func world(
    _ run: Int, replicate: Int, _ bench: Workbench
  ) throws(DiagnosticList) -> World {
    if let known = worlds[run] { return known }
    let made = try bench.madeWorld(run, replicate: replicate)
    worlds[run] = made
    return made
  }

  /// Has a world that was made elsewhere, in its last step.
  package mutating func keep(_ world: World, of run: Int) { worlds[run] = world }
}

extension Workbench {
  /// A world, or why there is none as what a user gets.
  package func madeWorld(
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
          Diagnostic("a world was stopped in step \(step): the time was up", class: .limit)
        ])
      }
    }
  }

  /// A measurement of a scenario in one replicate, with the world of its twin where it reads one.
  package func values(
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
  package func values(
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
