import Simulation
import Testing

/// Studies without something, silenced actors, discarded events, other sizes, and twins.
@Suite struct CounterfactualTests {
  private static let world = """
    seed = 13, steps = 4,
    parameters = { p = 0.5, label = 0 },
    actors = {
      a = { count = 12, fields = { x = valence.normal(0, 1), met = 0, seen = 0, own = 0 } },
      f = { count = 2, fields = { sold = 0 } },
    },
    networks = {
      n = valence.random { among = "a", degree = 4 },
      m = valence.random_ties { from = "a", to = "f", degree = 1 },
    },
    phases = {
      valence.rule { "drift", of = "a", function(self, env)
        self.own = self.own + 1
        self.x = self.x + env:normal(0, 1)
        for peer in self:peers "n" do
          self.seen = self.seen + 1
          if env:chance(env.p, peer) then self.x = self.x + 0.1 * peer.x end
        end
      end },
      valence.encounter { "offer", along = "m", marks = { "bad" }, function(a, f, env, event)
        event.bad = env:chance(0.5)
        a:give("met", 1)
        f:give("sold", 1)
        return a.x, env:uniform()
      end },
      valence.encounter { "talk", along = "n", activation = "random", function(a, b, env)
        a.x, b.x = a.x + 0.01 * env:uniform(), b.x - 0.01
        return 1, b.x
      end },
    },
    values = {
      valence.value { "v", of = "a", function(self) return self.x + self:gained "offer" + self:gained "talk" end },
      valence.value { "w", of = "f", function(self) return self:gained "offer" end },
    },
    scenarios = {
      { "base" }, { "same" }, { "same by value", p = 0.5, label = 1 },
      { "no network", without = { network = "n" } },
      { "no phase", without = { phase = "offer" } },
      { "no kind", without = { kind = "f" } },
      { "quiet phase", silence = "offer" },
      { "quiet", silence = "all" },
      { "quiet 3", silence = { kind = "a", numbers = { 3 } } },
      { "discard", discard = "bad" },
      { "larger", count = { a = 20 } },
    },
    """

  private func bits(_ run: Outcome) throws -> [UInt64] {
    try (run.totals("v") + run.totals("w") + run.numbers("a", "x") + run.numbers("a", "seen"))
      .map(\.bitPattern)
  }

  @Test func `a scenario equal to the baseline differs by exactly nothing for every actor`() throws
  {
    let bench = try Bench(entries: Self.world)
    for replicate in UInt64(1)...3 {
      let base = try bits(bench.run("base", replicate: replicate))
      #expect(try bits(bench.run("same", replicate: replicate)) == base)
      #expect(try bits(bench.run("same by value", replicate: replicate)) == base)
      // A second engine, and rows in pieces, change nothing either.
      let other = try Bench(entries: Self.world)
      #expect(
        try bits(other.run("base", replicate: replicate, rowsPerCall: 5)) == base)
    }
    #expect(
      try bits(bench.run("base", replicate: 1)) != bits(bench.run("base", replicate: 2)))
  }

  @Test func `without a network, a phase or a kind`() throws {
    let bench = try Bench(entries: Self.world)
    let cut = try bench.run("no network")
    #expect(try cut.numbers("a", "seen").allSatisfy { $0 == 0 })
    #expect(try cut.events("talk") == 0)
    #expect(try cut.events("offer") == 48)
    let dropped = try bench.run("no phase")
    #expect(try dropped.events("offer") == 0)
    #expect(try dropped.numbers("f", "sold") == [0, 0])
    #expect(try dropped.numbers("a", "x") == bench.run("base").numbers("a", "x"))
    let bare = try bench.run("no kind")
    #expect(try bare.numbers("f", "sold") == [])
    #expect(try bare.events("offer") == 0)
    #expect(try bare.numbers("a", "x") == bench.run("base").numbers("a", "x"))
  }

  @Test func `the silenced initiate nothing and are seen by nobody, but act and are valued`() throws
  {
    let bench = try Bench(entries: Self.world)
    let quiet = try bench.run("quiet")
    #expect(try quiet.events("offer") == 0 && quiet.events("talk") == 0)
    #expect(try quiet.numbers("a", "own").allSatisfy { $0 == 4 })
    #expect(try quiet.numbers("a", "seen").allSatisfy { $0 == 0 })
    #expect(try bench.run("quiet phase").events("offer") == 0)
    let one = try bench.run("quiet 3")
    let base = try bench.run("base")
    #expect(try one.numbers("a", "own") == base.numbers("a", "own"))
    #expect(try one.numbers("a", "met") == (1...12).map { $0 == 3 ? 0 : 4 })
    let seen = try zip(one.numbers("a", "seen"), base.numbers("a", "seen")).map { $1 - $0 }
    #expect(seen.contains(4) && seen.allSatisfy { $0 == 0 || $0 == 4 || $0 == seen[2] })
    #expect(try one.events("offer") == 44)
  }

  @Test func `discarded events are as if they had not happened`() throws {
    let bench = try Bench(entries: Self.world)
    let base = try bench.run("base")
    let kept = try bench.run("discard")
    let events = try kept.events("offer")
    #expect(try base.events("offer") == 48 && events > 10 && events < 38)
    #expect(try kept.numbers("a", "met").reduce(0, +) == Double(events))
    #expect(try kept.numbers("f", "sold").reduce(0, +) == Double(events))
    #expect(try kept.numbers("a", "x") == base.numbers("a", "x"))
  }

  @Test func `the first actors of a larger world are twins`() throws {
    let bench = try Bench(
      entries: """
        seed = 4, steps = 3, actors = { a = { count = 5, fields = { x = valence.normal(0, 1) } } },
        phases = {
          valence.rule { "r", of = "a", function(self, env) self.x = self.x + env:gamma(2, 1) end },
          valence.rule { "grow", of = "a", function(self, env)
            if env:chance(0.3) then env:enter("a").x = self.x + env:uniform() end
          end },
        },
        parameters = { unused = 0 },
        scenarios = { { "base" }, { "larger", count = { a = 9 } }, { "other", unused = 1 } },
        measures = {
          valence.measure { "pairs", gives = { "twins", "none", "differences" }, function(run, twin)
            local twins, none, sum = 0, 0, 0
            for a, b in run:actors "a" do
              if b then
                twins = twins + 1
                sum = sum + math.abs(a.x - b.x)
                if a.start.x ~= b.start.x then sum = sum + 1000 end
              else
                none = none + 1
              end
            end
            return twins, none, sum
          end },
        },
        """)
    let base = try bench.run("base")
    let larger = try bench.run("larger")
    let started = try larger.numbers("a", "x").prefix(5)
    #expect(try base.numbers("a", "x").prefix(5) == started)
    let entered = try base.numbers("a", "x").count - 5
    #expect(entered > 0)
    // Whoever entered by the same creator in the same step is the same one.
    let all = try larger.numbers("a", "x").count
    let pairs = try bench.measure("pairs", larger, twin: base)
    #expect(pairs == [Double(5 + entered), Double(all - 5 - entered), 0])
    let back = try bench.measure("pairs", base, twin: larger)
    #expect(back == [Double(5 + entered), 0, 0])
    let other = try bench.run("other")
    #expect(try bench.measure("pairs", other, twin: base) == [Double(5 + entered), 0, 0])
  }

  @Test func `measures read starts, ranks, values, series and parameters of both runs`() throws {
    let bench = try Bench(
      entries: """
        steps = 3, parameters = { gain = 1 },
        actors = { a = { count = 4, fields = { x = function(self) return self.number // 2 end, is = false, friend = valence.ref "a" } } },
        networks = { n = valence.ring { among = "a", degree = 2 } },
        phases = { valence.rule { "r", of = "a", function(self, env)
          self.x = self.x + env.gain
          self.is = self.number > 1
          for peer in self:peers "n" do self.friend = peer end
        end },
        valence.encounter { "m", along = "n", function() return 1, 2 end } },
        values = { valence.value { "x", of = "a", as = "stock", function(self) return self.x end } },
        series = { valence.series { "s", function(env) return env:sum("a", "x") end } },
        scenarios = { { "base" }, { "more", gain = 3 } },
        measures = {
          valence.measure { "m", gives = { "start", "rank", "twin", "series", "parameters", "aggregates", "peers", "events", "friends" },
            function(run, twin)
              local start, rank, difference, peers, friends = 0, 0, 0, 0, 0
              for a, b in run:actors "a" do
                start = start + a.start.x
                rank = 10 * rank + a:rank "x"
                difference = difference + a:value "x" - b:value "x"
                for peer in a:peers "n" do peers = peers + peer.x end
                for peer, tie in b:peers "n" do
                  if b:tied("n", peer) and tie == nil then peers = peers - peer.x end
                end
                if a.friend.number == b.friend.number then friends = friends + 1 end
              end
              local s = run:series "s"
              return start, rank, difference, #s * 1000 + s[3], run.parameters.gain * 10 + twin.parameters.gain,
                run:sum("a", "x") + run:mean("a", "is") + run:count("a", "is") + run:count "a" + run.steps, peers,
                run:events "m", friends
            end },
        },
        """)
    let base = try bench.run("base")
    let more = try bench.run("more")
    // x starts at 0, 1, 1, 2 and ends at 9, 10, 10, 11; midranks 1, 2.5, 2.5, 4; gains of 3 or 1 in three steps.
    #expect(
      try bench.measure("m", more, twin: base) == [
        4, 1279, 24, 3040, 31, 50.75, 48, 12, 4,
      ])
  }
}
