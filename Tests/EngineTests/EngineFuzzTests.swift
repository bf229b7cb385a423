import Diagnostics
import Glibc
import LuaRuntime
import Simulation
import Studies
import Tables
import Testing

/// Runs random functions on the interpreter and as machine code; nothing may differ.
@Suite struct EngineFuzzTests {
  /// Functions in the quick tier, and with `--full`.
  static var count: Int { getenv("VALENCE_FULL") == nil ? 60 : 3000 }
  static let seed: UInt64 = getenv("VALENCE_SEED").flatMap { UInt64(String(cString: $0)) } ?? 20

  @Test func randomFunctionsGiveTheSameBits() throws {
    let library = try NativeLibrary(waits: true)
    var evaluations = 0
    for number in 0..<Self.count {
      let study = Self.study(seed: Self.seed &* 1_000_003 &+ UInt64(number))
      if let trace = getenv("VALENCE_TRACE"), let file = fopen(trace, "w") {
        fputs(study, file); fclose(file)
      }
      let lua = try Self.outcome(study, library: nil)
      let native = try Self.outcome(study, library: library)
      evaluations += lua.evaluations
      if lua.text != native.text {
        Issue.record(
          "study \(number) of seed \(Self.seed) differs:\n\(Self.difference(lua.text, native.text))\n\(study)"
        )
        return
      }
    }
    print("fuzzed \(Self.count) studies, \(evaluations) evaluations of functions")
  }

  private static func difference(_ left: [String], _ right: [String]) -> String {
    let pairs = zip(left, right).filter { $0 != $1 }.prefix(5)
    return pairs.map { "lua:    \($0)\nnative: \($1)" }.joined(separator: "\n")
  }

  static func study(seed: UInt64) -> String {
    var generator = FunctionGenerator(seed: seed, draws: true)
    let first = generator.rule()
    let second = generator.rule()
    var pairs = FunctionGenerator(seed: seed &+ 2, draws: true)
    let encounter = pairs.encounter()
    var plain = FunctionGenerator(seed: seed &+ 1, draws: false)
    let value = plain.value()
    let activation = generator.pick(["simultaneous", "simultaneous", "random", "ordered"])
    return """
      local valence = require "valence"
      local table_ = { 0.5, 2, -3.25, 1e10, 7 }
      local function pairUp(a, b) if a < b then return a end return b * 0.5 end
      local function helper(self, n) if n > self.x then return n - 1 end return self.y end
      local function clamp(n) if n > -1e6 and n < 1e6 then return n end return 0.25 end
      local function twice(n, self) return n * 2, self.z end
      return valence.study { name = "fuzz", seed = \(seed % 1000), steps = 2, replications = 1,
        parameters = { p = 0.25, n = valence.integer(3) },
        actors = { a = { count = 37, fields = {
          x = function(self, env) return env:normal(0, 2) end,
          y = function(self, env)
            local k = self.number % 12
            if k == 0 then return 0/0 elseif k == 1 then return math.huge elseif k == 2 then return -math.huge
            elseif k == 3 then return -0.0 elseif k == 4 then return 5e-324 elseif k == 5 then return 1e308 end
            return self.number / 3
          end,
          z = 1, b = false, i = valence.integer(5),
          mood = valence.category({ "low", "mid", "high" }, function(self)
            if self.number % 3 == 0 then return "low" elseif self.number % 3 == 1 then return "high" end
            return nil
          end),
          friend = valence.ref "a" } } },
        networks = { net = valence.small_world { among = "a", degree = 4, rewire = 0.3 } },
        phases = {
          valence.rule { "meet", of = "a", function(self, env)
            if env:chance(0.7) then self.friend = env:any "a" end
          end },
          valence.rule { "one", of = "a", activation = "\(activation)", \(first) },
          valence.encounter { "talk", along = "net", tags = { tone = { "up", "down" } }, marks = { "odd" },
            activation = "\(pairs.pick(["simultaneous", "simultaneous", "random"]))", \(encounter) },
          valence.rule { "two", of = "a", \(second) },
        },
        values = {
          valence.value { "v", of = "a", \(value) },
          valence.value { "gained", of = "a", function(self)
            return self:gained "talk" + 2 * self:gained("talk", "tone", "up") + 3 * self:gained("talk", "odd")
              + 5 * self:gained("talk", "passive") end },
        },
        measures = { valence.measure { "events", over = "talk", per = "initiator", keep = { n = 0, sum = 0 },
          each = function(kept, event)
            kept.n = kept.n + 1
            if event.odd then kept.sum = kept.sum + event.gain else kept.sum = kept.sum - event.partner_gain end
            if event.expected then kept.sum = kept.sum + event.expected end
          end,
          function(run) return run:kept "n" + run:kept "sum" end } },
        scenarios = { { "base" } },
      }
      """
  }

  private static func outcome(
    _ text: String, library: NativeLibrary?
  ) throws -> (text: [String], evaluations: Int) {
    let loading = Result { () throws(DiagnosticList) in
      try StudyLoader.load(path: "fuzz.lua", text: text, data: NoData())
    }
    if case .failure(let list) = loading {
      // What is wrong at load is wrong for both.
      return (list.diagnostics.map { "\($0)" }, 0)
    }
    let loaded = try loading.get()
    let study = loaded.study
    let scenario = study.resolved(study.scenarios[0])
    let model = try ModelBuilder(study: study, scenario: scenario).build()
    let lua = try LuaEngine(loaded)
    try lua.use(scenario.parameters)
    let native = library.map { NativeEngine(lua, library: $0) }
    native?.use(scenario.parameters)
    let running = Result { () throws(SimulationFailure) in
      try Simulator.run(model, replicate: 1, engine: native ?? lua, shouldStop: { false })
    }
    switch running {
    case .success(let world): return (lines(world, study), 37 * 17)
    case .failure(let failure):
      let place = "step \(failure.step) actor \(failure.actor ?? 0)"
      return (["\(failure.diagnostic) \(place)"], 37)
    }
  }

  private static func lines(_ world: World, _ study: Study) -> [String] {
    var lines: [String] = []
    let kind = KindID(0)
    for (index, field) in study.kinds[0].fields.enumerated() {
      for number in 0..<world.count(kind) {
        let id = FieldID(index)
        let cell: String =
          switch field.type {
          case .number:
            String(world.number(kind, id, number, own: false).bitPattern, radix: 16)
          case .integer: "\(world.integer(kind, id, number, own: false))"
          case .boolean: "\(world.boolean(kind, id, number, own: false))"
          default: "\(world.code(kind, id, number, own: false))"
          }
        lines.append("\(field.name) of \(number + 1): \(cell)")
      }
    }
    for number in 0..<world.count(kind) {
      for value in 0..<2 {
        let total = world.total(ValueID(value), number)
        lines.append(
          "value \(value) of \(number + 1): \(total.isNaN ? "nan" : "\(total.bitPattern)")")
      }
    }
    for slot in 0..<2 { lines.append("kept \(slot): \(world.kept(fold: 0, slot: slot))") }
    lines.append("events: \(world.eventCount(PhaseID(2)))")
    return lines
  }
}

/// A study without tables.
final class NoData: DataSource {
  func table(named name: String, path: String, types: [String: Tables.ColumnType])
    throws(DiagnosticList) -> Table
  {
    throw DiagnosticList([Diagnostic("no file '\(path)'")])
  }
}
