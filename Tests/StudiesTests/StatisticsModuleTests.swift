import Diagnostics
import LuaRuntime
import Studies
import Testing

/// What the module `statistics` compares, asked from a script whose assertions must hold.
///
/// The procedures have tests of their own; these hold names, the order of results, and refusals.
@Suite("Comparisons of the module statistics")
struct StatisticsModuleTests {
  private static let start = """
    local statistics = require "statistics"
    local function close(a, b, tolerance) return math.abs(a - b) < tolerance end
    local first = { 0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0 }
    local second = { 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4 }
    local differences = {}
    for i = 1, 10 do differences[i] = first[i] - second[i] end

    """

  @Test(arguments: [
    """
    local p, difference, low, high, t, degrees = statistics.welch(first, second)
    assert(close(p, 0.0793941402, 1e-10) and close(difference, -1.58, 1e-12))
    assert(close(low, -3.3654832, 1e-7) and close(high, 0.2054832, 1e-7))
    assert(close(t, -1.8608134675, 1e-10) and close(degrees, 17.7764735, 1e-7))
    assert(statistics.welch({ 1 }, { 2, 3 }) == nil)
    """,
    """
    local p, f, share = statistics.anova { first, second }
    assert(close(f, 1.8608134675 ^ 2, 1e-9) and close(share, f / (f + 18), 1e-12))
    assert(p > 0.079 and p < 0.0793941402)
    """,
    "assert(statistics.signflip(differences) == 2 / 512)",
    "assert(statistics.superiority { 1, 2, 0, -1 } == 0.625)",
    "assert(statistics.cliff({ 1, 2, 3 }, { 2, 3, 4, 0 }) == -2 / 12)",
    "assert(statistics.concordance { { 1, 2, 3 }, { 3, 2, 1 } } == 0)",
    """
    local adjusted = statistics.holm { 0.03, 0.01, 0.05, 0.02, 0.04 }
    for i, p in ipairs { 0.09, 0.05, 0.09, 0.08, 0.09 } do assert(close(adjusted[i], p, 1e-12)) end
    """,
    """
    local adjusted = statistics.bh { 0.01, 0.04, 0.03 }
    assert(close(adjusted[1], 0.03, 1e-12) and close(adjusted[2], 0.04, 1e-12))
    assert(close(adjusted[3], 0.04, 1e-12))
    """,
    """
    local low, high = statistics.bca(differences, 0.9)
    assert(low < -1.58 and high > -1.58 and low == statistics.bca(differences, 0.9))
    local wider = statistics.bca(differences)
    assert(wider < low)
    """,
  ])
  func answers(script: String) {
    let found = findings(Self.start + script + "\n" + goodStudy)
    #expect(found.map(\.message) == [])
  }

  @Test(arguments: [
    ("statistics.holm { 0.5, 1.5 }", "holm needs p values from 0 to 1, and entry 2 is 1.5"),
    (
      "statistics.bh { 'a' }",
      "bh needs p values or undefined ones, and entry 1 is a string"
    ),
    ("statistics.anova { 1, 2 }", "anova needs a list of numbers, got number"),
    ("statistics.bca({ 1, 2 }, 2)", "bca(list, level) needs a level between 0 and 1, as 0.95"),
  ])
  func refusals(call: String, message: String) {
    let found = findings(Self.start + call + "\n" + goodStudy)
    #expect(found.first?.message.contains(message) == true, "\(found.map(\.message))")
  }
}
