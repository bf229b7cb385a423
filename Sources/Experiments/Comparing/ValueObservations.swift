import Statistics

/// What every value definition came to in every replicate of every scenario.
struct ValueObservations {
  /// The numbers that are means of value definitions, by position in `Comparison.rows`.
  let rows: [Int]
  /// What the replicates differ by.
  let replicates: ReplicateKind
  /// **Shape** `numbers[definition][scenario][replicate - 1]`; `nil` where undefined.
  private(set) var numbers: [[[Double?]]]
  let replications: Int

  init(_ document: ExperimentDocument, rows all: [Comparison.Row]) {
    rows = all.indices.filter { document.measurements[all[$0].measurement].value != nil }
    replicates =
      document.scenarios.contains { $0.replicates == .bootstrap } ? .bootstrap : .worlds
    replications = document.replications
    let none = [Double?](repeating: nil, count: replications)
    let scenarios = Array(repeating: none, count: document.scenarios.count)
    numbers = rows.map { _ in scenarios }
  }

  /// - Parameter observations: one for each of `replicates`.
  mutating func set(
    row: Int, scenario: Int, replicates: [Int], _ observations: [Observation]
  ) {
    guard let definition = rows.firstIndex(of: row) else { return }
    for (replicate, observation) in zip(replicates, observations) {
      guard case .value(let number) = observation, number.isFinite else { continue }
      numbers[definition][scenario][replicate - 1] = number
    }
  }

  /// The replicates in which all of these definitions are defined in all of these scenarios.
  func shared(_ definitions: [Int], scenarios: [Int]) -> [Int] {
    (0..<replications).filter { replicate in
      definitions.allSatisfy { definition in
        scenarios.allSatisfy { numbers[definition][$0][replicate] != nil }
      }
    }
  }

  /// The mean over replicates, each counted so often.
  func mean(
    _ definition: Int, _ scenario: Int, over replicates: [Int],
    counts: UnsafeBufferPointer<Int32>? = nil
  ) -> Double {
    let values = numbers[definition][scenario]
    var sum = 0.0
    for (place, replicate) in replicates.enumerated() {
      sum += Double(counts?[place] ?? 1) * (values[replicate] ?? .nan)
    }
    return sum / Double(replicates.count)
  }
}
