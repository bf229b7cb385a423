import Simulation
import Statistics
import Store

/// How the gains of the actors of a kind are spread: each actor's total value by a definition, less
/// that of its twin.
///
/// An actor wins where its gain is above 1e-9 max(1, |value of the twin|), loses where it is below
/// minus that, and is unchanged between. Actors without a twin or with an undefined value are left
/// out and counted.
struct GainSpread {
  /// In the order of `outputs`.
  let values: [MeasuredValue]

  /// Shares of winners, losers and unchanged actors, then quantiles of the gains (type 7 of Hyndman &
  /// Fan 1996, doi:10.1080/00031305.1996.10473566).
  static let outputs = shares + probabilities.map { "quantile \($0)" }
  static let shares = ["winners", "losers", "unchanged"]
  static let probabilities = [0.05, 0.25, 0.5, 0.75, 0.95]

  init(_ world: World, twin: World, _ id: ValueID) {
    let pairs = PairedValues(id, world.model.values[id.rawValue].kind, world, twin)
    let count = pairs.gains.count
    guard count > 0 else {
      let reason = pairs.leftOut.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
      values = Self.outputs.map { _ in
        .undefined(reason ?? UndefinedReason.emptyGroup.text, used: 0, total: pairs.total)
      }
      return
    }
    var (winners, losers) = (0, 0)
    for (gain, base) in zip(pairs.gains, pairs.baselines) {
      let tolerance = 1e-9 * max(1, base.magnitude)
      if gain > tolerance { winners += 1 } else if gain < -tolerance { losers += 1 }
    }
    let sorted = pairs.gains.sorted()
    let shares = [winners, losers, count - winners - losers].map { Double($0) / Double(count) }
    let quantiles = Self.probabilities.map { Quantile.type7($0, ofSorted: sorted) ?? .nan }
    values = (shares + quantiles).map { MeasuredValue($0, used: count, total: pairs.total) }
  }
}
