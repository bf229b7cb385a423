internal import Diagnostics
internal import Randomness

/// The calls that a phase needs at the same time.
struct PhaseCalls {
  let act: PhaseCall
  let choose: PhaseCall
  let fold: PhaseCall

  init(_ world: World) {
    act = PhaseCall(world: world)
    choose = PhaseCall(world: world)
    fold = PhaseCall(world: world)
  }
}

/// Runs one phase of the model, step after step.
///
/// An object, because a copy would count references to what all worlds share.
final class PhaseRunner {
  let world: World
  let id: PhaseID
  let spec: PhaseSpec
  let calls: PhaseCalls
  let rowsPerCall: Int
  let stream: StreamKey
  let tags: SIMD8<Int32>
  let silenced: Bool
  /// Whether somebody initiates nothing here whom others see.
  let hasMutes: Bool
  let partners: PairSource?
  let replay: ReplayRows?

  /// Pairs of a simultaneous encounter that are listed at a time: they stay in the cache.
  static let window = 16_384
  /// Rows after which folds see recorded events, where those who act later change what a fold may look
  /// at; while all act at once nothing changes, and it is a window.
  static let foldBatch = 1024

  init(_ world: World, _ id: PhaseID, _ calls: PhaseCalls, _ rowsPerCall: Int) {
    self.world = world
    self.id = id
    self.calls = calls
    let spec = world.model.phases[id.rawValue]
    self.spec = spec
    let hasFolds = !world.ledger.phases[id.rawValue].folds.isEmpty
    let batch = spec.activation == .simultaneous ? Self.window : Self.foldBatch
    self.rowsPerCall = hasFolds ? min(rowsPerCall, batch) : rowsPerCall
    stream = world.stream(spec.name)
    var tags = SIMD8<Int32>(repeating: -1)
    for (index, tag) in spec.tags.prefix(Event.maximumTags).enumerated()
    where tag.levels.count == 1 {
      tags[index] = 0
    }
    self.tags = tags
    silenced = world.model.silence.everybody || world.model.silence.phases.contains(id)
    let silence = world.model.silence
    hasMutes = silence.actorsInPhases[id] != nil || silence.kindsInPhases[id] != nil
    if case .encounter(let encounter) = spec.body {
      partners = PairSource(world, encounter, stream)
    } else {
      partners = nil
    }
    if case .replay(let log) = spec.body {
      replay = ReplayRows(world, log)
    } else {
      replay = nil
    }
  }

  /// Runs the phase in the world's present step.
  func run() throws(SimulationFailure) {
    world.beginPhase(id)
    if !world.ledger.phases[id.rawValue].folds.isEmpty { world.takeModelAggregates() }
    world.takeAggregates(of: id)
    switch spec.body {
    case .rule(let kind, let function): try runActors(kind, function, .rule)
    case .presence(let kind, let function):
      if !world.model.silence.phases.contains(id) { try runActors(kind, function, .presence) }
    case .encounter(let encounter):
      if !silenced, let partners { try runEncounter(encounter, partners) }
    case .replay(let log):
      if !silenced, let replay { try runReplay(log, replay) }
    }
    world.endPhase()
  }

  var isSimultaneous: Bool { spec.activation == .simultaneous }

  func prepare(_ call: PhaseCall, _ role: KernelRole, _ function: FunctionID) {
    call.clear()
    call.role = role
    call.function = function
    call.phase = id
    call.kind = spec.sides.initiator
    call.partnerKind = spec.sides.partner
    call.stream = stream
    call.step = world.step
    call.activation = spec.activation
    call.aggregates = UnsafePointer(world.scratch.aggregates.base)
    call.eventTags = tags
    if case .presence = spec.body { call.isMerePresence = true }
  }

  /// Prepares the call whose function acts.
  private func prepareAct(_ role: KernelRole, _ function: FunctionID, own: FieldAccess) {
    let call = calls.act
    prepare(call, role, function)
    call.fieldAccess = isSimultaneous ? own : .everyone
    call.canWriteTies = !isSimultaneous
    call.checksRows = !isSimultaneous
    call.tracksRows = world.discardedMarks != 0
  }

  private func runActors(
    _ kind: KindID, _ function: FunctionID, _ role: KernelRole
  ) throws(SimulationFailure) {
    var listed = world.livingRows(kind)
    if role == .presence, hasMutes { listed = keepVocal(kind, listed) }
    let count = listed ?? world.count(kind)
    guard count > 0 else { return }
    if role == .presence { noteActs(kind, rows: count, areListed: listed != nil) }
    if spec.activation == .random {
      if listed == nil { world.listAll(kind) }
      world.shuffleRows(kind, count, stream)
    }
    prepareAct(role, function, own: .own)
    calls.act.rowCount = count
    calls.act.actors =
      listed == nil && spec.activation != .random ? nil : UnsafePointer(world.scratch.rows.base)
    try runAll()
  }

  private func runEncounter(
    _ encounter: EncounterSpec, _ partners: PairSource
  ) throws(SimulationFailure) {
    let picks = try askPicks(encounter)
    let isOnce = partners.meetsOnce
    var cursor = partners.start
    while true {
      var count = partners.list(
        from: &cursor, picks: picks, limit: isSimultaneous ? Self.window : .max)
      if count == 0 { break }
      if spec.activation == .random {
        world.shufflePairs(encounter.from, encounter.to, count, stream)
      }
      if isSimultaneous, let when = encounter.when { count = try keepThose(when, count) }
      prepareAct(.encounter, encounter.function, own: .none)
      calls.act.network = partners.network
      calls.act.canWriteTies = partners.network != nil && (!isSimultaneous || isOnce)
      try runPairs(count, when: isSimultaneous ? nil : encounter.when)
    }
  }

  private func runReplay(
    _ log: ReplaySpec, _ replay: ReplayRows
  ) throws(SimulationFailure) {
    let (count, unmatched) = replay.list(step: world.step)
    world.unmatchedCounts[id.rawValue] += unmatched
    if spec.activation == .random { world.shufflePairs(log.from, log.to, count, stream) }
    prepareAct(log.to == nil ? .presence : .encounter, log.function, own: .none)
    calls.act.canWriteTies = false
    try runPairs(count, when: nil)
  }

  private func runPairs(_ listed: Int, when: FunctionID?) throws(SimulationFailure) {
    let count = hasMutes ? keepVocal(listed) : listed
    guard count > 0 else { return }
    noteActs(pairs: count)
    calls.act.pairs = UnsafePointer(world.scratch.pairs.base)
    calls.act.rowCount = count
    guard let when else { return try runAll() }
    // Each pair is asked just before it acts.
    prepareWhen(when, count)
    let filter = world.engine.kernel(for: when)
    let kernel = world.engine.kernel(for: calls.act.function)
    for row in 0..<count {
      try world.runRange(filter, calls.choose, row..<row + 1, what: spec.name)
      guard calls.choose.output[row] != 0 else { continue }
      try world.runRange(kernel, calls.act, row..<row + 1, what: spec.name)
      if world.pendingEvents >= Self.foldBatch { try world.flushFolds(id, calls.fold) }
    }
    try world.flushFolds(id, calls.fold)
  }

  private func runAll() throws(SimulationFailure) {
    let kernel = world.engine.kernel(for: calls.act.function)
    let count = calls.act.rowCount
    var start = 0
    while start < count {
      let end = count - start <= rowsPerCall ? count : start + rowsPerCall
      try world.runRange(kernel, calls.act, start..<end, what: spec.name)
      try world.flushFolds(id, calls.fold)
      start = end
    }
  }
}
