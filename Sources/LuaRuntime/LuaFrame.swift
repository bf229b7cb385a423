@_exported public import CLua

/// Swift's hand on a call from Lua, or on a row.
extension UnsafeMutablePointer where Pointee == CLuaFrame {
  /// The argument at `index`, nil where there is none.
  package func argument(_ index: Int) -> CLuaSlot {
    index < Int(pointee.argumentCount) ? clua_argument(self, Int32(index)).pointee : CLuaSlot()
  }

  /// Appends an argument of a row's call.
  package func add(argument slot: CLuaSlot) {
    clua_argument(self, pointee.argumentCount).pointee = slot
    pointee.argumentCount += 1
  }

  /// Appends a result.
  package func add(result slot: CLuaSlot) {
    clua_result(self, pointee.resultCount).pointee = slot
    pointee.resultCount += 1
  }

  /// The result of a row at `index`.
  package func result(_ index: Int) -> CLuaSlot { clua_result(self, Int32(index)).pointee }

  /// Sets the message of an error; return `CLUA_ERROR` then.
  package func fail(_ message: String) {
    writeLuaText(message, to: clua_message(self), size: Int(CLUA_MESSAGE_SIZE))
  }
}

/// Copies a text into a C buffer, cut between characters where it is too long.
package func writeLuaText(_ text: String, to buffer: UnsafeMutablePointer<CChar>, size: Int) {
  var count = 0
  for scalar in text.unicodeScalars {
    let bytes = UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
    guard count + bytes.count < size else { break }
    for byte in bytes {
      buffer[count] = CChar(bitPattern: byte)
      count += 1
    }
  }
  buffer[count] = 0
}

extension CLuaSlot {
  package static func boolean(_ value: Bool) -> CLuaSlot {
    var slot = CLuaSlot()
    slot.type = CLUA_BOOLEAN
    slot.integer = value ? 1 : 0
    return slot
  }

  package static func integer(_ value: Int64) -> CLuaSlot {
    var slot = CLuaSlot()
    slot.type = CLUA_INTEGER
    slot.integer = value
    return slot
  }

  package static func number(_ value: Double) -> CLuaSlot {
    var slot = CLuaSlot()
    slot.type = CLUA_NUMBER
    slot.number = value
    return slot
  }

  package static func handle(_ value: UInt64) -> CLuaSlot {
    var slot = CLuaSlot()
    slot.type = CLUA_HANDLE
    slot.handle = value
    return slot
  }

  /// The number of either subtype, or nil.
  package var double: Double? {
    switch type {
    case CLUA_NUMBER: number
    case CLUA_INTEGER: Double(integer)
    default: nil
    }
  }

  /// The name of the type as Lua gives it.
  package var typeName: String {
    switch type {
    case CLUA_NIL: "nil"
    case CLUA_BOOLEAN: "boolean"
    case CLUA_INTEGER, CLUA_NUMBER: "number"
    case CLUA_STRING: "string"
    case CLUA_TABLE: "table"
    case CLUA_FUNCTION: "function"
    default: "userdata"
    }
  }

  /// The text of a string, valid or repaired UTF-8.
  package var text: String? {
    guard type == CLUA_STRING else { return nil }
    let bytes = UnsafeRawBufferPointer(start: string, count: Int(length))
    return String(decoding: bytes, as: UTF8.self)
  }
}
