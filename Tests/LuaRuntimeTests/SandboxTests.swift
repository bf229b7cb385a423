import Diagnostics
import LuaRuntime
import Testing

@Suite struct SandboxTests {
  /// Scripts that must fail, with a part of the message.
  @Test(arguments: [
    // What does not exist.
    ("return debug", "'debug' is not declared"), ("return os", "'os' is not declared"),
    ("return io", "'io' is not declared"), ("return package", "'package' is not declared"),
    ("return dofile", "'dofile' is not declared"), ("return loadfile", "not declared"),
    ("return collectgarbage", "not declared"), ("return warn", "not declared"),
    ("return loadstring", "not declared"), ("require 'os'", "there is no module 'os'"),
    ("return string.dump(print)", "attempt to call a nil value (field 'dump')"),
    ("return ('').dump(print)", "attempt to call a nil value (field 'dump')"),
    ("return math.random()", "attempt to call a nil value (field 'random')"),
    ("math.randomseed(1)", "attempt to call a nil value (field 'randomseed')"),
    ("return coroutine.running().x", "attempt to index a thread value"),
    // Library tables are read-only.
    ("string.rep = nil", "the library table 'string' is read-only"),
    ("table.insert(string, 1)", "the library table 'string' is read-only"),
    ("rawset(math, 'x', 1)", "read-only"), ("_G.print = nil", "'print' is a name of the language"),
    ("rawset(_G, 'x', 1)", "read-only"), ("print = nil", "'print' is a name of the language"),
    ("setmetatable(_G, {})", "read-only"), ("setmetatable(string, {})", "read-only"),
    ("setmetatable(_ENV, nil)", "read-only"),
    ("getmetatable('').__index.rep = nil", "attempt to index"),
    ("local s = '' s.x = 1", "attempt to index"),
    ("getmetatable(_G).__newindex = nil", "attempt to index a nil value"),
    ("table.sort(coroutine, function() return true end) coroutine[1] = 2", "read-only"),
    // What depends on the collector or on addresses.
    ("setmetatable({}, { __gc = function() end })", "'__gc' is not available"),
    ("setmetatable({}, { __mode = 'k' })", "'__mode' is not available"),
    ("return string.format('%p', {})", "'%p' is not available"),
    ("return ('%-20p'):format(print)", "'%p' is not available"),
    (
      "for k in pairs { [{}] = 1 } do end",
      "pairs over a table with a table as key has no defined order"
    ),
    ("for k in pairs { [print] = 1 } do end", "with a function as key"),
    ("return next({ [{}] = 1, [{}] = 2 })", "with a table as key"),
    ("return next({}, {})", "with a table as key"),
    // Protected metatables.
    (
      "local t = setmetatable({}, { __metatable = 'no' }) setmetatable(t, {})",
      "protected metatable"
    ),
    ("setmetatable('', {})", "bad argument #1 to 'setmetatable'"),
    // Bytecode.
    ("return assert(load('\\27Lua'))", "attempt to load a binary chunk"),
    ("return assert(load('\\27Lua', 'x', 'b'))", "only text can be loaded"),
    ("return assert(load('\\27Lua', 'x', 'bt'))", "attempt to load a binary chunk"),
    ("return load('x = 1')()", "'x' is not declared"),
    ("return load('return os')()", "'os' is not declared"),
    ("return load('return debug', '=[valence] api')()", "'debug' is not declared"),
    ("return assert(load('x =', '@evil.lua'))", "unexpected symbol"),
  ])
  func refused(_ script: String, _ message: String) {
    let error = failure(of: script)
    #expect(error.message.contains(message))
    #expect(error.code == .runtime)
  }

  @Test(arguments: [
    (
      "return tostring({}), tostring(print), tostring(coroutine.create(print))",
      "\"table\" \"function\" \"thread\""
    ),
    ("return ('%s %s'):format({}, print)", "\"table function\""),
    ("return tostring(setmetatable({}, { __name = 'thing' }))", "\"thing\""),
    ("return tostring(setmetatable({}, { __name = 7 }))", "\"table\""),
    ("return tostring(setmetatable({}, { __tostring = function() return 'x' end }))", "\"x\""),
    (
      "return tostring(1), tostring(1.0), tostring(nil), tostring(true), tostring('s')",
      "\"1\" \"1.0\" \"nil\" \"true\" \"s\""
    ),
    (
      "return ('%5s|%-5s|%.2s|%q|%d|%5.2f|%x|%%'):format('a', 'b', 'cde', 'q', 3, 2.5, 255)",
      "\"    a|b    |cd|\"q\"|3| 2.50|ff|%\""
    ),
    ("return getmetatable(''), getmetatable({}), getmetatable(string)", "nil nil nil"),
    (
      "return rawequal(_G, _ENV), _G._G == _G, rawlen('abc'), rawget(_G, 'nothing')",
      "true true 3 nil"
    ),
    ("return '10' + 5, '3' * '4', 10 .. 20", "15 12 \"1020\""),
    ("return load('return 1 + 1')(), load(function() return nil end)()", "2"),
    (
      "local parts, i = { 'return ', '42' }, 0 return load(function() i = i + 1 return parts[i] end)()",
      "42"
    ),
    ("return load('x = 1 return x', 'c', 't', {})()", "1"),
    ("return select('#', table.unpack({}, 1, 3)), select(-1, 1, 2)", "3 2"),
    ("return pcall(error, { 1 })", "false table"),
    (
      "return xpcall(function() error('x', 0) end, function(m) return m .. '!' end)", "false \"x!\""
    ),
    ("return xpcall(function(...) return ... end, print, 1, 2)", "true 1 2"),
    ("return pcall(pcall), select('#', pcall(print))", "false 1"),
    ("local t = {} t[t] = 1 return next(t) == nil, #t", ""),
  ])
  func answers(_ script: String, _ expected: String) throws {
    if expected.isEmpty {
      #expect(failure(of: script).message.contains("no defined order"))
    } else {
      let state = try LuaState()
      state.printHandler = { _ in }
      #expect(show(try state.run(script, chunkName: "test.lua")) == expected)
    }
  }

  @Test func printGoesToTheHost() throws {
    let state = try LuaState()
    var lines: [String] = []
    state.printHandler = { lines.append($0) }
    try state.run("print(1, 'a', {}, nil) print() print('x\\ny')", chunkName: "a")
    #expect(lines == ["1\ta\ttable\tnil", "", "x\ny"])
  }

  @Test func coroutinesWork() throws {
    let script = """
      local log = {}
      local co = coroutine.create(function(a, b)
        local closed <close> = setmetatable({}, { __close = function() log[#log + 1] = 'closed' end })
        log[#log + 1] = a + b
        local c = coroutine.yield(a)
        log[#log + 1] = c
        local ok, m = pcall(function() local x = coroutine.yield(c) error(x, 0) end)
        log[#log + 1] = m
        return 'done'
      end)
      local r = { select(2, coroutine.resume(co, 1, 2)) }
      r[2] = select(2, coroutine.resume(co, 10))
      r[3] = select(2, coroutine.resume(co, 'err'))
      r[4] = coroutine.status(co)
      r[5] = select(2, coroutine.resume(co))
      local gen = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end)
      r[6] = gen() + gen() + gen()
      local stopped = coroutine.create(function()
        local c <close> = setmetatable({}, { __close = function() log[#log + 1] = 'stopped' end })
        coroutine.yield()
      end)
      coroutine.resume(stopped)
      r[7] = coroutine.close(stopped)
      r[8] = select(2, coroutine.close(coroutine.create(print)))
      r[9] = tostring(pcall(coroutine.close, coroutine.running()))
      local bad = coroutine.wrap(function() error({ 'object' }) end)
      r[10] = select(2, pcall(bad))[1]
      return table.concat(log, ' '), r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8], r[9], r[10]
      """
    #expect(
      show(try run(script))
        == "\"3 10 err closed stopped\" 1 10 \"done\" \"dead\" \"cannot resume dead coroutine\" 6 true nil \"false\" \"object\""
    )
  }

  @Test func modules() throws {
    let state = try LuaState()
    var asked: [String] = []
    var requirers: [String?] = []
    let files = [
      "a": "local b = require 'b' return { name = 'a', b = b }", "b": "return 'module b'",
      "nothing": "local x = 1", "p": "local q = require 'q'", "q": "local p = require 'p'",
      "broken": "local x =\n= 1", "raises": "\n\nerror('inside')", "selfish": "require 'selfish'",
    ]
    state.requireHandler = { name, requirer in
      asked.append(name)
      requirers.append(requirer)
      guard let text = files[name] else { throw LuaError(.runtime, "module '\(name)' is nowhere") }
      return (text, "plugins/\(name).lua")
    }
    try state.setModule("made", .integer(7))
    let script =
      "local a = require 'a' return a.b, require('a') == a, require 'nothing', require 'made'"
    #expect(show(try state.run(script, chunkName: "test.lua")) == "\"module b\" true true 7")
    #expect(asked == ["a", "b", "a", "nothing"])
    #expect(requirers == [nil, "plugins/a.lua", nil, nil])
    #expect(failure(of: "\nrequire 'absent'", in: state).message == "module 'absent' is nowhere")
    #expect(failure(of: "\nrequire 'absent'", in: state).location?.line == 2)
    let cycle = failure(of: "require 'p'", in: state)
    #expect(cycle.message == "modules require each other: p -> q -> p")
    #expect(cycle.location?.file == "plugins/q.lua")
    #expect(failure(of: "require 'selfish'", in: state).message.hasSuffix("selfish -> selfish"))
    let broken = failure(of: "require 'broken'", in: state)
    #expect(broken.location?.description == "plugins/broken.lua:2")
    let raises = failure(of: "require 'raises'", in: state)
    #expect(raises.location?.description == "plugins/raises.lua:3")
    #expect(raises.traceback.last == "in the main chunk (test.lua:1)")
    let twice = "return pcall(require, 'raises'), select(2, pcall(require, 'raises'))"
    #expect(
      show(try state.run(twice, chunkName: "test.lua")) == "false \"plugins/raises.lua:3: inside\"")
  }
}
