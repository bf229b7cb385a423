import Statistics

/// What every value definition came to in every replicate of every scenario.
struct ValueObservations {
  /// The value measurements, by position in the document.
  let measurements: [Int]
  /// **Shape** `numbers[definition][scenario][replicate - 1]`; `nil` where undefined.
  private(set) var numbers: [[[Double?]]]
  let replications: Int

  init(_ document: ExperimentDocument) {
    measurements = document.measurements.indices.filter { document.measurements[$0].value != nil }
    replications = document.replications
    let none = [Double?](repeating: nil, count: replications)
    let scenarios = Array(repeating: none, count: document.scenarios.count)
    numbers = measurements.map { _ in scenarios }
  }

  /// - Parameter observations: one for each of `replicates`.
  mutating func set(
    _ measurement: Int, scenario: Int, replicates: [Int], _ observations: [Observation]
  ) {
    guard let definition = measurements.firstIndex(of: measurement) else { return }
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
