import Diagnostics
import Experiments
import Simulation
import Studies

extension ModelHost {
  /// Where golden results of the spec are kept.
  var goldenPath: String {
    (file.path.hasSuffix(".lua") ? String(file.path.dropLast(4)) : file.path) + ".golden.lua"
  }

  /// Everything that a study asks of a world, in the order in which it is written.
  func numbers(of world: SpecWorld) throws -> [(name: String, value: MeasureValue)] {
    try refuse(world)
    let bench = try world.study.bench()
    var found: [(name: String, value: MeasureValue)] = []
    for (index, measurement) in bench.plan.measurements.enumerated() where measurement.isOfStudy {
      let values = try values(of: index, world, bench)
      for (output, value) in zip(measurement.outputs, values) {
        let isAlone = output == measurement.name
        found.append((isAlone ? output : "\(measurement.name): \(output)", value))
      }
    }
    return found
  }

  private func refuse(_ world: SpecWorld) throws(Diagnostic) {
    guard running == nil else {
      throw Diagnostic("the results of a run can be had when it is over")
    }
  }

  // MARK: reproducibility

  /// Runs worlds again, once more on the same engine and once on the other one.
  ///
  /// - Parameters:
  ///   - scenario: `nil`: every one.
  /// - Returns: the first difference; `nil`: all is the same to the bit.
  func difference(of study: StudyBench, scenario: String?, replicate: Int) throws -> String? {
    let bench = try study.bench()
    let cells = try scenario.map { name in [try study.cell(name)] } ?? bench.plan.cells
    // Without LLVM everything runs on the interpreter: then that is compared with itself.
    let library = study.native == nil ? compared : nil
    let others = [
      ("the second time", bench), ("on the other engine", try study.bench(on: library)),
    ]
    return try asStudy { () throws(DiagnosticList) -> String? in
      for cell in cells {
        let world = try bench.madeWorld(cell.run, replicate: replicate)
        let numbers = try numbers(bench, cell, world, replicate)
        for (when, other) in others {
          let again = try other.madeWorld(cell.run, replicate: replicate)
          let asked = try self.numbers(other, cell, again, replicate)
          let found =
            WorldDifference(study: bench.plan.study, first: world, second: again).described()
            ?? difference(numbers, asked)
          if let found {
            return "scenario '\(cell.name)', replicate \(replicate), \(when): \(found)"
          }
        }
      }
      return nil
    }
  }

  private typealias Named = (name: String, value: MeasureValue)

  private func numbers(
    _ bench: Workbench, _ cell: Cell, _ world: World, _ replicate: Int
  ) throws(DiagnosticList) -> [Named] {
    var found: [Named] = []
    var compared = TwinWorlds()
    for (index, measurement) in bench.plan.measurements.enumerated() {
      let values = try bench.values(of: index, in: cell, world, replicate: replicate, &compared)
      for (output, value) in zip(measurement.outputs, values) {
        found.append(("\(measurement.name): \(output)", value))
      }
    }
    return found
  }

  private func difference(_ first: [Named], _ second: [Named]) -> String? {
    for (one, other) in zip(first, second)
    where one.value.value?.bitPattern != other.value.value?.bitPattern
      || one.value.reason != other.value.reason
    {
      return "\(one.name): \(one.value.described) and \(other.value.described)"
    }
    return nil
  }
}

extension MeasureValue {
  fileprivate var described: String {
    value.map { "\($0)" } ?? "undefined (\(reason ?? "?"))"
  }
}
