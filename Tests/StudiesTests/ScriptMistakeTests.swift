import Diagnostics
import LuaRuntime
import Testing

/// A script that is no study.
struct BadScript: Sendable, CustomTestStringConvertible {
  var text: String
  var says: String
  var line: Int?
  var hint: String?

  init(_ text: String, _ says: String, line: Int? = nil, hint: String? = nil) {
    self.text = text
    self.says = says
    self.line = line
    self.hint = hint
  }

  var testDescription: String { says }
}

@Suite("Scripts that are no studies")
struct ScriptMistakeTests {
  private static let head = "local valence = require \"valence\"\n"

  @Test("one message each", arguments: scripts)
  func checkScript(_ script: BadScript) throws {
    let limits = LuaLimits(memoryBytes: 256 << 20, instructions: 3_000_000)
    let found = findings(script.text, limits: limits)
    let shown = found.map(\.rendered).joined(separator: "\n")
    try #require(found.count == 1, "\(shown)")
    expectStyle(of: found[0])
    #expect(found[0].message.contains(script.says), "\(shown)")
    #expect(found[0].location?.line == script.line, "\(shown)")
    if let hint = script.hint { #expect(found[0].rendered.contains(hint), "\(shown)") }
  }

  static let scripts: [BadScript] = [
    BadScript(
      "", "the script must end with return valence.study { ... }, but returned nothing", line: 1),
    BadScript("return 3", "but returned the number 3", line: 1),
    BadScript("return { name = \"x\" }", "but returned a table", line: 1),
    BadScript(head + "return valence.rule { \"x\" }", "but returned valence.rule", line: 2),
    BadScript("local x = = 3", "unexpected symbol near '='", line: 1),
    BadScript("local x = {\n1, 2\n", "'}' expected (to close '{' at line 1) near <eof>", line: 3),
    BadScript("local x = nil\nreturn x.y", "attempt to index a nil value (local 'x')", line: 2),
    BadScript("\n\nerror('no')", "no", line: 3),
    BadScript("x = 3", "'x' is not declared: a variable needs 'local'", line: 1),
    BadScript("return valnce", "'valnce' is not declared", line: 1),
    BadScript(
      "return tonumbr(3)", "'tonumbr' is not declared", line: 1, hint: "did you mean 'tonumber'?"),
    BadScript(
      head + "return valence.smal_world {}", "there is no valence.smal_world", line: 2,
      hint: "did you mean 'small_world'?"),
    BadScript(
      head + "local undefined = valence.undefined",
      "valence.undefined works only while a study runs", line: 2),
    BadScript("local nowhere = require \"nowhere\"", "there is no module 'nowhere'", line: 1),
    BadScript("require(3)", "require needs the name of a module", line: 1),
    BadScript("while true do end", "the script ran more than its 3000000 instructions", line: 1),
    BadScript(
      "pcall(function() while true do end end)\nreturn 3", "ran more than its 3000000 instructions",
      line: 1),
    BadScript("local function f() return 1 + f() end\nreturn f()", "stack overflow", line: 1),
    BadScript(
      head + "local t = valence.study { name = \"x\", steps = 1 }\nt.actors = t\nreturn t",
      "the study's table holds itself"),
    BadScript(
      head
        + "local t = {}\nfor i = 1, 1000 do t = { t } end\nreturn valence.study { name = \"x\", steps = 1, actors = t }",
      "nested deeper than 64 tables"),
    BadScript(
      head
        + "local t = { 1 }\nfor i = 1, 40 do t = { t, t } end\nreturn valence.study { name = \"x\", steps = 1, actors = t }",
      "the study's table is too large"),
    BadScript(
      head + "return valence.study { steps = 1, actors = { a = { count = 1 } } }",
      "the study needs 'name'", line: 2),
    BadScript(
      head + "return valence.study { name = \"x\", actors = { a = { count = 1 } } }",
      "the study needs 'steps'", line: 2),
    BadScript(
      head + "return valence.study { name = \"x\", steps = 1 }", "the study has no actors", line: 2,
      hint: "actors = {"),
    BadScript(
      head + "return valence.study { name = \"x\", steps = 1,\nactors = 3 }",
      "'actors' of the study must be a table, got the number 3", line: 3),
    BadScript(
      head + "return valence.study { name = \"x\", steps = 1,\nactors = { a = {} } }",
      "kind 'a' needs 'count'", line: 3),
    BadScript(
      head + "return valence.study { name = \"x\", steps = 1, actors = { a = { count = 1 } },\n3 }",
      "an entry too many without a name: the number 3", line: 2),
    BadScript(
      head
        + "return valence.study { name = \"x\", steps = 1, actors = { a = { count = 1 } },\nphases = { 3 } }",
      "a phase cannot be the number 3", line: 3, hint: "valence.rule"),
    BadScript(
      head
        + "local gap\nreturn valence.study { name = \"x\", steps = 1, actors = { a = { count = 1 } },\nphases = { gap, valence.rule { \"r\", of = \"a\", function() end } } }",
      "'phases' of the study has a gap: entry 1 is nothing", line: 4),
    BadScript(
      head
        + "return valence.study { name = \"x\", steps = 1, actors = { a = { count = 1 } },\nphases = { r = valence.rule { \"r\", of = \"a\", function() end } } }",
      "'phases' of the study is a list, without names", line: 3,
      hint: "the name stands first inside"),
    BadScript(
      head
        + "return valence.study { name = \"x\", steps = 1, actors = { a = { count = 1 } },\nphases = { valence.rule { \"r\", of = \"a\", print } } }",
      "rule 'r' must be a function of the study, not one of Lua's own", line: 3),
    BadScript(
      head
        + "return valence.study { name = \"x\", steps = 1, actors = { a = { count = 1 } },\nscenarios = {\n{ \"y\" }, { 3 } } }",
      "a scenario is { \"name\"", line: 4),
    BadScript(
      head
        + "return valence.study { name = \"x\", steps = 1, actors = { a = { count = 1 } },\nparameters = { p = 1 },\nscenarios = valence.cross { p = 3 } }",
      "valence.cross needs a list of values for 'p'", line: 4),
    BadScript(
      head
        + "return valence.study { name = \"x\", steps = 1, actors = { a = { count = 1 } },\nparameters = { p = 1 },\nscenarios = valence.cross { q = { 3 } } }",
      "unknown parameter 'q' in valence.cross", line: 4),
    BadScript(
      head
        + "return valence.study { name = \"x\", steps = 1, actors = { a = { count = 1 } },\nscenarios = valence.cross { { 3 } } }",
      "valence.cross needs a name for each list", line: 3),
    BadScript(
      head
        + "local l = {} for i = 1, 400 do l[i] = i end\nreturn valence.study { name = \"x\", steps = 1, actors = { a = { count = 1 } }, parameters = { p = 1, q = 1 },\nscenarios = valence.cross { p = l, q = l } }",
      "valence.cross makes more than 100000 scenarios", line: 4),
    BadScript(
      head
        + "local k = {} for i = 1, 301 do k[\"k\" .. i] = { count = 1 } end\nreturn valence.study { name = \"x\", steps = 1,\nactors = k }",
      "the study has 301 kinds of actors; the limit is 300", line: 4),
    BadScript(
      head
        + "local n = {} for i = 1, 901 do n[\"n\" .. i] = valence.complete { among = \"a\" } end\nreturn valence.study { name = \"x\", steps = 1, actors = { a = { count = 1 } },\nnetworks = n }",
      "the study has 901 networks; the limit is 900", line: 4),
    BadScript(
      head
        + "local p = {} for i = 1, 901 do p[i] = valence.rule { \"p\" .. i, of = \"a\", function() end } end\nreturn valence.study { name = \"x\", steps = 1, actors = { a = { count = 1 } },\nphases = p }",
      "the study has 901 phases; the limit is 900", line: 4),
    BadScript(
      head
        + "local m = {} for i = 1, 65 do m[i] = \"m\" .. i end\nreturn valence.study { name = \"x\", steps = 1, actors = { a = { count = 1 } },\nphases = { valence.presence { \"p\", of = \"a\",\nmarks = m, function() end } } }",
      "presence 'p' has more than 64 marks", line: 5),
    BadScript(
      head
        + "local f = function() end\nfor i = 1, 20000 do local g = f f = function() return g() end end\nreturn valence.study { name = \"x\", steps = 1, actors = { a = { count = 1 } },\nphases = { valence.rule { \"p\", of = \"b\", f } } }",
      "unknown kind 'b'", line: 5),
    BadScript(
      head
        + "local function f(g) return f(function() return g end) end\nreturn valence.study { name = \"x\", steps = 1, actors = { a = { count = 1 } },\nphases = { valence.rule { \"p\", of = \"b\", function() f(f) end } } }",
      "unknown kind 'b'", line: 4),
  ]

  @Test("a script that fills the memory is stopped")
  func memory() throws {
    let text = "local t = {}\nfor i = 1, 1e9 do t[i] = ('x'):rep(1000) .. i end"
    let found = findings(text, limits: LuaLimits(memoryBytes: 16 << 20))
    #expect(found.map(\.message) == ["the script used more than its 16 MiB of memory"])
    #expect(found.first?.errorClass == .limit)
  }

  @Test("everything that is wrong in a file is said at once, each once")
  func manyAtOnce() throws {
    let text = """
      local valence = require "valence"
      local function liked(peer) return peer.trst > 0.5 end
      return valence.study {
        name = "Many", steps = 10,
        wramup = 2,
        parameters = { reach = 0.1 },
        actors = {
          consumer = {
            count = -5,
            fields = { trust = valence.beta(2), adopted = false,
              mood = valence.category({ "good" }, "god") },
          },
        },
        networks = {
          word = valence.ring { among = "consumr", degree = 2 },
          talk = valence.ring { among = "consumer", degree = 3 },
        },
        phases = {
          valence.rule { "adopt", of = "consumer", function(self, env)
            if liked(self) and env:chance(env.rech) then self.adoptd = true end
          end },
          valence.rule { "again", of = "consumer", function(self, env)
            total = liked(self)
          end },
          valence.encounter { "meet", along = "word", function(a, b, env) return env.raech end },
        },
        values = {
          valence.value { "joy", of = "consumer", function(self) return self:gained "met" end },
        },
        scenarios = { { "a" }, { "b", reach = true } },
        baseline = "c",
      }
      """
    let found = findings(text)
    for finding in found { expectStyle(of: finding) }
    let places = found.map { "\($0.location?.line ?? 0): \($0.message)" }
    #expect(
      places == [
        "2: unknown field 'trst' of consumer",
        "5: the study has no 'wramup'",
        "9: 'count' of kind 'consumer' must be from 0 to 2000000000, got -5",
        "10: valence.beta takes first shape, second shape; got 1 of 2 values",
        "11: field 'mood' of consumer has no level 'god'",
        "15: unknown kind 'consumr' in network 'word'",
        "16: 'degree' of network 'talk' must be even: half on each side, got 3",
        "20: unknown field 'adoptd' of consumer",
        "20: unknown parameter 'rech'",
        "23: 'total' is not declared: a variable needs 'local'",
        "25: unknown parameter 'raech'",
        "28: unknown encounter 'met'",
        "30: parameter 'reach' must be a number, got true in scenario 'b'",
        "31: the baseline 'c' is no scenario",
      ], "\(found.map(\.rendered).joined(separator: "\n"))")
  }

  @Test("a mistake of one scenario's parameters names the scenario")
  func namesTheScenario() throws {
    let text = replaced("discard = \"failed\"", "size = 21", in: goodStudy)
    let found = findings(text)
    #expect(found.map(\.message) == ["network 'grid' has 5 x 4 = 20 places for 21 actors"])
    #expect(found.first?.hints == ["this is so in scenario 'half'"])
  }
}
