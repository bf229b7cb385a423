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
    guard let networkName = frame.text(1) else {
      _ = frame.refuse("\(name) needs the name of a network")
      return nil
    }
    guard let index = networkIndex[networkName] else {
      _ = frame.refuse(Messages.unknownNetwork(networkName, in: study))
      return nil
    }
    guard let side = receiver.world.side(of: receiver.kindID, in: NetworkID(index)) else {
      _ = frame.refuse(
        "network '\(networkName)' does not tie any \(study.kinds[receiver.kind].name)")
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
    guard let other = frame.handle(2).flatMap(engine.actor) else {
      return frame.refuse("tied needs an actor after the network")
    }
    let (a, b) =
      network.side == 0 ? (receiver.number, other.number) : (other.number, receiver.number)
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

private let gained: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let receiver = engine.receiver(frame, "gained") else { return CLUA_ERROR }
    guard let phaseName = frame.text(1) else {
      return frame.refuse("gained needs the name of an encounter: self:gained \"offer\"")
    }
    guard let phase = engine.phaseIndex[phaseName], engine.study.phases[phase].sides != nil else {
      return frame.refuse(Messages.unknownPhase(phaseName, in: engine.study))
    }
    var words: [String] = []
    for index in 2..<max(2, Int(frame.pointee.argumentCount)) where frame.has(index) {
      guard let word = frame.text(index) else {
        return frame.refuse("gained takes texts after the encounter: \"total\", \"active\", a tag")
      }
      words.append(word)
    }
    let key = GainedKey(phase: phase, kind: receiver.kind, slot: receiver.slot, words: words)
    if let account = engine.accounts[key] {
      return frame.give(receiver.world.gained(account, receiver.number))
    }
    switch LedgerWords(study: engine.study).account(phase, kind: receiver.kind, words) {
    case .failure(let problem): return frame.refuse(problem.message)
    case .success(let wanted):
      guard
        let account = receiver.world.account(
          phase: wanted.phase, kind: wanted.kind, part: wanted.part, isTotal: wanted.isTotal)
      else {
        return frame.refuse(
          "gained: this part of the ledger was not kept, since its name is not written as a text "
            + "where it is asked for")
      }
      engine.accounts[key] = account
      return frame.give(receiver.world.gained(account, receiver.number))
    }
  }
}

/// A question to the ledger, as asked.
struct GainedKey: Hashable {
  var phase: Int
  var kind: Int
  var slot: Int
  var words: [String]
}

/// `value "name"`: this step's number while a world runs, the summed one in `end` definitions and in
/// measures.
private let valueOf: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let receiver = engine.receiver(frame, "value") else { return CLUA_ERROR }
    guard let value = engine.value(frame, receiver) else { return CLUA_ERROR }
    let isOver = engine.scope.call == nil || engine.scope.isAfterRun
    let world = receiver.world
    let number = isOver ? world.total(value, receiver.number) : world.value(value, receiver.number)
    if !number.isNaN { return frame.give(number) }
    let code =
      isOver
      ? world.totalReason(value, receiver.number) : world.valueReason(value, receiver.number)
    return frame.give(handle: engine.undefined(world.reasonText(code)))
  }
}

private let rankOf: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let receiver = engine.receiver(frame, "rank") else { return CLUA_ERROR }
    guard engine.scope.call == nil else {
      return frame.refuse("rank is for measures: it compares what runs came to")
    }
    guard let value = engine.value(frame, receiver) else { return CLUA_ERROR }
    let rank = receiver.world.rank(value, receiver.number)
    return rank.isNaN
      ? frame.give(handle: engine.undefined("nan_input")) : frame.give(rank)
  }
}

extension LuaEngine {
  /// The value definition of the receiver's kind that argument 1 names.
  fileprivate func value(_ frame: Frame, _ receiver: Receiver) -> ValueID? {
    guard let name = frame.text(1) else {
      _ = frame.refuse("this needs the name of a value definition")
      return nil
    }
    let specs = receiver.world.model.values
    let found = specs.firstIndex { $0.name == name && $0.kind == receiver.kindID }
    if let found { return ValueID(found) }
    if specs.contains(where: { $0.name == name }) {
      _ = frame.refuse("value '\(name)' is not defined for \(study.kinds[receiver.kind].name)")
    } else {
      _ = frame.refuse(Messages.unknownValue(name, in: study))
    }
    return nil
  }

  /// A handle for an undefined value.
  func undefined(_ reason: String, used: Int? = nil, total: Int? = nil) -> UInt64 {
    undefinedValues.append(UndefinedValue(reason: reason, used: used, total: total))
    return HandleClass.handle(HandleClass.undefined, undefinedValues.count - 1)
  }

  /// What an undefined handle stands for.
  func undefinedValue(_ slot: CLuaSlot) -> UndefinedValue? {
    guard slot.type == CLUA_HANDLE,
      HandleClass.handleClass(of: slot.handle) == Int(HandleClass.undefined)
    else { return nil }
    return undefinedValues[HandleClass.payload(of: slot.handle)]
  }
}

/// `valence.undefined(reason, used, total)`.
let makeUndefined: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let reason = frame.text(0), !reason.isEmpty else {
      return frame.refuse("valence.undefined needs the reason as a text: valence.undefined \"no_events\"")
    }
    return frame.give(
      handle: engine.undefined(
        reason, used: frame.integer(1).map(Int.init), total: frame.integer(2).map(Int.init)))
  }
}

/// `valence.is_undefined(value)`.
let isUndefined: CLuaHostBody = { frame in
  frame.withEngine { engine in
    frame.give(boolean: engine.undefinedValue(frame.argument(0)) != nil)
  }
}
