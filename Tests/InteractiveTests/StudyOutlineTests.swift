import Testing

@testable import Interactive

/// The outermost block of a script.
@Suite struct StudyOutlineTests {
  /// A script, its locals, and what stands behind its last `return`; `nil`: there is none.
  struct Sample: CustomTestStringConvertible {
    var script: String
    var locals: [String]
    var returned: String?
    var testDescription: String { script }

    init(_ script: String, _ locals: [String], _ returned: String?) {
      self.script = script
      self.locals = locals
      self.returned = returned
    }
  }

  @Test(arguments: [
    Sample("", [], nil),
    Sample("return {}", [], " {}"),
    Sample("local a = 1\nreturn a", ["a"], " a"),
    Sample("local a, b = 1, 2 return a", ["a", "b"], " a"),
    Sample("local a <const>, b <close> = 1\nreturn b", ["a", "b"], " b"),
    Sample("local function f() return 1 end\nreturn f", ["f"], " f"),
    Sample("local a = 1 local a = 2 return a", ["a"], " a"),
    Sample("local f = function() local inner = 1 return inner end\nreturn f", ["f"], " f"),
    Sample("do local inner = 1 end\nreturn 1", [], " 1"),
    Sample("if x then local inner = 1 elseif y then local other = 2 else end return 1", [], " 1"),
    Sample("for i = 1, 2 do local inner = i end return 1", [], " 1"),
    Sample("while x do local inner = 1 end return 1", [], " 1"),
    Sample("repeat local inner = 1 until inner return 1", [], " 1"),
    Sample("local t = { function() return 1 end, x = { } }\nreturn t", ["t"], " t"),
    Sample("-- local a\n--[[ local b\nreturn 1 ]] local c = 'return 2'\nreturn c", ["c"], " c"),
    Sample("local a = [[\nreturn 1\n]] return a", ["a"], " a"),
    Sample("local a = t[\"return\"]\nlocal b = t['end'] return b", ["a", "b"], " b"),
    Sample(
      "return valence.study { -- ä\n  name = 'x' }\n", [], " valence.study { -- ä\n  name = 'x' }\n"
    ),
    Sample("function f() return 1 end", [], nil),
  ])
  func localsAndTheReturnOfTheOutermostBlock(sample: Sample) {
    let outline = StudyOutline(sample.script)
    #expect(outline.locals == sample.locals)
    let bytes = Array(sample.script.utf8)
    let returned = outline.lastReturn.map {
      String(decoding: bytes[$0.upperBound...], as: UTF8.self)
    }
    #expect(returned == sample.returned)
    if let place = outline.lastReturn {
      #expect(String(decoding: bytes[place], as: UTF8.self) == "return")
    }
  }

  @Test func noMoreLocalsThanOneTableMayList() {
    let script = (1...180).map { "local a\($0) = \($0)" }.joined(separator: "\n")
    #expect(StudyOutline(script).locals == (1...150).map { "a\($0)" })
  }
}
