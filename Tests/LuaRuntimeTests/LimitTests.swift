import Diagnostics
import Glibc
import LuaRuntime
import Testing

@Suite struct LimitTests {
  /// What must end at a limit, within a second or two, whatever it tries.
  @Test(arguments: [
    "while true do end",
    "for i = 1, 1e9 do end",
    "repeat until false",
    "local function f() return f() end f()",
    "while true do pcall(function() while true do end end) end",
    "pcall(function() while true do end end) return 'survived'",
    "xpcall(function() while true do end end, function() while true do end end)",
    "xpcall(function() while true do end end, print) return 1",
    "local co = coroutine.create(function() while true do end end) coroutine.resume(co) return 1",
    "local co = coroutine.wrap(function() while true do end end) pcall(co) return 1",
    "while true do coroutine.wrap(function() for i = 1, 100 do end end)() end",
    "while true do local co = coroutine.wrap(function() coroutine.yield() end) co() end",
    "local c <close> = setmetatable({}, { __close = function() while true do end end }) while true do end",
    "local function f() local c <close> = setmetatable({}, { __close = f }) end f()",
    """
    local function again() local ok = pcall(function() while true do end end) return again() end
    again()
    """,
    """
    local co = coroutine.create(function()
      local c <close> = setmetatable({}, { __close = function() while true do end end })
      while true do end
    end)
    coroutine.resume(co) coroutine.close(co)
    """,
    "local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k + 1] end pcall(function() return t[1] end) while true do end",
    "table.sort(setmetatable({}, { __len = function() return 2^31 - 2 end }), rawequal)",
    "table.insert(setmetatable({}, { __len = function() return math.maxinteger - 1 end }), 1, 1)",
    "table.remove(setmetatable({}, { __len = function() return math.maxinteger - 1 end }), 1)",
    "table.move({}, 1, math.maxinteger - 1, 2)",
    "table.move({}, 1, math.maxinteger - 10, 1, setmetatable({}, { __newindex = rawequal }))",
    "local t = {} for i = 1, 100 do t[i] = i end while true do table.sort(t, function(a, b) return a > b end) end",
    "table.concat(setmetatable({}, { __len = function() return math.maxinteger end, __index = function() return '' end }))",
    "while true do ('x'):rep(1000000) end",
    "while true do ('x'):rep(1000):upper() end",
    "local s = ('a'):rep(100000) while true do s:find('b', 1, true) end",
    "local s = ('a'):rep(1000000) while true do utf8.len(s) end",
    "local s = ('1'):rep(1000000) while true do tonumber(s) end",
    "local s = ('i'):rep(1000000) while true do string.packsize(s) end",
    "local s = ('x'):rep(1000000) while true do ('a'):find(s) end",
    "local s = ('a'):rep(1000000) while true do local t = s .. 'x' end",
    "return ('a'):rep(30):find(('a?'):rep(30) .. ('a'):rep(30) .. 'b')",
    "return ('a'):rep(100000):find('.-b')",
    "return ('a'):rep(5000):find('.-.-.-.-b')",
    "return ('a'):rep(100000):match('(.*)(.*)(.*)b')",
    "return ('('):rep(200000):find('%b()')",
    "return ('a'):rep(200000):gsub('.*b', '')",
    "return ('a'):rep(6000000):gsub('', function() end)",
    "for k in ('a'):rep(100000):gmatch('.-.-b') do end",
    "local t = {} for i = 1, 2000 do t['k' .. i] = i end local k while true do k = next(t, k) end",
    "while true do for _ in pairs({ 1, 2, 3 }) do end end",
    "while true do load('local x = 1') end",
    "load(function() return ' ' end)",
    "while true do setmetatable({}, { __index = function() end }) end",
    "local s = '%s' while true do s.format(s, s) end",
    "for i = 1, math.huge do local t = { i } end",
    "goto a ::a:: goto a",
    "local t = setmetatable({}, { __eq = function() while true do end end }) return t == setmetatable({}, getmetatable(t))",
    "tostring(setmetatable({}, { __tostring = function() while true do end end }))",
    "error(setmetatable({}, { __tostring = function() while true do end end }))",
    "error(setmetatable({}, { __tostring = function(self) error(self) end })) ",
  ])
  func instructions(_ script: String) {
    let error = failure(
      of: script, limits: LuaLimits(memoryBytes: 256 << 20, instructions: 5_000_000))
    if script.hasSuffix(") ") || script.contains("__close = f }") {
      #expect(error.code == .runtime || error.code == .instructions)
    } else {
      #expect(error.code == .instructions)
      #expect(error.message == "the script ran more than its 5000000 instructions")
    }
  }

  @Test(arguments: [
    "local t = {} for i = 1, 1e9 do t[i] = i end",
    "local t = {} for i = 1, 1e9 do t[i] = { i } end",
    "local t = {} for i = 1, 1e9 do t[i] = function() return i end end",
    "local t = {} for i = 1, 1e9 do t[i] = 'string ' .. i end",
    "local s = 'x' while true do s = s .. s end",
    "local t = {} while true do t[#t + 1] = ('x'):rep(1000000) end",
    "local t = {} while true do t[#t + 1] = coroutine.create(print) end",
    "pcall(function() local s = 'x' while true do s = s .. s end end) return 'survived'",
    "while true do pcall(function() local s = 'x' while true do s = s .. s end end) end",
    "pcall(string.rep, 'x', 60000000) return 'survived'",
    "pcall(function() local s = ('x'):rep(20000000) return (s .. s):gsub('x', 'yy') end) return 1",
    "local c <close> = setmetatable({}, { __close = function() error('other') end }) local s = 'x' while true do s = s .. s end",
    "return pcall(function() local c <close> = setmetatable({}, { __close = function() error('other') end }) local s = 'x' while true do s = s .. s end end)",
    "coroutine.wrap(function() local s = 'x' while true do s = s .. s end end)()",
    "local co = coroutine.create(function() local s = 'x' while true do s = s .. s end end) coroutine.resume(co) return 1",
    "local t = {} for i = 1, 1e7 do t[i] = ('x'):rep(500) end return table.concat(t)",
    "return ('x'):rep(1000000):gsub('x', ('y'):rep(1000))",
    "return ('%99d'):rep(500000):format(table.unpack({}, 1, 0))",
    "local s = ('x'):rep(1000000) local t = {} for i = 1, 1000 do t[i] = s end local u = table.concat(t)",
    "xpcall(function() local s = 'x' while true do s = s .. s end end, function() return 1 end) return 1",
  ])
  func memory(_ script: String) {
    let error = failure(of: script, limits: LuaLimits(memoryBytes: 32 << 20, instructions: 1 << 40))
    if script.contains("%99d") {
      #expect(error.code == .memory || error.code == .runtime)
    } else {
      #expect(error.code == .memory)
      #expect(error.message == "the script used more than its 32 MiB of memory")
    }
  }

  @Test(arguments: [
    "while true do end", "while true do pcall(function() while true do end end) end",
    "local co = coroutine.wrap(function() while true do end end) co()",
    "xpcall(function() while true do end end, function() while true do end end)",
    "local s = ('x'):rep(60000000) while true do local b = s < s end",
    "return ('a'):rep(100000):find(('a*'):rep(60) .. 'b')",
  ])
  func deadline(_ script: String) throws {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    let start = UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
    let error = failure(
      of: script, limits: LuaLimits(instructions: 1 << 50, deadline: start + 200_000_000))
    #expect(error.code == .deadline)
    clock_gettime(CLOCK_MONOTONIC, &now)
    let end = UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
    #expect(end - start > 190_000_000)
    #expect(end - start < 30_000_000_000)
  }

  @Test(arguments: [
    ("local function f(n) return 1 + f(n + 1) end return f(1)", "stack overflow"),
    ("local function f() return pcall(f) end return f()", ""),
    (
      "local t = setmetatable({}, {}) getmetatable(t).__index = t return t.x",
      "'__index' chain too long"
    ),
    ("return ('x'):rep(1e10)", "resulting string too large"),
    ("return ('x'):rep(1 << 62, 'abc')", "resulting string too large"),
    ("return table.unpack({}, 1, 1e8)", "too many results to unpack"),
    ("return ('x'):rep(1000):find(('(x'):rep(300))", "too many captures"),
    ("return ('x'):rep(1000):find(('x?'):rep(300))", "pattern too complex"),
    ("return string.format('%1000d', 1)", "invalid conversion"),
    ("return string.format('%.100f', 1)", "invalid conversion"),
    ("return string.format(('%s'):rep(300), 1)", "bad argument #3 to 'format'"),
    (
      "local co co = coroutine.wrap(function() co() end) co()",
      "cannot resume non-suspended coroutine"
    ),
    ("local function f() coroutine.wrap(f)() end f()", "C stack overflow"),
    ("xpcall(error, function(m) error(m) end) error('x')", "x"),
    (
      "local f = load('return ' .. ('('):rep(1000) .. '1' .. (')'):rep(1000)) return f()",
      "attempt to call a nil value"
    ),
    ("return assert(load('return ' .. ('('):rep(1000)))", "C stack overflow"),
    ("return assert(load('local ' .. ('a,'):rep(100000) .. 'a'))", "too many local variables"),
    ("return assert(load(('{'):rep(100000)))", "unexpected symbol"),
    ("return assert(load('return ' .. ('{'):rep(100000)))", "overflow"),
    ("return assert(load('return ' .. ('-'):rep(100001) .. '1'))", ""),
    ("return assert(load(('a.'):rep(100000) .. 'a'))", ""),
    ("return assert(load('return ' .. ('not '):rep(100000) .. '1'))", "overflow"),
  ])
  func otherBombs(_ script: String, _ message: String) {
    if message.isEmpty {
      _ = try? run(script)
      return
    }
    let error = failure(of: script)
    #expect(error.message.contains(message))
    #expect(error.code == .runtime)
  }

  /// The smallest limit that a script passes, by bisection.
  private func need(of function: LuaReference, _ argument: Int64, in state: LuaState) -> Int64 {
    var low: Int64 = 0
    var high: Int64 = 10_000_000
    while low < high {
      let middle = (low + high) / 2
      state.limits.instructions = middle
      if (try? state.call(function, [.integer(argument)])) != nil {
        high = middle
      } else {
        low = middle + 1
      }
    }
    state.limits.instructions = 50_000_000
    return low
  }

  @Test(arguments: [
    "local function f(n) local s = 0 for i = 1, n do s = s + i end return s end return f",
    "return function(n) for i = 1, n do pcall(math.abs, i) end end",
    "return function(n) local f = coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end) for i = 1, n do f() end end",
    "return function(n) for i = 1, n do local ok = ('key=value'):match('(%w+)=(%w+)') end end",
    "return function(n) local t = {} for i = 1, n do t[i % 37] = ('x'):rep(i) end for k, v in pairs(t) do t[k] = #v end end",
  ])
  func budgetsAreExact(_ script: String) throws {
    let fresh = try LuaState()
    let function = try #require(try fresh.run(script, chunkName: "a")[0].function)
    let first = need(of: function, 1000, in: fresh)
    #expect(first > 1000)
    // Whatever ran before, in this state or in another one.
    try fresh.run("local t = {} for i = 1, 12345 do t[i] = tostring(i) .. 'x' end", chunkName: "b")
    _ = try? fresh.run("while true do end", chunkName: "c")
    #expect(need(of: function, 1000, in: fresh) == first)
    let other = try LuaState()
    try other.run("for i = 1, 777 do local s = 'abc' .. i end", chunkName: "b")
    let again = try #require(try other.run(script, chunkName: "a")[0].function)
    #expect(need(of: again, 1000, in: other) == first)
  }

  @Test func loopsCostWhatTheyRun() throws {
    let state = try LuaState()
    let script = "return function(n) for i = 1, n do end end"
    let function = try #require(try state.run(script, chunkName: "a")[0].function)
    let needs = [10, 1000, 5000, 100_000].map { need(of: function, $0, in: state) }
    // One instruction per iteration.
    #expect(needs[1] - needs[0] == 990)
    #expect(needs[2] - needs[1] == 4000)
    #expect(needs[3] - needs[2] == 95_000)
  }

  @Test func theStateSurvivesEveryLimit() throws {
    let state = try LuaState(limits: LuaLimits(memoryBytes: 32 << 20, instructions: 1_000_000))
    for _ in 0..<20 {
      #expect(failure(of: "while true do end", in: state).code == .instructions)
      #expect(
        failure(of: "local t = {} while true do t[#t + 1] = ('x'):rep(100000) end", in: state).code
          .isLimit)
      #expect(
        show(try state.run("local s = 0 for i = 1, 1000 do s = s + i end return s", chunkName: "a"))
          == "500500")
      #expect(state.stackTop == 0)
    }
  }

  @Test func aCoroutineThatALimitEndedStaysEnded() throws {
    let state = try LuaState(limits: LuaLimits(instructions: 100_000))
    let script = """
      local co = coroutine.create(function()
        local c <close> = setmetatable({}, { __close = function() while true do end end })
        while true do end
      end)
      local wrapped = coroutine.wrap(function()
        local c <close> = setmetatable({}, { __close = function() while true do end end })
        while true do end
      end)
      return function() coroutine.resume(co) end, function() return coroutine.close(co) end,
        function() return coroutine.resume(co) end, wrapped
      """
    let values = try state.run(script, chunkName: "a")
    let functions = values.compactMap(\.function)
    #expect(throws: LuaError.self) { try state.call(functions[0]) }
    #expect(show(try state.call(functions[1])) == "true")
    #expect(show(try state.call(functions[2])) == "false \"cannot resume dead coroutine\"")
    #expect(throws: LuaError.self) { try state.call(functions[3]) }
    do {
      try state.call(functions[3])
    } catch {
      #expect(error.code == .runtime)
      #expect(error.message == "cannot resume dead coroutine")
    }
  }

  @Test func aLimitNamesItsPlace() throws {
    let error = failure(
      of: "local function spin()\n  while true do\n  end\nend\nspin()",
      limits: LuaLimits(instructions: 10_000))
    #expect([2, 3].contains(error.location?.line))
    #expect(error.traceback.count == 2)
    let caught = failure(
      of: "pcall(function()\n  while true do end\nend)", limits: LuaLimits(instructions: 10_000))
    #expect(caught.location?.line == 2)
  }

  @Test func hostWorkIsCharged() throws {
    let state = try LuaState(limits: LuaLimits(instructions: 10_000))
    let work = try state.makeHostFunction(context: nil) { frame in
      clua_charge(frame.pointee.state, 1000) ? CLUA_LIMIT : CLUA_OK
    }
    try state.setGlobal("work", .function(work))
    try state.run("for i = 1, 9 do work() end", chunkName: "a")
    #expect(failure(of: "for i = 1, 11 do pcall(work) end", in: state).code == .instructions)
  }

  @Test func nestedCallsShareTheBudget() throws {
    let state = try LuaState(limits: LuaLimits(instructions: 100_000))
    let spin = try #require(
      try state.run("return function(n) for i = 1, n do end return n end", chunkName: "a")[0]
        .function)
    let nested = try state.makeSwiftFunction { [unowned state] arguments in
      do {
        return try state.call(spin, arguments)
      } catch {
        return [.string("caught")]
      }
    }
    try state.setGlobal("nested", .function(nested))
    #expect(show(try state.run("return nested(1000)", chunkName: "a")) == "1000")
    #expect(failure(of: "for i = 1, 1000 do nested(1000) end", in: state).code == .instructions)
    #expect(failure(of: "return pcall(nested, 1e9)", in: state).code == .instructions)
    #expect(
      failure(of: "coroutine.wrap(function() nested(1e9) end)()", in: state).code == .instructions)
    #expect(state.stackTop == 0)
  }
}
