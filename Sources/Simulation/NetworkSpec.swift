/// Ties among one kind or between two.
package struct NetworkSpec: Sendable {
  package var name: String
  package var from: KindID
  /// Equals `from` for ties among one kind.
  package var to: KindID
  /// Only for ties among one kind; ties between two kinds are seen from both sides.
  package var directed: Bool
  /// Tie fields with their first values; field 0 is always `weight`.
  package var fields: [(name: String, initial: Double)]
  package var generator: NetworkGenerator
  /// `without = { network = "x" }`: it has no ties and forms none.
  package var isCut: Bool

  package init(
    name: String, from: KindID, to: KindID, directed: Bool = false,
    fields: [(name: String, initial: Double)] = [], generator: NetworkGenerator
  ) {
    self.name = name
    self.from = from
    self.to = to
    self.directed = directed
    self.fields = [("weight", 1)] + fields
    self.generator = generator
    isCut = false
  }
}

/// How the ties come about.
///
/// All but `randomTies`, `star`, `complete`, `edges` are among one kind.
package enum NetworkGenerator: Sendable {
  /// Watts-Strogatz 1998 (doi:10.1038/30918): a ring of even degree, each tie rewired with a probability.
  case smallWorld(degree: Int, rewire: Double)
  /// Erdos-Renyi G(n, p); directed: each ordered pair.
  case random(probability: Double)
  /// Barabasi-Albert 1999 (doi:10.1126/science.286.5439.509): each newcomer brings `ties` ties.
  case preferentialAttachment(ties: Int)
  /// Blocks by a category field (or consecutive sizes); `probabilities` is row-major blocks x blocks.
  case blockModel(field: FieldID?, sizes: [Int], probabilities: [Double])
  /// Actor number = row * width + column.
  case lattice(width: Int, height: Int, torus: Bool, diagonal: Bool)
  /// Each tied with the `degree` nearest on a circle (even).
  case ring(degree: Int)
  /// Everybody tied with the first actor (among one kind) or with the only actor of `to`.
  case star
  case complete
  /// Each actor of `from` tied with `degree` different random actors of `to`.
  case randomTies(degree: Int)
  /// Numbers of the two ends and the weight of each tie; a repeated pair is an error of the caller.
  case edges(from: [Int32], to: [Int32], weights: [Double])
}
