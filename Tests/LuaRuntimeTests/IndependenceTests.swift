import Diagnostics
import LuaRuntime
import Testing

/// Calls inside a host function that have budgets of their own.
@Suite struct IndependenceTests {
  private func state(
    inner: String, calls: Int
  ) throws -> LuaState {
    let state = try LuaState(limits: LuaLimits(instructions: 10_000))
    let function = try state.load(inner, chunkName: "inner.lua")
    let work = try state.makeSwiftFunction { [unowned state] _ in
      for _ in 0..<calls {
        do throws(LuaError) {
          try state.independently { () throws(LuaError) in _ = try state.call(function) }
        } catch {
          return [.string(error.code.rawValue)]
        }
      }
      return [.string("done")]
    }
    try state.setGlobal("work", .function(work))
    return state
  }

  @Test func eachHasAWholeBudget() throws {
    let state = try state(inner: "for i = 1, 3000 do end", calls: 50)
    #expect(try state.run("return work()", chunkName: "outer.lua").first?.text == "done")
  }

  @Test func theCallerGoesOnWithWhatItHadLeft() throws {
    let state = try state(inner: "for i = 1, 3000 do end", calls: 2)
    let outer = "for i = 1, 4000 do end work() for i = 1, 4000 do end return work()"
    #expect(try state.run(outer, chunkName: "outer.lua").first?.text == "done")
    do throws(LuaError) {
      try state.run("for i = 1, 4000 do end work() while true do end", chunkName: "outer.lua")
      Issue.record("an endless loop ended")
    } catch {
      #expect(error.code == .instructions)
      #expect(error.location?.file == "outer.lua")
    }
  }

  @Test func aLimitInsideIsAnErrorLikeAnother() throws {
    let state = try state(inner: "while true do end", calls: 1)
    let results = try state.run("local why = work() return why, work()", chunkName: "outer.lua")
    #expect(results.compactMap(\.text) == ["instructions", "instructions"])
    #expect(state.stackTop == 0)
  }

  @Test func aLoopOfSuchCallsAloneIsInterrupted() throws {
    let state = try LuaState()
    var calls = 0
    let work = try state.makeSwiftFunction { [unowned state] _ in
      state.independently { calls += 1 }
      if calls == 100 { state.interrupt() }
      // Far beyond what may pass before the interruption is seen.
      return [.boolean(calls < 100_000)]
    }
    try state.setGlobal("work", .function(work))
    do throws(LuaError) {
      try state.run("while work() do end", chunkName: "outer.lua")
      Issue.record("it went on to the end")
    } catch {
      #expect(error.code == .interrupted)
    }
  }
}
