import Diagnostics
import Suites
import Testing

@Suite struct PropertyTests {
  /// Runs one property and says what its smallest failing case is.
  private func smallest(_ given: String, _ body: String, seed: UInt64) -> String? {
    let file = results(
      of: """
        property("it", { cases = 400 }, \(given), function(case)
          \(body)
        end)
        """, options: SuiteOptions(seed: seed))
    return file["it"]?.failures.first?[detail: "smallest case"]
  }

  /// Cases whose smallest one is known, whatever is found first.
  static let known: [(given: String, body: String, smallest: String)] = [
    ("{ n = gen.integer(0, 1000) }", "assert(case.n < 137)", "{ n = 137 }"),
    ("{ n = gen.integer(-1000, 1000) }", "assert(case.n > -42)", "{ n = -42 }"),
    ("{ n = gen.integer(-1000, 1000) }", "assert(math.abs(case.n) < 42)", "{ n = 42 }"),
    ("{ n = gen.integer(20, 60) }", "assert(false)", "{ n = 20 }"),
    ("{ n = gen.integer(0, 1000) }", "assert(case.n % 2 == 0 or case.n < 500)", "{ n = 501 }"),
    (
      "{ a = gen.integer(0, 100), b = gen.integer(0, 100) }", "assert(case.a + case.b < 110)",
      "{ a = 10, b = 100 }"
    ),
    (
      "{ a = gen.integer(0, 100), b = gen.integer(0, 100) }", "assert(case.a <= case.b)",
      "{ a = 1, b = 0 }"
    ),
    ("{ x = gen.number(0, 10) }", "assert(case.x < 3.3)", "{ x = 4.0 }"),
    ("{ x = gen.number(0, 1) }", "assert(case.x < 0.33 or case.x > 0.97)", "{ x = 0.4 }"),
    ("{ x = gen.number(-1, 1) }", "assert(case.x > -0.25 or case.x < -0.95)", "{ x = -0.3 }"),
    ("{ x = gen.number(0.3, 0.9) }", "assert(false)", "{ x = 0.3 }"),
    (
      "{ who = gen.one_of { \"none\", \"random\", \"hubs\", \"all\" } }",
      "assert(case.who == \"none\" or case.who == \"random\")", "{ who = \"hubs\" }"
    ),
    (
      "{ on = gen.boolean(), off = gen.boolean() }", "assert(case.off)",
      "{ off = false, on = false }"
    ),
    (
      "{ list = gen.list(gen.integer(0, 100), 0, 20) }",
      "local sum = 0 for _, x in ipairs(case.list) do sum = sum + x end assert(sum < 250)",
      "{ list = { 50, 100, 100 } }"
    ),
    (
      "{ list = gen.list(gen.integer(0, 100), 0, 20) }",
      "for i = 2, #case.list do assert(case.list[i - 1] <= case.list[i]) end",
      "{ list = { 1, 0 } }"
    ),
    (
      "{ list = gen.list(gen.integer(0, 9), 2, 20) }", "assert(#case.list < 5)",
      "{ list = { 0, 0, 0, 0, 0 } }"
    ),
    (
      "{ count = { consumer = gen.integer(1, 50), shop = gen.integer(1, 9) }, reach = gen.number(0, 1) }",
      "assert(case.count.consumer * case.reach < 12)",
      "{ count = { consumer = 12, shop = 1 }, reach = 1.0 }"
    ),
    (
      "{ a = gen.integer(1, 20), x = gen.number(0, 1) }",
      "assert(case.a * (10 / 3 + 4 * case.x) < 30)",
      "{ a = 5, x = 1.0 }"
    ),
    (
      "gen.make(function(draw) local n = draw(gen.integer(1, 9)) return { n = n, part = draw(gen.integer(1, n)) } end)",
      "assert(case.part < 4)", "{ n = 4, part = 4 }"
    ),
  ]

  @Test(arguments: known.indices) func findsTheSmallestCase(_ index: Int) {
    let example = Self.known[index]
    for seed: UInt64 in 1...12 {
      #expect(
        smallest(example.given, example.body, seed: seed) == example.smallest,
        "\(example.body), seed \(seed)")
    }
  }

  @Test func holdsForEveryCase() {
    let file = results(
      of: """
        property("bounds", { n = gen.integer(-3, 3), x = gen.number(2, 3), list = gen.list(gen.boolean(), 1, 3) },
          function(case)
            print(case.n)
            assert(case.n >= -3 and case.n <= 3)
            assert(case.x >= 2 and case.x <= 3)
            assert(#case.list >= 1 and #case.list <= 3)
          end)
        """)
    #expect(file.failed == [])
    let seen = file["bounds"]?.output ?? []
    #expect(seen.count == 100)
    #expect(Set(seen) == Set((-3...3).map(String.init)))
    #expect(file["bounds"]?.assertions == 300)
  }

  @Test func sameSeedSameCases() {
    let text = """
      property("p", { n = gen.integer(0, 1000000), x = gen.number(0, 1) }, function(case)
        print(case.n, case.x)
        assert(true)
      end)
      """
    let first = results(of: text)["p"]?.output
    #expect(first == results(of: text)["p"]?.output)
    #expect(first != results(of: text, options: SuiteOptions(seed: 2))["p"]?.output)
  }

  @Test func tellsWhereAndHowToRepeatIt() throws {
    let file = results(
      of: """
        property("small", { n = gen.integer(0, 9) }, function(case)
          local limit = 5
          assert.equal(true, case.n < limit)
        end)
        property("errors", { n = gen.integer(0, 9) }, function(case) return nothing.at.all end)
        """)
    let failure = try #require(file["small"]?.failures.first)
    #expect(failure.location?.description == "some_spec.lua:3")
    #expect(failure.message == "the property does not hold: the values are not equal")
    #expect(failure.expected == "true" && failure.actual == "false")
    #expect(failure[detail: "smallest case"] == "{ n = 5 }")
    #expect(failure[detail: "to repeat it"] == "valence test some_spec.lua --filter small --seed 1")
    let error = try #require(file["errors"]?.failures.first)
    #expect(error.location?.description == "some_spec.lua:5")
    #expect(error.message.contains("'nothing' is not declared"))
  }

  @Test func aCaseThatDoesNotEndIsMadeSmallerToo() throws {
    let file = results(
      of: """
        property("ends", { n = gen.integer(0, 1000) }, function(case)
          while case.n > 300 do end
          assert(true)
        end)
        """)
    let failure = try #require(file["ends"]?.failures.first)
    #expect(failure[detail: "smallest case"] == "{ n = 301 }")
    #expect(failure.message.contains("ran more than its 50000000 instructions"))
    #expect(failure.location?.description == "some_spec.lua:2")
  }

  @Test func actorsOfOnesOwnAreAPopulation() {
    let file = results(
      of: """
        local valence = require "valence"
        property("rich enough", { wealth = gen.list(gen.integer(0, 100), 1, 30) }, function(case)
          local wealth = case.wealth
          local run = study {
            name = "Wealth", steps = 1,
            actors = { person = { count = #wealth, fields = { money = function(self) return wealth[self.number] end } } },
            values = { valence.value { "money", of = "person", source = "own", function(self) return self.money end } },
          }:run()
          assert.equal(#wealth, run:count "person")
          assert(run:sum("person", "money") < 150)
        end)
        """)
    #expect(
      file["rich enough"]?.failures.first?[detail: "smallest case"] == "{ wealth = { 50, 100 } }")
  }

  @Test func populationsBecomeSmaller() {
    let file = results(
      besideCoins: """
        local coins = study "coins.lua"
        property("few win", { cases = 30 },
          { heads = gen.number(0, 1), count = { player = gen.integer(3, 40) }, seed = gen.integer(1, 100) },
          function(case) assert(coins:with(case):run "loaded":sum("player", "won") < 20) end)
        """)
    #expect(
      file["few win"]?.failures.first?[detail: "smallest case"]
        == "{ count = { player = 4 }, heads = 1.0, seed = 1 }")
  }
}
