/// What the replicates of a scenario differ by.
package enum ReplicateKind: String, Hashable, Sendable, Codable {
  /// Independent random worlds: their mean is what is estimated.
  case worlds
  /// Draws of the actors from the data with replacement: their spread says how much the choice of
  /// actors contributes.
  case bootstrap
}

/// What the replicates of one scenario say about one measure.
///
/// Undefined replicates enter no number, and are counted with their reasons: where all are
/// undefined there is no mean, rather than one of zero.
package struct Estimate: Hashable, Sendable {
  /// The mean over the defined replicates; `nil` where there is none.
  package let mean: Double?
  /// The sample standard deviation between replicates; `nil` for fewer than two.
  package let standardDeviation: Double?
  /// The standard error: the Monte Carlo one of the mean, or the bootstrap one, which is the
  /// standard deviation; `nil` for fewer than two.
  package let standardError: Double?
  /// Student's t interval for the mean, or the bootstrap interval; `nil` for fewer than two
  /// replicates.
  package let interval: Interval?
  /// How many replicates are defined.
  package let count: Int
  /// How many are not.
  package let undefinedCount: Int
  /// How many are undefined for which reason; the values add up to `undefinedCount`.
  package let reasons: [String: Int]

  /// Summarises the observations, one per replicate, in the order of the replicates.
  ///
  /// A number that is not finite counts as undefined, `not_a_number` or `infinite`.
  ///
  /// - Parameter level: the coverage of the interval, inside (0, 1).
  package init(
    _ observations: [Observation], level: Double = 0.95, replicates: ReplicateKind = .worlds
  ) {
    var values: [Double] = []
    var reasons: [String: Int] = [:]
    for observation in observations {
      switch observation.checked {
      case .value(let number): values.append(number)
      case .undefined(let reason): reasons[reason, default: 0] += 1
      }
    }
    let moments = Moments(values)
    mean = moments.mean
    standardDeviation = moments.sampleStandardDeviation.flatMap { $0.isFinite ? $0 : nil }
    switch replicates {
    case .worlds:
      standardError = standardDeviation == nil ? nil : moments.standardError
      interval = Interval.studentT(moments, level: level)
    case .bootstrap:
      standardError = standardDeviation
      interval = Interval.bootstrap(moments, level: level)
    }
    count = values.count
    undefinedCount = observations.count - values.count
    self.reasons = reasons
  }

  /// Whether several replicates gave one and the same number: then their spread says nothing about
  /// how sure it is, as in the replay of a log that happened once.
  package var hasNoSpread: Bool { interval.map { $0.low == $0.high } ?? false }

  /// All replicates, defined or not.
  package var total: Int { count + undefinedCount }
}
