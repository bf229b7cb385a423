internal import CLua

/// A value of Lua as Swift sees it.
package enum LuaValue {
  case nothing
  case boolean(Bool)
  case integer(Int64)
  case number(Double)
  case string(String)
  /// A string that is not UTF-8.
  case bytes([UInt8])
  /// Class in bits 48...63 (not 0), payload below.
  case handle(UInt64)
  case table(LuaReference)
  case function(LuaReference)
  /// A coroutine or another kind of value that only Lua can use.
  case other(LuaReference)

  /// The name of the type as Lua gives it.
  package var typeName: String {
    switch self {
    case .nothing: "nil"
    case .boolean: "boolean"
    case .integer, .number: "number"
    case .string, .bytes: "string"
    case .handle, .other: "userdata"
    case .table: "table"
    case .function: "function"
    }
  }

  package var isNothing: Bool {
    if case .nothing = self { true } else { false }
  }

  package var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  package var bool: Bool? {
    if case .boolean(let value) = self { value } else { nil }
  }

  /// The value of either subtype of number.
  package var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The integer, or a float that is one exactly.
  package var int: Int? {
    switch self {
    case .integer(let value): Int(value)
    case .number(let value): Int(exactly: value)
    default: nil
    }
  }

  package var table: LuaReference? {
    if case .table(let reference) = self { reference } else { nil }
  }

  package var function: LuaReference? {
    if case .function(let reference) = self { reference } else { nil }
  }

  /// The reference of a value that is kept in Lua.
  package var reference: LuaReference? {
    switch self {
    case .table(let reference), .function(let reference), .other(let reference): reference
    default: nil
    }
  }
}

// MARK: Slots

/// Runs `body` with slots of the values; strings are valid only meanwhile.
func withSlots<Result>(
  of values: [LuaValue], _ body: (UnsafePointer<CLuaSlot>) -> Result
) -> Result {
  var bytes: [UInt8] = []
  for case .string(let text) in values { bytes.append(contentsOf: text.utf8) }
  for case .bytes(let content) in values { bytes.append(contentsOf: content) }
  // An address even where all strings are empty.
  bytes.append(0)
  return bytes.withUnsafeBytes { storage in
    let start = storage.baseAddress?.assumingMemoryBound(to: CChar.self)
    var textOffset = 0
    var bytesOffset = values.reduce(0) { sum, value in sum + (value.text?.utf8.count ?? 0) }
    let slots = values.map { value in
      var slot = CLuaSlot()
      switch value {
      case .string(let text):
        slot.setString(start.map { $0 + textOffset }, count: text.utf8.count)
        textOffset += text.utf8.count
      case .bytes(let content):
        slot.setString(start.map { $0 + bytesOffset }, count: content.count)
        bytesOffset += content.count
      default:
        slot.setPlain(value)
      }
      return slot
    }
    return withExtendedLifetime(values) {
      slots.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else {
          var nothing = CLuaSlot()
          return withUnsafePointer(to: &nothing, body)
        }
        return body(base)
      }
    }
  }
}

extension CLuaSlot {
  mutating func setString(_ start: UnsafePointer<CChar>?, count: Int) {
    type = CLUA_STRING
    // What is longer than a length can say is longer than Lua takes, too.
    length = Int32(clamping: count)
    string = start
  }

  /// Sets anything but a string.
  mutating func setPlain(_ value: LuaValue) {
    switch value {
    case .nothing, .string, .bytes: type = CLUA_NIL
    case .boolean(let value):
      type = CLUA_BOOLEAN
      integer = value ? 1 : 0
    case .integer(let value):
      type = CLUA_INTEGER
      integer = value
    case .number(let value):
      type = CLUA_NUMBER
      number = value
    case .handle(let value):
      type = CLUA_HANDLE
      handle = value
    case .table(let reference), .function(let reference), .other(let reference):
      type = CLUA_REFERENCE
      self.reference = reference.index
    }
  }

  /// The value; a table, function or other is adopted with its reference.
  func taken(by core: LuaCore) -> LuaValue {
    switch type {
    case CLUA_BOOLEAN: return .boolean(integer != 0)
    case CLUA_INTEGER: return .integer(integer)
    case CLUA_NUMBER: return .number(number)
    case CLUA_STRING: return stringValue
    case CLUA_HANDLE: return .handle(handle)
    case CLUA_TABLE: return .table(LuaReference(core: core, adopting: reference))
    case CLUA_FUNCTION: return .function(LuaReference(core: core, adopting: reference))
    case CLUA_OTHER: return .other(LuaReference(core: core, adopting: reference))
    default: return .nothing
    }
  }

  private var stringValue: LuaValue {
    let raw = UnsafeRawBufferPointer(start: string, count: Int(length))
    if let text = String(validating: raw, as: UTF8.self) { return .string(text) }
    return .bytes(Array(raw))
  }
}
