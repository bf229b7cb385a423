import Diagnostics
import Simulation
import Testing

/// What the tests of meaning once found outside of the binding.
@Suite struct MendedFaultTests {
  @Test func `a change at step 2 follows the first value in a Lua table`() throws {
    // { 1, [2] = 5 } is a sequence of two for Lua.
    let run = try Bench(
      entries: """
        steps = 3, parameters = { p = valence.from { 1, [2] = 5 } },
        actors = { a = { count = 1, fields = { x = 0 } } },
        phases = { valence.rule { "r", of = "a", function(self, env) self.x = self.x + env.p end } },
        """
    ).run()
    #expect(try run.numbers("a", "x") == [11])
  }

  @Test func `a first integer beyond 2^53 is refused, never rounded`() {
    #expect(throws: DiagnosticList.self) {
      try Bench(
        entries: """
          steps = 1, actors = { a = { count = 1, fields = { n = valence.integer(9007199254740993) } } },
          """
      ).run()
    }
  }
}
