import Diagnostics
import LuaRuntime
import Simulation
import Testing

/// Mistakes that only running shows: message, place, and whose turn it was.
@Suite struct RuntimeErrorTests {
  /// Runs a rule of `a` (three of them) whose body is on line 9, and gives its failure.
  private func failure(
    _ body: String, prelude: String = "", entries: String = "", limits: LuaLimits = LuaLimits()
  ) throws -> SimulationFailure {
    let bench = try Bench(
      """
      local valence = require "valence" \(prelude)
      return valence.study { name = "test", steps = 3, parameters = { p = 0.5 },
        actors = { a = { count = 3, fields = {
          x = 0, n = valence.integer(1), b = false, c = valence.category({ "red", "green" }),
          r = valence.ref "f" } }, f = { count = 1, fields = { z = 0 } } },
        networks = { net = valence.star { from = "a", to = "f", fields = { level = 0 } } },
        phases = { valence.rule { "act", of = "a", function(self, env)
          if self.number ~= 2 or env.step ~= 2 then return end
          \(body)
        end } },
        \(entries)
      }
      """, limits: limits)
    do {
      _ = try bench.run()
    } catch let failure as SimulationFailure {
      return failure
    }
    throw Diagnostic("nothing failed: \(body)")
  }

  private static let bodies: [(String, String)] = [
    ("self.x = true", "the value of 'x' must be a number, got true"),
    ("self.x = nil", "the value of 'x' must be a number, got nil"),
    ("self.x = self", "the value of 'x' must be a number, got a a"),
    ("self.x = env:the \"f\".z > 0 or {}", "the value of 'x' must be a number, got a table"),
    ("self.n = 1.5", "the value of 'n' must be a whole number, got 1.5"),
    ("self.b = 1", "the value of 'b' must be true or false, got 1"),
    (
      "local l = \"gre\" .. \"an\" self.c = l",
      "the value of 'c' must be one of its levels, got 'grean'"
    ),
    ("self.c = 3", "the value of 'c' must be one of its levels, got 3"),
    ("self.r = self", "the value of 'r' must be a f or nil, got a a"),
    ("local k = \"pric\" .. \"e\" local v = self[k]", "unknown field 'price' of a"),
    ("local k = \"pric\" .. \"e\" self[k] = 1", "unknown field 'price' of a"),
    ("local v = self[1]", "a a has members with names only, not under a number"),
    ("local k = \"pp\" local v = env[k]", "unknown parameter 'pp'"),
    ("local v = env:chance(self.number * 0.6)", "env:chance: "),
    ("local v = env:chance(0 / 0)", "env:chance: "),
    ("local v = env:normal(0, -self.number)", "env:normal: "),
    ("local v = env:normal(0)", "argument 2 of env:normal must be a number, got nil"),
    ("local v = env:uniform(1, self)", "argument 2 of env:uniform must be a number, got a a"),
    ("local v = env:integer(1, 2.5)", "env:integer needs two whole numbers"),
    ("local v = env:one_of({})", "env:one_of has nothing to choose from"),
    ("for k = 1, 2 do twice(env) end", "env:uniform draws the same number each time"),
    ("local v = twice(env) + twice(env)", "env:uniform draws the same number each time"),
    (
      "local v = env:uniform(0, 1, env)",
      "the key of a draw is a number, a text, true or false, or an actor"
    ),
    ("local v = 1 // (self.n - 1)", "attempt to divide by zero"),
    ("local v = 1 % (self.n - 1)", "attempt to perform 'n%0'"),
    ("local v = self.x.y", "attempt to index a number value"),
    ("local v = self + 1", "cannot calculate with a[2]: it is not a number"),
    ("local v = self < self", "cannot compare a[2] by size"),
    ("error(\"out of stock\")", "out of stock"),
    ("error({ code = 7 })", "table"),
    ("error()", "nil"),
    ("self:give(\"x\", \"much\")", "give: the amount must be a number, got 'much'"),
    ("self:give(\"n\", 0.5)", "give: 'n' is a whole number"),
    ("self:give(\"b\", 1)", "give adds to numbers; 'b' of a is none"),
    ("self:claim(\"r\", self)", "claim: 'r' refers to a f"),
    ("local name = \"ne\" for peer in self:peers(name .. \"x\") do end", "unknown network 'nex'"),
    ("for peer in self:peers(\"net\", -1, \"z\") do end", "peers takes a whole number of peers"),
    (
      "for peer, tie in self:peers \"net\" do tie.level = 1 end",
      "'level' of a tie can be assigned only"
    ),
    ("self:tied(\"net\", self)", "tied needs a f after the network"),
    ("self:tie(\"net\", self)", "tie needs a f after the network"),
    (
      "local next, state = self:peers \"net\" next(state) next(state) next(state)",
      "a loop over peers cannot be kept"
    ),
    (
      "local k = \"f\" local v = env:mean(k .. \"\", \"z\")",
      "env:mean is taken when the phase begins"
    ),
    ("local v = env:the \"a\"", "env:the \"a\" needs exactly one a, but there are 3"),
    ("env.p = 1", "env.p cannot be assigned"),
  ]

  @Test func `a mistake tells what is wrong, where, and whose turn it was`() throws {
    let prelude = "local function twice(env) return env:uniform() end"
    for (body, expected) in Self.bodies {
      let found: SimulationFailure
      do {
        found = try failure(body, prelude: prelude)
      } catch let list as DiagnosticList {
        // What the check at load sees has the same message there.
        let messages = list.diagnostics.map(\.message).joined(separator: "\n")
        #expect(messages.contains(expected.prefix(20)), "\(body)")
        continue
      }
      let diagnostic = found.diagnostic
      #expect(diagnostic.message.contains(expected), "\(body)")
      let isInHelper = expected.hasPrefix("env:uniform draws")
      #expect(
        diagnostic.location == SourceLocation(file: "study.lua", line: isInHelper ? 1 : 9),
        "\(body)")
      #expect(diagnostic.sourceLine?.contains(isInHelper ? prelude : body) ?? false, "\(body)")
      #expect(found.phase == "act" && found.step == 2 && found.kind == "a" && found.actor == 2)
      #expect(diagnostic.errorClass == .user && !found.isInterrupted, "\(body)")
    }
  }

  @Test func `limits end a rule and cannot be caught`() throws {
    let limits = LuaLimits(memoryBytes: 64 << 20, instructions: 200_000)
    for body in [
      "while true do end", "while true do pcall(function() while true do end end) end",
      "local function f() return f() end f()",
    ] {
      let found = try failure(body, limits: limits)
      #expect(found.diagnostic.errorClass == .limit, "\(body)")
      #expect(found.step == 2 && found.actor == 2)
    }
    let deep = try failure("local function f(n) return 1 + f(n + 1) end f(1)")
    #expect(deep.diagnostic.message.contains("stack overflow"), "\(deep.diagnostic.message)")
    let memory = try failure(
      "local t = {} for k = 1, 1e7 do t[k] = { k } end", limits: LuaLimits(memoryBytes: 16 << 20))
    #expect(memory.diagnostic.errorClass == .limit && memory.isInterrupted)
    // Each row has the whole budget: many rows of half of it are fine.
    let bench = try Bench(
      entries: """
        steps = 1, actors = { a = { count = 50, fields = { x = 0 } } },
        phases = { valence.rule { "r", of = "a", function(self) for k = 1, 20000 do self.x = k end end } },
        """, limits: limits)
    #expect(try bench.run().numbers("a", "x").allSatisfy { $0 == 20000 })
  }

  @Test func `encounters, values and first values are refused what they cannot be`() throws {
    func message(_ entries: String) throws -> SimulationFailure {
      let isField = entries.hasPrefix("FIELD ")
      let field = isField ? ", " + entries.dropFirst(6) : ""
      let text = """
        steps = 2,
        actors = { a = { count = 2, fields = { x = 0\(field) } }, f = { count = 1 } },
        networks = { n = valence.star { from = "a", to = "f" } },
        \(isField ? "" : entries)
        """
      do {
        _ = try Bench(entries: text).run()
      } catch let failure as SimulationFailure {
        return failure
      }
      throw Diagnostic("nothing failed: \(entries)")
    }
    func encounter(_ body: String, _ options: String = "") -> String {
      "phases = { valence.encounter { \"m\", along = \"n\", marks = { \"hit\" }, tags = { mood = { \"up\", \"down\" } }, \(options) function(a, f, env, event) \(body) end } },"
    }
    func value(_ body: String) -> String {
      "values = { valence.value { \"v\", of = \"a\", function(self) \(body) end } },"
    }
    for (entries, expected, partner) in [
      (
        encounter("return 1"),
        "an encounter returns two numbers, what each side gains, or nothing; got 1 and nil", 1
      ),
      (encounter("return 1, valence.undefined \"x\""), "got 1 and undefined (x)", 1),
      (encounter("return 0 / 0, 1"), "a gain must be a finite number", 1),
      (encounter("return 1 / 0, 1"), "a gain must be a finite number", 1),
      (
        encounter("event.mood = \"u\" .. \"q\" return 1, 1"),
        "tag 'mood' must be one of its levels, got 'uq'", 1
      ),
      (encounter("event.hit = 1 return 1, 1"), "a mark must be true or false, got 1", 1),
      (
        encounter("event.expected = 0 / 0 return 1, 1"),
        "expected, need and use are finite numbers", 1
      ),
      (encounter("event.gain = 1"), "", 1),
      (
        encounter("return 1, 1", "pick = function() return -1 end,"),
        "'pick' returns how many partners to meet", 0
      ),
      (
        encounter("return 1, 1", "pick = function() return 1.5 end,"),
        "'pick' returns how many partners to meet", 0
      ),
      (
        value("return"),
        "a value definition returns a number or valence.undefined(reason), got nil", 0
      ),
      (value("return \"much\""), "got 'much'", 0),
      (value("return 1 / 0"), "value definition 'v' is infinite for a 1 in step 1", 0),
      (value("return self:gained(\"m\")"), "", 0),
      (
        "FIELD y = function() return \"z\" end", "the first value of 'y' must be a number, got 'z'",
        0
      ),
      (
        "FIELD y = valence.category({ \"u\", \"v\" }, function() return \"w\" end)",
        "must be one of its levels, got 'w'", 0
      ),
      ("[\"until\"] = function() end,", "the function returned nothing", -1),
      (
        "series = { valence.series { \"s\", function() return \"x\" end } },",
        "the function must return a number, got 'x'", -1
      ),
    ] {
      let found: SimulationFailure
      do {
        found = try message(entries)
      } catch is DiagnosticList {
        #expect(expected == "", "\(entries)")
        continue
      }
      #expect(found.diagnostic.message.contains(expected), "\(entries)")
      #expect(found.actor == (partner < 0 ? nil : 1), "\(entries)")
      #expect(found.partner == (partner == 1 ? 1 : nil), "\(entries)")
      if !expected.contains("infinite") {
        #expect(
          found.diagnostic.location?.line != nil && found.diagnostic.sourceLine != nil, "\(entries)"
        )
      }
    }
  }

  @Test func `a mistake in a measure has its place too`() throws {
    let bench = try Bench(
      entries: """
        steps = 1, actors = { a = { count = 2, fields = { x = 0 } } },
        measures = {
          valence.measure { "index", function(run) local t = nil return t.x end },
          valence.measure { "text", function(run) return "x" end },
          valence.measure { "few", gives = { "u", "v" }, function(run) return 1 end },
          valence.measure { "twin", function(run, twin) return twin.steps end },
          valence.measure { "write", function(run) for a in run:actors "a" do a["x" .. ""] = 1 end return 1 end },
        },
        """)
    let run = try bench.run()
    for (name, line) in [("index", 6), ("text", 7), ("few", 8), ("twin", 9), ("write", 10)] {
      do {
        _ = try bench.measure(name, run)
        Issue.record("measure '\(name)' did not fail")
      } catch let list as DiagnosticList {
        #expect(
          list.diagnostics[0].location == SourceLocation(file: "study.lua", line: line),
          "\(name): \(list.diagnostics[0].message)")
      }
    }
  }
}
