import Simulation
import Statistics
import Store

/// How far two definitions of value disagree about who of a kind has more: DD = (1 - tau_b) / 2 over its
/// actors, from 0 (the same order) to 1 (the reverse), 0.5 for unrelated ones.
///
/// Own operationalisation of "four conceptualizations" of value (Larivière et al. 2013) by rank
/// correlation (Kendall 1945, doi:10.1093/biomet/33.3.239). Actors that one of the two leaves undefined
/// are left out and counted; undefined where all are equal under one of them.
struct ActorDiscord {
  let value: MeasuredValue

  init(_ world: World, _ first: ValueID, _ second: ValueID) {
    let kind = world.model.values[first.rawValue].kind
    var (a, b): ([Double], [Double]) = ([], [])
    var total = 0
    for actor in 0..<world.count(kind) where world.existed(kind, actor) {
      total += 1
      let (x, y) = (world.total(first, actor), world.total(second, actor))
      guard x.isFinite, y.isFinite else { continue }
      a.append(x)
      b.append(y)
    }
    if let tau = kendallTau(a, b) {
      value = MeasuredValue((1 - tau) / 2, used: a.count, total: total)
    } else {
      let reason = a.count < 2 ? UndefinedReason.emptyGroup : .zeroVariance
      value = .undefined(reason.text, used: a.count, total: total)
    }
  }
}
