import Simulation
import Studies

/// Finds out whether anything in a study is left to chance.
///
/// Where nothing is, all replicates are the same world, and an interval over them would be false.
struct DrawCheck {
  let study: Study

  /// Whether a world of this model depends on the number of its replicate.
  func isRandom(_ model: Model) -> Bool {
    study.facts.contains(where: \.draws)
      || model.kinds.contains { $0.count > 0 && isRandom($0) }
      || model.networks.contains { !$0.isCut && isRandom($0.generator) }
      || model.phases.contains { $0.steps != [] && isRandom($0, in: model) }
      || model.values.contains { value in
        // Who is in the sample.
        value.leaveOneOut?.sample.map { $0 < model.kinds[value.kind.rawValue].count } ?? false
      }
  }

  private func isRandom(_ kind: KindSpec) -> Bool {
    kind.resampled
      || kind.fields.contains { field in
        switch field.initial {
        case .distribution, .rank: true
        case .constant, .function, .column: false
        }
      }
  }

  private func isRandom(_ generator: NetworkGenerator) -> Bool {
    switch generator {
    case .smallWorld(_, let rewire): rewire > 0
    case .random, .preferentialAttachment, .blockModel, .randomTies: true
    case .lattice, .ring, .star, .complete, .edges: false
    }
  }

  private func isRandom(_ phase: PhaseSpec, in model: Model) -> Bool {
    if phase.activation == .random { return true }
    guard case .encounter(let encounter) = phase.body else { return false }
    if case .all = encounter.pick {} else { return true }
    switch encounter.partners {
    case .mixing: return true
    case .reference: return false
    case .network(let id):
      // An undirected tie of one kind meets once, and a coin says who initiates.
      let network = model.networks[id.rawValue]
      return !network.directed && network.from == network.to && !encounter.both
    }
  }
}
