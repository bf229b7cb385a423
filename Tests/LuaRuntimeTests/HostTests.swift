import Diagnostics
import LuaRuntime
import Testing

@Suite struct HostFunctionTests {
  @Test func argumentsAndResults() throws {
    let state = try LuaState()
    let swap = try state.makeHostFunction(context: nil, tag: 5) { frame in
      frame.add(result: .integer(Int64(frame.pointee.tag)))
      frame.add(result: .integer(Int64(frame.pointee.argumentCount)))
      frame.add(result: frame.argument(1))
      frame.add(result: frame.argument(0))
      frame.add(result: frame.argument(99))
      return CLUA_OK
    }
    try state.setGlobal("swap", .function(swap))
    let script = "local t = {} local a, b, c, d, e = swap(t, 'x') return a, b, c, d == t, e"
    #expect(show(try state.run(script, chunkName: "a")) == "5 2 \"x\" true nil")
    let many = "return select(2, swap(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12))"
    #expect(show(try state.run(many, chunkName: "a")).hasPrefix("10 2 1 nil"))
  }

  @Test func tableArgumentsAreReadable() throws {
    let state = try LuaState()
    let sum = try state.makeHostFunction(context: nil) { frame in
      let slot = frame.argument(0)
      guard slot.type == CLUA_TABLE else {
        frame.fail("expected a table, got \(slot.typeName)")
        return CLUA_ERROR
      }
      var total = 0.0
      for index in 1...max(1, clua_slot_length(frame.pointee.state, slot.stack)) {
        var item = CLuaSlot()
        clua_slot_get(frame.pointee.state, slot.stack, index, &item)
        total += item.double ?? 0
      }
      frame.add(result: .number(total))
      return CLUA_OK
    }
    try state.setGlobal("sum", .function(sum))
    #expect(show(try state.run("return sum { 1, 2, 3.5 }, sum {}", chunkName: "a")) == "6.5 0.0")
    let error = failure(of: "local x\n  = sum('a')", in: state)
    #expect(error.message == "expected a table, got string")
    #expect(error.location?.line == 2)
  }

  @Test func swiftFunctions() throws {
    let state = try LuaState()
    let describe = try state.makeSwiftFunction { arguments in
      [.string(show(arguments)), .integer(Int64(arguments.count))] + arguments
    }
    try state.setGlobal("describe", .function(describe))
    let script = "return describe(1, 'é', nil, {}, print, 2.5)"
    #expect(
      show(try state.run(script, chunkName: "a"))
        == "\"1 \"é\" nil table function 2.5\" 6 1 \"é\" nil table function 2.5")
    let apply = try state.makeSwiftFunction { [unowned state] arguments in
      guard let function = arguments.first?.function else { return [] }
      return try state.call(function, Array(arguments.dropFirst()))
    }
    try state.setGlobal("apply", .function(apply))
    let nested = "return apply(function(x) return apply(function(y) return x + y end, 2) end, 1)"
    #expect(show(try state.run(nested, chunkName: "a")) == "3")
    let inside =
      "return coroutine.wrap(function() return apply(function(x) return x * 2 end, 21) end)()"
    #expect(show(try state.run(inside, chunkName: "a")) == "42")
    let error = failure(of: "local function f()\n  local x = nil + 1\nend\napply(f)", in: state)
    #expect(error.message == "attempt to perform arithmetic on a nil value")
    #expect(error.location?.line == 2)
    #expect(error.traceback.count >= 2)
    let deep = failure(of: "local function f() apply(f) end f()", in: state)
    #expect(deep.message.contains("C stack overflow"))
    #expect(state.stackTop == 0)
  }

  @Test func internedStrings() throws {
    let state = try LuaState()
    final class Levels {
      var names: [LuaReference] = []
    }
    let levels = Levels()
    levels.names = [try state.internString("low"), try state.internString("high")]
    let context = Unmanaged.passUnretained(levels).toOpaque()
    let level = try state.makeHostFunction(context: context) { frame in
      guard let context = frame.pointee.context else { return CLUA_ERROR }
      let levels = Unmanaged<Levels>.fromOpaque(context).takeUnretainedValue()
      frame.add(result: levels.names[Int(frame.argument(0).integer)].slot)
      return CLUA_OK
    }
    try state.setGlobal("level", .function(level))
    #expect(
      show(try state.run("return level(1) == 'high', level(0)", chunkName: "a")) == "true \"low\"")
    withExtendedLifetime(levels) {}
  }

  @Test func referencesAreReleasedFromOtherThreads() async throws {
    let state = try LuaState()
    for _ in 0..<20 {
      nonisolated(unsafe) var tables: [LuaReference] = []
      for _ in 0..<500 { tables.append(try state.makeTable(arrayCount: 100)) }
      await Task.detached { tables.removeAll() }.value
    }
    let before = state.memoryUsed
    for _ in 0..<2000 { _ = try state.makeTable(arrayCount: 100) }
    #expect(state.memoryUsed < before + 2_000_000)
  }
}
