internal import Randomness

// What a compiled kernel reads and writes without asking: addresses of columns. They hold until an
// actor enters, and until the phase begins or ends.
extension World {
  /// One byte of `alive`, `visible` and `existed` bits (1, 2 and 4) per actor, made if need be.
  package func statusBytes(_ kind: KindID) -> UnsafeMutablePointer<UInt8> {
    kinds[kind.rawValue].makeStatus()
  }

  /// Actors that the world began with; those from there on have `enteredIdentities`.
  package func initialCount(_ kind: KindID) -> Int { kinds[kind.rawValue].initialCount }

  /// Whether an actor can enter a kind without moving its columns.
  package func hasRoom(_ kind: KindID) -> Bool {
    kinds[kind.rawValue].count < kinds[kind.rawValue].capacity
  }

  /// Whether nobody has entered a kind or left it.
  package func isAsBegun(_ kind: KindID) -> Bool {
    kinds[kind.rawValue].enteredIdentities.isEmpty && kinds[kind.rawValue].leftAt.isEmpty
  }

  /// Cells that each column of a kind has room for.
  package func capacity(_ kind: KindID) -> Int { kinds[kind.rawValue].capacity }

  /// The first number that entered in the present simultaneous phase.
  package func firstPending(_ kind: KindID) -> Int { kinds[kind.rawValue].firstPending }

  /// Whether a tie can form at once without moving the fields of ties.
  package func hasRoomForTie(_ network: NetworkID) -> Bool {
    networks[network.rawValue].tieCount < networks[network.rawValue].tieCapacity
  }

  /// Whether some rows of a network differ from its compressed form.
  package func isThawed(_ network: NetworkID) -> Bool { networks[network.rawValue].isThawed }

  /// The compressed rows of a network seen from a side, and how many there are.
  package func compressedRows(
    _ network: NetworkID, side: Int
  ) -> (
    starts: UnsafePointer<Int32>, targets: UnsafePointer<Int32>, ties: UnsafePointer<Int32>,
    count: Int
  ) {
    let state = networks + network.rawValue
    let rows = side == 0 ? state.pointee.near : state.pointee.far
    return (
      UnsafePointer(rows.rowStart), UnsafePointer(rows.targets), UnsafePointer(rows.ties),
      rows.rowCount
    )
  }

  /// The values of a tie field by the tie's number, made if every tie still has the first one.
  ///
  /// - Parameter writes: as the acting row sees its own tie, and where it writes.
  package func tieColumn(
    _ network: NetworkID, _ field: Int, writes: Bool
  ) -> UnsafeMutablePointer<Double>? {
    let state = networks + network.rawValue
    state.pointee.materialise(field)
    if writes, isSimultaneous { state.pointee.openWrites(field) }
    return writes ? state.pointee.fields[field].write : state.pointee.fields[field].read
  }

  /// The sums of this phase's gifts to a field, to which a kernel adds, in the order of rows.
  package func openedGifts(_ kind: KindID, _ field: FieldID) -> UnsafeMutableRawPointer {
    openGifts(kind, field)
  }

  /// An account's sums by number, to which a kernel adds what events bring.
  package func openedAccount(_ account: Int) -> UnsafeMutablePointer<Double> {
    accounts[account].isTouched = true
    return accounts[account].base
  }

  /// Whether the present step is beyond the warm-up, so that its events count.
  package var isCounted: Bool { step > model.warmup }

  /// Adds events that a kernel has booked to a phase's count.
  package func addEvents(_ phase: PhaseID, _ count: Int) { eventCounts[phase.rawValue] += count }

  /// Room for events that a kernel hands to the folds.
  package func freshEvents(_ count: Int) -> UnsafeMutablePointer<Event> {
    scratch.events.reserve(pendingEvents + count)
    return scratch.events.base + pendingEvents
  }

  /// Hands the first `count` of `freshEvents` to the folds.
  package func keepEvents(_ count: Int) { pendingEvents += count }

  /// The kept numbers of all units of a fold, which a kernel changes as the events happen.
  package func openedKept(_ fold: Int) -> UnsafeMutablePointer<Double> {
    extendFold(fold)
    return folds[fold].kept.base
  }

  /// Shows events that the interpreter has recorded to the folds, where the kernel that goes on has
  /// shown them its own.
  package func showEvents(of phase: PhaseID, row: Int) throws(KernelFailure) {
    do throws(SimulationFailure) {
      try flushFolds(phase, foldCall)
    } catch {
      // It says more than a failure of a row can.
      foldFailure = error
      throw KernelFailure(error.diagnostic, row: row, isInterrupted: error.isInterrupted)
    }
  }

  /// What the draws of an actor that entered are addressed by.
  package func enteredIdentity(_ kind: KindID, _ position: Int) -> UInt64 {
    kinds[kind.rawValue].enteredIdentities[position]
  }

  /// How many actors of a kind have entered.
  package func enteredCount(_ kind: KindID) -> Int {
    kinds[kind.rawValue].enteredIdentities.count
  }
}

extension Model {
  /// The accounts that events of a phase go into, for one side, in the order of booking.
  package func taps(
    _ phase: PhaseID, ofPartner: Bool
  ) -> [(account: Int, part: LedgerAccount.Part, isTotal: Bool)] {
    let plan = LedgerPlan(self).phases[phase.rawValue]
    return (ofPartner ? plan.partner : plan.initiator).map { ($0.account, $0.part, $0.isTotal) }
  }
}
