internal import Diagnostics
internal import Glibc
internal import Randomness

extension World {
  /// An actor enters.
  ///
  /// Its first values are computed at once; the creator may overwrite them.
  ///
  /// Under simultaneous activation it is there for others from the end of the phase, else at once;
  /// it acts from the next phase on. Fields that come from data are missing.
  ///
  /// - Throws: the failure of a function that computes a first value, or the wish for more actors
  /// than a kind can have; the row means nothing.
  /// - Returns: its number.
  package func enter(_ kind: KindID, by creator: ActorID) throws(KernelFailure) -> Int {
    let index = kind.rawValue
    let number = kinds[index].count
    guard number < Int(Int32.max) else {
      throw KernelFailure(
        Diagnostic("kind '\(kinds[index].name)' cannot have more than \(Int32.max) actors"),
        row: 0)
    }
    if number == kinds[index].capacity { growColumns(kind, to: number + number / 2 + 16) }
    let identity = newIdentity(by: creator)
    kinds[index].enteredIdentities.append(identity)
    if kinds[index].enteredNumbers[identity] == nil {
      kinds[index].enteredNumbers[identity] = number
    }
    clearRow(kind, number)
    kinds[index].count = number + 1
    if isSimultaneous {
      kinds[index].makeStatus()[number] = 0
    } else {
      kinds[index].firstPending = number + 1
      kinds[index].living += 1
      if kinds[index].status != nil || isSilenced(kind, number) {
        kinds[index].makeStatus()[number] = livingStatus(kind, number)
      }
    }
    if logsEffects { undoLog.append(.entered(kind, number, by: creator)) }
    for field in model.kinds[index].initialOrder {
      try enterInitialValue(kind, field, number)
    }
    return number
  }

  /// An actor leaves, under simultaneous activation at the end of the phase.
  ///
  /// Its value so far counts; its number is never given again.
  package func leave(_ kind: KindID, _ number: Int) {
    if isSimultaneous {
      if logsEffects { undoLog.append(.requested) }
      requests.append(.leave(kind, number))
    } else if isAlive(kind, number) {
      if logsEffects { undoLog.append(.left(kind, number)) }
      removeActor(kind, number)
    }
  }

  func removeActor(_ kind: KindID, _ number: Int) {
    guard isAlive(kind, number) else { return }
    let index = kind.rawValue
    kinds[index].makeStatus()[number] = KindState.Status.existed
    kinds[index].living -= 1
    kinds[index].leftAt[number] = step
    kinds[index].leftThisStep.append(Int32(truncatingIfNeeded: number))
  }

  func restoreActor(_ kind: KindID, _ number: Int) {
    let index = kind.rawValue
    kinds[index].makeStatus()[number] = livingStatus(kind, number)
    kinds[index].living += 1
    kinds[index].leftAt[number] = nil
    kinds[index].leftThisStep.removeLast()
  }

  /// Undoes an entry: the number stays given, nobody ever had it.
  func cancelActor(_ kind: KindID, _ number: Int) {
    let index = kind.rawValue
    if isAlive(kind, number) && !isPending(kind, number) { kinds[index].living -= 1 }
    kinds[index].makeStatus()[number] = 0
    cancelled.insert(ActorID(kind: kind, number: number))
  }

  /// Takes back the last entry of all: its number and identity were never given.
  func retractActor(_ kind: KindID, _ number: Int, by creator: ActorID) {
    let state = kinds + kind.rawValue
    if !isSimultaneous {
      state.pointee.firstPending = number
      state.pointee.living -= 1
    }
    state.pointee.status?[number] = 0
    let identity = state.pointee.enteredIdentities.removeLast()
    if state.pointee.enteredNumbers[identity] == number {
      state.pointee.enteredNumbers[identity] = nil
    }
    state.pointee.count = number
    creations[creator, default: 1] -= 1
  }

  /// At the end of a simultaneous phase: those who entered are there.
  func admitPending() {
    for index in model.kinds.indices {
      let kind = KindID(index)
      let (first, end) = (kinds[index].firstPending, kinds[index].count)
      guard first < end else { continue }
      let status = kinds[index].makeStatus()
      for number in first..<end where !cancelled.contains(ActorID(kind: kind, number: number)) {
        status[number] = livingStatus(kind, number)
        kinds[index].living += 1
      }
      kinds[index].firstPending = end
    }
    cancelled.removeAll(keepingCapacity: true)
  }

  /// The identity of the next actor that somebody creates in this phase and step: the same in
  /// every scenario, with the top bit set, which no initial actor has.
  private func newIdentity(by creator: ActorID) -> UInt64 {
    let ordinal = creations[creator, default: 0]
    creations[creator] = ordinal + 1
    let phase = currentPhase.map { model.phases[$0.rawValue].name } ?? ""
    var hash = mix64(stableHash(phase.utf8) &+ 0x9E37_79B9_7F4A_7C15)
    hash = mix64(hash ^ UInt64(truncatingIfNeeded: step))
    hash = mix64(hash ^ stableHash(kinds[creator.kind.rawValue].name.utf8))
    hash = mix64(hash ^ (creator.number < 0 ? 0 : identity(creator.kind, creator.number)))
    hash = mix64(hash &+ (ordinal &+ 1) &* 0x9E37_79B9_7F4A_7C15)
    return hash | 1 << 63
  }

  private func growColumns(_ kind: KindID, to capacity: Int) {
    let old = kinds[kind.rawValue].capacity
    kinds[kind.rawValue].grow(to: capacity)
    for index in model.accounts.indices where accounts[index].spec.kind == kind {
      accounts[index].grow(from: old, to: capacity)
    }
    for index in model.values.indices where values[index].spec.kind == kind {
      values[index].grow(from: old, to: capacity)
    }
  }

  /// Zeroes the cells of a number in both buffers: a category or reference is none.
  private func clearRow(_ kind: KindID, _ number: Int) {
    let state = kinds[kind.rawValue]
    for index in 0..<state.fieldCount {
      let view = state.views[index]
      let stride = view.type.stride
      let byte: Int32 = view.type == .code ? 0xFF : 0
      memset(view.read + number * stride, byte, stride)
      memset(view.write + number * stride, byte, stride)
    }
  }
}
