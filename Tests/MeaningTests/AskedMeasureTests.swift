import Diagnostics
import Studies
import Testing

/// What measures can ask: whose value counts, gains against twins, levels, several phases.
@Suite struct AskedMeasureTests {
  private static let kinds = """
    steps = 3, warmup = 1, parameters = { gain = 1 },
    actors = {
      a = { count = 4, fields = { group = valence.category({ "low", "high" }, function(self)
        return self.number <= 1 and "low" or "high"
      end) } },
      b = { count = 2 },
    },
    phases = {
      valence.encounter { "meet", from = "a", to = "b", tags = { tone = { "up", "down" } }, marks = { "loud" },
        pick = 1, function(a, b, env, event)
          if a.number < 4 then event.tone = a.number < 3 and "up" or "down" end
          event.loud = a.number == 2
          return a.number * env.gain, 10
        end },
      valence.presence { "there", of = "a", tags = { tone = { "down", "flat" } }, function(self, env, event)
        event.tone = self.number == 1 and "down" or "flat"
        return 0.5
      end },
    },
    values = {
      valence.value { "met", of = "a", unit = "util", scale = 4, function(self)
        if self.number == 2 then return valence.undefined "second" end
        return self:gained "meet"
      end },
      valence.value { "earned", of = "b", unit = "EUR", function(self) return self:gained "meet" end },
      valence.value { "worth", of = "a", to = "b", as = "end", function(self) return 1 end },
    },
    scenarios = { { "base" }, { "more", gain = 3 }, { "fewer", count = { a = 3 } } },
    """

  private func asked(
    _ measure: String, of scenario: String = "more", against twin: String? = "base",
    lenses: String = "", prelude: String = ""
  ) throws -> String {
    let bench = try Bench(
      entries: Self.kinds + "\(lenses) measures = { \(measure) },", prelude: prelude)
    let run = try bench.run(scenario)
    let both = try bench.onBoth("m", run, twin: try twin.map { try bench.run($0) })
    #expect(both[0] == both[1])
    return both[0]
  }

  // MARK: gains

  private static let gains = """
    valence.measure { "m", gives = { "n", "first", "last", "base", "second", "no_twin", "total" }, function(run)
      local gains, base, out, total = run:gains("a", "met")
      if not gains then return valence.undefined(base) end
      return #gains, gains[1], gains[#gains], base[#base], out.second or 0, out.no_twin or 0, total
    end }
    """

  @Test func `gains are pairs with the twin`() throws {
    // Two counted steps; actor 2 is undefined in both worlds.
    #expect(try asked(Self.gains) == "3.0, 4.0, 16.0, 8.0, 1.0, 0.0, 4.0")
    #expect(
      try asked(Self.gains, against: nil)
        == Array(repeating: "no_twin", count: 7).joined(separator: ", "))
  }

  @Test func `who is in one world only has no twin`() throws {
    #expect(try asked(Self.gains, against: "fewer") == "2.0, 4.0, 12.0, 6.0, 1.0, 1.0, 4.0")
    #expect(
      try asked(Self.gains, of: "fewer", against: "more")
        == "2.0, -4.0, -12.0, 18.0, 1.0, 1.0, 4.0")
  }

  // MARK: lenses

  private static let lensed = """
    gives = { "kinds", "sum", "scales" }, function(run)
      local kinds, sum, scales = 0, 0, 0
      for kind, definition in pairs(run.lens.kinds) do
        kinds = kinds + 1
        local gains = gains_of(run, kind, definition)
        for i = 1, #gains do sum = sum + gains[i] end
        scales = scales + (definition.scale or 0)
      end
      return kinds, sum, scales
    end }
    """
  private static let helper = """
    local function gains_of(run, kind, definition)
      return run:gains(kind, definition.definition) or {}
    end
    """

  @Test func `without lenses each kind's own value counts`() throws {
    #expect(
      try asked(
        "valence.measure { \"m\", lens = \"every\", \(Self.lensed)", prelude: Self.helper)
        == "2.0, 32.0, 4.0")
    #expect(
      try asked(
        "valence.measure { \"m\", lens = \"every\", between = { \"b\" }, \(Self.lensed)",
        prelude: Self.helper) == "1.0, 0.0, 0.0")
  }

  @Test func `each lens is asked once`() throws {
    let lenses =
      "lenses = { { \"own\", a = \"met\", b = \"earned\" }, { \"firm\", a = \"worth\" } },"
    let measure = "valence.measure { \"m\", lens = \"every\", \(Self.lensed)"
    #expect(
      try asked(measure, lenses: lenses, prelude: Self.helper)
        == "2.0, 32.0, 4.0, 1.0, 0.0, 0.0")
    let bench = try Bench(
      entries: Self.kinds + "\(lenses) measures = { \(measure) },", prelude: Self.helper)
    #expect(
      bench.study.measures[0].outputs == [
        "kinds: own", "sum: own", "scales: own", "kinds: firm", "sum: firm", "scales: firm",
      ])
  }

  @Test func `definitions describe themselves`() throws {
    #expect(
      try asked(
        """
        valence.measure { "m", gives = { "n", "same" }, function(run, twin)
          local n, d = 0, run.definitions
          for _ in pairs(d) do n = n + 1 end
          return n, d.met.unit == "util" and d.met.scale == 4 and d.met.as == "flow" and d.met.to == nil
            and d.met.of[1] == "a" and d.worth.to == "b" and d.worth.as == "end"
        end }
        """) == "3.0, 1.0")
  }

  // MARK: levels

  @Test func `a category is answered for level by level`() throws {
    #expect(
      try asked(
        """
        valence.measure { "m", by = "group", gives = { "n", "all", "gains", "others" }, function(run)
          local n = 0
          for a in run:actors "a" do n = n + a.number end
          return n, run:count "a", #run:gains("a", "met"), run:count "b"
        end }
        """) == "1.0, 1.0, 1.0, 2.0, 9.0, 3.0, 2.0, 2.0")
  }

  /// Two counted steps of `meet`: levels up, up, down and none; of `there`: down and three times flat.
  @Test(
    "a tag is answered for level by level",
    arguments: [
      ("meet", "run", "up 4 6.0, down 2 6.0"),
      ("meet", "initiator", "up 4 6.0, down 2 6.0"),
      ("meet", "partner", "up 4 6.0, down 2 6.0"),
      ("events", "run", "up 4 6.0, down 4 7.0, flat 6 3.0"),
      ("events", "initiator", "up 4 6.0, down 4 7.0, flat 6 3.0"),
      ("events", "partner", "up 4 6.0, down 2 6.0"),
    ])
  func tags(_ over: String, _ unit: String, _ expected: String) throws {
    let measure = """
      valence.measure { "m", over = "\(over)", per = "\(unit)", by = "tone", keep = { n = 0, sum = 0 },
        each = function(kept, event) kept.n, kept.sum = kept.n + 1, kept.sum + event.gain end,
        gives = { "n", "sum" }, function(run) return run:kept "n", run:kept "sum" end }
      """
    let bench = try Bench(entries: Self.kinds + "measures = { \(measure) },")
    let numbers = try bench.measure("m", try bench.run())
    let outputs = bench.study.measures[0].outputs
    let found = stride(from: 0, to: numbers.count, by: 2).map { index in
      "\(outputs[index].dropFirst(3)) \(Int(numbers[index])) \(numbers[index + 1])"
    }
    #expect(found.joined(separator: ", ") == expected)
  }

  // MARK: several phases

  @Test func `kept numbers add up over phases`() throws {
    #expect(
      try asked(
        """
        valence.measure { "m", over = { "there", "meet" }, keep = { n = 0, gain = 0, alone = 0, loud = 0, down = 0 },
          each = function(kept, event)
            kept.n, kept.gain = kept.n + 1, kept.gain + event.gain + (event.partner_gain or 0)
            if event.partner_gain == nil and event.partner == nil then kept.alone = kept.alone + 1 end
            if event[mark] then kept[name] = kept[name] + 1 end
            if event[tag] == level then kept.down = kept.down + 1 end
          end, gives = { "n", "gain", "alone", "loud", "down" },
          function(run)
            return run:kept "n", run:kept "gain", run:kept "alone", run:kept(name), run:kept "down"
          end }
        """, of: "base",
        prelude: #"local mark, name, tag, level = "loud", "loud", "tone", "down""#)
        == "16.0, 104.0, 8.0, 2.0, 4.0")
  }

  @Test func `kept numbers are given by unit`() throws {
    let measure = """
      valence.measure { "m", over = "events", per = "initiator", keep = { gain = 0 },
        each = function(kept, event) kept.gain = kept.gain + event.gain end,
        gives = { "n", "first", "last" },
        function(run)
          local gains = run:kept_each "gain"
          return #gains, gains[1], gains[4]
        end }
      """
    #expect(try asked(measure, of: "base") == "4.0, 3.0, 9.0")
    let error = #expect(throws: DiagnosticList.self) {
      let bench = try Bench(
        entries: Self.kinds
          + """
          measures = { valence.measure { "m", over = { "meet" }, per = "partner", keep = { n = 0 },
            each = function(kept) kept.n = kept.n + 1 end, function(run) return #run:kept_each("n", "c") end } },
          """)
      _ = try bench.measure("m", try bench.run())
    }
    #expect(error?.diagnostics.first?.message.contains("unknown kind 'c'") == true)
  }

  @Test func `functions of captured tables are followed`() throws {
    let module = """
      local lib = { part = {} }
      function lib.part.count(run) return run:count "a" end
      function lib.part.gains(run) return #(run:gains("a", "met") or {}) end
      """
    #expect(
      try asked(
        "valence.measure { \"m\", function(run) return lib.part.count(run) end }", against: nil,
        prelude: module) == "4.0")
    let bench = try Bench(
      entries: Self.kinds
        + """
        measures = { valence.measure { "alone", function(run) return lib.part.count(run) end },
          valence.measure { "pairs", function(run) return lib.part.gains(run) end } },
        """, prelude: module)
    #expect(
      bench.study.measures.map { bench.study.facts[$0.function.index].readsTwin } == [false, true])
  }
}
