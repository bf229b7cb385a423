import Diagnostics
import Glibc
import LuaRuntime
import Simulation
import Studies
import Testing

/// Random studies in which the population and the ties change: a world that was taken up where an actor
/// first acted must be, to the bit, the world that was run without this actor from its beginning.
@Suite struct LeaveOneOutFuzzTests {
  private static var count: Int { getenv("VALENCE_FULL") == nil ? 25 : 150 }
  private static let seed: UInt64 =
    getenv("VALENCE_SEED").flatMap { UInt64(String(cString: $0)) } ?? 5

  /// Everything of a world that a function can see, in one number.
  private static let digest = """
    local function mix(sum, x)
      if x - x ~= 0 then x = 0.5 end
      return sum * 0.61803398875 + math.fmod(x, 1000.0) * 1.000001
    end
    local function digest(run)
      local sum = run.steps + run:events "talk" + run:events "there"
      for a in run:actors "a" do
        sum = mix(mix(mix(mix(sum, a.x), a.y), a.z), a.i + a:degree "net")
        local v, stock = a:value "v", a:value "stock"
        sum = mix(sum, valence.is_undefined(v) and -7 or v)
        sum = mix(sum, valence.is_undefined(stock) and -7 or stock)
        sum = mix(sum, a.friend and a.friend.number or -1)
        sum = mix(sum, a:sum("net", "weight") + (a.alive and 3 or 0))
      end
      for b in run:actors "b" do sum = mix(sum, b.w) end
      for _, name in ipairs { "v", "stock" } do
        for _, x in ipairs(run:series(name .. " (a)")) do sum = mix(sum, x) end
      end
      return sum
    end
    """

  /// A way of silencing: as a definition says it, and as a scenario does of one actor.
  private struct Way {
    var name: String
    var silence: String
    var phases: String
  }

  private static let ways = [
    Way(name: "talk", silence: "\"talk\"", phases: "phase = \"talk\","),
    Way(name: "there", silence: "\"there\"", phases: "phase = \"there\","),
    Way(
      name: "both", silence: "{ \"talk\", \"there\" }", phases: "phase = { \"talk\", \"there\" },"),
    Way(name: "all", silence: "\"all\"", phases: ""),
  ]

  @Test func leavingOneOutIsRunningWithoutIt() throws {
    let library = try NativeLibrary(waits: true)
    var (compared, unchanged, finished) = (0, 0, 0)
    for number in 0..<Self.count {
      var generator = StructureGenerator(seed: Self.seed &* 1_000_003 &+ UInt64(number) &+ 7)
      let text = generator.study()
      for native in [nil, library] {
        guard let base = try Self.outcome(Self.leaving(text), native) else { continue }
        finished += 1
        for (position, way) in Self.ways.enumerated() {
          for actor in 0..<base.world.count(KindID(0)) where base.world.existed(KindID(0), actor) {
            let value = ValueID(2 + position)
            if base.world.total(value, actor).isNaN {
              let reason = base.world.totalReason(value, actor)
              #expect(base.world.reasonText(reason) == "not_sampled")
              continue
            }
            let found = base.world.total(value, actor)
            let scenario = Self.silencing(text, way, actor + 1)
            let full = try #require(try Self.outcome(scenario, native))
            // Who never acts makes no difference.
            let expected = found == 0 ? base.digest : full.digest
            #expect(full.digest == expected, "study \(number), \(way.name) \(actor + 1)")
            #expect(found == 0 || found == full.digest, "study \(number), \(way.name) \(actor + 1)")
            compared += 1
            unchanged += found == 0 ? 1 : 0
          }
        }
      }
    }
    // Else nothing much was tried.
    #expect(finished > Self.count && compared > 10 * finished && unchanged > 0)
    print("compared \(compared) worlds of \(finished) runs; \(unchanged) left no act out")
  }

  /// The study with a definition for each way of silencing.
  private static func leaving(_ text: String) -> String {
    let values = ways.map { way in
      """
      valence.leave_one_out { "\(way.name)", of = "a", silence = \(way.silence), sample = 5,
        function(self, run, without) return digest(without) end },
      """
    }
    return study(text, values: values.joined(separator: "\n"), scenario: "{ \"base\" }")
  }

  /// The study with one actor silenced in one way from the beginning.
  private static func silencing(_ text: String, _ way: Way, _ actor: Int) -> String {
    study(
      text, values: "",
      scenario: "{ \"one\", silence = { \(way.phases) kind = \"a\", numbers = { \(actor) } } }")
  }

  private static func study(_ text: String, values: String, scenario: String) -> String {
    var text = text
    if let begin = text.firstRange(of: "return valence.study {") {
      text.insert(contentsOf: digest + "\n", at: begin.lowerBound)
    }
    guard let scenarios = text.firstRange(of: "scenarios = {") else { return text }
    text.replaceSubrange(
      scenarios.lowerBound...,
      with: """
        measures = { valence.measure { "digest", function(run) return digest(run) end } },
        scenarios = { \(scenario) },
        }
        """)
    guard let measures = text.firstRange(of: "measures = {"),
      let end = text[..<measures.lowerBound].lastIndex(of: "}")
    else { return text }
    text.insert(contentsOf: values, at: end)
    return text
  }

  /// A world and what it comes to; `nil`: the study makes none.
  private static func outcome(
    _ text: String, _ library: NativeLibrary?
  ) throws -> (world: World, digest: Double)? {
    guard let loaded = try? StudyLoader.load(path: "fuzz.lua", text: text, data: NoData()) else {
      return nil
    }
    let study = loaded.study
    let resolved = study.resolved(study.scenarios[0])
    let model = try ModelBuilder(study: study, scenario: resolved).build()
    let lua = try LuaEngine(loaded)
    try lua.use(resolved.parameters)
    let native = library.map { NativeEngine(lua, library: $0) }
    native?.use(resolved.parameters)
    guard let world = try? Simulator.run(model, replicate: 1, engine: native ?? lua) else {
      return nil
    }
    let digest = try lua.measure(
      0, run: world, twin: nil, parameters: resolved.parameters, twinParameters: nil)
    return try (world, #require(digest.first?.value))
  }
}
