import Testing

@testable import Bytecode

@Suite struct RenamingTests {
  /// An object whose every method returns its own name and the number of its arguments.
  private static let echo = """
    local env = setmetatable({}, { __index = function(_, name)
      return function(_, ...) return name .. "/" .. select("#", ...) end
    end })

    """

  private func run(
    _ program: String, _ rename: (MethodCall) -> String?
  ) throws -> String {
    let prototype = try LuaTools.prototype(Self.echo + program)
    return try LuaTools.execute(prototype.renamingMethodCalls(rename).encoded())
  }

  @Test func callsAreToldWithTheirPlace() throws {
    let prototype = try LuaTools.prototype(
      """
      local env = ...
      env:plain(1, 2)
      for i = 1, 3 do
        env:looped()
        if i == 2 then env:last(i) break end
        local f = function(x) return env:nested(x, env:tail(x)) end
      end
      env:open(env:inner())
      return function(a) env["key"](env) return a:outer "text" end
      """)
    let calls = prototype.methodCalls().map {
      "\($0.functionPath) \($0.line ?? 0) \($0.name) \($0.argumentCount ?? -1) \($0.isInLoop)"
    }
    #expect(
      calls == [
        "[] 2 plain 2 false", "[] 4 looped 0 true", "[] 5 last 1 false", "[] 8 open -1 false",
        "[] 8 inner 0 false", "[0] 6 nested -1 true", "[0] 6 tail 1 true",
        "[1] 9 outer 1 false",
      ])
  }

  @Test func eachCallSiteGetsANameOfItsOwn() throws {
    var count = 0
    let output = try run(
      """
      print(env:chance(1), env:chance(1, 2), env:other())
      local function f() return env:chance() end
      print(f(), env:chance(env:chance()))
      local chance = "chance"
      print(chance, env.chance(env, 1))
      """
    ) { call in
      guard call.name == "chance" else { return nil }
      count += 1
      return "chance#\(count)"
    }
    #expect(
      output == "chance#1/1\tchance#2/2\tother/0\nchance#5/0\tchance#3/1\nchance\tchance/1\n")
  }

  @Test func namesMayBeSwappedAndShared() throws {
    let output = try run("print(env:a(), env:b(), env:c(), env:d(), 'a', 'd')") { call in
      ["a": "b", "b": "a", "c": "d", "d": "d"][call.name]
    }
    #expect(output == "b/0\ta/0\td/0\td/0\ta\td\n")
  }

  @Test func constantsThatOnlyRenamedCallsUsedAreReused() throws {
    let prototype = try LuaTools.prototype("local e = ... e:x() e:x() e:y() return e.y")
    #expect(prototype.constants == [.string("x"), .string("y")])
    var number = 0
    let renamed = try prototype.renamingMethodCalls { _ in
      number += 1
      return "m\(number)"
    }
    #expect(
      renamed.constants == [.string("m1"), .string("y"), .string("m2"), .string("m3")])
    #expect(renamed.instructions.count == prototype.instructions.count)
    #expect(renamed.lines == prototype.lines)
    #expect(try Prototype(decoding: renamed.encoded()) == renamed)
  }

  @Test func aRenamingThatChangesNothingKeepsTheBytes() throws {
    for program in Corpus.programs {
      let prototype = try LuaTools.prototype(program.text)
      #expect(try prototype.renamingMethodCalls { _ in nil } == prototype)
      #expect(try prototype.renamingMethodCalls { $0.name } == prototype)
    }
  }

  @Test func constantsOutOfReachAreAnErrorWithItsLine() throws {
    let filler = (0..<253).map { "\($0).5" }.joined(separator: ",")
    let program = "local t = { \(filler) }\nlocal e = ...\ne:x()\ne:x()\ne:x()\ne:x()\n"
    let prototype = try LuaTools.prototype(program)
    var number = 0
    func numbered(_ limit: Int) throws -> Prototype {
      number = 0
      return try prototype.renamingMethodCalls { _ in
        number += 1
        return number <= limit ? "m\(number)" : nil
      }
    }
    #expect(try numbered(2).constants.count == 256)
    #expect(throws: BytecodeError.tooManyConstants(line: 5)) { try numbered(3) }
  }

  @Test func namesBeyondTheReachOfTheCallAreRenamedWhereTheyAreLoaded() throws {
    let filler = (0..<400).map { "\($0).5" }.joined(separator: ",")
    var number = 0
    let output = try run(
      "local t = { \(filler) } print(env:far(1), env:far(2, 3), env:near(), #t)"
    ) { call in
      number += 1
      return call.name == "far" ? "far#\(number)" : nil
    }
    #expect(output == "far#1/1\tfar#2/2\tnear/0\t400\n")
  }
}
