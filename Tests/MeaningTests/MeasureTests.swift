import Testing

/// Measures and tables of finished runs, on the interpreter and as machine code: the same bits, the
/// same reasons, the same errors.
@Suite struct MeasureTests {
  private static let kinds = """
    steps = 3, warmup = 1, parameters = { gain = 1, mood = valence.one_of { "calm", "angry" } },
    actors = {
      a = { count = 7, fields = {
        x = function(self) return self.number / 3 end, n = valence.integer(2), is = false,
        group = valence.category({ "low", "mid", "high" }, function(self)
          if self.number <= 3 then return "low" end
          if self.number == 4 then return nil end
          return "high"
        end) } },
      none = { count = 0, fields = { y = 0 } },
    },
    networks = { n = valence.ring { among = "a", degree = 2 } },
    phases = {
      valence.rule { "grow", of = "a", function(self, env)
        self.x = self.x * 1.1 + env.gain
        self.is = self.number > 3
      end },
      valence.encounter { "meet", along = "n", tags = { tone = { "up", "down" } }, function(a, b, env, event)
        if a.number > 5 then return end
        event.tone = a.number > 2 and "up" or "down"
        return a.x, env.gain
      end },
    },
    values = {
      valence.value { "x", of = "a", as = "stock", function(self)
        if self.number == 2 then return valence.undefined "second" end
        return self.x
      end },
      valence.value { "met", of = "a", function(self) return self:gained "meet" end },
    },
    series = { valence.series { "s", function(env) return env:sum("a", "x") end } },
    scenarios = { { "base" }, { "more", gain = 3, mood = "angry" }, { "fewer", count = { a = 4 } } },
    """

  private func bench(_ more: String, prelude: String = "") throws -> Bench {
    try Bench(entries: Self.kinds + more, prelude: prelude)
  }

  /// A measure that is compiled, of the scenario "more" against "base".
  private func values(
    _ measure: String, prelude: String = "", of scenario: String = "more",
    against twin: String? = "base"
  ) throws -> String {
    let bench = try bench("measures = { \(measure) },", prelude: prelude)
    let run = try bench.run(scenario)
    #expect(try bench.interpreted(run) == [])
    let both = try bench.onBoth("m", run, twin: try twin.map { try bench.run($0) })
    #expect(both[0] == both[1])
    return both[0]
  }

  @Test func `loops add up as they are written`() throws {
    let found = try values(
      """
      valence.measure { "m", gives = { "sum", "pairs", "whole", "levels", "peers" }, function(run)
        local sum, pairs, whole, high, peers = 0.1, 0, 0, 0, 0
        for a in run:actors "a" do
          sum = sum + a.x
          whole = whole + a.n * a.number
          if a.group == "high" then high = high + 1 elseif a.group == nil then high = high + 100 end
          for b in run:actors "a" do if a ~= b and a.x < b.x then pairs = pairs + 1 end end
          for peer in a:peers "n" do peers = peers + peer.x end
        end
        return sum, pairs, whole, high, peers
      end }
      """)
    #expect(found.contains(", 21.0, 56.0, 103.0, "))
  }

  @Test func `a run answers questions`() throws {
    let found = try values(
      """
      valence.measure { "m", gives = { "a", "b", "c", "d", "e", "f", "g", "h" }, function(run, twin)
        return run:sum("a", "n"), run:mean("a", "is"), run:mean("none", "y"), run:count "a",
          run:count("a", "is"), run:events "meet", run.steps + run.parameters.gain * 10 + twin.parameters.gain * 100,
          run.parameters.mood == "angry" and twin.parameters.mood == "calm"
      end }
      """)
    #expect(found == "14.0, 0.5714285714285714, empty_group, 7.0, 4.0, 10.0, 133.0, 1.0")
  }

  @Test func `twins are found by identity`() throws {
    let measure = """
      valence.measure { "m", gives = { "twins", "without", "gain", "start", "gained", "rank" }, function(run, twin)
        local twins, without, gain, start, gained, rank = 0, 0, 0, 0, 0, 0
        for a, b in run:actors "a" do
          if b then
            twins, gain = twins + 1, gain + (a.x - b.x)
            start = start + a.start.x - b.start.x
            if a.number ~= b.number or a == b then start = start + 1000 end
            gained = gained + a:gained("meet", "total") - b:gained("meet", "tone", "up", "total")
          else
            without = without + 1
          end
          rank = rank + a.number * a:rank "met"
        end
        return twins, without, gain, start, gained, rank
      end }
      """
    let found = try values(measure)
    #expect(found.hasPrefix("7.0, 0.0, ") && found.contains(", 0.0, "))
    #expect(try values(measure, against: "fewer").hasPrefix("4.0, 3.0, "))
    #expect(try values(measure, of: "fewer", against: "more").hasPrefix("4.0, 0.0, "))
  }

  @Test func `a helper can be undefined on one way`() throws {
    let found = try values(
      """
      valence.measure { "m", gives = { "a", "b", "c", "d", "e" }, function(run)
        local zero = run:sum("none", "y")
        local first = ratio(1, zero)
        return ratio(3, 4), first, valence.is_undefined(first), 0/0, 1/zero
      end }
      """,
      prelude: """
        local function ratio(part, whole)
          if whole == 0 then return valence.undefined "nothing there" end
          return part / whole
        end
        """)
    #expect(found == "0.75, nothing there, 1.0, nan_input, not_finite")
  }

  @Test func `undefined alone is said of every number`() throws {
    let measure = """
      valence.measure { "m", gives = { "a", "b" }, function(run, twin)
        if not twin then return valence.undefined "no_twin" end
        return run:count "a", twin:count "a"
      end }
      """
    #expect(try values(measure, against: nil) == "no_twin, no_twin")
    #expect(try values(measure, against: "fewer") == "7.0, 4.0")
  }

  @Test func `what values came to keeps its reason`() throws {
    let found = try values(
      """
      valence.measure { "m", gives = { "second", "third" }, function(run, twin)
        local second, third
        for a, b in run:actors "a" do
          if a.number == 2 then second = b:value "x" elseif a.number == 3 then third = a:value "x" end
        end
        return second, third
      end }
      """)
    #expect(found.hasPrefix("second, "))
  }

  @Test func `a fold's numbers are asked for`() throws {
    let found = try values(
      """
      valence.measure { "first", over = "meet", keep = { n = 0 }, each = function(kept) kept.n = kept.n + 1 end,
        function(run) return run:kept "n" end },
      valence.measure { "m", over = "meet", keep = { m = 0, n = 0 },
        each = function(kept, event) kept.n, kept.m = kept.n + 2, kept.m + 1 end,
        function(run) return run:kept "n" / run:kept "m" end }
      """)
    #expect(found == "2.0")
  }

  @Test(
    "errors say the same",
    arguments: [
      (
        "for a, b in run:actors \"a\" do if a:value \"x\" < b:value \"x\" then s = s + 1 end end",
        "line 1"
      ),
      ("for a, b in run:actors \"a\" do s = s + b.x end", "nil"),
      ("for a in run:actors \"a\" do if a.number == 6 then s = s // (a.n - 2) end end", "//"),
      ("s = nil", "must return a number"),
      ("s = \"text\"", "must return a number"),
      ("while true do s = s + 1 end", "instructions"),
    ])
  func errors(_ body: String, _ message: String) throws {
    let bench = try bench(
      """
      measures = { valence.measure { "m", function(run, twin)
        local s = 0
        \(body)
        return s
      end } },
      """)
    let run = try bench.run("more")
    let both = try bench.onBoth("m", run, twin: try bench.run("fewer"))
    #expect(both[0] == both[1])
    #expect(both[0].contains("study.lua"), "\(both[0])")
  }

  // MARK: Measures of actors

  @Test func `a measure of actors is their mean by group`() throws {
    let measure = """
      valence.measure { "m", of = "a", by = "group", function(self, twin)
        if self.number == 1 then return end
        if self.number == 6 then return valence.undefined "sixth" end
        if self.number == 7 then return 0/0 end
        return self.number > 3 and self.x > twin.x or self.number
      end }
      """
    #expect(try values(measure) == "2.5 2 of 3, empty_group 0 of 0, 1.0 1 of 3")
    #expect(try values(measure, against: nil) == "no_twin, no_twin, no_twin")
  }

  @Test func `a measure of actors counts those it says a number of`() throws {
    #expect(
      try values(
        """
        valence.measure { "m", of = "a", function(self, twin)
          if not twin then return valence.undefined "new" end
          return self.number + 0 * twin:value "met"
        end }
        """, against: "fewer") == "2.5 4 of 7")
    #expect(
      try values("valence.measure { \"m\", of = \"none\", function(self) return 1 end }")
        == "empty_group 0 of 0")
  }

  @Test func `what is said of an actor must be a number`() throws {
    let bench = try bench(
      "measures = { valence.measure { \"m\", of = \"a\", function(self) return self.group end } },")
    let both = try bench.onBoth("m", try bench.run())
    #expect(both[0] == both[1])
    #expect(both[0].contains("measure 'm' must return a number"), "\(both[0])")
  }

  // MARK: Tables

  private func rows(_ table: String, against twin: String? = "base") throws -> String {
    let bench = try bench("tables = { \(table) },")
    let run = try bench.run("more")
    #expect(try bench.interpreted(run) == [])
    let both = try bench.tableOnBoth("t", run, twin: try twin.map { try bench.run($0) })
    #expect(both[0] == both[1])
    return both[0]
  }

  @Test func `a row per actor, sorted, cut and in parts`() throws {
    let found = try rows(
      """
      valence.table { "t", of = "a", columns = { "who", "group", "part", "is", "value" }, sort = "part", top = 4,
        parts = { "part" }, function(self, twin)
          if self.number == 5 then return end
          return self.number, self.group or "?", self.number == 4 and valence.undefined "fourth" or self.number % 4,
            self.is, self:value "x" - twin:value "x"
        end }
      """)
    let cells = found.split(separator: "; ").map {
      $0.split(separator: " ").prefix(4).joined(separator: " ")
    }
    // Parts of 1 + 2 + 3 + 2 + 3; equal ones stay in the order of actors.
    let parts = [3 / 11.0, 3 / 11.0, 2 / 11.0, 2 / 11.0]
    #expect(
      cells == [
        "3.0 low \(parts[0]) no", "7.0 high \(parts[1]) yes", "2.0 low \(parts[2]) no",
        "6.0 high \(parts[3]) yes",
      ])
    #expect(found.contains("(second)"))
  }

  @Test func `parts of nothing are undefined`() throws {
    #expect(
      try rows(
        "valence.table { \"t\", of = \"a\", columns = { \"p\" }, parts = \"p\", top = 2, function(self) return 0 end }"
      ) == "(zero_denominator); (zero_denominator)")
  }

  @Test func `rows with names`() throws {
    #expect(
      try rows(
        """
        valence.table { "t", columns = { "what", "number" }, rows = { "all", "met", "none" },
          function(run) return run:count "a", run:events "meet" > 3, run:mean("none", "y") end }
        """) == "all 7.0; met yes; none (empty_group)")
  }

  @Test func `series side by side start after the warm-up`() throws {
    let found = try rows(
      "valence.table { \"t\", columns = { \"step\", \"s\", \"met\" }, series = { \"s\", \"met (a)\" } }"
    )
    let lines = found.split(separator: "; ").map(String.init)
    #expect(lines.count == 2 && lines[0].hasPrefix("2.0 ") && lines[1].hasPrefix("3.0 "))
  }

  @Test func `a row with a hole is an error`() throws {
    let bench = try bench(
      """
      tables = { valence.table { "t", of = "a", columns = { "a", "b" }, function(self)
        if self.number == 3 then return 1 end
        return 1, 2
      end } },
      """)
    let both = try bench.tableOnBoth("t", try bench.run())
    #expect(both[0] == both[1])
    #expect(both[0].contains("row of a 3 in table 't' holds a nil"), "\(both[0])")
  }

  @Test func `what makes tables stays on the interpreter and says so`() throws {
    let bench = try bench(
      """
      measures = { valence.measure { "last", function(run) return run:series("s")[1] end } },
      tables = { valence.table { "t", columns = { "a" }, function(run) return { { run.steps } } end } },
      """)
    #expect(
      try bench.interpreted(try bench.run()) == [
        "measure 'last': it calls 'series' of a run, which is not compiled",
        "table 't': it makes a table",
      ])
  }
}
