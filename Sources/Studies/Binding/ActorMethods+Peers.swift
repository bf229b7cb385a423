import CLua
import Randomness
import Simulation

/// A tie as seen from one end.
struct VisibleTie {
  var target: Int32
  var tie: Int32
}

extension LuaEngine {
  /// The ties of an actor whose other ends can be seen, ascending by their numbers.
  func visible(_ world: World, _ network: NetworkID, _ side: Int, _ number: Int) -> [VisibleTie] {
    let neighbours = world.neighbours(network, side: side, of: number)
    let kind = world.neighbourKind(network, side: side)
    let all = world.allVisible(kind)
    var ties: [VisibleTie] = []
    ties.reserveCapacity(neighbours.count)
    for index in 0..<neighbours.count {
      let target = neighbours.targets[index]
      if all || world.isVisible(kind, Int(target)) {
        ties.append(VisibleTie(target: target, tie: neighbours.ties[index]))
      }
    }
    return ties
  }
}

/// `for peer, tie in self:peers("network")`; with a number a random sample of that size, with a
/// number and a field the ones with the highest values.
let peers: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let receiver = engine.receiver(frame, "peers"),
      let network = engine.network(frame, receiver, "peers")
    else { return CLUA_ERROR }
    let world = receiver.world
    let kind = world.neighbourKind(network.id, side: network.side)
    let peerClass = HandleClass.actor(kind.rawValue, slot: receiver.slot)
    let tieClass = receiver.slot == 0 ? HandleClass.tie(network.id.rawValue) : 0
    let loop: Int?
    if !frame.has(2), world.allVisible(kind) {
      let ties = world.neighbours(network.id, side: network.side, of: receiver.number)
      loop = engine.peerLoops.begin(ties, peerClass: peerClass, tieClass: tieClass)
    } else {
      let all = engine.visible(world, network.id, network.side, receiver.number)
      guard let ties = engine.chosen(frame, all, kind, receiver) else { return CLUA_ERROR }
      loop = engine.peerLoops.begin(ties, peerClass: peerClass, tieClass: tieClass)
    }
    guard let loop else {
      return frame.refuse("too many loops over peers were left by break in one call")
    }
    frame.results[0].set(reference: engine.nextPeerFunction)
    frame.results[1].set(handle: HandleClass.handle(HandleClass.cursor, loop))
    frame.pointee.resultCount = 2
    return CLUA_OK
  }
}

/// One turn of the loop.
let nextPeer: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let handle = frame.handle(0),
      let loop = engine.peerLoops.resume(HandleClass.payload(of: handle))
    else { return frame.refuse("a loop over peers cannot be kept for later") }
    let position = loop.pointee.position
    guard position < loop.pointee.count else {
      engine.peerLoops.end(to: engine.peerLoops.count - 1)
      frame.results[0].setNil()
      frame.pointee.resultCount = 1
      return CLUA_OK
    }
    loop.pointee.position = position + 1
    frame.results[0].set(
      handle: HandleClass.handle(loop.pointee.peerClass, Int(loop.pointee.targets[position])))
    if loop.pointee.tieClass != 0 {
      frame.results[1].set(
        handle: HandleClass.handle(loop.pointee.tieClass, Int(loop.pointee.ties[position])))
    } else {
      frame.results[1].setNil()
    }
    frame.pointee.resultCount = 2
    return CLUA_OK
  }
}

extension LuaEngine {
  /// The ties that the arguments after the network ask for; `nil`: refused.
  fileprivate func chosen(
    _ frame: Frame, _ all: [VisibleTie], _ kind: KindID, _ receiver: Receiver
  ) -> [VisibleTie]? {
    guard frame.has(2) else { return all }
    guard let wanted = frame.integer(2), wanted >= 0 else {
      _ = frame.refuse("peers takes a whole number of peers after the network")
      return nil
    }
    let count = Int(min(wanted, Int64(all.count)))
    return frame.has(3)
      ? highest(frame, all, count, kind, receiver.world)
      : sample(frame, all, count, kind, receiver)
  }
}

extension LuaEngine {
  fileprivate func sample(
    _ frame: Frame, _ ends: [VisibleTie], _ count: Int, _ kind: KindID, _ receiver: Receiver
  ) -> [VisibleTie]? {
    guard let call = scope.call else {
      _ = frame.refuse("a random sample of peers draws; a measure cannot draw")
      return nil
    }
    guard frame.pointee.tag >= 0 else {
      _ = frame.refuse(
        "a random sample of peers must be taken in the function itself or in a local helper, "
          + "written self:peers(\"network\", n)")
      return nil
    }
    if !scope.noteDraw(frame.pointee.tag) {
      _ = frame.refuse(
        "this sample of peers would be the same each time it is reached in one call: take it "
          + "outside the loop")
      return nil
    }
    var address = call.address(site: UInt32(bitPattern: frame.pointee.tag))
    address.actor = receiver.world.identity(receiver.kindID, receiver.number)
    return ends.sample(count, of: kind, receiver.world, address)
  }

  fileprivate func highest(
    _ frame: Frame, _ ends: [VisibleTie], _ count: Int, _ kind: KindID, _ world: World
  ) -> [VisibleTie]? {
    let declaration = study.kinds[kind.rawValue]
    guard let name = frame.text(3), let field = declaration.field(named: name) else {
      _ = frame.refuse(
        Messages.unknownField(frame.text(3) ?? "?", of: declaration))
      return nil
    }
    guard case .number = declaration.fields[field.rawValue].type else {
      _ = frame.refuse("peers can be ranked by a number only; '\(name)' is none")
      return nil
    }
    return ends.highest(count, by: field, of: kind, world)
  }
}

extension [VisibleTie] {
  /// The ends with the lowest addressed keys: taking one away leaves the order of the others.
  ///
  /// - Parameter address: of the draws, without the ends as partners.
  func sample(
    _ count: Int, of kind: KindID, _ world: World, _ address: DrawAddress
  ) -> [VisibleTie] {
    let keyed = map { end -> (key: UInt64, end: VisibleTie) in
      var address = address
      address.partner = world.identity(kind, Int(end.target))
      var stream = DrawStream(address)
      return (stream.nextBits(), end)
    }
    return keyed.sorted { ($0.key, $0.end.target) < ($1.key, $1.end.target) }.prefix(count)
      .map(\.end).sorted { $0.target < $1.target }
  }

  /// The ends with the highest values of a number field; among equal ones the lower number.
  func highest(
    _ count: Int, by field: FieldID, of kind: KindID, _ world: World
  ) -> [VisibleTie] {
    let valued = map { end in
      (value: world.number(kind, field, Int(end.target), own: false), end: end)
    }
    let sorted = valued.sorted { left, right in
      if left.value.isNaN || right.value.isNaN {
        return right.value.isNaN && !left.value.isNaN
          || left.value.isNaN == right.value.isNaN && left.end.target < right.end.target
      }
      return (right.value, left.end.target) < (left.value, right.end.target)
    }
    return sorted.prefix(count).map(\.end).sorted { $0.target < $1.target }
  }
}
