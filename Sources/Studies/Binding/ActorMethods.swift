import CLua
import LuaRuntime
import Randomness
import Simulation

/// The methods of every actor.
let actorMethods: [String: CLuaHostBody] = [
  "peers": peers, "sum": sumOverTies, "degree": degree, "tied": isTied, "give": giveAmount,
  "claim": claimField, "gained": gained, "value": valueOf, "rank": rankOf, "leave": leave,
  "tie": tieWith, "untie": untieFrom,
]

/// The actor that a method is called on.
struct Receiver {
  let world: World
  let kind: Int
  let number: Int
  let slot: Int

  var kindID: KindID { KindID(kind) }
}

extension LuaEngine {
  func receiver(_ frame: Frame, _ name: String) -> Receiver? {
    guard let handle = frame.handle(0),
      case .actor(let kind, let slot) = sorts[HandleClass.handleClass(of: handle)],
      let world = worlds[slot]
    else {
      _ = frame.refuse("\(name) is a method of an actor: write actor:\(name)(...) with a colon")
      return nil
    }
    return Receiver(
      world: world, kind: kind, number: HandleClass.payload(of: handle), slot: slot)
  }

  /// The network that argument 1 names, and the receiver's side of it.
  func network(_ frame: Frame, _ receiver: Receiver, _ name: String) -> (id: NetworkID, side: Int)?
  {
    guard let index = frame.position(1, in: networkNames) else {
      _ = frame.refuse(
        frame.text(1).map { Messages.unknownNetwork($0, in: study) }
          ?? "\(name) needs the name of a network")
      return nil
    }
    guard let side = receiver.world.side(of: receiver.kindID, in: NetworkID(index)) else {
      _ = frame.refuse(
        "network '\(study.networks[index].name)' does not tie any "
          + study.kinds[receiver.kind].name)
      return nil
    }
    return (NetworkID(index), side)
  }
}

private let degree: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let receiver = engine.receiver(frame, "degree"),
      let network = engine.network(frame, receiver, "degree")
    else { return CLUA_ERROR }
    let count = receiver.world.degree(network.id, side: network.side, of: receiver.number)
    return frame.give(integer: Int64(count))
  }
}

private let isTied: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let receiver = engine.receiver(frame, "tied"),
      let network = engine.network(frame, receiver, "tied")
    else { return CLUA_ERROR }
    let otherKind = receiver.world.neighbourKind(network.id, side: network.side)
    guard let other = frame.handle(2),
      HandleClass.handleClass(of: other)
        == Int(HandleClass.actor(otherKind.rawValue, slot: receiver.slot))
    else {
      return frame.refuse(
        "tied needs a \(engine.study.kinds[otherKind.rawValue].name) after the network")
    }
    let number = HandleClass.payload(of: other)
    let (a, b) = network.side == 0 ? (receiver.number, number) : (number, receiver.number)
    return frame.give(boolean: receiver.world.tieBetween(network.id, a, b) != nil)
  }
}

/// `self:sum("line", "level")`: over one's ties, of a field of the tie or of the actor at its end.
private let sumOverTies: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let receiver = engine.receiver(frame, "sum"),
      let network = engine.network(frame, receiver, "sum")
    else { return CLUA_ERROR }
    guard let name = frame.text(2) else {
      return frame.refuse("sum needs a network and a field: self:sum(\"line\", \"level\")")
    }
    let world = receiver.world
    let visible = engine.visible(world, network.id, network.side, receiver.number)
    let declaration = engine.study.networks[network.id.rawValue]
    if let field = declaration.tieFields.firstIndex(of: name) {
      let acting = engine.scope.call?.tie ?? -1
      return frame.give(
        Reduction.sum(count: visible.count) { index in
          let tie = Int(visible[index].tie)
          return world.tieField(network.id, field, tie, own: tie == acting)
        })
    }
    let otherKind = world.neighbourKind(network.id, side: network.side)
    let kind = engine.study.kinds[otherKind.rawValue]
    guard let field = kind.field(named: name), case .number = kind.fields[field.rawValue].type else {
      return frame.refuse(
        "sum: '\(name)' is neither a field of a tie of '\(declaration.name)' nor a number of "
          + "\(kind.name)")
    }
    return frame.give(
      Reduction.sum(count: visible.count) { index in
        world.number(otherKind, field, Int(visible[index].target), own: false)
      })
  }
}
