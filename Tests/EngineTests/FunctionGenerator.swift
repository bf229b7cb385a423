/// Writes random Lua functions of the language that studies use.
///
/// What it writes is valid Lua; at run time it may fail, as a study may, and then both engines must
/// fail alike.
struct FunctionGenerator {
  private var state: UInt64
  /// Local number variables in scope, and whether assignments may go to them.
  private var locals: [String] = []
  private var counter = 0
  private var depth = 0
  private var drawCount = 0
  private var isInLoop = false
  /// The peers' loop variable, where there is one.
  private var peer: String?
  let draws: Bool

  init(seed: UInt64, draws: Bool) {
    state = seed
    self.draws = draws
  }

  mutating func next() -> UInt64 {
    state = state &+ 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
  mutating func pick(_ texts: [String]) -> String { texts[below(texts.count)] }

  private mutating func name() -> String {
    counter += 1
    return "v\(counter)"
  }

  // MARK: Expressions

  static let constants = [
    "0", "1", "2", "3", "-1", "7", "10", "0.0", "-0.0", "0.5", "1.5", "-2.25", "1e308", "-1e308",
    "5e-324", "1e-310", "math.huge", "-math.huge", "(0/0)", "math.maxinteger", "math.mininteger",
    "9007199254740993", "2^53", "1e15", "math.pi", "3.0", "-7",
  ]

  /// A number, of either subtype.
  mutating func number(_ depth: Int) -> String {
    if depth <= 0 || chance(20) { return leaf() }
    switch below(16) {
    case 0, 1, 2, 3:
      return "(\(number(depth - 1)) \(pick(["+", "-", "*", "/"])) \(number(depth - 1)))"
    case 4: return "(\(number(depth - 1)) \(pick(["%", "//"])) \(nonzero()))"
    case 5: return "(\(number(depth - 1)) ^ \(pick(["2", "0.5", "3", "-1", "1.7", leaf()])))"
    // With a space: two signs would begin a comment.
    case 6: return "(- \(number(depth - 1)))"
    case 7:
      let function = pick(["exp", "sin", "cos", "sqrt", "abs", "abs", "log", "tan", "atan"])
      return "math.\(function)(\(number(depth - 1)))"
    case 8: return "math.\(pick(["max", "min"]))(\(number(depth - 1)), \(number(depth - 1)))"
    case 9: return "(\(condition(depth - 1)) and \(number(depth - 1)) or \(number(depth - 1)))"
    case 10: return "table_[1 + \(below(4))]"
    case 11: return "pairUp(\(number(depth - 1)), \(number(depth - 1)))"
    case 12:
      return "(\(integer(depth - 1)) \(pick(["&", "|", "~", "<<", ">>"])) \(integer(depth - 1)))"
    case 13: return "helper(self, \(number(depth - 1)))"
    case 14 where draws && !isInLoop && drawCount < 4:
      drawCount += 1
      return pick([
        "env:uniform()", "env:uniform(-1, 1)", "env:exponential(2)", "env:integer(-3, 9)",
      ])
    case 15: return "math.floor(10 * math.sin(\(number(depth - 1))))"
    default: return leaf()
    }
  }

  private mutating func nonzero() -> String {
    chance(85) ? pick(["3", "2.5", "-4", "-0.75", "7", "1e300", "math.huge"]) : leaf()
  }

  private mutating func integer(_ depth: Int) -> String {
    if depth <= 0 || chance(60) {
      return pick(["self.i", "3", "-1", "12", "64", "self.number", "env.step", "0xFF"])
    }
    return
      "(\(integer(depth - 1)) \(pick(["+", "-", "*", "&", "|", "~", "//", "%"])) \(pick(["3", "5", "-7", "2"])))"
  }

  private mutating func leaf() -> String {
    let own = ["self.x", "self.y", "self.z", "self.i", "env.p", "env.n", "env.step", "self.number"]
    if !locals.isEmpty, chance(45) { return locals[below(locals.count)] }
    if let peer, chance(40) { return "\(peer).\(pick(["x", "y", "i"]))" }
    return chance(60) ? pick(own) : pick(Self.constants)
  }

  mutating func condition(_ depth: Int) -> String {
    switch below(depth <= 0 ? 6 : 11) {
    case 0, 1, 2:
      return "\(number(depth - 1)) \(pick(["<", "<=", ">", ">=", "==", "~="])) \(number(depth - 1))"
    case 3: return "self.b"
    case 4:
      return "self.mood \(pick(["==", "~="])) \(pick(["\"low\"", "\"mid\"", "\"high\"", "nil"]))"
    case 5: return "self.friend \(pick(["==", "~="])) nil"
    case 6: return "not (\(condition(depth - 1)))"
    case 7, 8: return "(\(condition(depth - 1)) \(pick(["and", "or"])) \(condition(depth - 1)))"
    case 9 where draws && !isInLoop && drawCount < 4:
      drawCount += 1
      return "env:chance(0.3)"
    case 9 where draws && peer != nil: return "env:chance(0.4, \(peer ?? "1"))"
    default: return "(self.friend and self.friend.x > \(number(depth - 1)))"
    }
  }

  /// A condition as a value: now and then nil, where no study may have it.
  private mutating func truth(_ depth: Int) -> String {
    let condition = condition(depth)
    return chance(95) ? "(\(condition)) == true" : condition
  }

  // MARK: Statements

  mutating func block(_ depth: Int, _ indent: String) -> String {
    let scope = locals
    defer { locals = scope }
    var text = ""
    for _ in 0..<(1 + below(3)) { text += statement(depth, indent) }
    return text
  }

  private mutating func statement(_ depth: Int, _ indent: String) -> String {
    let inner = indent + "  "
    switch below(depth <= 0 ? 6 : 14) {
    case 0, 1:
      let value = number(3)
      let made = name()
      locals.append(made)
      return "\(indent)local \(made) = \(value)\n"
    case 2, 3:
      if let target = locals.randomOne(below(1 << 20)) {
        return "\(indent)\(target) = \(number(3))\n"
      }
      return "\(indent)self.x = \(number(3))\n"
    case 4: return "\(indent)self.\(pick(["x", "y", "z"])) = \(number(3))\n"
    case 5:
      return indent
        + pick([
          "self.b = \(truth(1))",
          "self.mood = \(pick(["\"low\"", "\"mid\"", "\"high\"", "nil"]))",
          "self.friend = nil", "self.i = \(integer(2)) & 0xFFFF", "self.y = self.y",
        ]) + "\n"
    case 6, 7, 8:
      var text = "\(indent)if \(condition(2)) then\n\(block(depth - 1, inner))"
      if chance(40) { text += "\(indent)elseif \(condition(1)) then\n\(block(depth - 1, inner))" }
      if chance(50) { text += "\(indent)else\n\(block(depth - 1, inner))" }
      return text + "\(indent)end\n"
    case 9: return loop(depth, indent, inner)
    case 10: return peersLoop(depth, indent, inner)
    case 11:
      let limit = name()
      let wasInLoop = isInLoop
      isInLoop = true
      defer { isInLoop = wasInLoop }
      let body = block(depth - 1, inner)
      let head =
        chance(50)
        ? "while \(limit) < \(1 + below(6)) and \(condition(1)) do"
        : "while \(limit) < \(below(5)) do"
      return
        "\(indent)local \(limit) = 0\n\(indent)\(head)\n\(inner)\(limit) = \(limit) + 1\n\(body)\(indent)end\n"
    case 12:
      let (first, second) = (name(), name())
      let text = "\(indent)local \(first), \(second) = twice(\(number(2)), self)\n"
      locals += [first, second]
      return text
    default:
      let best = name()
      let text =
        "\(indent)local \(best)\n\(indent)if \(condition(1)) then \(best) = \(number(2)) end\n"
        + "\(indent)if \(best) ~= nil then self.z = \(best) + 1 end\n"
      return text
    }
  }

  private mutating func loop(_ depth: Int, _ indent: String, _ inner: String) -> String {
    let variable = name()
    let head =
      pick([
        "for \(variable) = 1, \(1 + below(5)) do", "for \(variable) = \(below(6)), -2, -2 do",
        "for \(variable) = 0.5, 3, 0.75 do", "for \(variable) = 1, self.number do",
      ])
    let wasInLoop = isInLoop
    isInLoop = true
    let scope = locals
    locals.append(variable)
    defer {
      isInLoop = wasInLoop
      locals = scope
    }
    // Loop variables are not assigned: Lua's compiler would take a copy, readers would not.
    let body = block(depth - 1, inner)
    let leaves = chance(30) ? "\(inner)if \(condition(1)) then break end\n" : ""
    return "\(indent)\(head)\n\(body)\(leaves)\(indent)end\n"
  }

  private mutating func peersLoop(_ depth: Int, _ indent: String, _ inner: String) -> String {
    let variable = name()
    let sum = name()
    let (wasInLoop, outer) = (isInLoop, peer)
    isInLoop = true
    peer = variable
    defer {
      isInLoop = wasInLoop
      peer = outer
    }
    let scope = locals
    locals.append(sum)
    let body = block(depth - 1, inner)
    locals = scope
    let text =
      "\(indent)local \(sum) = \(pick(["0", "0.0", "1"]))\n\(indent)for \(variable) in self:peers \"net\" do\n\(inner)\(sum) = \(sum) + \(number(1))\n\(body)\(indent)end\n"
    locals.append(sum)
    return text
  }

  /// A whole rule's body.
  mutating func rule() -> String {
    locals = []
    var text = "function(self, env)\n"
    if chance(30) { text += "      if \(condition(1)) then return end\n" }
    for _ in 0..<(2 + below(3)) { text += statement(3, "      ") }
    return text + "    end"
  }

  /// A whole encounter's body between `self` and `other`.
  mutating func encounter() -> String {
    peer = "other"
    defer { peer = nil }
    var text = "function(self, other, env, event)\n"
    if chance(30) { text += "      if \(condition(1)) then return end\n" }
    for _ in 0..<(1 + below(2)) {
      let made = name()
      let value = number(2)
      locals.append(made)
      text += "      local \(made) = \(value)\n"
    }
    if chance(60) { text += "      other:give(\"z\", clamp(\(number(2))))\n" }
    if chance(50) { text += "      event.tone = \(condition(1)) and \"up\" or \"down\"\n" }
    if chance(50) { text += "      event.odd = \(truth(1))\n" }
    if chance(30) { text += "      event.active_partner = \(truth(1))\n" }
    if chance(30) { text += "      event.expected = clamp(\(number(1)))\n" }
    if chance(20) { text += "      if \(condition(1)) then return end\n" }
    return text + "      return clamp(\(number(2))), clamp(\(number(2)))\n    end"
  }

  /// What a measure asks about each actor and its twin.
  mutating func actorMeasure() -> String {
    peer = "twin"
    defer { peer = nil }
    let bare = chance(40) ? "      if \(condition(2)) then return end\n" : ""
    return withoutEnvironment(
      "function(self, twin)\n\(bare)\(variables())      return \(number(3))\n    end")
  }

  /// A measure that loops over actors and their twins.
  mutating func runMeasure() -> String {
    peer = "twin"
    locals = []
    defer { peer = nil }
    let body = variables()
    let ending = chance(30) ? "        if \(condition(1)) then break end\n" : ""
    return withoutEnvironment(
      """
      function(run, twins)
            local sum, n = \(pick(["0", "0.5"])), 0
            for self, twin in \(pick(["run", "run", "twins"])):actors "a" do
      \(body)        sum = sum + \(number(3))
              if \(condition(2)) then n = n + \(pick(["1", "self.i"])) end
      \(ending)      end
            if n == 0 then return sum, valence.undefined "nobody" end
            return sum, n / run:count("a", "b")
          end
      """)
  }

  private mutating func variables() -> String {
    var text = ""
    for _ in 0..<(1 + below(2)) {
      let value = number(3)
      let made = name()
      locals.append(made)
      text += "      local \(made) = \(value)\n"
    }
    return text
  }

  private func withoutEnvironment(_ text: String) -> String {
    ["p": "0.25", "n": "3", "step": "2"].reduce(text) {
      $0.replacing("env.\($1.key)", with: $1.value)
    }
  }

  /// A whole value definition's body.
  mutating func value() -> String {
    var text = "function(self, env)\n"
    for _ in 0..<(1 + below(2)) {
      let made = name()
      let value = number(3)
      locals.append(made)
      text += "      local \(made) = \(value)\n"
    }
    let result = number(3)
    return text + "      return \(chance(85) ? "clamp(\(result))" : result)\n    end"
  }
}

extension [String] {
  fileprivate func randomOne(_ number: Int) -> String? { isEmpty ? nil : self[number % count] }
}
