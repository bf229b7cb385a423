package import Statistics

/// Which scenario is best for whom, and what each kind loses where another one is chosen: value
/// managed in isolation against value jointly optimised.
///
/// Project's own operationalisation of "value to consumer and firm jointly optimized" (Larivière et al.
/// 2013). Joint choices need a common scale: each kind's mean value is put between its worst scenario
/// (0) and its best (1). The product is Nash's (1950, doi:10.2307/1907266) over the mean gains of each
/// scenario against its own twin, which is the point of no agreement.
///
/// What theory promises of a regret's interval: it is that of a paired difference of two scenarios
/// (`Estimate`) and covers as that does, given which two they are. The best is chosen by the same
/// replicates, though. Where it is ahead of the second by several standard errors it is the true best
/// and nothing changes; where scenarios all but tie, the one that luck favours is chosen, its regrets
/// are too high by part of a standard error, and covered less often. A choice that is the best itself
/// has a regret of exactly 0, [0, 0], which says nothing about whether another one is truly better.
package struct BestForWhom: Hashable, Sendable {
  /// The lens that says which definition counts for which kind; `nil`: the first of each kind.
  package var lens: String?
  package var parties: [Party]
  package var choices: [Choice]

  /// A kind and the definition that counts for it.
  package struct Party: Hashable, Sendable {
    package var kind: String
    /// Its number, by position in `Comparison.rows`.
    package var row: Int
  }

  /// A scenario that is best by some rule.
  package struct Choice: Hashable, Sendable {
    package var rule: Rule
    /// By position in the document; `nil` where the rule chooses none.
    package var scenario: Int?
    /// **Shape** `regrets[party]`: its best scenario less this one, paired by replicate, in the unit
    /// of its definition; empty where there is no scenario.
    package var regrets: [Estimate]
  }

  package enum Rule: Hashable, Sendable {
    /// The best for one party, by position.
    case alone(Int)
    /// The largest product of the parties' gains against their twins, where all gain.
    case nash
    /// The largest sum of scaled values.
    case sum
    /// The largest of the smallest scaled values.
    case minimum
  }

  /// - Parameter gain: the mean difference of a scenario to its twin, by position in the document and
  ///   in `Comparison.rows`; `nil` where it is compared with nothing.
  /// - Returns: `nil` for fewer than two parties or scenarios with numbers.
  init?(
    _ observations: ValueObservations, lens: String?, parties: [Party],
    gain: (_ scenario: Int, _ row: Int) -> Double?
  ) {
    let rows = parties.compactMap { observations.rows.firstIndex(of: $0.row) }
    guard rows.count == parties.count, rows.count > 1 else { return nil }
    let scenarios = observations.numbers[rows[0]].indices.filter { scenario in
      rows.allSatisfy { observations.numbers[$0][scenario].contains { $0 != nil } }
    }
    let shared = observations.shared(rows, scenarios: scenarios)
    guard scenarios.count > 1, !shared.isEmpty else { return nil }
    let means = rows.map { row in
      scenarios.map { observations.mean(row, $0, over: shared) }
    }
    let places = scenarios.indices
    /// The first among equals: the earliest scenario in the study.
    func best(_ score: (Int) -> Double) -> Int {
      places.reduce(0) { score($1) > score($0) ? $1 : $0 }
    }
    let alone = means.map { row in best { row[$0] } }
    let scaled = means.map { row -> [Double] in
      let (low, high) = (row.min() ?? 0, row.max() ?? 0)
      return row.map { high > low ? ($0 - low) / (high - low) : 1 }
    }
    func estimate(_ row: Int, _ best: Int, _ chosen: Int) -> Estimate {
      let numbers = observations.numbers[rows[row]]
      return Estimate(
        shared.map { replicate in
          let pair = (numbers[scenarios[best]][replicate], numbers[scenarios[chosen]][replicate])
          guard case (let high?, let low?) = pair else { return .undefined(reason: "undefined") }
          return .value(high - low)
        }, replicates: observations.replicates)
    }
    func choice(_ rule: Rule, _ place: Int?) -> Choice {
      Choice(
        rule: rule, scenario: place.map { scenarios[$0] },
        regrets: place.map { place in
          rows.indices.map { estimate($0, alone[$0], place) }
        } ?? [])
    }
    self.lens = lens
    self.parties = parties
    choices = alone.enumerated().map { choice(.alone($0.offset), $0.element) }
    let products = scenarios.map { scenario -> Double? in
      parties.reduce(1) { product, party in
        product.flatMap { product in gain(scenario, party.row).map { product * max(0, $0) } }
      }
    }
    if products.contains(where: { $0 != nil }) {
      let place = best { products[$0] ?? 0 }
      choices.append(choice(.nash, products[place] ?? 0 > 0 ? place : nil))
    }
    choices.append(choice(.sum, best { place in scaled.reduce(0) { $0 + $1[place] } }))
    choices.append(choice(.minimum, best { place in scaled.reduce(1) { min($0, $1[place]) } }))
  }
}
