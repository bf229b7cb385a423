import LuaRuntime
import Testing

@testable import Interactive

/// Values of a session as a study's script has them.
@Suite struct LuaLiteralTests {
  /// What a text of Lua gives, written down.
  private func written(_ text: String) throws -> String? {
    let state = try LuaState()
    let value = try state.run("return \(text)", chunkName: "test").first ?? .nothing
    return LuaLiteral.value(value, in: state)
  }

  @Test(arguments: [
    ("nil", "nil"), ("true", "true"), ("12", "12"), ("-3", "-3"), ("1.0", "1.0"), ("0.1", "0.1"),
    ("1e300", "1e+300"), ("math.mininteger", "math.mininteger"),
    ("math.maxinteger", "9223372036854775807"),
    ("1 / 0", "math.huge"), ("-1 / 0", "-math.huge"), ("-0.0", "-0.0"), ("5e-324", "5e-324"),
    ("'a \"b\" \\\\ \\n'", "\"a \\\"b\\\" \\\\ \\n\""), ("'ä漢'", "\"ä漢\""), ("{}", "{}"),
    ("{ 1, 2, 3 }", "{ 1, 2, 3 }"), ("{ x = 1 }", "{ [\"x\"] = 1 }"),
    ("{ { 1 }, { y = {} } }", "{ { 1 }, { [\"y\"] = {} } }"),
  ])
  func aValueHasAText(lua: String, text: String) throws {
    #expect(try written(lua) == text)
  }

  @Test(arguments: [
    "0.1 + 0.2", "2 ^ 53 + 1", "-2 ^ 63", "1 / 3", "5e-324", "-0.0", "math.maxinteger",
    "{ 1, nil, 3 }",
    "{ [0] = 1, [2] = 2, [-1] = 3, [1.5] = 4 }", "{ 'a', 'b', x = { 'c', true, [false] = 1 } }",
    "'\\0\\1\\27\\127 \\r\\t \\u{202E}'",
  ])
  func theTextGivesTheValueAgain(lua: String) throws {
    let text = try #require(try written(lua))
    #expect(try written(text) == text)
    let same = """
      local function same(a, b)
        if type(a) ~= "table" or type(b) ~= "table" then
          return a == b and math.type(a) == math.type(b) and (a ~= 0 or 1 / a == 1 / b)
        end
        for key, value in pairs(a) do if not same(value, b[key]) then return false end end
        for key in pairs(b) do if a[key] == nil then return false end end
        return true
      end
      return same(\(lua), \(text))
      """
    #expect(try LuaState().run(same, chunkName: "test").first?.bool == true, "\(text)")
  }

  @Test func noNumberIsWrittenSoThatItIsNoneAgain() throws {
    let text = try #require(try written("0 / 0"))
    #expect(
      try LuaState().run("local n = \(text) return n ~= n", chunkName: "test").first?.bool == true)
  }

  @Test(arguments: [
    "print", "{ print }", "{ [{}] = 1 }", "setmetatable({}, {})", "{ { setmetatable({}, {}) } }",
    "coroutine.create(print)", "(function() local t = {} t.t = t return t end)()",
  ])
  func whatIsNoLiteralHasNoText(lua: String) throws {
    #expect(try written(lua) == nil)
  }
}
