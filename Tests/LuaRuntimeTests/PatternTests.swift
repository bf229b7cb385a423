import Glibc
import LuaRuntime
import Testing

/// The sandbox's own pattern matching against stock Lua, on the same random inputs.
@Suite struct PatternTests {
  /// Prints one line per case: find, match, gmatch, gsub with three kinds of replacement.
  private static let program = #"""
    local function text(ok, ...)
      local parts = { tostring(ok) }
      for i = 1, select("#", ...) do
        local value = tostring((select(i, ...)))
        parts[#parts + 1] = (value:gsub("^[^:]*:%d+: ", ""))
      end
      return table.concat(parts, "|")
    end
    local function all(s, p, init)
      local parts = {}
      for a, b in s:gmatch(p, init) do
        parts[#parts + 1] = tostring(a) .. "," .. tostring(b)
        if #parts > 50 then break end
      end
      return table.concat(parts, ";")
    end
    local out = {}
    local map = { a = "A", b = true, [1] = "one", ["ab"] = 12, c = false }
    for i = 1, #cases do
      local s, p, init, r = cases[i][1], cases[i][2], cases[i][3], cases[i][4]
      out[#out + 1] = table.concat({
        i, text(pcall(string.find, s, p, init)), text(pcall(string.match, s, p, init)),
        text(pcall(string.find, s, p, init, true)), text(pcall(all, s, p, init)),
        text(pcall(string.gsub, s, p, r)), text(pcall(string.gsub, s, p, map, 3)),
        text(pcall(string.gsub, s, p, function(a, b) if a ~= "b" then return (b or "-") end end)),
      }, " / ")
    end
    """#

  private static func quote(_ bytes: [UInt8]) -> String {
    "\"" + bytes.map { "\\x" + String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
      + "\""
  }

  private static func makeCases(count: Int, seed: UInt64) -> String {
    var random = SeededGenerator(state: seed)
    let letters = Array("aabbcd1 _-.%()[]A\0".utf8) + [0xE9, 0x7F]
    let pieces: [String] = [
      "a", "b", "c", ".", "%a", "%d", "%s", "%w", "%x", "%p", "%c", "%g", "%l", "%u", "%A", "%D",
      "%S",
      "%W", "[ab]", "[^ab]", "[a-c]", "[^a-c1]", "[]a]", "[^]]", "[a-]", "[%a_]", "[%-a]", "[b-a]",
      "[a%]",
      "[%w%s]", "%%", "%.", "%(", "$", "^", "%b()", "%bab", "%baa", "%f[a]", "%f[%w]", "%f[^a]",
      "%f[%A]",
      "()", "(a)", "(.)", "(.-)", "(%a*)", "((a)b)", "(a(b)?)", "%1", "%2", "(", ")", "[", "%",
      "%b", "%f",
      "[a", "[^", "%b(", "\0", "\u{E9}", "z", "%z", "E", "%E",
    ]
    let suffixes = ["", "", "", "", "*", "+", "-", "?"]
    let replacements = [
      "", "x", "<%0>", "<%1>", "%2%1", "%%", "%", "%a", "%9", "a%0b%0", "\0%1",
    ]
    var lines: [String] = []
    for _ in 0..<count {
      let length = Int.random(in: 0...14, using: &random)
      let subject = (0..<length).map { _ in letters.randomElement(using: &random) ?? 0 }
      var pattern = Bool.random(using: &random) || Bool.random(using: &random) ? "" : "^"
      for _ in 0..<Int.random(in: 0...5, using: &random) {
        pattern += pieces.randomElement(using: &random) ?? ""
        pattern += suffixes.randomElement(using: &random) ?? ""
      }
      if Int.random(in: 0..<6, using: &random) == 0 { pattern += "$" }
      let position = Int.random(in: -16...17, using: &random)
      let replacement = replacements.randomElement(using: &random) ?? ""
      lines.append(
        "{ \(quote(subject)), \(quote(Array(pattern.utf8))), \(position), \(quote(Array(replacement.utf8))) }"
      )
    }
    return "local cases = {\n" + lines.joined(separator: ",\n") + "\n}\n" + program
  }

  private static func stockLua(_ script: String) throws -> [UInt8] {
    var path = Array("/tmp/valence-pattern-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    try #require(descriptor >= 0)
    defer { unlink(path) }
    let bytes = Array(script.utf8)
    try #require(write(descriptor, bytes, bytes.count) == bytes.count)
    close(descriptor)
    let name = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let pipe = try #require(popen("lua5.4 \(name)", "r"))
    defer { pclose(pipe) }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, pipe)
      if count == 0 { return output }
      output.append(contentsOf: buffer[..<count])
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func agreesWithStockLua(_ seed: UInt64) throws {
    let script = Self.makeCases(count: 4000, seed: seed)
    let expected = try Self.stockLua(script + "\nio.write(table.concat(out, '\\n'))")
    let values = try run(
      script + "\nreturn table.concat(out, '\\n')", limits: LuaLimits(instructions: 1 << 40))
    let actual: [UInt8] =
      switch values.first {
      case .string(let text): Array(text.utf8)
      case .bytes(let bytes): bytes
      default: []
      }
    let left = actual.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let right = expected.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    #expect(left.count == right.count)
    #expect(left.count >= 4000)
    var shown = 0
    for (mine, stock) in zip(left, right) where mine != stock && shown < 20 {
      shown += 1
      Issue.record(
        "ours:  \(String(decoding: mine, as: UTF8.self))\nstock: \(String(decoding: stock, as: UTF8.self))"
      )
    }
    // Enough of the cases match something for the comparison to mean something.
    let matched = right.filter { String(decoding: $0, as: UTF8.self).contains(" / true|1|") }
    #expect(matched.count > 300)
  }

  @Test(arguments: [
    (
      "return ('x'):rep(3), ('x'):rep(3, ','), ('x'):rep(0), ('x'):rep(-1), (''):rep(1e9)",
      "\"xxx\" \"x,x,x\" \"\" \"\" \"\""
    ),
    ("return ('hello world'):gsub('o', '0', 1)", "\"hell0 world\" 1"),
    ("return ('abc'):gsub('%w', '%0%0')", "\"aabbcc\" 3"),
    ("return ('abc'):gsub('', '-')", "\"-a-b-c-\" 4"),
    ("return ('hello'):find(''), ('hello'):find('', 10), ('hello'):find('', 6)", "1 nil 6 5"),
    ("return ('key = value'):match('^(%w+)%s*=%s*(%w+)$')", "\"key\" \"value\""),
    (
      "local t = {} for w in ('one two'):gmatch('%a+') do t[#t + 1] = w end return #t, t[2]",
      "2 \"two\""
    ),
    (
      "return (' x '):match('^%s*(.-)%s*$'), ('THE (quick) fox'):find('%((%a+)%)')",
      "\"x\" 5 11 \"quick\""
    ),
    ("return ('a.b'):find('.', 1, true), ('a+b'):find('+', 1, true)", "2 2 2"),
    (
      "return pcall(string.gsub, 'x', 'x', '%2')",
      "false \"invalid capture index %2\""
    ),
  ])
  func knownAnswers(_ script: String, _ expected: String) throws {
    #expect(show(try run(script)) == expected)
  }
}
