import LuaRuntime

typealias Frame = UnsafeMutablePointer<CLuaFrame>

/// A host function's arguments, from 0: of a method, argument 0 is the object.
extension UnsafeMutablePointer where Pointee == CLuaFrame {
  var arguments: UnsafeMutablePointer<CLuaSlot> { clua_argument(self, 0) }
  var results: UnsafeMutablePointer<CLuaSlot> { clua_result(self, 0) }

  func has(_ index: Int) -> Bool {
    index < Int(pointee.argumentCount) && arguments[index].type != CLUA_NIL
  }

  /// A number of either subtype.
  func number(_ index: Int) -> Double? {
    guard index < Int(pointee.argumentCount) else { return nil }
    return arguments[index].asNumber
  }

  /// A whole number, also one held as a float.
  func integer(_ index: Int) -> Int64? {
    guard index < Int(pointee.argumentCount) else { return nil }
    switch arguments[index].type {
    case CLUA_INTEGER: return arguments[index].integer
    case CLUA_NUMBER: return Int64(exactly: arguments[index].number)
    default: return nil
    }
  }

  func text(_ index: Int) -> String? {
    index < Int(pointee.argumentCount) ? arguments[index].asText : nil
  }

  func handle(_ index: Int) -> UInt64? {
    guard index < Int(pointee.argumentCount), arguments[index].type == CLUA_HANDLE else {
      return nil
    }
    return arguments[index].handle
  }

  /// Ends the host function with a message, raised at the calling line.
  func refuse(_ message: String) -> Int32 {
    fail(message)
    return CLUA_ERROR
  }

  func give(_ number: Double) -> Int32 {
    results[0].set(number)
    pointee.resultCount = 1
    return CLUA_OK
  }

  func give(integer: Int64) -> Int32 {
    results[0].set(integer: integer)
    pointee.resultCount = 1
    return CLUA_OK
  }

  func give(boolean: Bool) -> Int32 {
    results[0].set(boolean: boolean)
    pointee.resultCount = 1
    return CLUA_OK
  }

  func give(handle: UInt64?) -> Int32 {
    results[0].set(handle: handle)
    pointee.resultCount = 1
    return CLUA_OK
  }

  func giveNothing() -> Int32 {
    pointee.resultCount = 0
    return CLUA_OK
  }
}

extension CLuaSlot {
  var asNumber: Double? {
    switch type {
    case CLUA_NUMBER: number
    case CLUA_INTEGER: Double(integer)
    default: nil
    }
  }

  var asText: String? {
    guard type == CLUA_STRING, let start = string else { return nil }
    let bytes = UnsafeRawBufferPointer(start: start, count: Int(length))
    return String(decoding: bytes, as: UTF8.self)
  }

  mutating func setNil() { type = CLUA_NIL }

  mutating func set(_ value: Double) {
    type = CLUA_NUMBER
    number = value
  }

  mutating func set(integer value: Int64) {
    type = CLUA_INTEGER
    integer = value
  }

  mutating func set(boolean value: Bool) {
    type = CLUA_BOOLEAN
    integer = value ? 1 : 0
  }

  mutating func set(handle value: UInt64?) {
    guard let value else {
      type = CLUA_NIL
      return
    }
    type = CLUA_HANDLE
    handle = value
  }

  mutating func set(reference value: Int32) {
    type = CLUA_REFERENCE
    reference = value
  }
}

extension LuaEngine {
  /// What a message calls a value.
  func described(_ slot: CLuaSlot) -> String {
    switch slot.type {
    case CLUA_NIL: "nil"
    case CLUA_BOOLEAN: slot.integer != 0 ? "true" : "false"
    case CLUA_INTEGER: "\(slot.integer)"
    case CLUA_NUMBER: "\(slot.number)"
    case CLUA_STRING: "'\(slot.asText ?? "")'"
    case CLUA_HANDLE: described(handle: slot.handle)
    case CLUA_TABLE: "a table"
    case CLUA_FUNCTION: "a function"
    default: "another value"
    }
  }

  private func described(handle: UInt64) -> String {
    let sort = sorts[HandleClass.handleClass(of: handle)]
    if case .undefined = sort {
      return "undefined (\(undefinedValues[HandleClass.payload(of: handle)].reason))"
    }
    return noun(of: sort)
  }
}
