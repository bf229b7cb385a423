package import Statistics

/// Whether the value definitions advise the same: how far they agree on the order of the scenarios.
///
/// The scenarios are ranked by the mean of each definition, higher being better. Intervals resample
/// the replicates, the same ones for all scenarios and definitions; replicates that are draws of the
/// actors already are resamples themselves. They cover what they say only where neighbouring scenarios
/// are clearly apart; `PercentileBootstrap` says what else they mean.
package struct DefinitionAgreement: Hashable, Sendable {
  /// The definitions that are compared, by position in `Comparison.rows`.
  package var rows: [Int]
  /// How many scenarios are ranked: those in which every definition has a number.
  package var scenarios: Int
  /// Replicates in which everything is defined.
  package var replicates: Int
  /// Kendall's coefficient of concordance of all definitions, from 0 to 1 (all in the same order).
  package var concordance: Statistic
  package var pairs: [Pair]

  /// Two definitions, by position in `rows`.
  package struct Pair: Hashable, Sendable {
    package var first: Int
    package var second: Int
    /// Kendall's tau-b of the scenarios' means, from -1 (reversed) to 1 (the same order).
    package var tau: Statistic
  }

  /// A number and its percentile bootstrap interval; `nil` where undefined.
  package struct Statistic: Hashable, Sendable {
    package var value: Double?
    package var interval: Interval?
  }

  /// Ranks of fewer scenarios say next to nothing.
  static let leastScenarios = 3
  private static let resamples = 1000

  /// - Parameter seed: of the resamples.
  /// - Returns: `nil` for fewer than two definitions or three scenarios with numbers.
  init?(_ observations: ValueObservations, seed: UInt64) {
    let definitions = observations.numbers.indices.filter { definition in
      observations.numbers[definition].contains { $0.contains { $0 != nil } }
    }
    let scenarios = (observations.numbers.first?.indices ?? 0..<0).filter { scenario in
      definitions.allSatisfy { observations.numbers[$0][scenario].contains { $0 != nil } }
    }
    let shared = observations.shared(definitions, scenarios: scenarios)
    guard definitions.count > 1, scenarios.count >= Self.leastScenarios, !shared.isEmpty else {
      return nil
    }
    func means(_ definition: Int, _ counts: UnsafeBufferPointer<Int32>?) -> [Double] {
      scenarios.map { observations.mean(definition, $0, over: shared, counts: counts) }
    }
    func statistic(
      _ definitions: [Int], _ number: ([[Double]]) -> Double?
    ) -> Statistic {
      Statistic(
        value: number(definitions.map { means($0, nil) }),
        interval: shared.count > 1 ? interval(definitions, number) : nil)
    }
    func interval(_ definitions: [Int], _ number: ([[Double]]) -> Double?) -> Interval? {
      switch observations.replicates {
      case .worlds:
        PercentileBootstrap(count: shared.count, resamples: Self.resamples, seed: seed) { counts in
          number(definitions.map { means($0, counts) })
        }?.interval
      case .bootstrap:
        Interval.percentile(
          shared.compactMap { replicate in
            number(
              definitions.map { definition in
                scenarios.map { observations.mean(definition, $0, over: [replicate]) }
              })
          })
      }
    }
    rows = definitions.map { observations.rows[$0] }
    self.scenarios = scenarios.count
    replicates = shared.count
    concordance = statistic(definitions) { Statistics.concordance($0) }
    pairs = definitions.indices.flatMap { first in
      definitions.indices.dropFirst(first + 1).map { second in
        Pair(
          first: first, second: second,
          tau: statistic([definitions[first], definitions[second]]) { kendallTau($0[0], $0[1]) })
      }
    }
  }
}
