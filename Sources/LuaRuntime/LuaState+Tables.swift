internal import CLua

extension LuaState {
  package func makeTable(arrayCount: Int = 0, recordCount: Int = 0) throws(LuaError) -> LuaReference
  {
    var reference: Int32 = 0
    try check(clua_new_table(pointer, Int32(arrayCount), Int32(recordCount), &reference))
    return LuaReference(core: core, adopting: reference)
  }

  /// A list of numbers, made at once.
  package func makeList(_ numbers: [Double]) throws(LuaError) -> LuaReference {
    var reference: Int32 = 0
    try check(
      numbers.withUnsafeBufferPointer {
        clua_new_number_list(pointer, $0.baseAddress, Int64($0.count), &reference)
      })
    return LuaReference(core: core, adopting: reference)
  }

  /// A field, metamethods aside; a read-only table shows its contents.
  package func rawGet(_ table: LuaReference, _ key: LuaValue) throws(LuaError) -> LuaValue {
    var value = CLuaSlot()
    try check(withSlots(of: [key]) { clua_raw_get(pointer, table.index, $0, &value) })
    return take(value)
  }

  package func rawGet(_ table: LuaReference, _ key: String) throws(LuaError) -> LuaValue {
    try rawGet(table, .string(key))
  }

  package func rawGet(_ table: LuaReference, _ index: Int) throws(LuaError) -> LuaValue {
    try rawGet(table, .integer(Int64(index)))
  }

  /// - Throws: `runtime` where the key is nil or NaN.
  package func rawSet(
    _ table: LuaReference, _ key: LuaValue, _ value: LuaValue
  ) throws(LuaError) {
    try check(withSlots(of: [key, value]) { clua_raw_set(pointer, table.index, $0, $0 + 1) })
  }

  package func rawSet(_ table: LuaReference, _ key: String, _ value: LuaValue) throws(LuaError) {
    try rawSet(table, .string(key), value)
  }

  package func rawSet(_ table: LuaReference, _ index: Int, _ value: LuaValue) throws(LuaError) {
    try rawSet(table, .integer(Int64(index)), value)
  }

  /// The length of the table's sequence, as `#` gives it without metamethods.
  package func rawCount(_ table: LuaReference) -> Int { Int(clua_raw_length(pointer, table.index)) }

  /// All fields in the order of `pairs`: positive integers, booleans, other numbers, strings in byte
  /// order, handles.
  ///
  /// - Throws: `runtime` where a table or function is a key: such keys have no order.
  package func entries(
    of table: LuaReference
  ) throws(LuaError) -> [(key: LuaValue, value: LuaValue)] {
    let list = EntryList(core: core)
    let body: CLuaEntry = { context, key, value in
      guard let context else { return false }
      let list = Unmanaged<EntryList>.fromOpaque(context).takeUnretainedValue()
      list.add(key.pointee, value.pointee)
      return true
    }
    let status = withExtendedLifetime(list) {
      clua_entries(pointer, table.index, body, Unmanaged.passUnretained(list).toOpaque())
    }
    try check(status)
    return list.entries
  }

  package func metatable(of value: LuaReference) throws(LuaError) -> LuaReference? {
    var slot = CLuaSlot()
    try check(clua_get_metatable(pointer, value.index, &slot))
    return take(slot).table
  }

  package func setMetatable(
    of value: LuaReference, to metatable: LuaReference?
  ) throws(LuaError) {
    let input: LuaValue = metatable.map { .table($0) } ?? .nothing
    try check(withSlots(of: [input]) { clua_set_metatable(pointer, value.index, $0) })
  }

  /// A read-only view of a value, tables inside it included, the same one each time.
  ///
  /// Functions stay as they are. What the tables hold is copied: later changes do not show.
  package func freeze(_ value: LuaValue) throws(LuaError) -> LuaValue {
    guard case .table = value else { return value }
    return try call(try exported("freeze"), [value], results: 1).first ?? .nothing
  }

  /// Declares a global of all scripts.
  package func setGlobal(_ name: String, _ value: LuaValue) throws(LuaError) {
    try rawSet(try exported("globals"), name, value)
  }

  /// A global of scripts, or `nothing`.
  package func global(_ name: String) throws(LuaError) -> LuaValue {
    try rawGet(try exported("globals"), name)
  }
}

private final class EntryList {
  let core: LuaCore
  var entries: [(key: LuaValue, value: LuaValue)] = []

  init(core: LuaCore) {
    self.core = core
  }

  func add(_ key: CLuaSlot, _ value: CLuaSlot) {
    entries.append((key.taken(by: core), value.taken(by: core)))
  }
}
