import Diagnostics
import Experiments
import Studies

/// What the replicates of a scenario are compared with.
enum Compared {
  case nothing
  /// The scenario's own twin: the baseline as a rule.
  case twin
  case scenario(String)
}

extension ModelHost {
  /// A number of a study in each of some replicates, or how much it differs from what it is in the
  /// world that is compared: these are paired, they have the same luck.
  ///
  /// Worlds are made one at a time and not kept.
  func replicates(
    of study: StudyBench, scenario: String?, than compared: Compared, _ asked: Asked,
    _ range: ClosedRange<Int>
  ) throws -> [MeasureValue] {
    guard running == nil else {
      throw Diagnostic("worlds cannot be run while always(...) looks at one")
    }
    let bench = try study.bench()
    let cell = try study.cell(scenario)
    let output = try output(asked, of: study)
    let other = try other(of: cell, study, compared, output.measurement)
    return try asStudy { () throws(DiagnosticList) in
      var numbers: [MeasureValue] = []
      for replicate in range {
        let number = try value(bench, cell, cell.run, replicate, output)
        guard let other else {
          numbers.append(number)
          continue
        }
        numbers.append(number - (try value(bench, other.cell, other.run, replicate, output)))
      }
      return numbers
    }
  }

  /// The run that is compared, and its scenario where it is one of the study's.
  private func other(
    of cell: Cell, _ study: StudyBench, _ compared: Compared, _ measurement: Int
  ) throws -> (cell: Cell?, run: Int)? {
    switch compared {
    case .nothing: return nil
    case .scenario(let name):
      let other = try study.cell(name)
      return (other, other.run)
    case .twin:
      guard let pairing = cell.pairings[measurement] else {
        throw Diagnostic(
          "scenario '\(cell.name)' has no twin to compare with",
          hints: ["say which scenario it is compared with: than = \"...\""])
      }
      return (try study.bench().plan.cells.first { $0.run == pairing.run }, pairing.run)
    }
  }

  private func value(
    _ bench: Workbench, _ cell: Cell?, _ run: Int, _ replicate: Int, _ output: StudyBench.Output
  ) throws(DiagnosticList) -> MeasureValue {
    let world = try bench.madeWorld(run, replicate: replicate)
    var compared = TwinWorlds()
    if let cell {
      return try bench.values(
        of: output.measurement, in: cell, world, replicate: replicate, &compared)[output.position]
    }
    return try bench.values(
      of: output.measurement, run: run, world, replicate: replicate, &compared)[output.position]
  }
}

extension MeasureValue {
  /// The difference; undefined where one of the two is, for its reason.
  fileprivate static func - (left: MeasureValue, right: MeasureValue) -> MeasureValue {
    guard let first = left.value else { return left }
    guard let second = right.value else { return right }
    return MeasureValue(first - second)
  }
}
