import Diagnostics
import Simulation
import Studies
import Testing

/// Lua that runs, in a function of a study.
struct Idiom: Sendable, CustomTestStringConvertible {
  enum Place: Sendable { case rule, encounter, value, measure, initial }

  var place: Place
  var body: String
  /// What stands above the study.
  var above: String

  init(_ place: Place, _ body: String, above: String = "") {
    self.place = place
    self.body = body
    self.above = above
  }

  var testDescription: String { body }

  func study() -> String {
    func body(_ place: Place, _ other: String) -> String { self.place == place ? self.body : other }
    return """
      local valence = require "valence"
      \(above)
      return valence.study {
        name = "Idiom", seed = 3, steps = 2, replications = 1,
        parameters = { p = 0.5, campaign = valence.one_of { "none", "all" }, level = valence.by({ "low", "high" }, 1) },
        actors = {
          a = { count = 12, fields = {
            x = 0, y = valence.uniform(0, 1), on = false, inviter = valence.ref "a",
            mood = valence.category({ "good", "bad" }),
            z = function(self, env) \(body(.initial, "return self.y")) end,
          } },
          firm = { count = 2, fields = { quality = valence.uniform(0, 1), income = 0 } },
          state = { count = 1, fields = { total = 0 } },
        },
        networks = {
          word = valence.ring { among = "a", degree = 4 },
          market = valence.complete { from = "a", to = "firm", fields = { level = 0 } },
        },
        phases = {
          valence.rule { "rule", of = "a", function(self, env)
            \(body(.rule, "self.x = self.x + 1"))
          end },
          valence.encounter { "meet", along = "market", marks = { "failed" }, tags = { tone = { "kind", "rude" } },
            function(self, firm, env, event)
              \(body(.encounter, "return 1, 1"))
            end },
        },
        values = { valence.value { "v", of = "a", function(self, env)
          \(body(.value, "return self.x"))
        end } },
        measures = { valence.measure { "m", function(run, twin)
          \(body(.measure, "return run:mean(\"a\", \"x\")"))
        end } },
      }
      """
  }
}

@Suite("What runs is not refused")
struct IdiomTests {
  @Test("loads without a word and runs", arguments: idioms)
  func runs(_ idiom: Idiom) throws {
    let text = idiom.study()
    let found = findings(text)
    try #require(found.isEmpty, "\(found.map(\.rendered).joined(separator: "\n"))")
    let loaded = try load(text)
    let study = loaded.study
    let scenario = study.resolved(study.scenarios[0])
    let model = try ModelBuilder(study: study, scenario: scenario).build()
    do {
      let engine = try LuaEngine(loaded)
      try engine.use(scenario.parameters)
      let world = try Simulator.run(model, replicate: 1, engine: engine)
      _ = try engine.measure(
        0, run: world, twin: nil, parameters: scenario.parameters, twinParameters: nil)
    } catch let failure as SimulationFailure {
      Issue.record("\(failure.diagnostic.rendered)")
    } catch let list as DiagnosticList {
      Issue.record("\(list.diagnostics.map(\.rendered))")
    }
  }

  static let idioms: [Idiom] = [
    Idiom(
      .rule,
      "local best, top = nil, -math.huge for f in self:peers \"market\" do local u = f.quality + env:gumbel(f) if u > top then best, top = f, u end end if best then self.x = best.quality end"
    ),
    Idiom(.rule, "self.x = self.on and self.y > 0.5 and 1 or self.mood == \"good\" and 2 or 3"),
    Idiom(.rule, "if self.inviter then self.x = self.inviter.y end"),
    Idiom(.rule, "local known = self.inviter ~= nil and self.inviter.y > 0.5 self.on = known"),
    Idiom(.rule, "self.inviter = self.inviter or env:any \"a\""),
    Idiom(.rule, "local trust = self.inviter and self.inviter.y or 0 self.x = trust"),
    Idiom(
      .rule,
      "local target = self for peer in self:peers \"word\" do if peer.y > 2 then target = peer end end if target == self then target.x = 1 end"
    ),
    Idiom(
      .rule,
      "for peer in self:peers \"word\" do for other in peer:peers \"word\" do if env:chance(0.1, peer.number * 100 + other.number) then self.x = self.x + 1 end end end"
    ),
    Idiom(.rule, "for i = 1, 3 do if env:chance(env.p, i) then self.x = self.x + 1 end end"),
    Idiom(.rule, "local i = 0 while i < 3 do i = i + 1 self.x = self.x + env:uniform(0, 1, i) end"),
    Idiom(
      .rule,
      "local i = 0 repeat i = i + 1 local done = env:chance(0.5, i) until done or i > 10 self.x = i"
    ),
    Idiom(
      .rule,
      "for i = 1, 3 do if self.y > 2 then goto continue end self.x = self.x + i ::continue:: end"),
    Idiom(
      .rule,
      "for peer in self:peers \"word\" do if peer.y > 0.3 then self.x = env:normal(0, 1) break end end"
    ),
    Idiom(
      .rule,
      "if self.on then return end if self.y > 0.5 then self.on = env:chance(0.5) return end self.x = 2"
    ),
    Idiom(.rule, "self.x, self.on = self.y, self.y > 0.5"),
    Idiom(.rule, "local a, b = self.y, self.x self.x = a + b"),
    Idiom(
      .rule, "self.x = sum(1, 2, self.y)",
      above:
        "local function sum(...) local total = 0 for _, v in ipairs { ... } do total = total + v end return total end"
    ),
    Idiom(
      .rule, "self.x = fact(5)",
      above: "local function fact(n) if n < 2 then return 1 end return n * fact(n - 1) end"),
    Idiom(
      .rule, "self.x = even(10) and 1 or 0",
      above:
        "local even, odd\nfunction even(n) if n == 0 then return true end return odd(n - 1) end\nfunction odd(n) if n == 0 then return false end return even(n - 1) end"
    ),
    Idiom(
      .rule, "self.x = closeness(self, env)",
      above: "local function closeness(who, env) return who.y * env.p end"),
    Idiom(
      .rule, "adopt(self, env)",
      above: "local function adopt(who, env) if env:chance(0.5) then who.on = true end end"),
    Idiom(
      .rule, "if self.y > 0.5 then adopt(self, env) else adopt(self, env) end",
      above: "local function adopt(who, env) if env:chance(0.5) then who.on = true end end"),
    Idiom(
      .rule, "adopt(self, env, 1) adopt(self, env, 2)",
      above:
        "local function adopt(who, env, key) if env:chance(0.5, key) then who.on = true end end"),
    Idiom(
      .rule, "maybe(self, env, self.y > 0.5) maybe(self, env, self.y <= 0.5)",
      above: "local function maybe(who, env, really) if really then who.x = env:uniform() end end"),
    Idiom(
      .rule, "self.x = weights[self.mood] + weights.good + list[2]",
      above: "local weights, list = { good = 1, bad = -1 }, { 1, 2, 3 }"),
    Idiom(.rule, "local f = function(v) return v * self.y end self.x = f(2)"),
    Idiom(
      .rule,
      "local n = 0 local function count() n = n + 1 end for _ in self:peers \"word\" do count() end self.x = n"
    ),
    Idiom(
      .rule,
      "local ok, message = pcall(function() return self.y + 1 end) if ok then self.x = message end"),
    Idiom(.rule, "pcall(function() if env:chance(0.5) then self.on = true end end)"),
    Idiom(
      .rule, "local ok = pcall(adopt, self, env) self.x = ok and 1 or 0",
      above: "local function adopt(who, env) if env:chance(0.5) then who.on = true end end"),
    Idiom(
      .rule,
      "local list = {} for peer in self:peers \"word\" do list[#list + 1] = peer.y end table.sort(list, function(a, b) return a > b end) self.x = list[1]"
    ),
    Idiom(
      .rule,
      "local all = {} for peer in self:peers \"word\" do all[#all + 1] = peer end table.sort(all, function(a, b) return a.y < b.y end) self.x = all[1].y"
    ),
    Idiom(.rule, "if self.mood:upper() == \"GOOD\" then self.x = #self.mood end"),
    Idiom(.rule, "self.mood = self.mood == \"good\" and \"bad\" or \"good\""),
    Idiom(.rule, "self.mood = nil if not self.mood then self.mood = \"bad\" end"),
    Idiom(.rule, "local m = math self.x = m.floor(self.y * 10) // 2 % 3"),
    Idiom(.rule, "local floor, max = math.floor, math.max self.x = max(floor(self.y), 1)"),
    Idiom(.rule, "local pow = math.pow or function(a, b) return a ^ b end self.x = pow(2, 3)"),
    Idiom(
      .rule, "if verbose then print(unknwn) end self.x = 1",
      above: "local verbose, unknwn = false, nil"),
    Idiom(
      .rule, "local target = best(self) if target then target:give(\"x\", 1) end",
      above:
        "local function best(who) for peer in who:peers \"word\" do if peer.y > 0.5 then return peer end end end"
    ),
    Idiom(
      .rule,
      "for peer in self:peers(\"word\", 2) do peer:give(\"x\", 1) end for peer in self:peers(\"word\", 2, \"y\") do peer:give(\"x\", 1) end"
    ),
    Idiom(
      .rule,
      "env:the \"state\":give(\"total\", env:mean(\"a\", \"y\") + env:count \"a\" + env:sum(\"a\", \"x\"))"
    ),
    Idiom(
      .rule,
      "local new = env.step == 2 and self.number == 1 and env:enter \"a\" if new then new.x, new.on = 5, true new:tie(\"word\", self) end"
    ),
    Idiom(
      .rule,
      "local peers = self.peers for peer in peers(self, \"word\") do self.x = self.x + peer.y end"),
    Idiom(.rule, "self.x = env.level.low + env.level[self.on and \"low\" or \"high\"]"),
    Idiom(
      .rule,
      "if env.campaign == \"all\" or env.campaign == \"none\" then self.x = self:degree \"word\" + self:sum(\"word\", \"y\") + self:sum(\"market\", \"level\") end"
    ),
    Idiom(.rule, "local t <const> = 2 self.x = t | 1"),
    Idiom(
      .rule,
      "local s = 0 for i, v in ipairs(list) do s = s + i * v end for k, v in pairs(map) do s = s + v end self.x = s",
      above: "local list, map = { 1, 2 }, { a = 1, b = 2 }"),
    Idiom(
      .rule, "self.x = grade(self)",
      above:
        "local grades = { function(who) return who.y end, function() return 2 end }\nlocal function grade(who) return grades[1](who) + grades[2](who) end"
    ),
    Idiom(
      .rule, "self.x = point.make(2):double()",
      above:
        "local point = {}\npoint.__index = point\nfunction point.make(v) return setmetatable({ v = v }, point) end\nfunction point:double() return self.v * 2 end"
    ),
    Idiom(
      .encounter,
      "local a, b = self.y, firm.quality if a > b then return end event.failed = a > 0.1 and env:chance(0.5) event.tone = event.failed and \"rude\" or \"kind\" event.expected = 2 event.tie.level = event.tie.level + 1 return a, b"
    ),
    Idiom(
      .encounter,
      "if event.tone == nil then event.tone = env:one_of(tones) end event.active_partner = false return 0, 0",
      above: "local tones = { \"kind\", \"rude\" }"),
    Idiom(
      .encounter,
      "local gain = firm.quality for _, share in ipairs(shares) do gain = gain * share end return gain, -gain",
      above: "local shares = { 0.5, 0.25 }"),
    Idiom(
      .encounter,
      "if self.kind == \"a\" and firm.kind ~= \"a\" then return env:poisson(2), env:beta(1, 2) end return 0, 0"
    ),
    Idiom(
      .value,
      "return self:gained \"meet\" + self:gained(\"meet\", \"tone\", \"kind\") + self:gained(\"meet\", \"total\") + (self.on and 0.5 or 0)"
    ),
    Idiom(
      .value,
      "if self:gained(phase) == 0 then return valence.undefined(\"no_events\") end return 1",
      above: "local phase = \"meet\""),
    Idiom(
      .measure,
      "local names = {} for c in run:actors \"a\" do names[#names + 1] = c.kind .. c.number .. tostring(c) end local all = table.concat(names, \",\") return #all"
    ),
    Idiom(
      .measure,
      "local n = 0 for c, t in run:actors \"a\" do if c.alive and (t == nil or t.alive) then n = n + c:rank \"v\" + c.start.y end end return n"
    ),
    Idiom(
      .measure,
      "local s = run:series \"v (a)\" local last = s[#s] return last / math.max(1, run:count \"a\") + run.steps + run:events \"meet\" + run.parameters.p"
    ),
    Idiom(
      .measure,
      "if not twin then return valence.undefined \"no_twin\" end return twin:mean(\"a\", \"x\")"),
    Idiom(
      .measure,
      "local function gini(list) table.sort(list) local s = 0 for i, v in ipairs(list) do s = s + i * v end return s end local list = {} for c in run:actors \"a\" do list[#list + 1] = c.y end return gini(list)"
    ),
    Idiom(
      .initial, "local base = helper(self) return base + env:poisson(2)",
      above: "local function helper(who) return who.y * 2 end"),
    Idiom(.initial, "return pcall(function() return self.y end) and env:normal(0, 1) or 0"),
  ]
}
