import Diagnostics
import Testing

/// Where a mistake is said to be, in scripts that are laid out in odd ways.
@Suite("Lines of entries")
struct SourceOutlineTests {
  private func lines(_ text: String) -> [Int?] { findings(text).map { $0.location?.line } }

  private static let head = "local valence = require \"valence\"\n"

  @Test("the same key in several kinds, and in a comment, a text and a function before")
  func sameKey() {
    let text =
      Self.head + """
        local count = "count = -1"           -- count = -1
        --[[ actors = {
        count = -1 ]]
        local function f() local count = 3 return count end
        return valence.study { name = "x", steps = 1,
          parameters = { b = 1 },
          actors = {
            a = { count = 1,
                  fields = { b = 1, c = function(self) local count, b = 1, 2 return count + b end } },
            b = {
              fields = { count = 2 }, count =
                -1 },
          },
        }
        """
    #expect(lines(text) == [12])
  }

  @Test("tables that are made above the study")
  func tablesAbove() {
    let text =
      Self.head + """
        local kinds = {
          a = { count = 1, fields = { x = "low" } },
        }
        return valence.study { name = "x", steps = 1, actors = kinds }
        """
    #expect(lines(text) == [3])
  }

  @Test("lists without names, on several lines")
  func lists() {
    let text =
      Self.head + """
        return valence.study { name = "x", steps = 1, actors = { a = { count = 1 } },
          parameters = { reach = 1, push = 2 },
          scenarios = {
            { "reach" }, { "push",
              reach = 2,
              rech = 3 },
            { "a", ["push"] = true }, 7,
            { "reach" },
          },
        }
        """
    #expect(lines(text) == [7, 8, 8, 9])
  }

  @Test("a constructor called in a function of the study's own")
  func helperConstructor() {
    let text =
      Self.head + """
        local function rule(name)
          return valence.rule { name, of = "b", function() end }
        end
        return valence.study { name = "x", steps = 1, actors = { a = { count = 1 } },
          phases = {
            rule "one",
            rule "two",
          } }
        """
    #expect(
      findings(text).map(\.message) == [
        "unknown kind 'b' in rule 'one'", "unknown kind 'b' in rule 'two'",
      ])
  }

  @Test("unfinished texts and brackets end somewhere")
  func malformed() {
    for text in [
      "x = \"abc", "x = [[abc", "--[==[ abc", "{{{{", "}}}}", "[", "'\\", "a = [=", "\"\\\n",
    ] {
      #expect(findings(text).count == 1, "\(text)")
    }
  }
}
