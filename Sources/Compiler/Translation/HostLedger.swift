internal import Bytecode
internal import IR

// How the row's event is booked (Simulation/Ledger).
extension FunctionTranslator {
  /// Books the row's event, the last thing that it does.
  func record(_ gain: IRValue, _ partnerGain: IRValue?) throws(Refusal) {
    guard let phase, let phaseIndex else { return }
    let isCounted = builder.load(slot(.isCounted, "is counted", .bool8), builder.int(0))
    var isKept: IRValue?
    if let mark = phase.discardedMark {
      isKept = builder.emit(.not, [has(mark: mark)], .bool)
      // The interpreter knows how to discard what the row did.
      if known.hasEffects, let kept = isKept { guarding(kept) }
    }
    book(
      phase.initiatorAccounts, number: ownNumber, gain,
      isActive: boolean(part(EventPart.active.rawValue)), isCounted, isKept)
    if let partnerGain {
      book(
        phase.partnerAccounts, number: partnerNumber, partnerGain,
        isActive: boolean(part(EventPart.partnerActive.rawValue)), isCounted, isKept)
    }
    let isRecorded =
      isKept.map { builder.emit(.and, [isCounted, $0], .bool) } ?? isCounted
    let counter = slot(.eventCount(phase: phaseIndex), "events", .int64, isMutable: true)
    let zero = builder.int(0)
    let count = builder.load(counter, zero)
    let one = builder.emit(.boolToInt, [isRecorded], .int)
    builder.store(counter, zero, builder.emit(.addInt, [count, one], .int))
    guard !phase.folds.isEmpty else { return }
    if known.recordsEvents {
      keep(gain, partnerGain, phaseIndex, where: isRecorded)
    } else {
      try showToFolds(gain, partnerGain, where: isRecorded)
    }
  }

  private func book(
    _ accounts: [HostModel.Account], number: IRValue, _ gain: IRValue, isActive: IRValue,
    _ isCounted: IRValue, _ isKept: IRValue?
  ) {
    for account in accounts {
      var conditions = isKept.map { [$0] } ?? []
      switch account.part {
      case .all: break
      case .active: conditions.append(isActive)
      case .passive: conditions.append(builder.emit(.not, [isActive], .bool))
      case .mark(let mark): conditions.append(has(mark: mark))
      case .tag(let tag, let level):
        conditions.append(
          builder.emit(
            .equalInt, [integer(part(tagPart(tag))), builder.int(Int64(level))], .bool))
      }
      if account.isTotal { conditions.append(isCounted) }
      let predicate = conditions.dropFirst().reduce(conditions.first) { all, next in
        all.map { builder.emit(.and, [$0, next], .bool) }
      }
      let cells = slot(
        .account(account.number), "account \(account.number)", .float64, isMutable: true)
      // Gains are finite, so a sum of them is never NaN.
      let old = builder.emit(.load(cells), [number], .float, where: predicate)
      let sum = builder.emit(.addFloat, [old, gain], .float)
      builder.emit(.store(cells, isLogged: false), [number, sum], where: predicate)
    }
  }

  /// Hands the event to the folds: writes it where they find it.
  private func keep(
    _ gain: IRValue, _ partnerGain: IRValue?, _ phaseIndex: Int, where condition: IRValue
  ) {
    let layout = host.eventLayout
    let counter = slot(.freshEventCount, "fresh events", .int64, isMutable: true)
    let zero = builder.int(0)
    let index = builder.load(counter, zero)
    func store(_ offset: Int, _ cell: IRCell, _ value: IRValue) {
      let cells = slot(
        .freshEvents, "fresh event", cell, stride: layout.stride, offset: offset,
        isMutable: true)
      builder.emit(.store(cells, isLogged: false), [index, value], where: condition)
    }
    store(layout.initiator, .int32, ownNumber)
    store(layout.partner, .int32, isPair ? partnerNumber : builder.int(-1))
    store(layout.tie, .int32, isPair ? tieNumber : builder.int(-1))
    store(layout.occurrence, .int32, occurrence)
    store(
      layout.step, .int32, builder.load(slot(.step, "step", .int64), builder.int(0)))
    store(layout.gain, .float64, gain)
    store(layout.partnerGain, .float64, partnerGain ?? builder.float(0))
    store(layout.active, .bool8, boolean(part(EventPart.active.rawValue)))
    store(layout.partnerActive, .bool8, boolean(part(EventPart.partnerActive.rawValue)))
    store(layout.marks, .int64, integer(part(EventPart.marks.rawValue)))
    store(layout.expected, .float64, float(part(EventPart.expected.rawValue)))
    store(layout.need, .float64, float(part(EventPart.need.rawValue)))
    store(layout.use, .float64, float(part(EventPart.use.rawValue)))
    let declared = phase?.tags.count ?? 0
    for tag in 0..<declared { store(layout.tags + 4 * tag, .int32, integer(part(tagPart(tag)))) }
    var rest = declared
    if rest % 2 == 1 {
      store(layout.tags + 4 * rest, .int32, builder.int(-1))
      rest += 1
    }
    for pair in stride(from: rest, to: 8, by: 2) {
      store(layout.tags + 4 * pair, .int64, builder.int(-1))
    }
    let one = builder.emit(.boolToInt, [condition], .int)
    builder.store(counter, zero, builder.emit(.addInt, [index, one], .int))
  }
}
