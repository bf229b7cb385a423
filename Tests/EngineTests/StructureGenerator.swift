/// Writes random studies in which actors enter and leave, ties form and dissolve, and functions are
/// given up after they have changed something.
struct StructureGenerator {
  /// For numbers and conditions of an `a`.
  private var base: FunctionGenerator
  private var counter = 0
  /// How many more draws without a key the present function may have.
  private var draws = 0

  init(seed: UInt64) { base = FunctionGenerator(seed: seed, draws: false) }

  private mutating func below(_ count: Int) -> Int { base.below(count) }
  private mutating func chance(_ percent: Int) -> Bool { base.chance(percent) }
  private mutating func pick(_ texts: [String]) -> String { base.pick(texts) }
  private mutating func number() -> String { base.number(2) }
  private mutating func condition() -> String { base.condition(1) }

  private mutating func name() -> String {
    counter += 1
    return "s\(counter)"
  }

  // MARK: Statements of an acting `self` of kind a

  /// Some statements; `others` are variables that hold an `a`, `mayWrite` says whether their fields
  /// may be assigned, `isLoop` whether they can be reached twice.
  private mutating func block(
    _ others: [String], mayWrite: Bool, isLoop: Bool, depth: Int, _ indent: String
  ) -> String {
    var text = ""
    for _ in 0..<(1 + below(3)) {
      text += statement(others, mayWrite: mayWrite, isLoop: isLoop, depth: depth, indent)
    }
    return text
  }

  private mutating func statement(
    _ others: [String], mayWrite: Bool, isLoop: Bool, depth: Int, _ indent: String
  ) -> String {
    let inner = indent + "  "
    let someone = pick(others + ["self"])
    switch below(depth > 0 ? 15 : 10) {
    case 0:
      // Not everybody who enters lets others enter: populations shall not explode.
      return "\(indent)if self.number < 100 and self:degree \"net\" < 40 then\n"
        + enter(mayWrite: mayWrite, inner)
        + "\(indent)end\n"
    case 1: return "\(indent)if \(condition()) then \(someone):leave() end\n"
    case 2:
      let weight = chance(50) ? ", \(pick(["2", "0.5", "clamp(\(number()))"]))" : ""
      return "\(indent)self:tie(\"net\", \(pick(others + ["self"]))\(weight))\n"
    case 3: return "\(indent)\(someone):untie(\"net\", \(pick(others + ["self"])))\n"
    case 4: return "\(indent)\(someone):claim(\"\(pick(["friend", "heir"]))\", self)\n"
    case 5: return "\(indent)\(someone):give(\"z\", clamp(\(number())))\n"
    case 6:
      return indent + "if \(condition()) then "
        + pick([
          "local t = { self.x }; self:give(\"z\", #t)",
          "self:give(\"z\", math.floor(self.x * 1e19) * 0)",
          "self:give(\"i\", 7 // (self.i - 900))", "actions[1 + self.number % 3](self, env)",
        ]) + " end\n"
    case 7:
      let asked = pick([
        "self:degree \"net\"", "self:sum(\"net\", \"weight\")", "\(someone):sum(\"net\", \"x\")",
        "\(someone):degree \"mix\"", "(self:tied(\"net\", \(someone)) and 1 or 0)",
        "(\(someone).alive and 1 or 0)", "\(someone).number", "env:the(\"solo\").w",
      ])
      return "\(indent)self:give(\"z\", \(asked))\n"
    case 8 where draws > 0 && !isLoop:
      draws -= 1
      let other = name()
      return "\(indent)local \(other) = env:any \"\(pick(["a", "a", "b"]))\"\n"
        + "\(indent)if \(other) and \(other).number > \(below(20)) then \(other):\(pick(["leave()", "give(\"z\", 1)"])) end\n"
    case 8: return "\(indent)if env:chance(0.4, \(someone)) then self:give(\"z\", 3) end\n"
    case 9 where mayWrite:
      return "\(indent)\(someone).\(pick(["x", "y"])) = clamp(\(number()))\n"
    case 9: return "\(indent)if \(condition()) then return end\n"
    case 10, 11, 12: return loop(others, mayWrite: mayWrite, depth: depth, indent)
    default:
      return "\(indent)if \(condition()) then\n"
        + block(others, mayWrite: mayWrite, isLoop: isLoop, depth: depth - 1, inner)
        + (chance(40)
          ? "\(indent)else\n"
            + block(others, mayWrite: mayWrite, isLoop: isLoop, depth: depth - 1, inner) : "")
        + "\(indent)end\n"
    }
  }

  private mutating func enter(mayWrite: Bool, _ indent: String) -> String {
    let child = name()
    var text = "\(indent)local \(child) = env:enter \"\(chance(85) ? "a" : "b")\"\n"
    guard text.contains("\"a\"") else { return text + "\(indent)\(child).w = \(child).w + 1\n" }
    let lines = [
      "\(child).x = clamp(\(number()))", "\(child).y = \(child).x + \(child).z",
      "\(child).friend = self",
      "self:tie(\"net\", \(child))", "\(child):give(\"z\", 2)", "\(child):claim(\"heir\", self)",
      "if env:chance(0.5, \(child)) then \(child).x = -\(child).x end",
      "self:give(\"z\", \(child).x + (\(child).alive and 1 or 2) + \(child).number)",
      "if \(condition()) then \(child):leave() end", "\(child).i = self.number * 3",
      "\(child).mood, \(child).b = \"mid\", true",
    ]
    for line in lines where chance(35) { text += "\(indent)\(line)\n" }
    return text
  }

  private mutating func loop(
    _ others: [String], mayWrite: Bool, depth: Int, _ indent: String
  ) -> String {
    let (peer, tie) = (name(), name())
    var list = "\(pick(others + ["self", "self"])):peers \"net\""
    if chance(35), draws > 0 {
      draws -= 1
      list = "self:peers(\"net\", \(below(4))\(chance(50) ? ", \"\(pick(["x", "y"]))\"" : ""))"
    }
    return "\(indent)for \(peer), \(tie) in \(list) do\n"
      + "\(indent)  self:give(\"z\", \(tie).weight + \(peer).number)\n"
      + block(
        others + [peer], mayWrite: mayWrite, isLoop: true, depth: depth - 1, indent + "  ")
      + (chance(25) ? "\(indent)  if \(condition()) then break end\n" : "") + "\(indent)end\n"
  }

  // MARK: Functions

  private mutating func rule(_ activation: String) -> String {
    draws = 3
    let plain = chance(50) ? base.block(2, "      ") : ""
    return "function(self, env)\n" + plain
      + block([], mayWrite: activation != "simultaneous", isLoop: false, depth: 2, "      ")
      + block([], mayWrite: activation != "simultaneous", isLoop: false, depth: 2, "      ")
      + "    end"
  }

  private mutating func encounter(_ activation: String, writesTies: Bool) -> String {
    draws = 2
    let others = ["other"]
    return "function(self, other, env, event)\n"
      + (writesTies ? "      event.tie.weight = event.tie.weight + 0.25\n" : "")
      + block(others, mayWrite: activation != "simultaneous", isLoop: false, depth: 1, "      ")
      + "      event.odd = \(condition())\n"
      + (chance(50) ? "      event.expected = clamp(\(number()))\n" : "")
      + "      return clamp(\(number())), (event.expected or 0.5) + (event.need or 1)\n    end"
  }

  private mutating func presence() -> String {
    draws = 2
    return "function(self, env, event)\n"
      + block([], mayWrite: false, isLoop: false, depth: 1, "      ")
      + (chance(50) ? "      self.y = clamp(\(number()))\n" : "")
      + "      event.seen = \(condition())\n      return clamp(\(number()))\n    end"
  }

  mutating func study() -> String {
    let activations = ["simultaneous", "random", "ordered"]
    let (first, second, third) = (pick(activations), pick(activations), pick(activations))
    let meeting = pick([
      "", "", "both = true,", "pick = 2,",
      "when = function(a, b, env) return a.number % 3 > 0 or b:degree \"net\" > 3 end,",
    ])
    // Where a tie can meet twice at once its fields are nobody's to write.
    let mayWriteTies =
      second != "simultaneous" || !(meeting.contains("pick") || meeting.contains("both"))
    return """
      local valence = require "valence"
      local table_ = { 0.5, 2, -3.25, 1e10, 7 }
      local actions = { function(a) a:leave() end, function(a, env) if a.number < 100 then env:enter "a" end end,
        function(a) for p in a:peers "net" do a:untie("net", p) end end }
      local function pairUp(a, b) if a < b then return a end return b * 0.5 end
      local function helper(self, n) if n > self.x then return n - 1 end return self.y end
      local function clamp(n) if n > -1e6 and n < 1e6 then return n end return 0.25 end
      local function twice(n, self) return n * 2, self.z end
      return valence.study { name = "fuzz", seed = \(below(1000)), steps = 3, replications = 1,
        parameters = { p = 0.25, n = valence.integer(3) },
        actors = {
          a = { count = 19, fields = {
            x = function(self, env) return env:normal(0, 2) end,
            y = function(self, env) return self.x / 3 + self.number end,
            z = 1, b = false, i = valence.integer(5),
            mood = valence.category({ "low", "mid", "high" }, function(self)
              if self.number % 3 == 0 then return "low" end
            end),
            friend = valence.ref "a", heir = valence.ref "a" } },
          b = { count = 5, fields = { w = 1 } },
          solo = { count = 1, fields = { w = 4 } },
        },
        networks = {
          net = valence.small_world { among = "a", degree = 4, rewire = 0.3 },
          mix = valence.random_ties { from = "a", to = "b", degree = 2 },
        },
        phases = {
          valence.rule { "one", of = "a", activation = "\(first)", \(rule(first)) },
          valence.encounter { "talk", along = "net", marks = { "odd" }, \(meeting)
            activation = "\(second)", \(encounter(second, writesTies: mayWriteTies)) },
          valence.presence { "there", of = "a", marks = { "seen" }, \(presence()) },
          valence.rule { "two", of = "a", activation = "\(third)", \(rule(third)) },
        },
        values = {
          valence.value { "v", of = "a", function(self)
            local sum = self.x + self:gained "talk" + self:gained("there", "seen")
            for p, tie in self:peers "net" do sum = sum + p.z * tie.weight end
            return sum end },
          valence.value { "stock", of = "a", as = "stock", function(self, env)
            return self:degree "net" + self:sum("net", "weight") + 10 * self:sum("net", "z") end },
        },
        scenarios = { { "base" }, { "discard", discard = "odd" }, { "quiet", silence = { kind = "a", numbers = { 2, 5 } } } },
      }
      """
  }
}
