import Diagnostics
import Glibc
import IR
import LuaRuntime
import Simulation
import Studies
import Tables
import Testing

/// Runs random functions on the interpreter, on that of the intermediate form and as machine code
/// for vectors of several widths; nothing may differ.
@Suite struct EngineFuzzTests {
  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  private static let isFull = variable("VALENCE_FULL") != nil
  /// Studies for each seed.
  private static let count = variable("VALENCE_STUDIES").flatMap(Int.init) ?? (isFull ? 170 : 150)
  private static let seeds: [UInt64] =
    variable("VALENCE_SEED").flatMap(UInt64.init).map { [$0] } ?? (isFull ? [20, 21, 22] : [20])

  @Test(arguments: seeds) func randomFunctionsGiveTheSameBits(_ seed: UInt64) throws {
    let interpreted = try NativeLibrary(waits: true, interprets: true)
    let compilers = [8, 4, 1].compactMap { try? NativeLibrary(waits: true, width: $0) }
    var (evaluations, comparisons) = (0, 0)
    var (compiled, functions) = (0, 0)
    for number in 0..<Self.count {
      // Some worlds have rows in more than one block.
      let isLarge = number % (Self.isFull ? 20 : 75) == 7
      let study = Self.study(
        seed: seed &* 1_000_003 &+ UInt64(number),
        actors: isLarge ? 1050 : Self.isFull ? 93 : 31)
      let lua = try Self.outcome(study, library: nil)
      evaluations += lua.evaluations
      var libraries = [("its intermediate form", interpreted)]
      // Compiling takes most of the time: in the quick tier some studies, with one width each.
      if Self.isFull || number % 10 == 0 {
        let count = Self.isFull && number % 2 == 0 ? 2 : 1
        for position in 0..<min(count, compilers.count) {
          let compiler = compilers[(number / (Self.isFull ? 1 : 10) + position) % compilers.count]
          libraries.append((compiler.described, compiler))
        }
      }
      for (name, library) in libraries {
        let other = try Self.outcome(study, library: library)
        comparisons += lua.evaluations
        compiled += other.compiled
        functions += other.functions
        guard lua.text == other.text else {
          Issue.record(
            """
            study \(number) of seed \(seed) differs on \(name):
            \(Self.difference(lua.text, other.text))
            \(study)
            """)
          return
        }
      }
    }
    print(
      "seed \(seed): \(Self.count) random studies, \(evaluations) evaluations of functions on the "
        + "interpreter, \(comparisons) compared with them; \(compiled) of \(functions) compiled")
    // What stays on the interpreter is compared with itself.
    #expect(compiled * 10 > functions * 8)
  }

  private static func difference(_ left: [String], _ right: [String]) -> String {
    let pairs = zip(left, right).filter { $0 != $1 }.prefix(5)
    return pairs.map { "lua:   \($0)\nother: \($1)" }.joined(separator: "\n")
  }

  static func study(seed: UInt64, actors: Int) -> String {
    var generator = FunctionGenerator(seed: seed, draws: true)
    let first = generator.rule()
    let second = generator.rule()
    var pairs = FunctionGenerator(seed: seed &+ 2, draws: true)
    let encounter = pairs.encounter()
    var plain = FunctionGenerator(seed: seed &+ 1, draws: false)
    let value = plain.value()
    var asking = FunctionGenerator(seed: seed &+ 3, draws: false)
    let (ofActors, ofRun) = (asking.actorMeasure(), asking.runMeasure())
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
        actors = { a = { count = \(actors), fields = {
          x = function(self, env) return env:normal(0, 2) end,
          y = function(self, env)
            local k = self.number % 12
            if k == 0 then return 0/0 elseif k == 1 then return math.huge elseif k == 2 then return -math.huge
            elseif k == 3 then return -0.0 elseif k == 4 then return 5e-324 elseif k == 5 then return 1e308 end
            return self.number / 3
          end,
          z = 1, b = false,
          i = valence.integer(function(self)
            local k = self.number % 17
            if k == 0 then return math.maxinteger elseif k == 1 then return math.mininteger
            elseif k == 2 then return 9007199254740993 elseif k == 3 then return -1 end
            return k - 5
          end),
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
          function(run) return run:kept "n" + run:kept "sum" end },
          valence.measure { "of actors", of = "a", \(ofActors) },
          valence.measure { "of the run", gives = { "sum", "n" }, \(ofRun) } },
        scenarios = { { "base" }, { "other", p = 0.75 } },
      }
      """
  }

  private struct Outcome {
    var text: [String]
    /// Rows that functions ran for.
    var evaluations = 0
    /// Functions, and how many of them are compiled.
    var functions = 0
    var compiled = 0
  }

  private static func outcome(_ text: String, library: NativeLibrary?) throws -> Outcome {
    let loading = Result { () throws(DiagnosticList) in
      try StudyLoader.load(path: "fuzz.lua", text: text, data: NoData())
    }
    if case .failure(let list) = loading {
      // What is wrong at load is wrong for all.
      return Outcome(text: list.diagnostics.map { "\($0)" })
    }
    let loaded = try loading.get()
    let study = loaded.study
    let scenario = study.resolved(study.scenarios[0])
    let model = try ModelBuilder(study: study, scenario: scenario).build()
    let lua = try LuaEngine(loaded)
    try lua.use(scenario.parameters)
    let native = library.map { NativeEngine(lua, library: $0) }
    native?.use(scenario.parameters)
    let engine = ProfilingEngine(native ?? lua)
    let running = Result { () throws(SimulationFailure) in
      try Simulator.run(model, replicate: 1, engine: engine, shouldStop: { false })
    }
    var outcome: Outcome
    switch running {
    case .success(let world):
      let measured = try measured(world, study, lua, native)
      outcome = Outcome(text: lines(world, study) + measured)
    case .failure(let failure):
      let place = "step \(failure.step) actor \(failure.actor ?? 0)"
      outcome = Outcome(text: ["\(failure.diagnostic) \(place)"])
    }
    for function in study.uses.indices { outcome.evaluations += engine.profile(of: function).rows }
    if let native, library?.interprets == true {
      let explanations = native.explanations(of: model)
      outcome.functions = explanations.count
      for explanation in explanations where explanation.form != nil {
        try checkText(explanation)
        outcome.compiled += 1
      }
    }
    return outcome
  }

  /// The text of a kernel is the whole kernel: it is read back as it was.
  private static func checkText(_ explanation: Explanation) throws {
    let text = try #require(explanation.text)
    #expect(IRWriter.text(of: try IRReader.kernel(from: text)) == text)
  }

  /// What the measures say, or what goes wrong in them.
  private static func measured(
    _ world: World, _ study: Study, _ lua: LuaEngine, _ native: NativeEngine?
  ) throws -> [String] {
    let scenario = study.resolved(study.scenarios[1])
    let model = try ModelBuilder(study: study, scenario: scenario).build()
    try lua.use(scenario.parameters)
    native?.use(scenario.parameters)
    // The other world may well fail: then this one stands in for it.
    let twin = try? Simulator.run(
      model, replicate: 1, engine: native ?? lua, shouldStop: { false })
    return study.measures.indices.map { index in
      do throws(DiagnosticList) {
        let values = try lua.measure(
          index, run: world, twin: twin ?? world, parameters: scenario.parameters,
          twinParameters: scenario.parameters, native: native)
        return "measure \(index): \(values)"
      } catch {
        return "measure \(index): \(error.diagnostics.map(\.rendered))"
      }
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
