/// One account's sums, by number.
struct AccountState {
  let spec: LedgerAccount
  var base: UnsafeMutablePointer<Double>
  /// Whether the present step has put something in.
  var isTouched = false

  init(_ spec: LedgerAccount, capacity: Int) {
    self.spec = spec
    base = allocateZeroed(bytes: capacity * 8).bindMemory(to: Double.self, capacity: capacity)
  }

  mutating func grow(from old: Int, to capacity: Int) {
    base = reallocateZeroed(base, bytes: old * 8, newBytes: capacity * 8)
      .bindMemory(to: Double.self, capacity: capacity)
  }
}

/// Which accounts an event of each phase goes into, so that recording it searches nothing.
struct LedgerPlan {
  /// One account seen from one side of an event.
  struct Tap {
    let account: Int
    let part: LedgerAccount.Part
    let isTotal: Bool
  }

  struct PhaseTaps {
    var initiator: [Tap] = []
    var partner: [Tap] = []
    var folds: [Int] = []
  }

  var phases: [PhaseTaps]

  init(_ model: Model) {
    phases = model.phases.map { _ in PhaseTaps() }
    for (index, account) in model.accounts.enumerated() {
      let phase = account.phase.rawValue
      let (initiators, partners) = model.phases[phase].sides
      let tap = Tap(account: index, part: account.part, isTotal: account.isTotal)
      if initiators == account.kind && account.part != .partner {
        phases[phase].initiator.append(tap)
      }
      if partners == account.kind && account.part != .initiator {
        phases[phase].partner.append(tap)
      }
    }
    for (index, fold) in model.folds.enumerated() {
      phases[fold.phase.rawValue].folds.append(index)
    }
  }
}

extension PhaseSpec {
  /// The kinds of the two sides of the phase's events.
  var sides: (initiator: KindID?, partner: KindID?) {
    switch body {
    case .rule(let kind, _), .presence(let kind, _): (kind, nil)
    case .encounter(let encounter): (encounter.from, encounter.to)
    case .replay(let replay): (replay.from, replay.to)
    }
  }
}

extension LedgerAccount.Part {
  /// Whether one side's gain in an event belongs to the part.
  @inline(__always)
  fileprivate func takes(_ event: Event, isActive: Bool) -> Bool {
    switch self {
    case .all, .initiator, .partner: true
    case .active: isActive
    case .passive: !isActive
    case .mark(let mark): event.marks & (1 << UInt64(mark)) != 0
    case .tag(let tag, let level): event.tags[tag] == Int32(truncatingIfNeeded: level)
    }
  }
}

extension World {
  /// Records an event of the current row, at most one per row and as the last thing of it.
  ///
  /// An event with the discarded mark is thrown away with everything that its row did.
  package func record(_ event: Event, _ call: PhaseCall) {
    guard let phase = call.phase?.rawValue else { return }
    if event.marks & discardedMarks != 0 {
      discardRow()
      return
    }
    let isCounted = step > model.warmup
    for tap in ledger.phases[phase].initiator
    where tap.part.takes(event, isActive: event.active) && (isCounted || !tap.isTotal) {
      book(tap, Int(event.initiator), event.gain)
    }
    if event.partner >= 0 {
      for tap in ledger.phases[phase].partner
      where tap.part.takes(event, isActive: event.partnerActive) && (isCounted || !tap.isTotal) {
        book(tap, Int(event.partner), event.partnerGain)
      }
    }
    guard isCounted else { return }
    eventCounts[phase] += 1
    if !ledger.phases[phase].folds.isEmpty {
      scratch.events.reserve(pendingEvents + 1)
      scratch.events.base[pendingEvents] = event
      pendingEvents += 1
    }
  }

  @inline(__always)
  private func book(_ tap: LedgerPlan.Tap, _ number: Int, _ gain: Double) {
    let account = accounts + tap.account
    account.pointee.isTouched = true
    account.pointee.base[number] = canonical(account.pointee.base[number] + gain)
  }

  /// Begins a step of the ledger.
  func clearStepAccounts() {
    for index in model.accounts.indices
    where accounts[index].isTouched && !accounts[index].spec.isTotal {
      let capacity = kinds[accounts[index].spec.kind.rawValue].capacity
      accounts[index].base.update(repeating: 0, count: capacity)
      accounts[index].isTouched = false
    }
  }

  /// The position of an account of the model; `nil`: it is not kept.
  package func account(
    phase: PhaseID, kind: KindID, part: LedgerAccount.Part = .all, isTotal: Bool = false
  ) -> Int? {
    model.accounts.firstIndex(
      of: LedgerAccount(phase: phase, kind: kind, part: part, isTotal: isTotal))
  }

  /// What an actor gained, as one account counts it.
  package func gained(_ account: Int, _ number: Int) -> Double { accounts[account].base[number] }

  /// An account's sums by number; it moves when an actor enters.
  package func accountColumn(_ account: Int) -> UnsafePointer<Double> {
    UnsafePointer(accounts[account].base)
  }

  /// Events of a phase in the counted steps.
  package func eventCount(_ phase: PhaseID) -> Int { eventCounts[phase.rawValue] }

  /// Rows of a replay's log that were due but name somebody who is not in the data.
  package func unmatched(_ phase: PhaseID) -> Int { unmatchedCounts[phase.rawValue] }
}
