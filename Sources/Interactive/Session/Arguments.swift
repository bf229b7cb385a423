import Diagnostics
import LuaRuntime

/// Arguments of a host function; `Lua/session.lua` has seen to most of their types.
extension [LuaValue] {
  func value(_ index: Int) -> LuaValue { index < count ? self[index] : .nothing }

  func integer(_ index: Int) throws -> Int {
    guard let value = value(index).int else {
      throw Diagnostic("argument \(index + 1) of a host function is no whole number", class: .bug)
    }
    return value
  }

  func text(_ index: Int) throws -> String {
    guard let text = value(index).text else {
      throw Diagnostic("a name is needed here, as a text, not a \(value(index).typeName)")
    }
    return text
  }

  func side(_ index: Int) throws -> SessionWorlds.Side {
    SessionWorlds.Side(rawValue: try integer(index)) ?? .world
  }
}

extension LuaState {
  /// A list of the values; numbers alone are made at once.
  func list(_ values: [LuaValue]) throws -> LuaReference {
    let list = try makeTable(arrayCount: values.count)
    for (index, value) in values.enumerated() { try rawSet(list, index + 1, value) }
    return list
  }

  func list(_ texts: [String]) throws -> LuaReference { try list(texts.map(LuaValue.string)) }

  /// Columns and rows, as `session.rows` takes them.
  ///
  /// - Parameter isByRow: whether the rows have units of their own.
  func rows(
    title: String? = nil, _ columns: [String], _ rows: [[LuaValue]], isByRow: Bool = false
  ) throws -> LuaReference {
    let content = try makeTable()
    try rawSet(content, "by_row", .boolean(isByRow))
    if let title { try rawSet(content, "title", .string(title)) }
    try rawSet(content, "columns", .table(try list(columns)))
    try rawSet(content, "rows", .table(try list(rows.map { .table(try list($0)) })))
    return content
  }
}
