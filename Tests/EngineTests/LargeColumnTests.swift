import Compiler
import Diagnostics
import Simulation
import Studies
import Tables
import Testing

/// Columns that are too large for the caches, which machine code writes past them and adds up.
@Suite struct LargeColumnTests {
  /// More than the 4 MiB from which a definition's numbers are streamed, and no whole number of
  /// blocks or vectors.
  private static let size = 600_003

  private final class NoData: DataSource {
    func table(named name: String, path: String, types: [String: Tables.ColumnType])
      throws(DiagnosticList) -> Table
    {
      throw DiagnosticList([Diagnostic("no data")])
    }
  }

  /// What is left of a definition after three steps: the bits of its numbers and of its means.
  private static func run(_ value: String, native: Bool, threads: Int = 1) throws -> [UInt64] {
    let text = """
      local valence = require "valence"
      return valence.study { name = "large", seed = 3, steps = 3,
        actors = { a = { count = \(size), fields = { x = valence.normal(0, 1) } } },
        phases = { valence.rule { "move", of = "a", function(self, env)
          self.x = self.x + env.step / 8
        end } },
        values = { valence.value { "v", of = "a", as = "stock", function(self, env)
          \(value)
        end } },
        scenarios = { { "base" } },
      }
      """
    let loaded = try StudyLoader.load(path: "study.lua", text: text, data: NoData())
    let scenario = loaded.study.resolved(loaded.study.scenarios[0])
    let model = try ModelBuilder(study: loaded.study, scenario: scenario).build()
    let lua = try LuaEngine(loaded)
    try lua.use(scenario.parameters)
    var engine: any Engine = lua
    if native {
      let compiled = NativeEngine(lua, library: try NativeLibrary(waits: true))
      compiled.use(scenario.parameters)
      compiled.threads = threads
      engine = compiled
    }
    let world = try Simulator.run(model, replicate: 1, engine: engine)
    let id = ValueID(0)
    return (0..<size).map { world.total(id, $0).bitPattern }
      + world.seriesRows.flatMap { $0.map(\.bitPattern) }
  }

  private static let definitions = [
    "return self.x * 3",
    "if self.x < 0 then return self.x end return math.exp(-self.x)",
    // 0/0 in a few rows, which is undefined.
    "if self.x > 4.2 then return 0 / (self.x - self.x) end return self.x",
    // Sums of blocks that are infinite although no number is.
    "return self.x * 2e307 + 1e307",
    "return -0.0 * self.x",
  ]

  @Test(arguments: definitions) func meanTheSame(_ value: String) throws {
    let expected = try Self.run(value, native: false)
    #expect(try Self.run(value, native: true) == expected)
    #expect(try Self.run(value, native: true, threads: 2) == expected)
  }

  @Test func infiniteNumbersAreMistakes() throws {
    let value = "return 1 / (self.x > 4.2 and 0 or 1)"
    func message(_ native: Bool) -> String {
      do {
        _ = try Self.run(value, native: native)
        return "no mistake"
      } catch {
        return "\(error)"
      }
    }
    #expect(message(true) == message(false))
    #expect(message(true).contains("infinite"))
  }
}
