import Diagnostics
import LuaRuntime
import Testing

@Suite struct FreezeTests {
  /// Freezes what a script returns and binds it to `t`.
  private func frozen(_ script: String) throws -> LuaState {
    let state = try LuaState()
    let value = try state.run(script, chunkName: "made.lua")[0]
    try state.setGlobal("t", try state.freeze(value))
    return state
  }

  private static let sample = """
    local shared = { deep = { 1, 2 } }
    local t = { 10, 20, 30, x = 1, nested = shared, same = shared, f = function(v) return v end }
    t.self = t
    return t
    """

  @Test(arguments: [
    ("return t[1], t.x, t.nested.deep[2], t.absent, #t, type(t)", "10 1 2 nil 3 \"table\""),
    ("return t.self == t, t.nested == t.same, t.f(5)", "true true 5"),
    ("local s = 0 for i, v in ipairs(t) do s = s + i * v end return s", "140"),
    (
      "local r = {} for k in pairs(t) do r[#r + 1] = k end return table.concat(r, ' ')",
      "\"1 2 3 f nested same self x\""
    ),
    ("return table.unpack(t)", "10 20 30"), ("return table.concat(t, ' ')", "\"10 20 30\""),
    (
      "return (next(t)), (next(t, 3)), rawlen(t), rawget(t, 'x'), rawequal(t, t.self)",
      "1 \"f\" 3 1 true"
    ),
    ("return select('#', table.unpack(t.nested.deep)), #t.nested.deep", "2 2"),
    (
      "return getmetatable(t), pcall(table.sort, t)",
      "nil false \"this table is read-only while a study runs: captured tables are frozen after load\""
    ),
  ])
  func reads(_ script: String, _ expected: String) throws {
    let values = show(try frozen(Self.sample).run(script, chunkName: "test.lua"))
    #expect(values.replacingPosition == expected)
  }

  @Test(arguments: [
    "t.x = 2", "t.new = 1", "t[1] = 0", "t.nested.deep[1] = 0", "t.self.self.nested = nil",
    "table.insert(t, 1)", "table.remove(t)", "table.sort(t)", "rawset(t, 'x', 1)",
    "setmetatable(t, {})",
    "table.move({ 1 }, 1, 1, 1, t)",
    "for k, v in pairs(t) do if type(v) == 'table' then v.y = 1 end end",
    "local k, v = next(t, 'f') v.y = 1", "local _, v = next(t.nested) v[1] = 3",
  ])
  func writesFail(_ script: String) throws {
    let state = try frozen(Self.sample)
    let error = failure(of: "\n" + script, in: state)
    #expect(
      error.message
        == "this table is read-only while a study runs: captured tables are frozen after load")
    #expect(error.location?.description == "test.lua:2")
    #expect(
      show(try state.run("return t.x, t[1], t.nested.deep[1], #t", chunkName: "a")) == "1 10 1 3")
  }

  @Test func metatablesGoOnWorking() throws {
    let state = try frozen(
      """
      local Vector = {}
      Vector.__index = Vector
      Vector.__add = function(a, b) return setmetatable({ x = a.x + b.x }, Vector) end
      Vector.__eq = function(a, b) return a.x == b.x end
      Vector.__tostring = function(a) return 'vector ' .. a.x end
      Vector.__call = function(a, y) return a.x + y end
      Vector.__len = function() return 77 end
      function Vector:double() return self.x * 2 end
      local dynamic = setmetatable({ a = 1 }, { __index = function(t, k) return k .. rawlen(t) end })
      local inherited = setmetatable({}, { __index = { base = 'b' }, __metatable = 'hidden' })
      return { v = setmetatable({ x = 3 }, Vector), w = setmetatable({ x = 3 }, Vector), dynamic = dynamic,
        inherited = inherited, Vector = Vector }
      """)
    let script = """
      return (t.v + t.w).x, t.v == t.w, tostring(t.v), t.v(1), #t.v, t.v:double(), t.dynamic.zz, t.dynamic.a,
        t.inherited.base, getmetatable(t.inherited), getmetatable(t.v) == t.Vector
      """
    #expect(
      show(try state.run(script, chunkName: "a"))
        == "6 true \"vector 3\" 4 77 6 \"zz0\" 1 \"b\" \"hidden\" true")
    // Neither the methods nor the metatable can be changed through what a script reaches.
    for attempt in [
      "t.Vector.double = nil", "getmetatable(t.v).double = nil", "t.v.double = nil",
      "t.inherited.base = 1",
      "getmetatable(setmetatable({}, t.Vector)).double = nil",
      "local o = setmetatable({}, t.Vector) t.Vector.x = 1",
      "rawset(getmetatable(setmetatable({}, t.Vector)), 'double', nil)",
    ] {
      #expect(failure(of: attempt, in: state).message.contains("read-only"))
    }
    let made =
      "local o = setmetatable({ x = 4 }, t.Vector) return o:double(), getmetatable(o) == t.Vector"
    #expect(show(try state.run(made, chunkName: "a")) == "8 true")
  }

  @Test func anIndexFunctionDoesNotGetTheContents() throws {
    let state = try frozen(
      "return setmetatable({ a = 1 }, { __index = function(t, k) rawset(t, k, 1) return 1 end })")
    #expect(failure(of: "return t.b", in: state).message.contains("read-only"))
  }

  @Test func aFrozenMetatableIsCheckedToo() throws {
    for key in ["__gc", "__mode"] {
      let state = try frozen("return { \(key) = 'k' }")
      #expect(failure(of: "setmetatable({}, t)", in: state).message.contains("is not available"))
    }
  }

  @Test func theSameProxyEachTime() throws {
    let state = try LuaState()
    let values = try state.run("local t = { { 1 } } return t, t[1]", chunkName: "a")
    let outer = try #require(try state.freeze(values[0]).table)
    #expect(try state.freeze(values[0]).table?.pointer == outer.pointer)
    let inner = try #require(try state.freeze(values[1]).table)
    #expect(try state.rawGet(outer, 1).table?.pointer == inner.pointer)
    #expect(try state.freeze(.table(outer)).table?.pointer == outer.pointer)
    #expect(show(try state.freeze(.integer(1))) == "1")
    #expect(state.rawCount(outer) == 1)
    #expect(try state.entries(of: outer).count == 1)
  }

  @Test func keysAreFrozenToo() throws {
    let state = try LuaState()
    let values = try state.run("local k = {} return { [k] = 5 }, k", chunkName: "a")
    try state.setGlobal("t", try state.freeze(values[0]))
    try state.setGlobal("k", try state.freeze(values[1]))
    #expect(show(try state.run("return t[k]", chunkName: "a")) == "5")
  }

  @Test func deepAndWideTables() throws {
    let state = try frozen(
      "local t = {} local n = t for i = 1, 50000 do n.next = { i } n = n.next end return t")
    let script =
      "local n, count = t, 0 while n.next do n = n.next count = count + n[1] end return count"
    #expect(show(try state.run(script, chunkName: "a")) == "1250025000")
  }
}

extension String {
  /// Without the positions of messages.
  fileprivate var replacingPosition: String {
    split(separator: "test.lua:1: ", omittingEmptySubsequences: false).joined()
  }
}
