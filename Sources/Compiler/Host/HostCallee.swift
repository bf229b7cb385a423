/// A function of the host that translated code calls; see `IRCallee` for how.
///
/// Draws come with (actor identity, partner identity, site word) before their own arguments; the
/// caller has checked the domain of those with guards.
package enum HostCallee: Hashable, Sendable {
  package enum Sampler: String, Hashable, Sendable, CaseIterable {
    case uniform, normal, truncatedNormal, lognormal, beta, gamma, exponential, poisson, binomial
    case gumbel, integer
  }

  /// (identity, identity, site word, parameters as float..., for `integer` as int) -> float, for
  /// `integer` int. Pure.
  case sample(Sampler)
  /// (identity, identity, site word, excluded number or -1) -> number of an actor or -1. Pure where
  /// the kind does not change.
  case anyActor(kind: Int)
  /// (number) -> address of its targets; ties stand at the address that `tieRow` gives.
  case targetRow(network: Int, side: Int)
  case tieRow(network: Int, side: Int)
  case rowLength(network: Int, side: Int)
  /// (a, b) -> the tie's number or -1.
  case tieBetween(network: Int)
  /// (number, claimant's number, word) : claims a reference for an actor of the claimant's kind.
  case claim(kind: Int, field: Int, claimantKind: Int)
  /// () -> number of the new actor, first values made; creator is the row's actor.
  case enter(kind: Int)
  /// (number)
  case leave(kind: Int)
  /// (a, b)
  case tie(network: Int)
  case untie(network: Int)
  /// (gain, partner gain, active, partner active, marks, expected, need, use, 8 tags as int) : hands
  /// the row's event to folds.
  case keepEvent(phase: Int)
  /// () -> the code of an undefined value's reason in this world.
  case reasonCode(String)
  /// (number) -> float: `actor:value "name"`; its reason comes from `valueReason` (0: defined).
  case value(definition: Int, kind: Int)
  case valueReason(definition: Int, kind: Int)
  /// (number) -> float: `actor:rank "name"`.
  case rank(definition: Int, kind: Int)
}
