import Diagnostics
import LuaRuntime
import Testing

@Suite struct ErrorTests {
  @Test func positionAndTraceback() throws {
    let script = """
      local function inner(x)
        return x.field.deeper
      end
      local function outer(x) local y = inner(x) return y end
      outer({})
      """
    let error = failure(of: script)
    #expect(error.code == .runtime)
    #expect(error.message == "attempt to index a nil value (field 'field')")
    #expect(error.location == Diagnostics.SourceLocation(file: "test.lua", line: 2))
    #expect(
      error.traceback == [
        "in function 'inner' (test.lua:2)", "in function 'outer' (test.lua:4)",
        "in the main chunk (test.lua:5)",
      ])
    let diagnostic = error.diagnostic { $0.line == 2 ? "  return x.field.deeper" : nil }
    #expect(diagnostic.rendered.hasPrefix("error: test.lua:2: attempt to index a nil value"))
    #expect(diagnostic.rendered.contains("2 |   return x.field.deeper"))
  }

  @Test(arguments: [
    ("error('plain')", "plain", 1),
    ("\nerror('no position', 0)", "no position", 2),
    ("local function f() error('callers', 2) end\nf()", "callers", 2),
    ("error(setmetatable({}, { __tostring = function() return 'made' end }))", "made", 1),
    ("error({})", "the error value is a table", 1),
    ("error()", "the error value is a nil", 1),
    ("error(42)", "42", 1),
    ("\nlocal ok, m = pcall(error, 'x') error(m, 0)", "x", 2),
    (
      "\n\nlocal f = coroutine.wrap(function()\nlocal x = nil + 1 end) f()",
      "attempt to perform arithmetic on a nil value", 4
    ),
    ("assert(false, 'said')", "said", 1),
    ("string.rep()", "bad argument #1 to 'rep' (string expected, got no value)", 1),
    ("('x'):rep({})", "bad argument #1 to 'rep' (number expected, got table)", 1),
    ("string.format('%d', 'x')", "bad argument #2 to 'format' (number expected, got string)", 1),
    (
      "local a <const> = 1\nlocal t = setmetatable({}, {__index = function(t, k) return k.x.y end}) return t[1]",
      "attempt to index a number value (local 'k')", 2
    ),
  ])
  func messages(_ script: String, _ message: String, _ line: Int) {
    let error = failure(of: script)
    #expect(error.message == message)
    #expect(error.location?.line == line)
    #expect(error.location?.file == "test.lua")
  }

  @Test(arguments: [
    ("x = = 1", LuaError.Code.syntax, 1), ("for i = 1, 2 do", .incompleteInput, 1),
    ("return function(\n", .incompleteInput, 2), ("local s = 'abc", .syntax, 1),
    ("local s = [[abc", .incompleteInput, 1), ("f(", .incompleteInput, 1),
    ("goto nowhere", .syntax, 1),
    ("\n\nlocal 5", .syntax, 3),
  ])
  func syntax(_ script: String, _ code: LuaError.Code, _ line: Int) {
    let error = failure(of: script)
    #expect(error.code == code)
    #expect(error.location == Diagnostics.SourceLocation(file: "test.lua", line: line))
    #expect(!error.message.contains("test.lua"))
  }

  @Test func chunksThatScriptsLoad() {
    let named = failure(of: "load('\\n\\nerror(\\'x\\')', '@made/up.lua')()")
    #expect(named.message == "x")
    #expect(named.location?.description == "made/up.lua:3")
    let unnamed = failure(of: "load('error(\\'x\\')')()")
    #expect(unnamed.message == "x")
    #expect(unnamed.location?.description == "(load):1")
    #expect(unnamed.traceback.last == "in the main chunk (test.lua:1)")
  }

  @Test func longPathsStayWhole() throws {
    let path = String(repeating: "folder/", count: 30) + "study.lua"
    let state = try LuaState()
    for script in ["error('x')", "local a = nil + 1", "a b"] {
      do {
        try state.run(script, chunkName: path)
        Issue.record("no failure")
      } catch {
        #expect(error.location?.file == path)
        #expect(error.location?.line == 1)
        #expect(!error.message.contains("..."))
      }
    }
  }

  @Test func callSiteNumbersDoNotShow() throws {
    let state = try LuaState()
    let table = try state.makeTable()
    try state.setGlobal("env", .table(table))
    let script = "local f = env['chance#7'] f()"
    #expect(failure(of: script, in: state).message == "attempt to call a nil value (local 'f')")
    // A chunk with a patched method name: the constant of `chance7` becomes `chance#7`'s length.
    let function = try state.load("env:chanceX7(1)", chunkName: "test.lua")
    var bytes = try state.dump(function)
    let name = Array("chanceX7".utf8)
    let at = try #require(
      (0..<bytes.count - name.count).first { Array(bytes[$0..<$0 + name.count]) == name })
    bytes[at + 6] = UInt8(ascii: "#")
    let patched = try state.loadBinary(bytes, name: "test.lua")
    let environment = try #require(try state.global("_G").table)
    try state.setUpvalue(of: patched, at: 0, to: .table(environment))
    #expect(throws: LuaError.self) { try state.call(patched) }
    do {
      try state.call(patched)
    } catch {
      #expect(error.message == "attempt to call a nil value (method 'chance')")
    }
    let raiser = try state.makeSwiftFunction { _ in
      throw LuaError(.runtime, "bad argument to 'chance#12' in loop #3")
    }
    try state.rawSet(table, "chance#7", .function(raiser))
    do {
      try state.call(patched)
    } catch {
      #expect(error.message == "bad argument to 'chance' in loop #3")
    }
    let helper = try state.run("return function() error('deep') end", chunkName: "h.lua")[0]
    try state.rawSet(table, "chance#7", helper)
    do {
      try state.call(patched)
    } catch {
      #expect(error.traceback.first == "in function 'chance' (h.lua:1)")
    }
  }

  @Test func privilegedFramesDoNotShow() throws {
    let state = try LuaState()
    let prelude = try state.loadPrivileged(
      "return function(f) f() end, function() error('wrong use', 2) end, function() local x = nil + 1 end, debug.getinfo(1, 'S').source",
      name: "api")
    let values = try state.call(prelude)
    try state.setGlobal("apply", values[0])
    try state.setGlobal("refuse", values[1])
    try state.setGlobal("breakdown", values[2])
    let error = failure(of: "\napply(function()\n  error('x')\nend)", in: state)
    #expect(error.location?.line == 3)
    #expect(error.traceback.count == 2)
    #expect(failure(of: "\n\nrefuse()", in: state).location?.line == 3)
    let broken = failure(of: "\nbreakdown()", in: state)
    #expect(broken.message.contains("arithmetic on a nil value"))
    #expect(broken.traceback == ["in the main chunk (test.lua:2)"])
  }

  @Test func swiftErrorsAreCauses() throws {
    let state = try LuaState()
    let function = try state.makeSwiftFunction { arguments in
      if arguments.first?.text == "lua" { throw LuaError(.runtime, "from swift") }
      throw Diagnostic("no such file", hints: ["look elsewhere"])
    }
    try state.setGlobal("open", .function(function))
    let error = failure(of: "\nopen('x')", in: state)
    #expect(error.message == "no such file")
    #expect(error.location?.line == 2)
    #expect((error.cause as? Diagnostic)?.hints == ["look elsewhere"])
    #expect(error.diagnostic().hints == ["look elsewhere"])
    #expect(error.diagnostic().location?.line == 2)
    let caught = try state.run("return select(2, pcall(open, 'x'))", chunkName: "test.lua")
    #expect(show(caught) == "\"test.lua:1: no such file\"")
    #expect(failure(of: "error('other')", in: state).cause == nil)
  }

  @Test func undeclaredNames() throws {
    let state = try LuaState()
    let read = failure(of: "local x = 1\nreturn prnt", in: state)
    #expect(read.message.hasPrefix("'prnt' is not declared: a variable needs 'local'"))
    #expect(read.location?.line == 2)
    #expect(read.hints == ["did you mean 'print'?"])
    let write = failure(of: "\n\ncount = 1", in: state)
    #expect(write.message.hasPrefix("'count' is not declared"))
    #expect(write.location?.line == 3)
    #expect(failure(of: "math = 1", in: state).message.contains("'math' is a name of the language"))
    #expect(failure(of: "_G.x = 1", in: state).message.contains("not declared"))
    #expect(failure(of: "local function f() y = 2 end f()", in: state).traceback.count == 2)
  }

  @Test func raisesLeakNothing() throws {
    final class Counted {
      static nonisolated(unsafe) var alive = 0
      init() { Self.alive += 1 }
      deinit { Self.alive -= 1 }
    }
    let state = try LuaState(limits: LuaLimits(instructions: 1 << 40))
    let fast = try state.makeHostFunction(context: nil) { frame in
      let object = Counted()
      return withExtendedLifetime(object) {
        frame.fail("no")
        return CLUA_ERROR
      }
    }
    let slow = try state.makeSwiftFunction { _ in
      let object = Counted()
      return try withExtendedLifetime(object) { throw LuaError(.runtime, "no") }
    }
    try state.setGlobal("fast", .function(fast))
    try state.setGlobal("slow", .function(slow))
    let before = state.memoryUsed
    let script = "for i = 1, 50000 do pcall(fast) pcall(slow) end return select(2, pcall(fast))"
    #expect(show(try state.run(script, chunkName: "a.lua")) == "\"a.lua:1: no\"")
    #expect(Counted.alive == 0)
    #expect(state.memoryUsed < before + 1_000_000)
    for _ in 0..<1000 {
      #expect(throws: LuaError.self) { try state.run("fast()", chunkName: "a.lua") }
    }
    #expect(Counted.alive == 0)
    #expect(state.stackTop == 0)
  }
}
