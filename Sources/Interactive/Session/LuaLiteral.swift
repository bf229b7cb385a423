import LuaRuntime

/// Values written as Lua.
enum LuaLiteral {
  static func number(_ value: Double) -> String {
    if value.isNaN { return "0 / 0" }
    if value.isInfinite { return value < 0 ? "-math.huge" : "math.huge" }
    return "\(value)"
  }

  /// A value that needs no more than this text: a number, a text, a table of such; else `nil`.
  static func value(_ value: LuaValue, in state: LuaState, depth: Int = 0) -> String? {
    switch value {
    case .nothing: return "nil"
    case .boolean(let value): return value ? "true" : "false"
    case .integer(let value): return value == .min ? "math.mininteger" : String(value)
    case .number(let value): return number(value)
    case .string(let text): return LuaText.quoted(text, isUnicode: true)
    case .table(let table):
      guard depth < 20, !hasMetatable(table, in: state),
        let entries = try? state.entries(of: table)
      else { return nil }
      var parts: [String] = []
      for entry in entries {
        guard let key = self.value(entry.key, in: state, depth: depth + 1),
          let item = self.value(entry.value, in: state, depth: depth + 1)
        else { return nil }
        parts.append(isPosition(entry.key, parts.count) ? item : "[\(key)] = \(item)")
      }
      return parts.isEmpty ? "{}" : "{ \(parts.joined(separator: ", ")) }"
    default: return nil
    }
  }

  private static func hasMetatable(_ table: LuaReference, in state: LuaState) -> Bool {
    do throws(LuaError) {
      return try state.metatable(of: table) != nil
    } catch {
      return true
    }
  }

  private static func isPosition(_ key: LuaValue, _ before: Int) -> Bool {
    if case .integer(let position) = key { position == before + 1 } else { false }
  }
}
