import CLua
import LuaRuntime
import Simulation

/// `value "name"`: this step's number while a world runs, the summed one in `end` definitions and in
/// measures.
let valueOf: CLuaHostBody = { frame in
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

let rankOf: CLuaHostBody = { frame in
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
    guard let declared = frame.position(1, in: valueNames) else {
      _ = frame.refuse(
        frame.text(1).map { Messages.unknownValue($0, in: study) }
          ?? "this needs the name of a value definition")
      return nil
    }
    guard let id = valueIDs[declared][receiver.kind] else {
      _ = frame.refuse(
        "value '\(study.values[declared].name)' is not defined for "
          + study.kinds[receiver.kind].name)
      return nil
    }
    return id
  }
}

extension LuaEngine {
  /// A handle for an undefined value: equal ones have one handle.
  func undefined(_ reason: String, used: Int? = nil, total: Int? = nil) -> UInt64 {
    let value = UndefinedValue(reason: reason, used: used, total: total)
    let number = undefinedNumbers[value] ?? undefinedValues.count
    if number == undefinedValues.count {
      undefinedValues.append(value)
      undefinedNumbers[value] = number
    }
    return HandleClass.handle(HandleClass.undefined, number)
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
  guard let engine = frame.shownEngine else {
    return frame.refuse(
      "valence.undefined works only while a study runs: call it inside a function")
  }
  guard let reason = frame.text(0), !reason.isEmpty else {
    return frame.refuse(
      "valence.undefined needs the reason as a text: valence.undefined \"no_events\"")
  }
  return frame.give(
    handle: engine.undefined(
      reason, used: frame.integer(1).map(Int.init), total: frame.integer(2).map(Int.init)))
}

/// `valence.is_undefined(value)`.
let isUndefined: CLuaHostBody = { frame in
  frame.give(boolean: frame.shownEngine?.undefinedValue(frame.argument(0)) != nil)
}
