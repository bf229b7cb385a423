/// A change of the structure that waits for the end of a simultaneous phase.
enum StructureRequest {
  case leave(KindID, Int)
  case tie(NetworkID, Int, Int, weight: Double?)
  case untie(NetworkID, Int, Int)
}

extension World {
  /// The side of a network on which a kind stands: 0 `from`, 1 `to`; among one kind 0.
  package func side(of kind: KindID, in network: NetworkID) -> Int? {
    let state = networks + network.rawValue
    return kind == state.pointee.from ? 0 : kind == state.pointee.to ? 1 : nil
  }

  /// The kind of the neighbours seen from a side.
  package func neighbourKind(_ network: NetworkID, side: Int) -> KindID {
    side == 0 ? networks[network.rawValue].to : networks[network.rawValue].from
  }

  /// The neighbours of an actor of a side; of a directed network those that it is tied to.
  package func neighbours(_ network: NetworkID, side: Int, of number: Int) -> Neighbours {
    networks[network.rawValue].row(side, number)
  }

  /// The number of the tie from `a` (of `from`) to `b` (of `to`); `nil`: they are not tied.
  package func tieBetween(_ network: NetworkID, _ a: Int, _ b: Int) -> Int? {
    networks[network.rawValue].tieBetween(a, b)
  }

  /// How many visible neighbours an actor has.
  package func degree(_ network: NetworkID, side: Int, of number: Int) -> Int {
    let row = neighbours(network, side: side, of: number)
    let kind = neighbourKind(network, side: side)
    guard let status = kinds[kind.rawValue].status else { return row.count }
    var degree = 0
    for index in 0..<row.count {
      if status[Int(row.targets[index])] & KindState.Status.visible != 0 { degree += 1 }
    }
    return degree
  }

  /// Tie numbers ever given in a network; they are not used twice.
  package func tieCount(_ network: NetworkID) -> Int { networks[network.rawValue].tieCount }

  /// A field of a tie; field 0 is the weight.
  ///
  /// `own`: as the acting row sees its own tie.
  package func tieField(_ network: NetworkID, _ field: Int, _ tie: Int, own: Bool) -> Double {
    let values = networks[network.rawValue].fields[field]
    return (own ? values.write : values.read)?[tie] ?? values.initial
  }

  /// Assigns a field of a tie; the caller has checked `PhaseCall.canWriteTies`.
  ///
  /// In a simultaneous phase others see it when the phase has ended.
  package func setTieField(_ network: NetworkID, _ field: Int, _ tie: Int, _ value: Double) {
    let state = networks + network.rawValue
    state.pointee.materialise(field)
    if isSimultaneous { state.pointee.openWrites(field) }
    guard let write = state.pointee.fields[field].write else { return }
    if logsEffects {
      undoLog.append(.tieField(network, field, tie, write[tie]))
    }
    write[tie] = canonical(value)
  }

  /// Ties `a` (of `from`) to `b` (of `to`), under simultaneous activation at the end of the phase.
  ///
  /// Those who are tied already keep their tie, whose weight is set if one is given. Nothing
  /// happens in a cut network, with oneself, and where a side is silenced or not there any more.
  package func tie(_ network: NetworkID, _ a: Int, _ b: Int, weight: Double? = nil) {
    if isSimultaneous {
      if logsEffects { undoLog.append(.requested) }
      requests.append(.tie(network, a, b, weight: weight))
    } else {
      makeTie(network, a, b, weight, isRead: true)
    }
  }

  /// Unties `a` (of `from`) and `b` (of `to`), under simultaneous activation at the end of the
  /// phase; nothing happens where they are not tied.
  package func untie(_ network: NetworkID, _ a: Int, _ b: Int) {
    if isSimultaneous {
      if logsEffects { undoLog.append(.requested) }
      requests.append(.untie(network, a, b))
    } else {
      breakTie(network, a, b, isRead: true)
    }
  }

  private func makeTie(
    _ network: NetworkID, _ a: Int, _ b: Int, _ weight: Double?, isRead: Bool
  ) {
    let state = networks + network.rawValue
    let (from, to) = (state.pointee.from, state.pointee.to)
    guard !state.pointee.isCut, !(from == to && a == b), isAlive(from, a), isAlive(to, b),
      !isSilenced(from, a), !isSilenced(to, b)
    else { return }
    let tie: Int
    if let known = state.pointee.tieBetween(a, b) {
      tie = known
    } else {
      tie = state.pointee.insertTie(a, b, isRead: isRead)
      if isRead && logsEffects { undoLog.append(.tied(network, a, b)) }
    }
    guard let weight else { return }
    state.pointee.materialise(0)
    guard let weights = state.pointee.fields[0].read else { return }
    if isRead && logsEffects {
      undoLog.append(.tieField(network, 0, tie, weights[tie]))
    }
    weights[tie] = canonical(weight)
  }

  private func breakTie(_ network: NetworkID, _ a: Int, _ b: Int, isRead: Bool) {
    let state = networks + network.rawValue
    guard let tie = state.pointee.tieBetween(a, b) else { return }
    state.pointee.removeTie(a, b, isRead: isRead)
    if isRead && logsEffects { undoLog.append(.untied(network, a, b, tie)) }
  }

  /// At the end of a phase: tie fields that were written become current, then requests are met
  /// in their order, then the rows are compressed again.
  func commitTies() {
    for index in model.networks.indices { networks[index].commitFields() }
    for request in requests {
      switch request {
      case .leave(let kind, let number): removeActor(kind, number)
      case .tie(let network, let a, let b, let weight):
        makeTie(network, a, b, weight, isRead: false)
      case .untie(let network, let a, let b): breakTie(network, a, b, isRead: false)
      }
    }
    requests.removeAll(keepingCapacity: true)
    for index in model.networks.indices {
      let (from, to) = (networks[index].from, networks[index].to)
      networks[index].freeze(nearCount: count(from), farCount: count(to))
    }
  }
}

extension NetworkState {
  /// Gives a field a second buffer for the writes of a simultaneous phase.
  mutating func openWrites(_ field: Int) {
    guard let read = fields[field].read, fields[field].write == read else { return }
    let second =
      fields[field].spare
      ?? allocateZeroed(bytes: tieCapacity * 8).bindMemory(to: Double.self, capacity: tieCapacity)
    second.update(from: read, count: tieCount)
    fields[field].spare = nil
    fields[field].write = second
  }

  mutating func commitFields() {
    for index in 0..<fieldCount where fields[index].write != fields[index].read {
      fields[index].spare = fields[index].read
      fields[index].read = fields[index].write
    }
  }
}
