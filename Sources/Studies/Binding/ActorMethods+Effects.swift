import CLua
import LuaRuntime
import Randomness
import Simulation

/// `other:give("field", amount)`: adds up, whoever gives.
let giveAmount: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let call = engine.acting(frame, "give"), let receiver = engine.receiver(frame, "give")
    else { return CLUA_ERROR }
    _ = call
    let declaration = engine.study.kinds[receiver.kind]
    guard let name = frame.text(1) else {
      return frame.refuse("give needs a field and an amount: other:give(\"field\", 1)")
    }
    guard let field = declaration.field(named: name) else {
      return frame.refuse(Messages.unknownField(name, of: declaration))
    }
    guard let amount = frame.number(2) else {
      return frame.refuse(
        "give: the amount must be a number, got \(engine.described(frame.argument(2)))")
    }
    switch declaration.fields[field.rawValue].type {
    case .number: receiver.world.give(receiver.kindID, field, receiver.number, amount)
    case .integer:
      guard let whole = frame.integer(2) else {
        return frame.refuse("give: '\(name)' is a whole number, the amount \(amount) is not")
      }
      receiver.world.giveInteger(receiver.kindID, field, receiver.number, whole)
    default:
      return frame.refuse(
        "give adds to numbers; '\(name)' of \(declaration.name) is none"
          + (declaration.fields[field.rawValue].type.isReference
            ? ": use claim for a reference" : ""))
    }
    return frame.giveNothing()
  }
}

/// `other:claim("field", actor)`: one claimant wins, by an addressed draw.
let claimField: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let call = engine.acting(frame, "claim"), let receiver = engine.receiver(frame, "claim")
    else { return CLUA_ERROR }
    let declaration = engine.study.kinds[receiver.kind]
    guard let name = frame.text(1), let field = declaration.field(named: name) else {
      return frame.refuse(Messages.unknownField(frame.text(1) ?? "?", of: declaration))
    }
    guard case .reference(let kind) = declaration.fields[field.rawValue].type else {
      return frame.refuse("claim is for references; '\(name)' of \(declaration.name) is none")
    }
    guard let claimant = frame.handle(2).flatMap(engine.actor), claimant.kind == kind.rawValue
    else {
      return frame.refuse(
        "claim: '\(name)' refers to a \(engine.study.kinds[kind.rawValue].name); "
          + "other:claim(\"\(name)\", self)")
    }
    let world = receiver.world
    var address = call.address(site: LuaEngine.claimSite)
    address.actor = world.identity(kind, claimant.number)
    address.partner = world.identity(receiver.kindID, receiver.number)
    var stream = DrawStream(address)
    world.claim(
      receiver.kindID, field, receiver.number,
      claimant: ActorID(kind: kind, number: claimant.number), word: stream.nextBits())
    return frame.giveNothing()
  }
}

let leave: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard engine.acting(frame, "leave") != nil, let receiver = engine.receiver(frame, "leave")
    else { return CLUA_ERROR }
    receiver.world.leave(receiver.kindID, receiver.number)
    return frame.giveNothing()
  }
}

let tieWith: CLuaHostBody = { frame in
  changeTie(frame, "tie") { engine, network, a, b in
    let weight = frame.has(3) ? frame.number(3) : nil
    if frame.has(3), weight == nil {
      return frame.refuse(
        "tie: the weight must be a number, got \(engine.described(frame.argument(3)))")
    }
    engine.worlds[0]?.tie(network, a, b, weight: weight)
    return frame.giveNothing()
  }
}

let untieFrom: CLuaHostBody = { frame in
  changeTie(frame, "untie") { engine, network, a, b in
    engine.worlds[0]?.untie(network, a, b)
    return frame.giveNothing()
  }
}

private func changeTie(
  _ frame: Frame, _ name: String, _ change: (LuaEngine, NetworkID, Int, Int) -> Int32
) -> Int32 {
  frame.withEngine { engine in
    guard engine.acting(frame, name) != nil, let receiver = engine.receiver(frame, name),
      let network = engine.network(frame, receiver, name)
    else { return CLUA_ERROR }
    let otherKind = receiver.world.neighbourKind(network.id, side: network.side)
    guard let other = frame.handle(2).flatMap(engine.actor), other.kind == otherKind.rawValue else {
      return frame.refuse(
        "\(name) needs a \(engine.study.kinds[otherKind.rawValue].name) after the network")
    }
    let (a, b) =
      network.side == 0 ? (receiver.number, other.number) : (other.number, receiver.number)
    return change(engine, network.id, a, b)
  }
}

extension LuaEngine {
  /// The site of claims: the claimant and the claimed make the address.
  static let claimSite: UInt32 = 0xFFFE_0000
}

extension FieldType {
  fileprivate var isReference: Bool {
    if case .reference = self { true } else { false }
  }
}
