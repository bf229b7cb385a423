import Compiler
import Randomness
import Simulation

/// Finds what stands behind the slots of a kernel in a world.
struct SlotFiller {
  let call: PhaseCall
  let engine: NativeEngine
  /// What is asked of the twin's world, where a measure has one.
  private let twin: PhaseCall?
  private let parameters: ParameterCells
  private let world: World

  private let rows: Int

  /// - Parameter rows: how many of the call's rows are to run.
  init(call: PhaseCall, twin: PhaseCall? = nil, engine: NativeEngine, rows: Int) {
    self.init(
      call, twin: twin, engine, engine.parameters(ofTwin: false, isAfterRun: call.isMeasure),
      rows: rows)
  }

  private init(
    _ call: PhaseCall, twin: PhaseCall?, _ engine: NativeEngine, _ parameters: ParameterCells,
    rows: Int
  ) {
    self.call = call
    world = call.world
    self.twin = twin
    self.engine = engine
    self.parameters = parameters
    self.rows = rows
  }

  enum Filling {
    case address(UnsafeMutableRawPointer)
    /// One number, for which the kernel's own cell is used.
    case cell(UInt64)
  }

  /// - Returns: `nil` where it is not to be had: then the interpreter runs.
  mutating func fill(_ binding: SlotBinding) -> Filling? {
    switch binding {
    case .field(let kind, let field, let buffer): return column(kind, field, buffer)
    case .gifts(let kind, let field):
      return .address(world.openedGifts(KindID(kind), FieldID(field)))
    case .status(let kind): return .address(.init(world.statusBytes(KindID(kind))))
    case .initialCount(let kind): return .cell(UInt64(world.initialCount(KindID(kind))))
    case .count(let kind): return .cell(UInt64(world.count(KindID(kind))))
    case .firstPending(let kind): return .cell(UInt64(world.firstPending(KindID(kind))))
    case .peerLists: return address(peerLists)
    case .identities(let kind): return .address(engine.identities.address(kind, world))
    case .network(let network, let side, let part): return rows(network, side, part)
    case .neighbourCount(let asked):
      return address(
        world.neighbourCounts(
          NetworkID(asked.network), side: asked.side, FieldID(asked.field), level: asked.level,
          isSettled: call.activation == .simultaneous))
    case .countLimit(let conditions): return .cell(UInt64(world.largestCount(conditions) + 1))
    case .tieField(let network, let field, let buffer):
      return address(
        world.tieColumn(NetworkID(network), field, writes: buffer == .write))
    case .parameter(let parameter): return .address(parameters.address(parameter))
    case .aggregate(let aggregate): return self.aggregate(aggregate)
    case .account(let account): return .address(.init(world.openedAccount(account)))
    case .gained(let kind, let phase, let words): return gained(kind, phase, words)
    case .isCounted: return .cell(world.isCounted ? 1 : 0)
    case .eventCount: return .cell(0)
    case .step: return .cell(UInt64(call.step))
    case .stream: return .cell(call.stream.rawValue)
    case .pairs: return address(call.pairs)
    case .events: return address(call.events)
    case .units: return address(call.units)
    case .kept: return address(call.kept)
    case .foldKept(let fold): return .address(.init(world.openedKept(fold)))
    case .output: return .address(.init(call.output))
    case .reasons: return .address(.init(call.reasons))
    case .reasonCode(let reason): return .cell(UInt64(world.reasonCode(reason)))
    case .logRows(let phase): return address(engine.lua.replays[phase]?.rowAddress)
    case .logColumn(let phase, let column):
      return engine.lua.replays[phase]?.address(ofColumn: column).map { .address($0) }
    case .freshEvents: return .address(.init(world.freshEvents(rows)))
    case .freshEventCount: return .cell(0)
    case .start(let kind, let field):
      return (world.startViews(KindID(kind))?[field].read).map { .address($0) }
    case .startCount(let kind): return .cell(UInt64(world.startCount(KindID(kind))))
    case .stepsRun: return .cell(UInt64(world.stepsRun))
    case .result(let position):
      return .address(.init(call.output + position * call.rowCount))
    case .resultTag(let position):
      return .address(.init(call.reasons + position * call.rowCount))
    case .ofTwin(let inner): return ofTwin(inner)
    case .constants: return nil
    }
  }

  private func ofTwin(_ binding: SlotBinding) -> Filling? {
    guard let twin else { return nil }
    var filler = SlotFiller(
      twin, twin: nil, engine, engine.parameters(ofTwin: true, isAfterRun: true), rows: rows)
    return filler.fill(binding)
  }

  private func address<Cell>(_ pointer: UnsafePointer<Cell>?) -> Filling? {
    pointer.map { .address(UnsafeMutableRawPointer(mutating: $0)) }
  }

  private func address<Cell>(_ pointer: UnsafeMutablePointer<Cell>?) -> Filling? {
    pointer.map { .address(UnsafeMutableRawPointer($0)) }
  }

  /// Gives fields of actors that enter a second buffer before any address is taken.
  func makeWritable(_ bindings: [SlotBinding]) {
    for case .field(let kind, let field, .entered) in bindings {
      world.makeWritable(KindID(kind), FieldID(field))
    }
  }

  private func column(_ kind: Int, _ field: Int, _ buffer: SlotBinding.Buffer) -> Filling {
    let kind = KindID(kind)
    if buffer == .write, case .own = call.fieldAccess, call.kind == kind, writes.contains(field),
      !isUnseen(kind, field)
    {
      world.makeWritable(kind, FieldID(field))
    }
    let view = world.views(of: kind)[field]
    return .address(buffer == .read ? view.read : view.write)
  }

  /// Fields of the acting actor that the function assigns, and fields that it looks at in others.
  ///
  /// A field that nobody looks at in others needs no second buffer: each row's cell is its own.
  var writes: Set<Int> = []
  /// `nil`: it may look at any.
  var seen: Set<SeenField>? = []
  /// Where the host's lists of peers are found.
  var peerLists: UnsafeMutablePointer<Int>?

  private func isUnseen(_ kind: KindID, _ field: Int) -> Bool {
    seen.map { !$0.contains(SeenField(kind: kind.rawValue, field: field)) } ?? false
  }

  private func rows(_ network: Int, _ side: Int, _ part: SlotBinding.NetworkPart) -> Filling? {
    let id = NetworkID(network)
    guard !world.isThawed(id) else { return nil }
    let rows = world.compressedRows(id, side: side)
    let (kind, changes) = engine.side(side, of: network)
    // A kernel asks for the number of rows only where actors come and go.
    guard changes || rows.count >= world.initialCount(kind) else { return nil }
    switch part {
    case .rowCount: return .cell(UInt64(rows.count))
    case .rowStart: return address(rows.starts)
    case .targets: return address(rows.targets)
    case .ties: return address(rows.ties)
    }
  }

  private func aggregate(_ wanted: HostModel.Aggregate) -> Filling? {
    let operation: Aggregate.Operation =
      switch wanted.operation {
      case .sum: .sum
      case .mean: .mean
      case .count: .count
      }
    let aggregate = Aggregate(
      operation, KindID(wanted.kind), wanted.field.map(FieldID.init))
    let list: [Aggregate]
    switch call.role {
    case .value, .world, .fold: list = world.model.aggregates
    case .initial: list = []
    default: list = call.phase.map { world.model.phases[$0.rawValue].aggregates } ?? []
    }
    return list.firstIndex(of: aggregate).flatMap { address(call.aggregates + $0) }
  }

  private func gained(_ kind: Int, _ phase: Int, _ words: [String]) -> Filling? {
    let asked = LedgerWords(study: engine.lua.study).account(phase, kind: kind, words)
    guard case .success(let account) = asked,
      let position = world.model.accounts.firstIndex(of: account)
    else { return nil }
    return address(world.accountColumn(position))
  }
}

/// A field of a kind, by position.
struct SeenField: Hashable {
  let kind: Int
  let field: Int
}

extension World {
  /// The most neighbours that anybody has who is counted for.
  func largestCount(_ conditions: [SlotBinding.NeighbourCondition]) -> Int {
    conditions.map { largestDegree(NetworkID($0.network), side: $0.side) }.max() ?? 0
  }
}
