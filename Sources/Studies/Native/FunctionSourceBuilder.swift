import Bytecode
import Compiler
import LuaRuntime

/// Describes a function of the study to the compiler: its code as it is bound, and what it captured
/// by content.
struct FunctionSourceBuilder {
  let engine: LuaEngine
  let lua: LuaNames

  init(_ engine: LuaEngine) throws(LuaError) {
    self.engine = engine
    lua = try LuaNames(of: engine.loaded.host)
  }

  /// - Parameter bound: the function as the interpreter runs it.
  func source(
    of number: Int, bound: LuaReference, name: String, role: FunctionRole
  ) throws(LuaError) -> FunctionSource {
    // The bound copy has the names of draws with their sites; the original has the captured tables.
    let graph = try HelperGraph(of: bound, in: engine.state)
    let original = try HelperGraph(of: engine.loaded.functions[number], in: engine.state)
    var functions: [FunctionSource.Function] = []
    for (copy, written) in zip(graph.functions, original.functions) {
      var captures: [CapturedValue] = []
      for upvalue in written.upvalues {
        captures.append(try captured(upvalue.value, original, depth: 0))
      }
      functions.append(
        FunctionSource.Function(prototype: copy.prototype, captures: captures))
    }
    return FunctionSource(
      name: name, role: role, functions: functions,
      instructionBudget: engine.state.limits.instructions)
  }

  private func captured(
    _ value: LuaValue, _ graph: HelperGraph, depth: Int
  ) throws(LuaError) -> CapturedValue {
    switch value {
    case .nothing: return .nil
    case .boolean(let value): return .boolean(value)
    case .integer(let value): return .integer(value)
    case .number(let value): return .float(value)
    case .string(let text): return .string(text)
    case .function(let function):
      if let number = graph.number(of: function) { return .function(number) }
      if let name = function.pointer.flatMap({ lua.names[$0] }) { return .library(name) }
      return .other("a function")
    case .table(let table):
      if table.pointer == lua.environment { return .globals }
      if table.pointer == engine.loaded.host.module.pointer { return .module }
      if let name = table.pointer.flatMap({ lua.names[$0] }) { return .libraryTable(name) }
      return try self.table(table, graph, depth: depth)
    default: return .other("a value of Lua's own")
    }
  }

  private func table(
    _ table: LuaReference, _ graph: HelperGraph, depth: Int
  ) throws(LuaError) -> CapturedValue {
    guard depth < 4, try engine.state.metatable(of: table) == nil else {
      return .other("a table with a metatable")
    }
    var constant = ConstantTable()
    for entry in try engine.state.entries(of: table) {
      let value = try captured(entry.value, graph, depth: depth + 1)
      let key = try captured(entry.key, graph, depth: depth + 1)
      if case .integer(let number) = key, number == Int64(constant.list.count + 1) {
        constant.list.append(value)
      } else {
        constant.entries.append(ConstantTable.Entry(key: key, value: value))
      }
    }
    return .table(constant)
  }
}
