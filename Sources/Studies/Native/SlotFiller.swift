import Compiler
import Randomness
import Simulation

/// Finds what stands behind the slots of a kernel in a world.
struct SlotFiller {
  let call: PhaseCall
  let engine: NativeEngine
  private var world: World { call.world }

  private let rows: Int

  /// - Parameter rows: how many of the call's rows are to run.
  init(call: PhaseCall, engine: NativeEngine, rows: Int) {
    self.call = call
    self.engine = engine
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
    case .tieField(let network, let field, let buffer):
      return address(
        world.tieColumn(NetworkID(network), field, writes: buffer == .write))
    case .parameter(let parameter): return .address(engine.parameters.address(parameter))
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
    case .output: return .address(.init(call.output))
    case .reasons: return .address(.init(call.reasons))
    case .reasonCode(let reason): return .cell(UInt64(world.reasonCode(reason)))
    case .logRows(let phase): return address(engine.lua.replays[phase]?.rowAddress)
    case .logColumn(let phase, let column):
      return engine.lua.replays[phase]?.address(ofColumn: column).map { .address($0) }
    case .freshEvents: return .address(.init(world.freshEvents(rows)))
    case .freshEventCount: return .cell(0)
    case .constants: return nil
    }
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
    if buffer == .write, case .own = call.fieldAccess, call.kind == kind {
      // Only fields that the function assigns have a second buffer: others are the same memory.
      if writes.contains(field) { world.makeWritable(kind, FieldID(field)) }
    }
    let view = world.views(of: kind)[field]
    return .address(buffer == .read ? view.read : view.write)
  }

  /// Fields of the acting actor that the function assigns.
  var writes: Set<Int> = []
  /// Where the host's lists of peers are found.
  var peerLists: UnsafeMutablePointer<Int>?

  private func rows(_ network: Int, _ side: Int, _ part: SlotBinding.NetworkPart) -> Filling? {
    let id = NetworkID(network)
    guard !world.isThawed(id) else { return nil }
    let rows = world.compressedRows(id, side: side)
    let kind =
      side == 0
      ? engine.lua.study.networks[network].from : engine.lua.study.networks[network].to
    // A kernel asks for the number of rows only where actors come and go.
    guard engine.host.kinds[kind.rawValue].changes || rows.count >= world.initialCount(kind)
    else { return nil }
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
