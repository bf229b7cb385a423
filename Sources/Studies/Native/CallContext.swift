import CLLVM
import Compiler
import Randomness
import Simulation

/// What callees of a kernel find out about the call that runs.
final class CallContext {
  let callees: [HostCallee]
  let peerLists = PeerLists()
  unowned(unsafe) var call: PhaseCall?
  /// What is asked of the twin's world, where a measure has one.
  unowned(unsafe) var twin: PhaseCall?
  /// The folds whose kept numbers a measure asks for.
  var folds = 0..<0
  unowned(unsafe) var engine: NativeEngine?
  private let frame: UnsafeMutablePointer<CKernelFrame>
  /// The row that a callee last had to do with, and whether the world's log is about it.
  private var row: Int64 = -1
  private var isLogged = false

  init(_ callees: [HostCallee], _ frame: UnsafeMutablePointer<CKernelFrame>) {
    self.callees = callees
    self.frame = frame
  }

  func begin(_ call: PhaseCall, twin: PhaseCall?, _ engine: NativeEngine) {
    self.call = call
    self.twin = twin
    self.engine = engine
    row = -1
  }

  /// Every callee that is not pure calls it first.
  func beginRow() {
    guard frame.pointee.row != row else { return }
    row = frame.pointee.row
    isLogged = false
    peerLists.clear()
  }

  /// Every callee that changes the world calls it first: notes in the kernel's log how far the
  /// world's log has come, so that both can be undone in one order.
  func beginEffect(_ world: World) {
    beginRow()
    if !isLogged { world.beginRow() }
    isLogged = true
    let count = Int(frame.pointee.undoCount)
    guard let log = frame.pointee.undo, count == 0 || log[count - 1].size != 0 else { return }
    log[count] = CKernelUndo(cell: nil, bits: UInt64(world.effectCount), size: 0)
    frame.pointee.undoCount += 1
  }

  /// Undoes what callees have changed since the world's log had `count` entries.
  func takeBack(to count: Int, _ world: World) {
    world.takeBack(to: count)
    engine?.identities.shrink(world)
  }
}

/// The host's side of all calls from kernels.
let answerKernel: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt64>?) -> UInt64 = {
  host, arguments in
  guard let host, let arguments else { return 0 }
  return Unmanaged<CallContext>.fromOpaque(host)._withUnsafeGuaranteedRef { context in
    guard let call = context.call else { return 0 }
    return answer(
      context.callees[Int(arguments[0])], Arguments(words: arguments + 1), call, context)
  }
}

/// The arguments of a callee, by position.
struct Arguments {
  let words: UnsafePointer<UInt64>

  func int(_ index: Int) -> Int { Int(Int64(bitPattern: words[index])) }
  func float(_ index: Int) -> Double { Double(bitPattern: words[index]) }
  func bool(_ index: Int) -> Bool { words[index] != 0 }
}

private func answer(
  _ callee: HostCallee, _ arguments: Arguments, _ call: PhaseCall, _ context: CallContext
) -> UInt64 {
  let world = call.world
  func bits(_ number: Int) -> UInt64 { UInt64(bitPattern: Int64(number)) }
  switch callee {
  case .sample(let sampler): return sample(sampler, arguments, call)
  case .anyActor(let kind):
    var stream = stream(arguments, call)
    let excluded = arguments.int(3)
    let number = world.randomActor(
      KindID(kind), excluding: excluded < 0 ? nil : excluded, stream: &stream)
    return bits(number ?? -1)
  case .degree(let network, let side):
    return bits(world.degree(NetworkID(network), side: side, of: arguments.int(0)))
  case .tieSum(let network, let side, let field):
    let ties = context.engine?.lua.visible(world, NetworkID(network), side, arguments.int(0)) ?? []
    let own = arguments.int(1)
    return Reduction.sum(count: ties.count) { index in
      let tie = Int(ties[index].tie)
      return world.tieField(NetworkID(network), field, tie, own: tie == own)
    }.bitPattern
  case .neighbourSum(let network, let side, let field):
    let ties = context.engine?.lua.visible(world, NetworkID(network), side, arguments.int(0)) ?? []
    let kind = world.neighbourKind(NetworkID(network), side: side)
    return Reduction.sum(count: ties.count) { index in
      world.number(kind, FieldID(field), Int(ties[index].target), own: false)
    }.bitPattern
  case .tieBetween(let network):
    return bits(
      world.tieBetween(NetworkID(network), arguments.int(0), arguments.int(1)) ?? -1)
  case .value(let definition, let kind):
    guard let engine = context.engine, let id = engine.lua.valueIDs[definition][kind] else {
      return Double.nan.bitPattern
    }
    let number =
      call.isAfterRun
      ? world.total(id, arguments.int(0)) : world.value(id, arguments.int(0))
    return number.bitPattern
  case .theOnly(let kind): return bits(world.onlyLiving(KindID(kind)) ?? -1)
  case .peers, .sampledPeers, .highestPeers:
    context.beginRow()
    return bits(listPeers(callee, arguments, call, context))
  case .claim, .enter, .leave, .tie, .untie:
    context.beginEffect(world)
    return bits(change(callee, arguments, call, context))
  case .ofTwin(let inner):
    guard let twin = context.twin else { return 0 }
    return answer(inner, arguments, twin, context)
  case .valueReason, .rank, .twin, .total, .events, .kept:
    return answerMeasure(callee, arguments, call, context)
  }
}

private func stream(_ arguments: Arguments, _ call: PhaseCall) -> DrawStream {
  DrawStream(
    DrawAddress(
      key: call.stream, actor: arguments.words[0], partner: arguments.words[1],
      step: UInt32(truncatingIfNeeded: call.step),
      site: UInt32(truncatingIfNeeded: arguments.words[2])))
}

private func sample(
  _ sampler: HostCallee.Sampler, _ arguments: Arguments, _ call: PhaseCall
) -> UInt64 {
  var stream = stream(arguments, call)
  func x(_ index: Int) -> Double { arguments.float(3 + index) }
  switch sampler {
  case .normal: return stream.normal(mean: x(0), sd: x(1)).bitPattern
  case .truncatedNormal:
    return stream.truncatedNormal(mean: x(0), sd: x(1), low: x(2), high: x(3)).bitPattern
  case .lognormal: return stream.lognormal(meanlog: x(0), sdlog: x(1)).bitPattern
  case .beta: return stream.beta(x(0), x(1)).bitPattern
  case .gamma: return stream.gamma(shape: x(0), scale: x(1)).bitPattern
  case .exponential: return stream.exponential(rate: x(0)).bitPattern
  case .poisson:
    // Lanes that are given up can bring anything.
    guard SamplerDomain.poisson(mean: x(0)) == nil else { return Double.nan.bitPattern }
    return Double(stream.poisson(mean: x(0))).bitPattern
  case .binomial:
    guard SamplerDomain.binomial(n: x(0), p: x(1)) == nil else { return Double.nan.bitPattern }
    return Double(stream.binomial(n: Int64(x(0)), p: x(1))).bitPattern
  case .integer:
    let number = stream.integer(
      low: Int64(bitPattern: arguments.words[3]), high: Int64(bitPattern: arguments.words[4]))
    return UInt64(bitPattern: number)
  }
}
