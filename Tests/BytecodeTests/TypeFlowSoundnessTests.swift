import Testing

@testable import Bytecode

/// Random programs: whatever the interpreter returns must be covered by what the analysis says.
@Suite struct TypeFlowSoundnessTests {
  /// Writes functions that always end and never fail.
  ///
  /// `a` to `d` hold anything, `n` and `m` numbers, `h` and `g` are helper functions.
  private struct Generator {
    var random: SplitMix
    var fuel = 0

    mutating func pick(_ choices: [String]) -> String {
      choices[Int.random(in: choices.indices, using: &random)]
    }

    mutating func variable() -> String { pick(["a", "b", "c", "d"]) }

    mutating func number(_ depth: Int = 0) -> String {
      switch Int.random(in: 0..<(depth > 2 ? 4 : 9), using: &random) {
      case 0: "n"
      case 1: "m"
      case 2: pick(["1", "2", "-3", "0.5", "2.0", "100000"])
      case 3: "-n"
      case 4: "(\(number(depth + 1)) \(pick(["+", "-", "*", "/", "^"])) \(number(depth + 1)))"
      case 5: "(\(number(depth + 1)) \(pick(["+ 1", "- 2", "* 2.5", "/ 3", "% 7", "// 2.0"])))"
      case 6: "(\(condition(depth + 1)) and \(number(depth + 1)) or m)"
      case 7: "(#'text')"
      default: "(7 \(pick(["&", "|", "~", "<<", ">>"])) 3)"
      }
    }

    mutating func condition(_ depth: Int = 0) -> String {
      switch Int.random(in: 0..<(depth > 2 ? 6 : 9), using: &random) {
      case 0, 1: variable()
      case 2: "not \(variable())"
      case 3: "\(variable()) \(pick(["==", "~="])) \(pick(["nil", "1", "2.0", "'x'", "true", "b"]))"
      case 4: "n \(pick(["<", "<=", ">", ">=", "=="])) \(pick(["2", "1.0", "m", "100000"]))"
      case 5: "f(\(variable()))"
      case 6: "(\(condition(depth + 1)) and \(condition(depth + 1)))"
      case 7: "(\(condition(depth + 1)) or \(condition(depth + 1)))"
      default: "not (\(condition(depth + 1)))"
      }
    }

    mutating func expression(_ depth: Int = 0) -> String {
      switch Int.random(in: 0..<(depth > 2 ? 4 : 13), using: &random) {
      case 0, 1: variable()
      case 2: pick(["nil", "true", "false", "1", "2.5", "'x'", "{}", "n", "h"])
      case 3: number(2)
      case 4: "(\(expression(depth + 1)) and \(expression(depth + 1)))"
      case 5: "(\(expression(depth + 1)) or \(expression(depth + 1)))"
      case 6: condition(1)
      case 7: "not (\(expression(depth + 1)))"
      case 8: "h(\(expression(depth + 1)), \(expression(depth + 1)))"
      case 9: "g(\(variable()))"
      case 10: "(function() return \(variable()) end)()"
      case 11: "(function(a, ...) return a, ... end)(\(expression(depth + 1)), h(b))"
      default: "('x' .. 'y')"
      }
    }

    mutating func block(_ depth: Int) -> String {
      (0...Int.random(in: 0..<3, using: &random)).map { _ in statement(depth) }
        .joined(separator: "\n")
    }

    mutating func statement(_ depth: Int) -> String {
      fuel += 1
      switch Int.random(in: 0..<(depth > 2 ? 5 : 14), using: &random) {
      case 0, 1: return "\(variable()) = \(expression())"
      case 2: return "\(variable()), \(variable()) = \(expression()), \(expression())"
      case 3: return "\(pick(["n", "m"])) = \(number())"
      case 4: return "\(variable()), \(variable()) = h(\(expression()), \(variable()))"
      case 5: return "if \(condition()) then \(block(depth + 1)) end"
      case 6:
        return "if \(condition()) then \(block(depth + 1)) else \(block(depth + 1)) end"
      case 7: return "for i = 1, \(pick(["3", "2.5", "0"])) do c = i \(block(depth + 1)) end"
      case 8: return "for k, v in each do \(variable()) = k \(block(depth + 1)) end"
      case 9:
        let label = "l\(fuel)"
        return "do local w = 0 ::\(label):: w = w + 1 \(block(depth + 1)) "
          + "if w < 3 and \(condition()) then goto \(label) end end"
      case 10: return "do local \(variable()) = \(expression()) \(block(depth + 1)) end"
      case 11: return "if \(condition()) then do return \(expression()), h(b, c) end end"
      case 12: return "do local function o(a) \(block(depth + 1)) return a, b end d = o(c) end"
      default:
        return "do local w = 0 while w < 3 do w = w + 1 \(block(depth + 1)) "
          + "if \(condition()) then break end end end"
      }
    }

    /// Assignments of nested functions to variables around them are rare, since what they touch
    /// is unknown.
    mutating func program() -> String {
      let change =
        Int.random(in: 0..<4, using: &random) == 0
        ? "local function set() a = \(expression()) end set()" : ""
      return """
        function(a, b)
        local n, m = 1, 0.5
        local function h(x, y) if x then return y, x end return x end
        local function g(x) local c = x and b return c end
        local c, d = \(expression(3)), nil
        \(block(0)) \(change)
        \(block(0))
        return a, b, c, d, n, m, h(c, d)
        end
        """
    }
  }

  /// The types of the arguments with which the programs are called.
  private static let arguments = ValueList([
    TypeSetDomain.Value(types: [.nil, .string, .float, .true]),
    TypeSetDomain.Value(types: [.integer, .false, .table, .nil]),
  ])

  @Test func resultsOfRandomProgramsAreCovered() throws {
    var generator = Generator(random: SplitMix(state: 42))
    let programs = (0..<300).map { _ in generator.program() }
    let source = """
      local function f(x) return x end
      local function each(_, last)
        if last == nil then return 1, true elseif last == 1 then return 'k', 2.5 end
      end
      local programs = {
      \(programs.joined(separator: ",\n"))
      }
      local function name(v)
        if type(v) == 'boolean' then return tostring(v) end
        return math.type(v) or type(v)
      end
      for i, p in ipairs(programs) do
        for _, arguments in ipairs { { nil, 1 }, { 'x', false }, { 2.5, {} }, { true, nil } } do
          local r = table.pack(pcall(p, table.unpack(arguments, 1, 2)))
          if not r[1] then error(r[2]) end
          local names = {}
          for j = 2, r.n do names[#names + 1] = name(r[j]) end
          print(i - 1, table.concat(names, ' '))
        end
      end
      """
    let main = try LuaTools.prototype(source)
    // The two helpers come before the programs.
    let functions = main.prototypes.dropFirst(2).prefix(programs.count)
    let results = functions.map { function in
      var domain = TypeSetDomain()
      return TypeFlow<TypeSetDomain>(function).run(Self.arguments, in: &domain)
    }
    var known = 0
    var total = 0
    for line in try LuaTools.execute(main.encoded()).split(separator: "\n") {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      let index = try #require(words.first.flatMap { Int($0) })
      let result = try #require(results[index])
      for (position, word) in words.dropFirst().enumerated() {
        let types = try #require(TypeSetDomain.Types(name: word))
        let value =
          position < result.values.count
          ? result.values[position].types : result.isOpen ? .all : TypeSetDomain.Types.nil
        total += 1
        if value != .all { known += 1 }
        #expect(value.isSuperset(of: types), "value \(position) of:\n\(programs[index])")
      }
      let isLonger = words.count - 1 > result.values.count
      #expect(!isLonger || result.isOpen, "more values than told:\n\(programs[index])")
    }
    // A third at least is told more closely than "anything", or the test says little.
    #expect(total > 6_000)
    #expect(known * 3 > total)
  }
}
