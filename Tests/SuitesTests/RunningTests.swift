import Diagnostics
import Suites
import Testing

@Suite struct RunningTests {
  @Test func passesAndFails() throws {
    let file = results(
      of: """
        describe("numbers", function()
          it("add up", function() assert.equal(2, 1 + 1) end)
          it("differ", function() assert.equal(2, 3) end)
        end)
        """)
    #expect(file["add up"]?.status == .passed)
    #expect(file["add up"]?.assertions == 1)
    let failure = try #require(file["differ"]?.failures.first)
    #expect(failure.kind == .assertion)
    #expect(failure.expected == "2" && failure.actual == "3")
    #expect(failure.location == SourceLocation(file: "some_spec.lua", line: 3))
    #expect(failure.sourceLine == #"  it("differ", function() assert.equal(2, 3) end)"#)
  }

  @Test func failureInHelperKeepsTheCalls() throws {
    let file = results(
      of: """
        local function sells(n) assert.equal(3, n) end
        it("sells", function()
          sells(2)
        end)
        """)
    let failure = try #require(file["sells"]?.failures.first)
    #expect(failure.location?.line == 1)
    #expect(
      failure.traceback == [
        "in upvalue 'sells' (some_spec.lua:1)", "in function 'it' (some_spec.lua:3)",
      ]
        || failure.traceback == [
          "in function 'sells' (some_spec.lua:1)", "in function 'it' (some_spec.lua:3)",
        ])
  }

  /// Each of these ends in its own way, and the tests around it run.
  @Test(arguments: [
    ("while true do end", TestFailure.Kind.limit, "more than its 9000000 instructions"),
    ("pcall(function() while true do end end)", .limit, "the test ran more than"),
    ("coroutine.wrap(function() while true do end end)()", .limit, "the test ran more than"),
    ("local t = {} while true do t = { t, {} } end", .limit, "more than 128 MiB of memory"),
    ("local s = 'x' while true do s = s .. s end", .limit, "more than 128 MiB of memory"),
    ("local function f() return 1 + f() end f()", .error, "stack overflow"),
    ("error { code = 3 }", .error, "the error value is a table"),
    ("error()", .error, "the error value is a nil"),
    ("error 'own text'", .error, "own text"),
    ("stray = 1", .error, "'stray' is not declared"),
    ("local x = nothing_like_it", .error, "'nothing_like_it' is not declared"),
    ("assert = 1", .error, "'assert' is a name of the language"),
    ("it('x', function() end)", .error, "it belongs beside the tests"),
    ("describe('x', function() end)", .error, "describe belongs beside the tests"),
    ("assert.eqal(1, 1)", .error, "there is no assert.eqal; did you mean 'equal'?"),
    ("assert(nil, 'no luck')", .assertion, "no luck"),
  ])
  func failsAlone(body: String, kind: TestFailure.Kind, message: String) throws {
    let options = SuiteOptions(seed: 1, instructions: 9_000_000, memoryBytes: 128 << 20)
    let file = results(
      of: """
        local held = {}
        it("before", function() assert(true) end)
        it("wrong", function() \(body) end)
        it("after", function() assert(#held == 0) end)
        """, options: options)
    #expect(file["before"]?.status == .passed)
    #expect(file["after"]?.status == .passed)
    let failures = file["wrong"]?.failures ?? []
    #expect(failures.count == 1)
    let failure = try #require(failures.first)
    #expect(failure.kind == kind)
    #expect(failure.message.contains(message), "\(failure.message)")
    #expect(failure.location?.line == 3)
  }

  @Test func memoryThatIsHeldDoesNotHurtTheOthers() {
    let file = results(
      of: """
        local held = {}
        for number = 1, 4 do
          it("fills " .. number, function()
            for i = 1, 1e9 do held[#held + 1] = ("x"):rep(1e6) .. i end
          end)
          it("passes " .. number, function() assert(("y"):rep(3e7)) end)
        end
        """, options: SuiteOptions(seed: 1, memoryBytes: 64 << 20))
    for number in 1...4 {
      #expect(file["fills \(number)"]?.failures.first?.kind == .limit)
      #expect(file["passes \(number)"]?.status == .passed)
    }
  }

  @Test func timeOfATest() throws {
    let file = results(
      of: "it('waits', { seconds = 0.1, instructions = 1e15 }, function() while true do end end)")
    let result = try #require(file["waits"])
    #expect(result.failures.first?.message == "the test took longer than its 0.1 s")
    #expect(result.seconds > 0.09 && result.seconds < 20)
  }

  @Test func limitsOfItsOwn() {
    let file = results(
      of: """
        local function count(n) for i = 1, n do end assert(true) end
        it("short", function() count(1e5) end)
        it("long", { instructions = 1e6 }, function() count(1e5) end)
        """, options: SuiteOptions(seed: 1, instructions: 10_000))
    #expect(file["short"]?.failures.first?.kind == .limit)
    #expect(file["long"]?.status == .passed)
  }

  @Test func hooksRunWhateverFails() {
    let file = results(
      of: """
        local trace = {}
        describe("outer", function()
          before_each(function() trace[#trace + 1] = "before outer" end)
          after_each(function() print(table.concat(trace, ", ")) end)
          describe("inner", function()
            before_each(function() trace[#trace + 1] = "before inner" end)
            after_each(function() trace[#trace + 1] = "after inner" error("in the hook") end)
            it("fails", function() trace[#trace + 1] = "body" assert(false) end)
          end)
        end)
        """)
    let result = file["fails"]
    #expect(result?.failures.map(\.message) == ["the condition is false", "in the hook"])
    #expect(result?.output == ["before outer, before inner, body, after inner"])
  }

  @Test func failureInBeforeEachLeavesTheBodyOut() {
    let file = results(
      of: """
        before_each(function() error("no data") end)
        after_each(function() print("cleaned") end)
        it("asks", function() print("asked") end)
        """)
    #expect(file["asks"]?.failures.map(\.message) == ["no data"])
    #expect(file["asks"]?.output == ["cleaned"])
  }

  @Test func pendingTests() {
    let file = results(
      of: """
        it("later")
        pending("much later", "no data yet")
        pending("in busted's way", function() error("not run") end)
        it("gives up", function() pending "needs a survey" assert(false) end)
        """)
    #expect(file["later"]?.status == .pending("it has no body yet"))
    #expect(file["much later"]?.status == .pending("no data yet"))
    #expect(file["in busted's way"]?.status == .pending("pending"))
    #expect(file["gives up"]?.status == .pending("needs a survey"))
  }

  @Test func printedLinesStayWithTheirTest() {
    let file = results(
      of: """
        print("loading", 1)
        it("prints", function() print("one") print("two", nil) assert(true) end)
        it("floods", function() for i = 1, 20000 do print("line") end assert(true) end)
        it("is silent", function() assert(true) end)
        """)
    #expect(file.output == ["loading\t1"])
    #expect(file["prints"]?.output == ["one", "two\tnil"])
    #expect(file["is silent"]?.output == [])
    let flood = file["floods"]?.output ?? []
    #expect(flood.count == 13_108)
    #expect(flood.last == "... and 6893 more lines")
  }

  @Test func testWithoutAssertion() {
    let file = results(
      of: "it('does nothing', function() end) it('asks', function() assert(1) end)")
    #expect(file["does nothing"]?.hasNoAssertion == true)
    #expect(file["asks"]?.hasNoAssertion == false)
    #expect(TestCounts([file]).withoutAssertion == 1)
  }

  @Test(arguments: [
    ("it('x' function() end)", "')' expected near 'function'"),
    ("it('x', function() end) error('while loading')", "while loading"),
    ("describe('x', function() stray = 1 end)", "'stray' is not declared"),
    ("it(3, function() end)", "the name of a test must be a string, not 3"),
    ("it('x', { second = 3 }, function() end)", "a test has no option 'second'"),
    ("it('x', { seconds = '3' }, function() end)", "seconds must be a number, not \"3\""),
    ("it('x', { seconds = 0 }, function() end)", "seconds must be above 0"),
    ("describe('x')", "the body of a group must be a function, not nil"),
    ("assert.equal(1, 2)", "the values are not equal"),
    ("while true do end", "ran more than its"),
    ("require 'nothing'", "there is no module 'nothing'"),
  ])
  func fileThatCannotBeLoaded(text: String, message: String) throws {
    let file = results(of: text, options: SuiteOptions(seed: 1, instructions: 100_000))
    let failure = try #require(file.loadFailure)
    #expect(failure.message.contains(message), "\(failure.message)")
    #expect(failure.location?.line == 1)
    #expect(file.tests.isEmpty && file.isFailure)
  }
}
