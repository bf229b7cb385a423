import Compiler
import Randomness
import Simulation

/// Lists peers for a kernel, as `peers` of an actor does for the interpreter.
///
/// - Returns: how many there are.
func listPeers(
  _ callee: HostCallee, _ arguments: Arguments, _ call: PhaseCall, _ context: CallContext
) -> Int {
  guard let lua = context.engine?.lua else { return 0 }
  let world = call.world
  let number = arguments.int(0)
  var list: [VisibleTie]
  switch callee {
  case .peers(let network, let side):
    let id = NetworkID(network)
    if world.allVisible(world.neighbourKind(id, side: side)) {
      let ties = world.neighbours(id, side: side, of: number)
      context.peerLists.show(ties.targets, ties.ties)
      return ties.count
    }
    list = lua.visible(world, id, side, number)
  case .sampledPeers(let network, let side):
    let id = NetworkID(network)
    let receiver = world.neighbourKind(id, side: 1 - side)
    let address = DrawAddress(
      key: call.stream, actor: world.identity(receiver, number),
      step: UInt32(truncatingIfNeeded: call.step),
      site: UInt32(truncatingIfNeeded: arguments.words[2]))
    list = lua.visible(world, id, side, number)
      .sample(arguments.int(1), of: world.neighbourKind(id, side: side), world, address)
  case .highestPeers(let network, let side, let field):
    let id = NetworkID(network)
    let kind = world.neighbourKind(id, side: side)
    list = lua.visible(world, id, side, number)
      .highest(arguments.int(1), by: FieldID(field), of: kind, world)
  default: return 0
  }
  context.peerLists.show(list)
  return list.count
}

/// Changes who is there and who is tied to whom.
///
/// - Returns: what the kernel is given; see `HostCallee`.
func change(
  _ callee: HostCallee, _ arguments: Arguments, _ call: PhaseCall, _ context: CallContext
) -> Int {
  let world = call.world
  switch callee {
  case .claim(let kind, let field, let claimantKind):
    world.claim(
      KindID(kind), FieldID(field), arguments.int(0),
      claimant: ActorID(kind: KindID(claimantKind), number: arguments.int(1)),
      word: arguments.words[2])
  case .enter(let kind):
    // The addresses that the kernel knows must stay: the interpreter makes room.
    guard world.hasRoom(KindID(kind)), let creator = call.kind else { return -1 }
    do throws(KernelFailure) {
      let number = try world.enter(
        KindID(kind), by: ActorID(kind: creator, number: arguments.int(0)))
      context.engine?.identities.update(kind, world)
      return number
    } catch {
      // The interpreter says what is wrong.
      return -1
    }
  case .leave(let kind): world.leave(KindID(kind), arguments.int(0))
  case .tie(let network, let isWeighted):
    let id = NetworkID(network)
    guard call.activation == .simultaneous || world.hasRoomForTie(id) else { return 0 }
    world.tie(
      id, arguments.int(0), arguments.int(1), weight: isWeighted ? arguments.float(2) : nil)
    return 1
  case .untie(let network):
    world.untie(NetworkID(network), arguments.int(0), arguments.int(1))
  default: break
  }
  return 0
}
