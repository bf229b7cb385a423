import CLua
import LuaRuntime
import Simulation

// What each role's function is given.

private func begin(_ frame: Frame, _ row: Int64, _ body: (LuaEngine, PhaseCall) -> Int32) -> Int32 {
  frame.withEngine { engine in
    guard let call = engine.scope.call, call.begin(Int(row)) else { return CLUA_SKIP }
    engine.scope.drawn = 0
    if !engine.scope.drawnMore.isEmpty { engine.scope.drawnMore.removeAll() }
    engine.scope.actingNumber = call.actor
    engine.scope.hasEntered = false
    engine.peerLoops.end(to: engine.scope.outerLoops)
    return body(engine, call)
  }
}

let beforeActor: CLuaRowBody = { frame, row in
  begin(frame, row) { engine, call in
    guard let kind = call.kind else { return CLUA_SKIP }
    frame.arguments[0].set(handle: engine.actorHandle(kind.rawValue, call.actor))
    frame.arguments[1].set(reference: engine.environment.identifier)
    frame.pointee.argumentCount = 2
    if let fit = engine.scope.fit {
      frame.arguments[2].set(reference: fit.slot.reference)
      frame.pointee.argumentCount = 3
    }
    return CLUA_OK
  }
}

let beforeCounterfactual: CLuaRowBody = { frame, row in
  begin(frame, row) { engine, call in
    guard let kind = call.kind else { return CLUA_SKIP }
    frame.arguments[0].set(handle: engine.actorHandle(kind.rawValue, call.actor))
    frame.arguments[1].set(handle: LuaEngine.runHandle)
    frame.arguments[2].set(handle: LuaEngine.twinHandle)
    frame.arguments[3].set(reference: engine.environment.identifier)
    frame.pointee.argumentCount = 4
    return CLUA_OK
  }
}

let beforeEncounter: CLuaRowBody = { frame, row in
  begin(frame, row) { engine, call in
    guard let kind = call.kind, let phase = call.phase else { return CLUA_SKIP }
    engine.scope.event = call.makeEvent()
    frame.arguments[0].set(handle: engine.actorHandle(kind.rawValue, call.actor))
    var next = 1
    if let partnerKind = call.partnerKind {
      frame.arguments[1].set(handle: engine.actorHandle(partnerKind.rawValue, call.partner))
      next = 2
    }
    frame.arguments[next].set(reference: engine.environment.identifier)
    frame.arguments[next + 1].set(
      handle: HandleClass.handle(HandleClass.event(phase.rawValue), Int(row)))
    frame.pointee.argumentCount = Int32(next + 2)
    return CLUA_OK
  }
}

let beforePresence: CLuaRowBody = { frame, row in
  begin(frame, row) { engine, call in
    guard let kind = call.kind, let phase = call.phase else { return CLUA_SKIP }
    engine.scope.event = call.makeEvent()
    frame.arguments[0].set(handle: engine.actorHandle(kind.rawValue, call.actor))
    frame.arguments[1].set(reference: engine.environment.identifier)
    frame.arguments[2].set(handle: HandleClass.handle(HandleClass.event(phase.rawValue), Int(row)))
    frame.pointee.argumentCount = 3
    return CLUA_OK
  }
}

let beforeWhen: CLuaRowBody = { frame, row in
  begin(frame, row) { engine, call in
    guard let kind = call.kind, let partnerKind = call.partnerKind else { return CLUA_SKIP }
    frame.arguments[0].set(handle: engine.actorHandle(kind.rawValue, call.actor))
    frame.arguments[1].set(handle: engine.actorHandle(partnerKind.rawValue, call.partner))
    frame.arguments[2].set(reference: engine.environment.identifier)
    frame.pointee.argumentCount = 3
    return CLUA_OK
  }
}

let beforeWorld: CLuaRowBody = { frame, row in
  begin(frame, row) { engine, _ in
    frame.arguments[0].set(reference: engine.environment.identifier)
    frame.pointee.argumentCount = 1
    return CLUA_OK
  }
}

let beforeFold: CLuaRowBody = { frame, row in
  begin(frame, row) { engine, call in
    guard let phase = call.phase, let events = call.events else { return CLUA_SKIP }
    engine.scope.event = events[Int(row)]
    engine.scope.keptNumbers = call.kept(Int(row))
    frame.arguments[0].set(
      handle: HandleClass.handle(HandleClass.kept(engine.scope.foldNumber), Int(row)))
    frame.arguments[1].set(handle: HandleClass.handle(HandleClass.event(phase.rawValue), Int(row)))
    frame.arguments[2].set(reference: engine.environment.identifier)
    frame.pointee.argumentCount = 3
    return CLUA_OK
  }
}

extension UnsafeMutablePointer where Pointee == CLuaFrame {
  /// Runs a body with the engine that the frame belongs to.
  func withEngine<Result>(_ body: (LuaEngine) -> Result) -> Result {
    guard let context = pointee.context else {
      preconditionFailure("a host function of the engine has no context")
    }
    return Unmanaged<LuaEngine>.fromOpaque(context)._withUnsafeGuaranteedRef(body)
  }
}
