import CLua
import Randomness
import Simulation

/// A loop over peers that is under way.
struct Cursor {
  var ends: [VisibleTie]
  var position = 0
  var kind: Int
  var network: Int
  var slot: Int
}

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
    var ends = engine.visible(world, network.id, network.side, receiver.number)
    let kind = world.neighbourKind(network.id, side: network.side)
    if frame.has(2) {
      guard let wanted = frame.integer(2), wanted >= 0 else {
        return frame.refuse("peers takes a whole number of peers after the network")
      }
      let count = Int(min(wanted, Int64(ends.count)))
      if frame.has(3) {
        guard let chosen = engine.highest(frame, ends, count, kind, world) else {
          return CLUA_ERROR
        }
        ends = chosen
      } else {
        guard let chosen = engine.sample(frame, ends, count, kind, receiver) else {
          return CLUA_ERROR
        }
        ends = chosen
      }
    }
    engine.cursors.append(
      Cursor(
        ends: ends, kind: kind.rawValue, network: network.id.rawValue, slot: receiver.slot))
    frame.results[0].set(reference: engine.nextPeerFunction)
    frame.results[1].set(
      handle: HandleClass.handle(HandleClass.cursor, engine.cursors.count - 1))
    frame.pointee.resultCount = 2
    return CLUA_OK
  }
}

/// One turn of the loop.
let nextPeer: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let handle = frame.handle(0) else { return CLUA_ERROR }
    let index = HandleClass.payload(of: handle)
    guard index < engine.cursors.count else {
      return frame.refuse("a loop over peers cannot be kept for later")
    }
    let position = engine.cursors[index].position
    guard position < engine.cursors[index].ends.count else {
      if index == engine.cursors.count - 1 { engine.cursors.removeLast() }
      frame.results[0].setNil()
      frame.pointee.resultCount = 1
      return CLUA_OK
    }
    engine.cursors[index].position = position + 1
    let end = engine.cursors[index].ends[position]
    frame.results[0].set(
      handle: engine.actorHandle(
        engine.cursors[index].kind, Int(end.target), slot: engine.cursors[index].slot))
    if engine.cursors[index].slot == 0 {
      frame.results[1].set(
        handle: HandleClass.handle(
          HandleClass.tie(engine.cursors[index].network), Int(end.tie)))
    } else {
      frame.results[1].setNil()
    }
    frame.pointee.resultCount = 2
    return CLUA_OK
  }
}

extension LuaEngine {
  /// The ends with the lowest addressed keys: taking one away leaves the order of the others.
  fileprivate func sample(
    _ frame: Frame, _ ends: [VisibleTie], _ count: Int, _ kind: KindID, _ receiver: Receiver
  ) -> [VisibleTie]? {
    guard let call = scope.call, frame.pointee.tag >= 0 else {
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
    let keyed = ends.map { end -> (key: UInt64, end: VisibleTie) in
      address.partner = receiver.world.identity(kind, Int(end.target))
      var stream = DrawStream(address)
      return (stream.nextBits(), end)
    }
    return keyed.sorted { ($0.key, $0.end.target) < ($1.key, $1.end.target) }.prefix(count)
      .map(\.end).sorted { $0.target < $1.target }
  }

  /// The ends with the highest values of a field; ties go to the lower number.
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
    let valued = ends.map { end in
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
