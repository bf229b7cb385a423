package import Randomness

extension World {
  /// Numbers ever given in a kind, those that enter in this phase included.
  package func count(_ kind: KindID) -> Int { kinds[kind.rawValue].count }

  /// Actors of a kind that are alive.
  package func livingCount(_ kind: KindID) -> Int { kinds[kind.rawValue].living }

  /// Whether an actor is there; one that enters in a simultaneous phase is not until it ends.
  package func isAlive(_ kind: KindID, _ number: Int) -> Bool {
    guard let status = kinds[kind.rawValue].status else { return true }
    return status[number] & KindState.Status.alive != 0
  }

  /// Whether others see an actor: it is alive and not silenced.
  package func isVisible(_ kind: KindID, _ number: Int) -> Bool {
    guard let status = kinds[kind.rawValue].status else { return true }
    return status[number] & KindState.Status.visible != 0
  }

  /// Whether every actor of a kind is visible, so that nobody need be asked for.
  package func allVisible(_ kind: KindID) -> Bool { kinds[kind.rawValue].status == nil }

  /// Whether an actor entered in the present simultaneous phase: its creator alone knows it.
  package func isPending(_ kind: KindID, _ number: Int) -> Bool {
    number >= kinds[kind.rawValue].firstPending
  }

  /// Whether an actor was ever there; not so when it entered in a row that was discarded.
  package func existed(_ kind: KindID, _ number: Int) -> Bool {
    guard let status = kinds[kind.rawValue].status else { return true }
    return status[number] & KindState.Status.existed != 0
  }

  /// The step in which an actor left; `nil`: it is still there.
  package func leftAt(_ kind: KindID, _ number: Int) -> Int? {
    kinds[kind.rawValue].leftAt[number]
  }

  /// Whether an actor may not initiate, form ties or be seen.
  package func isSilenced(_ kind: KindID, _ number: Int) -> Bool {
    let silence = model.silence
    return silence.everybody || silence.kinds.contains(kind)
      || silence.actors.contains(ActorID(kind: kind, number: number))
  }

  /// What an actor's draws are addressed by: number + 1, or a hash for one that entered.
  package func identity(_ kind: KindID, _ number: Int) -> UInt64 {
    let initial = kinds[kind.rawValue].initialCount
    return number < initial
      ? UInt64(number + 1) : kinds[kind.rawValue].enteredIdentities[number - initial]
  }

  /// The actor of an identity, so the twin of another world's actor.
  package func number(ofIdentity identity: UInt64, _ kind: KindID) -> Int? {
    let initial = kinds[kind.rawValue].initialCount
    if identity >= 1 && identity <= UInt64(initial) { return Int(identity) - 1 }
    guard let number = kinds[kind.rawValue].enteredNumbers[identity], existed(kind, number)
    else { return nil }
    return number
  }

  /// The row of the data that an actor is a copy of; -1 for one that entered.
  package func origin(_ kind: KindID, _ number: Int) -> Int {
    guard number < kinds[kind.rawValue].initialCount else { return -1 }
    guard let origins = kinds[kind.rawValue].origins else { return number }
    return Int(origins[number])
  }

  /// An actor of a kind, drawn at random among the visible ones; `nil` where there is none.
  ///
  /// The draw runs over all numbers ever given and is repeated for those who are not to be had,
  /// so that one actor more or less moves few draws.
  package func randomActor(
    _ kind: KindID, excluding: Int?, stream: inout DrawStream
  ) -> Int? {
    let count = kinds[kind.rawValue].firstPending
    guard count > 0 else { return nil }
    for _ in 0..<256 {
      let number = stream.stableIndex(below: count)
      if number != excluding && isVisible(kind, number) { return number }
    }
    let candidates = (0..<count).filter { $0 != excluding && isVisible(kind, $0) }
    guard !candidates.isEmpty else { return nil }
    return candidates[stream.stableIndex(below: candidates.count)]
  }

  /// Bits of an actor that is there.
  func livingStatus(_ kind: KindID, _ number: Int) -> UInt8 {
    isSilenced(kind, number)
      ? KindState.Status.alive | KindState.Status.existed : KindState.Status.all
  }

  /// Makes silenced actors invisible.
  func applySilence() {
    let silence = model.silence
    for index in model.kinds.indices
    where silence.everybody || silence.kinds.contains(KindID(index)) {
      let status = kinds[index].makeStatus()
      for number in 0..<kinds[index].count { status[number] = livingStatus(KindID(index), number) }
    }
    for actor in silence.actors where actor.number < count(actor.kind) {
      kinds[actor.kind.rawValue].makeStatus()[actor.number] = livingStatus(
        actor.kind, actor.number)
    }
  }

  /// Lists the living actors of a kind in `scratch.rows`; `nil`: all of them, so no list is needed.
  func livingRows(_ kind: KindID, where extra: UInt8 = KindState.Status.alive) -> Int? {
    guard let status = kinds[kind.rawValue].status else { return nil }
    let count = kinds[kind.rawValue].count
    scratch.rows.reserve(count)
    let rows = scratch.rows.base
    var found = 0
    for number in 0..<count where status[number] & extra == extra {
      rows[found] = Int32(truncatingIfNeeded: number)
      found += 1
    }
    return found
  }
}
