import CLua
import Randomness
import Simulation

// What is done with each role's results.

let afterNothing: CLuaRowBody = { _, _ in CLUA_OK }

let afterEncounter: CLuaRowBody = { frame, _ in
  frame.withEngine { engine in
    guard let call = engine.scope.call else { return CLUA_OK }
    let first = frame.results[0]
    let second = frame.results[1]
    if first.type == CLUA_NIL, second.type == CLUA_NIL { return CLUA_OK }
    if call.partnerKind == nil { return recordOneSided(frame, engine, call) }
    guard let gain = first.asNumber, let partnerGain = second.asNumber else {
      return frame.refuse(
        "an encounter returns two numbers, what each side gains, or nothing; "
          + "got \(engine.described(first)) and \(engine.described(second))")
    }
    guard gain.isFinite, partnerGain.isFinite else {
      return frame.refuse("a gain must be a finite number, got \(gain) and \(partnerGain)")
    }
    engine.scope.event.gain = gain
    engine.scope.event.partnerGain = partnerGain
    call.world.record(engine.scope.event, call)
    return CLUA_OK
  }
}

let afterPresence: CLuaRowBody = { frame, _ in
  frame.withEngine { engine in
    guard let call = engine.scope.call else { return CLUA_OK }
    return recordOneSided(frame, engine, call)
  }
}

private func recordOneSided(_ frame: Frame, _ engine: LuaEngine, _ call: PhaseCall) -> Int32 {
  let first = frame.results[0]
  if first.type == CLUA_NIL { return CLUA_OK }
  guard let gain = first.asNumber else {
    return frame.refuse("a one-sided event returns one number or nothing, got \(engine.described(first))")
  }
  guard gain.isFinite else { return frame.refuse("a gain must be a finite number, got \(gain)") }
  engine.scope.event.gain = gain
  call.world.record(engine.scope.event, call)
  return CLUA_OK
}

let afterValue: CLuaRowBody = { frame, row in
  frame.withEngine { engine in
    guard let call = engine.scope.call else { return CLUA_OK }
    let result = frame.results[0]
    if let number = result.asNumber {
      call.output[Int(row)] = number
      return CLUA_OK
    }
    if let undefined = engine.undefinedValue(result) {
      call.output[Int(row)] = .nan
      call.reasons[Int(row)] = call.world.reasonCode(undefined.reason)
      return CLUA_OK
    }
    return frame.refuse(
      "a value definition returns a number or valence.undefined(reason), got \(engine.described(result))")
  }
}

let afterInitial: CLuaRowBody = { frame, row in
  frame.withEngine { engine in
    guard let call = engine.scope.call, let kind = call.kind, let field = call.field?.rawValue
    else { return CLUA_OK }
    let binding = engine.fields[kind.rawValue][field]
    guard let coded = engine.coded(frame.results[0], binding) else {
      return frame.refuse(engine.mismatch(frame.results[0], binding, "the first value of"))
    }
    call.output[Int(row)] = coded
    return CLUA_OK
  }
}

let afterPick: CLuaRowBody = { frame, row in
  frame.withEngine { engine in
    guard let call = engine.scope.call else { return CLUA_OK }
    guard let count = frame.integerResult(0), count >= 0, count <= 1_000_000 else {
      return frame.refuse(
        "'pick' returns how many partners to meet, a whole number from 0 on; "
          + "got \(engine.described(frame.results[0]))")
    }
    call.output[Int(row)] = Double(count)
    return CLUA_OK
  }
}

let afterWhen: CLuaRowBody = { frame, row in
  frame.withEngine { engine in
    guard let call = engine.scope.call else { return CLUA_OK }
    let result = frame.results[0]
    let isTrue = result.type != CLUA_NIL && !(result.type == CLUA_BOOLEAN && result.integer == 0)
    call.output[Int(row)] = isTrue ? 1 : 0
    return CLUA_OK
  }
}

let afterWorld: CLuaRowBody = { frame, row in
  frame.withEngine { engine in
    guard let call = engine.scope.call else { return CLUA_OK }
    let result = frame.results[0]
    if result.type == CLUA_BOOLEAN {
      call.output[Int(row)] = result.integer != 0 ? 1 : 0
    } else if let number = result.asNumber {
      call.output[Int(row)] = number
    } else if engine.undefinedValue(result) != nil {
      call.output[Int(row)] = .nan
    } else if result.type == CLUA_NIL {
      return frame.refuse("the function returned nothing; it must return a number or true or false")
    } else {
      return frame.refuse("the function must return a number, got \(engine.described(result))")
    }
    return CLUA_OK
  }
}

extension UnsafeMutablePointer where Pointee == CLuaFrame {
  fileprivate func integerResult(_ index: Int) -> Int64? {
    switch results[index].type {
    case CLUA_INTEGER: results[index].integer
    case CLUA_NUMBER: Int64(exactly: results[index].number)
    default: nil
    }
  }
}
