import Statistics

extension ReportModel {
  /// What the interval of a difference says.
  enum Direction: String {
    case higher, lower, unclear, undefined
  }

  /// Two definitions of the value of one kind, by the positions of their measures.
  struct Rivals {
    let kind: String
    let first: Int
    let second: Int
  }

  /// Every two definitions of each kind, in the order of the measures.
  var rivals: [Rivals] {
    measures.indices.flatMap { first in
      measures.indices.dropFirst(first + 1).compactMap { second in
        guard let kind = measures[first].value?.kind, measures[second].value?.kind == kind else {
          return nil
        }
        return Rivals(kind: kind, first: first, second: second)
      }
    }
  }

  /// What each of them says of a scenario; `nil` where either compares it with nothing.
  func verdicts(of rivals: Rivals, on scenario: Int) -> (first: Direction, second: Direction)? {
    guard let first = cells[scenario][rivals.first].difference?.direction,
      let second = cells[scenario][rivals.second].difference?.direction
    else { return nil }
    return (first, second)
  }

  /// Whether one says higher and the other lower: the verdict flips with the definition.
  func contradict(_ rivals: Rivals, on scenario: Int) -> Bool {
    guard let (first, second) = verdicts(of: rivals, on: scenario) else { return false }
    return [first, second].contains(.higher) && [first, second].contains(.lower)
  }

  /// The scenario with the highest mean of a measure, the first among equals; `nil` where all are
  /// undefined or equal.
  func bestScenario(of measure: Int) -> Int? {
    let means = cells.map { $0[measure].estimate.mean }
    let defined = means.compactMap { $0 }
    guard let highest = defined.max(), defined.contains(where: { $0 < highest }) else { return nil }
    return means.firstIndex(of: highest)
  }
}

extension ReportModel.Difference {
  var direction: ReportModel.Direction {
    guard let mean = paired.estimate.mean else { return .undefined }
    guard let interval = paired.estimate.interval, !interval.containsZero else { return .unclear }
    return mean > 0 ? .higher : .lower
  }
}
