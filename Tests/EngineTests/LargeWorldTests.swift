import Compiler
import Simulation
import Studies
import Testing

private var isReleaseBuild: Bool {
  #if DEBUG
    false
  #else
    true
  #endif
}

/// Worlds that are large enough for what machine code does with large ones only: columns that are
/// written past the caches, and one phase on several threads.
@Suite(.enabled(if: isReleaseBuild, "worlds of this size take minutes in debug builds"))
struct LargeWorldTests {
  /// More than the 4 MiB from which a definition's numbers are streamed, and no whole number of
  /// blocks or vectors.
  private static let size = 600_003

  private static func study(_ entries: String) -> String {
    """
    local valence = require "valence"
    return valence.study { name = "large", seed = 3, steps = 3,
      \(entries)
      scenarios = { { "base" } },
    }
    """
  }

  private static func values(_ value: String) -> String {
    study(
      """
      actors = { a = { count = \(size), fields = { x = valence.normal(0, 1) } } },
      phases = { valence.rule { "move", of = "a", function(self, env)
        self.x = self.x + env.step / 8
      end } },
      values = { valence.value { "v", of = "a", as = "stock", function(self, env)
        \(value)
      end } },
      """)
  }

  /// What is left of a definition after three steps: the bits of its numbers and of its means.
  private static func run(_ text: String, native: Bool, threads: Int = 1) throws -> [UInt64] {
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
    return (0..<world.count(KindID(0))).map { world.total(ValueID(0), $0).bitPattern }
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
    let expected = try Self.run(Self.values(value), native: false)
    #expect(try Self.run(Self.values(value), native: true) == expected)
    #expect(try Self.run(Self.values(value), native: true, threads: 2) == expected)
  }

  @Test func infiniteNumbersAreMistakes() throws {
    let value = "return 1 / (self.x > 4.2 and 0 or 1)"
    func message(_ native: Bool) -> String {
      do {
        _ = try Self.run(Self.values(value), native: native)
        return "no mistake"
      } catch {
        return "\(error)"
      }
    }
    #expect(message(true) == message(false))
    #expect(message(true).contains("infinite"))
  }

  /// Many neighbours change at once, and change back; a network between two kinds is seen from both.
  @Test(arguments: [2, 3]) func countsOfNeighboursAreThoseOfOneThread(_ threads: Int) throws {
    let text = Self.study(
      """
      actors = {
        a = { count = 150001, fields = { on = valence.bernoulli(0.4), level = 0 } },
        shop = { count = 9001, fields = { open = valence.bernoulli(0.5), guests = 0 } },
      },
      networks = {
        friends = valence.small_world { among = "a", degree = 6, rewire = 0.2 },
        visits = valence.random_ties { from = "a", to = "shop", degree = 3 },
      },
      phases = {
        valence.rule { "meet", of = "a", function(self, env)
          local friends, shops = 0, 0
          for peer in self:peers "friends" do if peer.on then friends = friends + 1 end end
          for shop in self:peers "visits" do if shop.open then shops = shops + 1 end end
          self.level = friends + 10 * shops
          if env:chance(0.1 * friends) then self.on = not self.on end
        end },
        valence.rule { "serve", of = "shop", function(self, env)
          local guests = 0
          for guest in self:peers "visits" do if guest.on then guests = guests + 1 end end
          self.guests = guests
          self.open = env:chance(guests / (1 + guests))
        end },
      },
      values = {
        valence.value { "level", of = "a", function(self) return self.level end },
        valence.value { "guests", of = "shop", function(self) return self.guests end },
      },
      """)
    let expected = try Self.run(text, native: false)
    #expect(try Self.run(text, native: true) == expected)
    #expect(try Self.run(text, native: true, threads: threads) == expected)
  }
}
