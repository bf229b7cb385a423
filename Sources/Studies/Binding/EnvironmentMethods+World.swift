import CLua
import Diagnostics
import Simulation

/// `env:the "firm"`: the only actor of a kind.
let theOnly: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let kind = engine.kind(frame, "env:the"), let world = engine.worlds[0] else {
      return CLUA_ERROR
    }
    guard let only = world.onlyLiving(KindID(kind)) else {
      let name = engine.study.kinds[kind].name
      return frame.refuse(
        "env:the \"\(name)\" needs exactly one \(name), but there are "
          + "\(world.livingCount(KindID(kind)))")
    }
    return frame.give(handle: engine.actorHandle(kind, only))
  }
}

extension World {
  /// The actor of a kind that is there alone; `nil`: there is none, or there are several.
  func onlyLiving(_ kind: KindID) -> Int? {
    guard livingCount(kind) == 1 else { return nil }
    if isAlive(kind, 0) { return 0 }
    return (1..<count(kind)).first { isAlive(kind, $0) }
  }
}

let aggregateMean: CLuaHostBody = { frame in aggregate(frame, .mean, "mean") }
let aggregateSum: CLuaHostBody = { frame in aggregate(frame, .sum, "sum") }
let aggregateCount: CLuaHostBody = { frame in aggregate(frame, .count, "count") }

private func aggregate(_ frame: Frame, _ operation: Aggregate.Operation, _ name: String) -> Int32 {
  frame.withEngine { engine in
    guard let call = engine.scope.call, let kind = engine.kind(frame, "env:\(name)") else {
      return CLUA_ERROR
    }
    let declaration = engine.study.kinds[kind]
    let kindName = declaration.name
    var field: FieldID?
    if frame.has(2) || operation != .count {
      guard let fieldName = frame.text(2) else {
        return frame.refuse("env:\(name) needs the name of a field of \(kindName)")
      }
      guard let found = declaration.field(named: fieldName) else {
        return frame.refuse(Messages.unknownField(fieldName, of: declaration))
      }
      field = found
    }
    let wanted = Aggregate(operation, KindID(kind), field)
    guard let position = engine.aggregates(of: call).firstIndex(of: wanted) else {
      return frame.refuse(
        "env:\(name) is taken when the phase begins, so its kind and field must be written as "
          + "texts right there: env:\(name)(\"\(kindName)\", \"field\")")
    }
    return frame.give(call.aggregates[position])
  }
}

extension LuaEngine {
  /// The kind that argument 1 names; `nil`: refused.
  func kind(_ frame: Frame, _ asker: String) -> Int? {
    if let kind = frame.position(1, in: kindNames) { return kind }
    _ = frame.refuse(
      frame.text(1).map { Messages.unknownKind($0, in: study) }
        ?? "\(asker) needs the name of a kind")
    return nil
  }

  fileprivate func aggregates(of call: PhaseCall) -> [Aggregate] {
    guard let world = worlds[0] else { return [] }
    switch call.role {
    case .value, .counterfactual, .world, .fold: return world.model.aggregates
    case .initial: return []
    default: return call.phase.map { world.model.phases[$0.rawValue].aggregates } ?? []
    }
  }

  /// The call, if it is one that may change the world.
  func acting(_ frame: Frame, _ what: String) -> PhaseCall? {
    guard let call = scope.call else {
      _ = frame.refuse("\(what): a measure reads a finished run and changes nothing")
      return nil
    }
    switch call.role {
    case .rule, .encounter, .presence: return call
    default:
      _ = frame.refuse("\(what): only rules, encounters and presences change the world")
      return nil
    }
  }

  /// The acting actor as the creator or giver of what it does.
  func actingActor(_ call: PhaseCall) -> ActorID? {
    call.kind.map { ActorID(kind: $0, number: call.actor) }
  }
}

/// `env:enter "kind"`: a new actor, whose fields its creator may set.
let enterActor: CLuaHostBody = { frame in
  frame.withEngine { engine in
    guard let call = engine.acting(frame, "env:enter"), let world = engine.worlds[0],
      let creator = engine.actingActor(call)
    else { return CLUA_ERROR }
    guard let kind = engine.kind(frame, "env:enter") else { return CLUA_ERROR }
    // First values may be functions of the study, which run inside this call.
    do throws(KernelFailure) {
      let number = try world.enter(KindID(kind), by: creator)
      engine.scope.hasEntered = true
      return frame.give(handle: engine.actorHandle(kind, number))
    } catch {
      return frame.refuse(error.diagnostic.message)
    }
  }
}
