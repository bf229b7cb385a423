/// A function of the host that translated code calls; see `IRCallee` for how.
///
/// Draws come with (actor identity, partner identity, site word) before their own arguments; the
/// caller has checked the domain of those with guards.
package enum HostCallee: Hashable, Sendable {
  package enum Sampler: String, Hashable, Sendable, CaseIterable {
    case normal, truncatedNormal, lognormal, beta, gamma, exponential, poisson, binomial, integer
  }

  /// (identity, identity, site word, parameters as float..., for `integer` as int) -> float, for
  /// `integer` int. Pure.
  case sample(Sampler)
  /// (identity, identity, site word, excluded number or -1) -> number of an actor or -1. Pure where
  /// the kind does not change.
  case anyActor(kind: Int)
  /// (number) -> how many visible neighbours it has.
  case degree(network: Int, side: Int)
  /// (number, the row's tie or -1) -> float: the library's sum over its ties of a field of theirs.
  case tieSum(network: Int, side: Int, tieField: Int)
  /// (number) -> float: the library's sum over its neighbours of a field of theirs.
  case neighbourSum(network: Int, side: Int, field: Int)
  /// (a, b) -> the tie's number or -1.
  case tieBetween(network: Int)
  /// (number, claimant's number, word) : claims a reference for an actor of the claimant's kind.
  case claim(kind: Int, field: Int, claimantKind: Int)
  /// (number) -> float: `actor:value "name"`, NaN where it is undefined.
  case value(definition: Int, kind: Int)
  /// () -> number of the only living actor of a kind or -1.
  case theOnly(kind: Int)

  // Neighbours one after another: -> how many; where they stand is found in `peerLists`, valid
  // until the row ends.
  /// (number): the visible ones, as they are now.
  case peers(network: Int, side: Int)
  /// (number, how many at most, site word): a random sample.
  case sampledPeers(network: Int, side: Int)
  /// (number, how many at most): those with the highest values of a field.
  case highestPeers(network: Int, side: Int, field: Int)

  // Changes of who is there and who is tied to whom. Like claims they are undone where the row is
  // given up later.
  /// (creator's number) -> the number of a new actor; -1 where the row must be given up.
  case enter(kind: Int)
  /// (number)
  case leave(kind: Int)
  /// (a, b, weight if it is given one) -> bool; false where the row must be given up.
  case tie(network: Int, isWeighted: Bool)
  /// (a, b)
  case untie(network: Int)
  /// (number) -> int: the code of why that is undefined, 0 where it is not.
  case valueReason(definition: Int, kind: Int)
  /// (number) -> float: `actor:rank "name"`, NaN where it is undefined.
  case rank(definition: Int, kind: Int)
  /// (number) -> the number of its twin in the other world, or -1.
  case twin(kind: Int)
  /// () -> float, for counts int: over the actors that are there at the end.
  case total(HostModel.Aggregate)
  /// () -> int: recorded events of a phase.
  case events(phase: Int)
  /// () -> float: the sum of a number that the measure's fold kept.
  case kept(Int)
  /// The same in the twin's world.
  indirect case ofTwin(HostCallee)

  func of(_ world: MeasuredWorld) -> HostCallee { world == .run ? self : .ofTwin(self) }
}
