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

  /// A measurement of a run, in the worlds that somebody keeps.
  ///
  /// - Parameters:
  ///   - pairing: what the measurement is compared with; `nil`: with nothing, so that one that reads a
  ///     twin is undefined.
  ///   - isInterpreted: whether machine code is left alone.
  ///   - world: gives the world of a run in the replicate.
  package func values(
    of measurement: Int, run: Int, pairing: Cell.Pairing?, isInterpreted: Bool = false,
    world: (_ run: Int) throws(DiagnosticList) -> World
  ) throws(DiagnosticList) -> [MeasureValue] {
    var twin: Twin?
    if plan.measurements[measurement].readsTwin {
      guard let pairing else {
        return plan.measurements[measurement].outputs.map { _ in
          MeasureValue(undefined: "no_twin")
        }
      }
      twin = Twin(run: pairing.run, world: try world(pairing.run))
    }
    let subject = plan.subject(of: measurement, run)
    return try values(
      of: measurement, run: subject, try world(subject), twin: twin, isInterpreted: isInterpreted)
  }

  /// A measurement of a scenario in one replicate, with the world of its twin where it reads one.
  package func values(
    of measurement: Int, in cell: Cell, _ world: World, replicate: Int,
    _ compared: inout TwinWorlds, isInterpreted: Bool = false
  ) throws(DiagnosticList) -> [MeasureValue] {
    try values(
      of: measurement, run: cell.run, pairing: cell.pairings[measurement], world,
      replicate: replicate, &compared, isInterpreted: isInterpreted)
  }

  /// The same of a run of the plan.
  package func values(
    of measurement: Int, run: Int, pairing: Cell.Pairing? = nil, _ world: World, replicate: Int,
    _ compared: inout TwinWorlds, isInterpreted: Bool = false
  ) throws(DiagnosticList) -> [MeasureValue] {
    try values(of: measurement, run: run, pairing: pairing, isInterpreted: isInterpreted) {
      (other) throws(DiagnosticList) in
      other == run ? world : try compared.world(other, replicate: replicate, self)
    }
  }
}
