import Randomness
import Testing

/// What an encounter's returns and its event mean, and what the ledger says of them.
@Suite struct EncounterTests {
  @Test func `a bare return is no event, two zeros are one`() throws {
    let run = try Bench(
      entries: """
        steps = 2, actors = { a = { count = 4 }, b = { count = 1 } },
        networks = { n = valence.star { from = "a", to = "b" } },
        phases = {
          valence.encounter { "m", along = "n", function(a, b)
            if a.number == 1 then return end
            if a.number == 2 then return 0, 0 end
            return a.number, 10 * a.number
          end },
          valence.presence { "p", of = "a", function(a, env, event)
            if a.number > 2 then return a.number end
          end },
        },
        values = {
          valence.value { "a", of = "a", function(self) return self:gained "m" end },
          valence.value { "b", of = "b", function(self) return self:gained "m" end },
          valence.value { "p", of = "a", function(self) return self:gained "p" end },
        },
        """
    ).run()
    #expect(try run.events("m") == 6)
    #expect(try run.events("p") == 4)
    #expect(try run.totals("a") == [0, 0, 6, 8])
    #expect(try run.totals("b") == [140])
    #expect(try run.totals("p") == [0, 0, 6, 8])
  }

  /// Events of a (initiator, by number 1...4) with one b: gain n for a and 10 n for b.
  private static let parts = """
    steps = 3, warmup = 1, actors = { a = { count = 4 }, b = { count = 1 } },
    networks = { n = valence.star { from = "a", to = "b" } },
    phases = {
      valence.encounter { "m", along = "n", tags = { mood = { "good", "bad" }, place = "shop" }, marks = { "odd" },
        function(a, b, env, event)
          event.odd = a.number % 2 == 1
          if a.number < 4 then event.mood = a.number == 1 and "good" or "bad" end
          if a.number == 4 then event.active, event.active_partner = false, true end
          if a.number == 3 then event.active_partner = false end
          return a.number, 10 * a.number
        end },
    },
    values = {
      valence.value { "all", of = "b", function(s) return s:gained "m" end },
      valence.value { "as partner", of = "b", function(s) return s:gained("m", "partner") end },
      valence.value { "as initiator", of = "b", function(s) return s:gained("m", "initiator") end },
      valence.value { "active", of = "b", function(s) return s:gained("m", "active") end },
      valence.value { "passive", of = "b", function(s) return s:gained("m", "passive") end },
      valence.value { "odd", of = "b", function(s) return s:gained("m", "odd") end },
      valence.value { "good", of = "b", function(s) return s:gained("m", "mood", "good") end },
      valence.value { "bad", of = "b", function(s) return s:gained("m", "mood", "bad") end },
      valence.value { "shop", of = "b", function(s) return s:gained("m", "place", "shop") end },
      valence.value { "total", of = "b", as = "stock", function(s) return s:gained("m", "total") end },
      valence.value { "odd total", of = "b", as = "stock", function(s) return s:gained("m", "odd", "total") end },
      valence.value { "a passive", of = "a", function(s) return s:gained("m", "passive") end },
      valence.value { "a odd", of = "a", function(s) return s:gained("m", "odd") end },
    },
    """

  @Test func `the ledger splits gains by side, activity, mark and tag`() throws {
    let run = try Bench(entries: Self.parts).run()
    // Two counted steps of 10 (1 + 2 + 3 + 4) = 100.
    #expect(try run.totals("all") == [200])
    #expect(try run.totals("as partner") == [200])
    #expect(try run.totals("as initiator") == [0])
    #expect(try run.totals("active") == [140])
    #expect(try run.totals("passive") == [60])
    #expect(try run.totals("odd") == [80])
    #expect(try run.totals("good") == [20])
    #expect(try run.totals("bad") == [100])
    #expect(try run.totals("shop") == [200])
    // Totals count the counted steps only.
    #expect(try run.totals("total") == [200])
    #expect(try run.totals("odd total") == [80])
    #expect(try run.totals("a passive") == [0, 0, 0, 8])
    #expect(try run.totals("a odd") == [2, 0, 6, 0])
  }

  @Test func `folds see every event's parts, per tie, initiator, partner and run`() throws {
    func kept(_ per: String) throws -> [Double] {
      let bench = try Bench(
        entries: """
          steps = 3, warmup = 1, parameters = { weight = valence.from { 1, [3] = 100 } },
          actors = { a = { count = 2 }, b = { count = 2 } },
          networks = { n = valence.complete { from = "a", to = "b" } },
          phases = { valence.encounter { "m", along = "n", tags = { mood = { "good", "bad" } }, marks = { "hit" },
            function(a, b, env, event)
              event.mood = a.number == 1 and "good" or "bad"
              event.hit = b.number == 2
              event.expected, event.need = 7, 2
              return a.number, b.number
            end } },
          measures = { valence.measure { "m", over = "m", per = "\(per)", gives = { "n", "best", "g", "e", "w", "u" },
            keep = { n = 0, best = 0, g = 0, e = 0, w = 0, u = 0 },
            each = function(kept, event, env)
              kept.n = kept.n + 1
              if kept.n > kept.best then kept.best = kept.n end
              if event.mood == "bad" and event.hit then kept.g = kept.g + event.gain * event.partner_gain end
              kept.e = kept.e + event.expected * event.need
              kept.w = kept.w + env.weight * (event.initiator.number == 2 and event.partner.number == 1 and 1 or 0)
              if event.use == nil then kept.u = kept.u + event.step end
            end,
            function(run)
              return run:kept "n", run:kept "best", run:kept "g", run:kept "e", run:kept "w", run:kept "u"
            end } },
          """)
      return try bench.measure("m", bench.run())
    }
    // Eight counted events; `best` adds each unit's number of events: always 8.
    // g: the pair (2, 2) in two steps; w: 1 in step 2, 100 in step 3; u: 4 times 2 and 3.
    let expected: [Double] = [8, 8, 8, 112, 101, 20]
    for per in ["tie", "initiator", "partner", "run"] { #expect(try kept(per) == expected) }
  }

  @Test func `a fold keeps its numbers apart by unit`() throws {
    let bench = try Bench(
      entries: """
        steps = 3, actors = { a = { count = 2 }, b = { count = 3 } },
        networks = { n = valence.complete { from = "a", to = "b" } },
        phases = { valence.encounter { "m", along = "n", function(a, b) return a.number, b.number end } },
        measures = {
          valence.measure { "tie", over = "m", per = "tie", keep = { most = 0, n = 0 },
            each = function(k) k.n = k.n + 1 k.most = k.n * k.n end, function(run) return run:kept "most" end },
          valence.measure { "initiator", over = "m", per = "initiator", keep = { most = 0, n = 0 },
            each = function(k) k.n = k.n + 1 k.most = k.n * k.n end, function(run) return run:kept "most" end },
          valence.measure { "partner", over = "m", per = "partner", keep = { most = 0, n = 0 },
            each = function(k) k.n = k.n + 1 k.most = k.n * k.n end, function(run) return run:kept "most" end },
          valence.measure { "run", over = "m", keep = { most = 5, n = 0 },
            each = function(k) k.n = k.n + 1 k.most = k.n * k.n end, function(run) return run:kept "most" end },
        },
        """)
    let run = try bench.run()
    #expect(try bench.measure("tie", run) == [6 * 9])
    #expect(try bench.measure("initiator", run) == [2 * 81])
    #expect(try bench.measure("partner", run) == [3 * 36])
    #expect(try bench.measure("run", run) == [324])
  }

  @Test func `a tie meets once and a coin names the initiator, or twice with both`() throws {
    func run(_ both: Bool) throws -> Outcome {
      try Bench(
        entries: """
          seed = 11, steps = 1, actors = { a = { count = 6 } },
          networks = { n = valence.ring { among = "a", degree = 2 } },
          phases = { valence.encounter { "m", along = "n", both = \(both), function(a, b) return 1, 0 end } },
          values = { valence.value { "v", of = "a", function(self) return self:gained("m", "initiator") end } },
          """
      ).run()
    }
    #expect(try run(true).totals("v") == [2, 2, 2, 2, 2, 2])
    var initiated = [Double](repeating: 0, count: 6)
    for tie in [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (1, 6)] {
      let coin = HandDraws(seed: 11).bits(
        "m", actor: UInt64(tie.0), partner: UInt64(tie.1), step: 1, site: Site.coin)
      initiated[(coin >> 63 == 0 ? tie.0 : tie.1) - 1] += 1
    }
    let once = try run(false)
    #expect(try once.events("m") == 6)
    #expect(try once.totals("v") == initiated)
  }

  /// Everybody of 4 a meets some of 5 b; what b gains tells who met whom.
  private func met(_ options: String) throws -> [Double] {
    try Bench(
      entries: """
        seed = 5, steps = 1,
        actors = { a = { count = 4, fields = { chosen = valence.ref "b", many = function(self) return self.number - 1 end } },
          b = { count = 5 } },
        networks = { n = valence.complete { from = "a", to = "b" } },
        phases = {
          valence.rule { "choose", of = "a", function(self)
            for b in self:peers "n" do
              if self.number < 4 and b.number == self.number + 2 then self.chosen = b end
            end
          end },
          valence.encounter { "m", \(options), function(a, b) return 0, 10 ^ (a.number - 1) end },
        },
        values = { valence.value { "v", of = "b", function(self) return self:gained "m" end } },
        """
    ).run().totals("v")
  }

  @Test func `pick takes the ties with the lowest addressed keys`() throws {
    for options in [
      "along = \"n\", pick = 2", "along = \"n\", pick = function(self) return self.many end",
    ] {
      var expected = [Double](repeating: 0, count: 5)
      for a in 1...4 {
        let order = (1...5).sorted {
          let draws = HandDraws(seed: 5)
          return draws.bits("m", actor: UInt64(a), partner: UInt64($0), step: 1, site: Site.pick)
            < draws.bits("m", actor: UInt64(a), partner: UInt64($1), step: 1, site: Site.pick)
        }
        let count = options.contains("function") ? a - 1 : 2
        for b in order.prefix(count) { expected[b - 1] += [1, 10, 100, 1000][a - 1] }
      }
      #expect(try met(options) == expected)
    }
  }

  @Test func `from and to alone mix at random`() throws {
    for (options, count) in [
      ("from = \"a\", to = \"b\"", { (_: Int) in 1 }),
      ("from = \"a\", to = \"b\", pick = 3", { (_: Int) in 3 }),
      ("from = \"a\", to = \"b\", pick = function(self) return self.many end", { $0 - 1 }),
    ] {
      var expected = [Double](repeating: 0, count: 5)
      for a in 1...4 {
        for meeting in 0..<count(a) {
          let partner = HandDraws(seed: 5).index(
            below: 5, "m", actor: UInt64(a), step: 1, site: Site.mixing,
            occurrence: UInt32(meeting))
          expected[partner] += [1, 10, 100, 1000][a - 1]
        }
      }
      #expect(try met(options) == expected)
    }
  }

  @Test func `when chooses among ties, a reference is its own partner`() throws {
    #expect(
      try met("along = \"n\", when = function(a, b) return a.number > b.number end")
        == [1110, 1100, 1000, 0, 0])
    #expect(try met("along = \"a.chosen\"") == [0, 0, 1, 10, 100])
  }

  @Test func `when is asked just before each pair acts where one acts after another`() throws {
    func events(_ activation: String) throws -> Int {
      try Bench(
        entries: """
          steps = 1, actors = { a = { count = 4 }, b = { count = 1, fields = { sold = 0 } } },
          networks = { n = valence.star { from = "a", to = "b" } },
          phases = { valence.encounter { "m", along = "n", activation = "\(activation)",
            when = function(a, b) return b.sold < 2 end,
            function(a, b) b:give("sold", 1) return 1, 1 end } },
          """
      ).run().events("m")
    }
    #expect(try events("simultaneous") == 4)
    #expect(try events("ordered") == 2)
    #expect(try events("random") == 2)
  }

  @Test func `tie fields are read and written, and peers show their ties`() throws {
    let run = try Bench(
      entries: """
        steps = 3, actors = { a = { count = 3, fields = { seen = 0 } }, b = { count = 1 } },
        networks = { n = valence.star { from = "a", to = "b", fields = { level = 2 } } },
        phases = {
          valence.encounter { "m", along = "n", function(a, b, env, event)
            local tie = event.tie
            tie.level = tie.level * 2
            tie.weight = tie.level + a.number     -- sees its own write
            return tie.weight, 0
          end },
          valence.rule { "r", of = "a", function(self)
            for peer, tie in self:peers "n" do self.seen = self.seen + tie.level * peer.number end
          end },
        },
        values = {
          valence.value { "level", of = "a", as = "stock", function(self) return self:sum("n", "level") end },
          valence.value { "weight", of = "b", as = "stock", function(self) return self:sum("n", "weight") end },
          valence.value { "degree", of = "b", as = "stock", function(self) return self:degree "n" end },
          valence.value { "gain", of = "a", function(self) return self:gained "m" end },
        },
        """
    ).run()
    #expect(try run.totals("level") == [16, 16, 16])
    #expect(try run.totals("weight") == [17 + 18 + 19])
    #expect(try run.totals("degree") == [3])
    // Levels 4, 8 and 16 add up to 28, plus the number thrice.
    #expect(try run.totals("gain") == [31, 34, 37])
    #expect(try run.numbers("a", "seen") == [28, 28, 28])
  }
}
