import LuaRuntime
import Testing

@Suite struct ValueTests {
  @Test func valuesComeBackAsTheyWent() throws {
    let state = try LuaState()
    let identity = try state.run("return function(...) return ... end", chunkName: "a")[0]
    let function = try #require(identity.function)
    let values: [LuaValue] = [
      .nothing, .boolean(true), .integer(.min), .number(-0.0), .string(""), .string("añ\0b"),
      .bytes([0xFF, 0, 0x80]), .handle(7 << 48 | 12), .integer(3), .string("end"),
    ]
    let back = try state.call(function, values)
    #expect(show(back) == show(values))
    #expect(back[3].double?.sign == .minus)
  }

  @Test func resultsAreFilledAndCut() throws {
    let state = try LuaState()
    let function = try #require(
      try state.run("return function() return 1, 2 end", chunkName: "a")[0].function)
    #expect(show(try state.call(function, results: 0)) == "")
    #expect(show(try state.call(function, results: 1)) == "1")
    #expect(show(try state.call(function, results: 3)) == "1 2 nil")
    #expect(show(try state.call(function)) == "1 2")
    let many = try #require(
      try state.run("return function() return table.unpack({}, 1, 5000) end", chunkName: "a")[0]
        .function)
    #expect(try state.call(many).count == 64)
    #expect(state.stackTop == 0)
  }

  @Test func tables() throws {
    let state = try LuaState()
    let table = try state.makeTable()
    try state.rawSet(table, "x", .number(1.5))
    try state.rawSet(table, 1, .string("one"))
    try state.rawSet(table, .boolean(true), .table(table))
    #expect(try state.rawGet(table, "x").double == 1.5)
    #expect(try state.rawGet(table, 1).text == "one")
    #expect(try state.rawGet(table, .boolean(true)).table?.pointer == table.pointer)
    #expect(try state.rawGet(table, "y").isNothing)
    #expect(state.rawCount(table) == 1)
    #expect(throws: LuaError.self) { try state.rawSet(table, .nothing, .integer(1)) }
    #expect(throws: LuaError.self) { try state.rawSet(table, .number(.nan), .integer(1)) }
    #expect(state.stackTop == 0)
  }

  @Test func entriesComeInOrder() throws {
    let state = try LuaState()
    let script = """
      return { "a", "b", [5] = 1, [-1] = 2, [0.5] = 3, [true] = 4, [false] = 5, z = 6, ab = 7, ["a\\0"] = 8,
        [math.huge] = 9, [-math.huge] = 10, [2^53] = 11, [1e300] = 12 }
      """
    let table = try #require(try state.run(script, chunkName: "a")[0].table)
    let keys = try state.entries(of: table).map { show($0.key) }
    #expect(
      keys == [
        "1", "2", "5", "9007199254740992", "false", "true", "-inf", "-1", "0.5", "1e+300", "inf",
        "\"a\0\"", "\"ab\"", "\"z\"",
      ])
    let hostile = try #require(try state.run("return { [{}] = 1 }", chunkName: "a")[0].table)
    #expect(throws: LuaError.self) { try state.entries(of: hostile) }
    #expect(state.stackTop == 0)
  }

  @Test func metatables() throws {
    let state = try LuaState()
    let table = try state.makeTable()
    let meta = try state.makeTable()
    try state.rawSet(meta, "__index", .table(meta))
    try state.rawSet(meta, "k", .integer(4))
    #expect(try state.metatable(of: table) == nil)
    try state.setMetatable(of: table, to: meta)
    #expect(try state.metatable(of: table)?.pointer == meta.pointer)
    try state.setGlobal("t", .table(table))
    #expect(show(try state.run("return t.k", chunkName: "a")) == "4")
  }

  @Test func referencesAreReleased() throws {
    let state = try LuaState()
    let maker = try #require(
      try state.run("return function() return {1, 2, 3} end", chunkName: "a")[0].function)
    let before = state.memoryUsed
    for _ in 0..<100_000 { _ = try state.call(maker) }
    #expect(state.memoryUsed < before + 1_000_000)
  }

  @Test func aReferenceOutlivesItsState() throws {
    var state: LuaState? = try LuaState()
    let table = try #require(try state?.makeTable())
    state = nil
    #expect(table.pointer != nil)
  }

  @Test func upvaluesDumpAndLoad() throws {
    let state = try LuaState()
    let script = """
      local a, shared, helper = 10, 0, function(x) return x + 1 end
      local function f(x) shared = shared + 1 return helper(x) + a + shared end
      return f, function() return shared end, helper
      """
    let values = try state.run(script, chunkName: "dir/a.lua")
    let function = try #require(values[0].function)
    let names = try state.upvalues(of: function)
    #expect(names.map(\.name) == ["shared", "helper", "a"])
    #expect(names[1].value.function?.pointer == values[2].function?.pointer)
    let chunk = try state.dump(function)
    let copy = try state.loadBinary(chunk, name: "dir/a.lua")
    #expect(try state.upvalues(of: copy).map { show($0.value) } == ["nil", "nil", "nil"])
    try state.setUpvalue(of: copy, at: 1, to: names[1].value)
    try state.setUpvalue(of: copy, at: 2, to: .integer(100))
    try state.joinUpvalue(of: copy, at: 0, with: function, at: 0)
    #expect(show(try state.call(copy, [.integer(1)])) == "103")
    let reader = try #require(values[1].function)
    #expect(show(try state.call(reader)) == "1")
    #expect(throws: LuaError.self) { try state.setUpvalue(of: copy, at: 3, to: .nothing) }
    #expect(throws: LuaError.self) { try state.joinUpvalue(of: copy, at: 9, with: function, at: 0) }
    let host = try #require(try state.global("print").function)
    #expect(state.isHostFunction(host))
    #expect(!state.isHostFunction(function))
    #expect(throws: LuaError.self) { try state.dump(host) }
    #expect(state.stackTop == 0)
  }

  @Test func textIsNotBinary() throws {
    let state = try LuaState()
    let function = try state.load("return 1", chunkName: "a")
    let chunk = try state.dump(function)
    #expect(throws: LuaError.self) { try state.load(chunk, chunkName: "a") }
    #expect(throws: LuaError.self) { try state.loadBinary(Array("return 1".utf8), name: "a") }
  }
}
