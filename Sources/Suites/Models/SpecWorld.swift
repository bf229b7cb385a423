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
