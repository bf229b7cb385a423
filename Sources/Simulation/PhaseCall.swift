package import Randomness

/// Whose fields a function may assign.
package enum FieldAccess: Sendable {
  case none
  /// The acting actor's, and those of actors that it entered in this row.
  case own
  /// Everybody's: those who act later see it.
  case everyone
}

/// What a kernel is entered with: rows of actors, pairs or events, and where the results go.
///
/// The simulator reuses one object for all calls of a role, so nothing is allocated per row or per
/// call. A kernel may not keep the pointers beyond its `run`.
package final class PhaseCall {
  package unowned(unsafe) let world: World
  package internal(set) var role = KernelRole.rule
  package internal(set) var function = FunctionID(0)
  /// The phase; `nil` for first values, value definitions, series and `until`.
  package internal(set) var phase: PhaseID?
  /// The acting actor's or the initiator's kind; `nil` where there is no actor.
  package internal(set) var kind: KindID?
  /// The partner's kind; `nil` where there is no partner.
  package internal(set) var partnerKind: KindID?
  /// The network along which an encounter meets.
  package internal(set) var network: NetworkID?
  /// The stream of the function's draws.
  ///
  /// Value definitions, series and `until` may not draw.
  package internal(set) var stream = StreamKey(rawValue: 0)
  package internal(set) var step = 0
  /// The field whose first value is asked for (role `initial`).
  package internal(set) var field: FieldID?
  /// Whether the run is over, so that values are their sums (role `value` of `end` definitions).
  package internal(set) var isAfterRun = false
  /// Whether a measure or a table asks.
  package private(set) var isMeasure = false
  package internal(set) var activation = Activation.simultaneous
  /// The function whose result is the third argument of a definition's (roles `fit`, `value`).
  package internal(set) var fit: FunctionID?
  /// The finished world in which one actor was silenced (role `counterfactual`).
  package internal(set) var without: World?

  package internal(set) var rowCount = 0
  /// The acting actors' numbers by row; `nil`: the row is the number.
  package internal(set) var actors: UnsafePointer<Int32>?
  package internal(set) var pairs: UnsafePointer<Pair>?
  /// Recorded events by row (role `fold`).
  package internal(set) var events: UnsafePointer<Event>?
  /// The kept numbers of all units, `keptCount` each (role `fold`).
  package internal(set) var kept: UnsafeMutablePointer<Double>?
  package internal(set) var keptCount = 0
  /// The position of the fold among the model's (role `fold`).
  package internal(set) var fold = 0
  /// The unit of each row's event, or the part of it (role `fold`).
  package internal(set) var units: UnsafePointer<Int32>?
  /// One number per row, for the roles that ask for one.
  package internal(set) var output: UnsafeMutablePointer<Double>
  /// Whether nobody looks at the output soon: it may be written past the caches.
  package internal(set) var streamsOutput = false
  /// The sum of the present rows' output, set by a kernel that streams it; NaN: not known.
  package var outputSum = Double.nan
  /// One `UndefinedReason` per row, 0 beforehand (role `value`).
  package internal(set) var reasons: UnsafeMutablePointer<UInt8>
  /// The aggregates in the order in which the phase, or for `value`, `world` and `fold` the model,
  /// names them.
  package internal(set) var aggregates: UnsafePointer<Double>

  package internal(set) var fieldAccess = FieldAccess.none
  /// Whether `World.setTieField` may be called for the row's own tie.
  package internal(set) var canWriteTies = false
  /// Whether a row may turn out to be discarded: then every write goes through `World`'s setters,
  /// which log how to undo it.
  package internal(set) var tracksRows = false
  /// Whether a side may have died, or the tie gone, since the rows were listed.
  var checksRows = false

  /// The acting actor, or the initiator, of the current row; -1 where there is none.
  package private(set) var actor = -1
  /// The partner of the current row; -1 where there is none.
  package private(set) var partner = -1
  /// `Pair.tie` of the current row; -1 where there is none.
  package private(set) var tie = -1
  /// `Pair.occurrence` of the current row.
  package private(set) var occurrence = 0

  init(world: World) {
    self.world = world
    output = world.scratch.numbers.base
    reasons = world.scratch.codes.base
    aggregates = UnsafePointer(world.scratch.aggregates.base)
  }

  /// Asks about a finished world: of some actors of a kind, or once of the world as a whole.
  ///
  /// - Parameters:
  ///   - actors: the actors' numbers by row; `nil`: the row is the number.
  ///   - output: room for as many numbers as results and rows.
  ///   - reasons: beside each of them, what it is.
  package convenience init(
    asking world: World, kind: KindID?, actors: UnsafePointer<Int32>?, rowCount: Int,
    output: UnsafeMutablePointer<Double>, reasons: UnsafeMutablePointer<UInt8>
  ) {
    self.init(world: world)
    role = .value
    isAfterRun = true
    isMeasure = true
    self.kind = kind
    self.actors = actors
    self.rowCount = rowCount
    self.output = output
    self.reasons = reasons
  }

  /// Makes `row` the current one; every kernel calls it before it runs a row.
  ///
  /// - Returns: whether the row runs: under random and ordered activation a side may have left or
  ///   the tie may have gone since the phase began.
  package func begin(_ row: Int) -> Bool {
    if let pairs {
      let pair = pairs[row]
      actor = Int(pair.initiator)
      partner = Int(pair.partner)
      tie = Int(pair.tie)
      occurrence = Int(pair.occurrence)
    } else if let actors {
      actor = Int(actors[row])
    } else {
      actor = kind == nil ? -1 : row
    }
    if checksRows && !world.mayAct(self) { return false }
    if tracksRows { world.beginRow() }
    return true
  }

  /// The event of the current row with nothing said about it yet: no gain, both sides active (in
  /// a presence phase: passive), tags with a single level set.
  package func makeEvent() -> Event {
    Event(
      initiator: Int32(truncatingIfNeeded: actor), partner: Int32(truncatingIfNeeded: partner),
      tie: Int32(truncatingIfNeeded: tie), occurrence: Int32(truncatingIfNeeded: occurrence),
      step: Int32(truncatingIfNeeded: step), active: !isMerePresence,
      partnerActive: !isMerePresence, tags: eventTags)
  }

  /// Whether nobody does anything in the phase's events.
  var isMerePresence = false
  /// The tags of a fresh event.
  var eventTags = SIMD8<Int32>(repeating: -1)

  /// The kept numbers of a row's unit (role `fold`).
  package func kept(_ row: Int) -> UnsafeMutablePointer<Double>? {
    guard let kept, let units else { return nil }
    return kept + Int(units[row]) * keptCount
  }

  /// The address of a draw of the current row.
  ///
  /// - Parameters:
  ///   - site: the engine's number of the call, below 0xFFFF_0000.
  ///   - keyWord: the draw's key as `DrawKey` makes it.
  package func address(site: UInt32, keyWord: UInt32 = 0) -> DrawAddress {
    DrawAddress(
      key: stream, actor: kind.map { world.identity($0, actor) } ?? 0,
      partner: partner < 0 ? 0 : partnerKind.map { world.identity($0, partner) } ?? 0,
      step: UInt32(truncatingIfNeeded: step),
      site: DrawAddress.siteWord(
        site: site, keyWord: keyWord, occurrence: UInt32(truncatingIfNeeded: occurrence)))
  }

  /// Forgets the rows of the last call.
  func clear() {
    phase = nil
    kind = nil
    partnerKind = nil
    network = nil
    field = nil
    isAfterRun = false
    fit = nil
    without = nil
    streamsOutput = false
    rowCount = 0
    actors = nil
    pairs = nil
    events = nil
    kept = nil
    keptCount = 0
    units = nil
    fieldAccess = .none
    canWriteTies = false
    tracksRows = false
    checksRows = false
    isMerePresence = false
    actor = -1
    partner = -1
    tie = -1
    occurrence = 0
  }
}
