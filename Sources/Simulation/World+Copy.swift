internal import Glibc

// Between two steps a world's state is its columns, ties and sums: nothing waits to be committed, and
// random numbers have addresses in place of a state.

extension World {
  /// The same world once more, between two steps, with one more actor silenced from here on.
  ///
  /// - Parameter phases: where it initiates nothing; `nil`: everywhere, and nobody sees it.
  convenience init(copyOf other: World, silencing actor: ActorID, in phases: [PhaseID]?) {
    var model = other.model
    if let phases {
      for phase in phases { model.silence.actorsInPhases[phase, default: []].insert(actor) }
    } else {
      model.silence.actors.insert(actor)
    }
    self.init(
      model, replicate: other.replicate, engine: other.engine,
      kinds: model.kinds.indices.map { other.kinds[$0].copy() },
      networks: model.networks.indices.map { other.networks[$0].copy() },
      accounts: model.accounts.indices.map {
        other.accounts[$0].copy(capacity: other.capacity(model.accounts[$0].kind))
      },
      values: model.values.indices.map {
        other.values[$0].copy(capacity: other.capacity(model.values[$0].kind))
      },
      folds: other.folds.map { $0.copy() })
    step = other.step
    stepsRun = other.stepsRun
    stoppedEarly = other.stoppedEarly
    seriesRows = other.seriesRows
    eventCounts = other.eventCounts
    unmatchedCounts = other.unmatchedCounts
    ownReasons = other.ownReasons
    starts = other.starts.mapValues { $0.copy() }
    let isThere = actor.number < count(actor.kind) && isAlive(actor.kind, actor.number)
    if phases == nil, isThere {
      kinds[actor.kind.rawValue].makeStatus()[actor.number] = livingStatus(
        actor.kind, actor.number)
    }
  }
}

extension AccountState {
  func copy(capacity: Int) -> AccountState {
    var copy = self
    copy.base = copied(base, count: capacity, capacity: capacity)
    return copy
  }
}

extension ValueState {
  func copy(capacity: Int) -> ValueState {
    var copy = self
    copy.current = copied(current, count: capacity, capacity: capacity)
    copy.sums = sums.map { copied($0, count: capacity, capacity: capacity) }
    copy.steps = steps.map { copied($0, count: capacity, capacity: capacity) }
    copy.reasons = reasons.map { copied($0, count: capacity, capacity: capacity) }
    copy.totalReasons = totalReasons.map { copied($0, count: capacity, capacity: capacity) }
    return copy
  }
}

extension FoldState {
  func copy() -> FoldState {
    var copy = self
    copy.kept = Buffer(capacity: kept.capacity)
    memcpy(copy.kept.base, kept.base, unitCount * spec.kept.count * 8)
    return copy
  }
}
