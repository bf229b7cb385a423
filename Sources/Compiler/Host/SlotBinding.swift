/// What stands behind a slot of a translated function; whoever runs the kernel fills in the
/// address.
package enum SlotBinding: Hashable, Sendable {
  /// What is asked of the neighbours in a network that does not change, seen from a side.
  package struct NeighbourCondition: Hashable, Sendable {
    package var network: Int
    package var side: Int
    /// A field of the neighbours that is true or false, or a category.
    package var field: Int
    /// `nil`: the field is true.
    package var level: Int32?

    package init(network: Int, side: Int, field: Int, level: Int32?) {
      self.network = network
      self.side = side
      self.field = field
      self.level = level
    }
  }

  package enum Buffer: Hashable, Sendable {
    /// As everybody sees it: as it was when a simultaneous phase began.
    case read
    /// As the acting actor sees itself, and where it writes.
    case write
    /// As an actor that enters in this simultaneous phase is seen and written by its creator.
    case entered
  }

  package enum NetworkPart: Hashable, Sendable {
    /// int32, one more than rows.
    case rowStart
    /// int32, ascending in each row.
    case targets
    /// int32, beside each target.
    case ties
    /// int64, one cell: rows that there are; actors beyond them have no ties.
    case rowCount
  }

  /// A column of actors.
  case field(kind: Int, field: Int, Buffer)
  /// Sums of the gifts to a field in this phase, to which a kernel adds; opened for the call.
  case gifts(kind: Int, field: Int)
  /// uint8 by actor: bit 0 where it is alive, bit 1 where others see it.
  case status(kind: Int)
  /// int64, one cell: initial actors of a kind; those from there on have `identities`.
  case initialCount(kind: Int)
  /// int64, one cell: the first number that entered in the present simultaneous phase.
  case firstPending(kind: Int)
  /// int64, one per entered actor.
  case identities(kind: Int)
  /// int64, one cell: numbers ever given.
  case count(kind: Int)
  /// The compressed rows of a network, seen from a side (0: from).
  case network(Int, side: Int, NetworkPart)
  /// Where a host's list of peers begins and where its ties do (int64, two cells), both counted in
  /// cells of 4 bytes from here on, so that the same slot as int32 holds the peers themselves.
  case peerLists
  /// int32 by actor of the network's side: how many of its neighbours have a field that is true, or
  /// a category that is a level; the world keeps them up.
  case neighbourCount(NeighbourCondition)
  /// int64, one cell: the most neighbours that anybody has who is counted for, plus one.
  case countLimit([NeighbourCondition])
  /// float64 by tie.
  case tieField(network: Int, field: Int, Buffer)
  /// One cell, by the parameter's type: number float64, integer int64, boolean bool8, text int64
  /// (the position in its texts); by level: float64, one per level.
  case parameter(Int)
  /// float64, one cell.
  case aggregate(HostModel.Aggregate)
  /// float64 by actor: a ledger account.
  case account(Int)
  /// The account's cells of this step or in total that a function asks for by
  /// `self:gained(phase, words...)`: resolved by the host to an account.
  case gained(kind: Int, phase: Int, words: [String])
  /// bool8, one cell: whether the step counts (it is beyond the warm-up).
  case isCounted
  /// int64, one cell: the phase's recorded events.
  case eventCount(phase: Int)
  /// int64, one cell each.
  case step
  case stream
  /// `Simulation.Pair` by row: its members by stride and offset.
  case pairs
  /// `Simulation.Event` by row (folds).
  case events
  /// int32 by row: the unit of the row's event (folds).
  case units
  /// float64: the kept numbers of all units (folds).
  case kept
  /// float64: the kept numbers of all units of a fold, in the kernel whose events it looks at.
  case foldKept(Int)
  /// float64 by row.
  case output
  /// One byte by row: an undefined value's reason.
  case reasons
  /// int64, one cell: the code of a reason in this world.
  case reasonCode(String)
  /// int32: the row of the table by the log's row, which is the tie of a replayed pair.
  case logRows(phase: Int)
  /// A column of the table behind a replay, by the table's row: float64 (NaN is missing), int64, or
  /// int32 for actors, truth values and texts (-1 is missing).
  case logColumn(phase: Int, column: Int)
  /// `Simulation.Event` from the first free one on, and (int64, one cell) how many are taken.
  case freshEvents
  case freshEventCount
  /// Constants of the function itself, 8 bytes each.
  case constants([UInt64])
  /// A column of actors as it was before the first step, and (int64, one cell) how many it has.
  case start(kind: Int, field: Int)
  case startCount(kind: Int)
  /// int64, one cell: the steps that a finished run took.
  case stepsRun
  /// A function's n-th result, from 0 on: float64 by row, and one byte by row that says what it is.
  case result(Int)
  case resultTag(Int)
  /// The same of the twin's world.
  indirect case ofTwin(SlotBinding)

  /// Whether no other slot's cells are the same memory.
  var isAlone: Bool {
    switch self {
    case .eventCount, .freshEventCount, .foldKept: true
    default: false
    }
  }

  func of(_ world: MeasuredWorld) -> SlotBinding { world == .run ? self : .ofTwin(self) }
}

/// What a result of a function is that is asked about a finished run.
package enum ResultTag {
  package static let number: UInt8 = 0
  // From 1 on codes of reasons why it is undefined; at most some 210 are given.
  package static let boolean: UInt8 = 253
  /// A text, as its position among the result's texts.
  package static let text: UInt8 = 254
  package static let nothing: UInt8 = 255
}
