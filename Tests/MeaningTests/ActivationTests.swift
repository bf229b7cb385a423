import Randomness
import Testing

/// Who sees what when: simultaneous, ordered and random activation, gifts and claims.
@Suite struct ActivationTests {
  /// Three actors, each tied with both others, that add 10 to themselves and look around.
  private func look(_ activation: String) throws -> Outcome {
    try Bench(
      entries: """
        seed = 7, steps = 1,
        actors = { a = { count = 3, fields = {
          x = function(self) return self.number end, seen = 0, own = 0 } } },
        networks = { n = valence.complete { among = "a" } },
        phases = { valence.rule { "look", of = "a", activation = "\(activation)", function(self)
          self.x = self.x + 10
          local sum = 0
          for peer in self:peers "n" do sum = sum + peer.x end
          self.seen, self.own = sum, self.x
        end } },
        """
    ).run()
  }

  @Test func `a simultaneous rule sees the old world and its own writes`() throws {
    let run = try look("simultaneous")
    #expect(try run.numbers("a", "x") == [11, 12, 13])
    #expect(try run.numbers("a", "own") == [11, 12, 13])
    #expect(try run.numbers("a", "seen") == [5, 4, 3])
  }

  @Test func `an ordered rule sees what those before it wrote`() throws {
    let run = try look("ordered")
    #expect(try run.numbers("a", "own") == [11, 12, 13])
    #expect(try run.numbers("a", "seen") == [5, 14, 23])
  }

  @Test func `random activation follows ascending addressed keys`() throws {
    let run = try look("random")
    let draws = HandDraws(seed: 7)
    let order = (1...3).sorted {
      draws.bits("look", actor: UInt64($0), step: 1, site: Site.order)
        < draws.bits("look", actor: UInt64($1), step: 1, site: Site.order)
    }
    var x: [Double] = [1, 2, 3]
    var seen: [Double] = [0, 0, 0]
    for actor in order {
      x[actor - 1] += 10
      seen[actor - 1] = x.reduce(0, +) - x[actor - 1]
    }
    #expect(try run.numbers("a", "seen") == seen)
  }

  @Test func `what is written and what is given add up`() throws {
    let run = try Bench(
      entries: """
        steps = 2,
        actors = { a = { count = 3, fields = { x = 0, i = valence.integer(5) } } },
        networks = { n = valence.complete { among = "a" } },
        phases = { valence.rule { "r", of = "a", function(self, env)
          if env.step == 1 then self.x = 100 * self.number end
          for peer in self:peers "n" do
            peer:give("x", self.number)
            peer:give("i", 2)
          end
        end } },
        """
    ).run()
    // Step 1: 100 n + the others' numbers; step 2 adds the others' numbers once more.
    #expect(try run.numbers("a", "x") == [110, 208, 306])
    #expect(try run.numbers("a", "i") == [13, 13, 13])
  }

  @Test func `gifts add in the order of giver and call`() throws {
    func sum(_ gifts: String) throws -> [Double] {
      try Bench(
        entries: """
          steps = 1, actors = { a = { count = 3 }, f = { count = 1, fields = { x = 0 } } },
          phases = { valence.rule { "r", of = "a", function(self, env)
            local f = env:the "f"
            \(gifts)
          end } },
          """
      ).run().numbers("f", "x")
    }
    // (1e16 + 1) - 1e16 loses the 1; (1e16 - 1e16) + 1 keeps it.
    #expect(
      try sum("f:give(\"x\", self.number == 1 and 1e16 or self.number == 2 and 1 or -1e16)") == [0])
    #expect(
      try sum(
        "if self.number == 1 then f:give(\"x\", 1e16) f:give(\"x\", -1e16) end "
          + "if self.number == 2 then f:give(\"x\", 1) end") == [1])
  }

  @Test func `gifts take effect after the phase, or at once under ordered activation`() throws {
    func seen(_ activation: String) throws -> [Double] {
      try Bench(
        entries: """
          steps = 1,
          actors = { a = { count = 3, fields = { seen = 0 } }, f = { count = 1, fields = { x = 0 } } },
          phases = { valence.rule { "r", of = "a", activation = "\(activation)", function(self, env)
            local f = env:the "f"
            f:give("x", 1)
            self.seen = f.x
          end } },
          """
      ).run().numbers("a", "seen")
    }
    #expect(try seen("simultaneous") == [0, 0, 0])
    #expect(try seen("ordered") == [1, 2, 3])
  }

  private static let claims = """
    seed = 3, steps = 1,
    actors = { a = { count = 5 }, t = { count = 1, fields = { owner = valence.ref "a" } } },
    phases = { valence.rule { "claim", of = "a", function(self, env)
      if self.number ~= env.absent then env:the "t":claim("owner", self) end
    end } },
    parameters = { absent = 0 }, scenarios = { { "all" }, { "without 1", absent = 1 },
      { "without 2", absent = 2 }, { "without 3", absent = 3 }, { "without 4", absent = 4 },
      { "without 5", absent = 5 } },
    """

  @Test func `the lowest addressed draw wins a claim, whoever else claims`() throws {
    let bench = try Bench(entries: Self.claims)
    let draws = HandDraws(seed: 3)
    let order = (1...5).sorted {
      draws.bits("claim", actor: UInt64($0), partner: 1, step: 1, site: Site.claim)
        < draws.bits("claim", actor: UInt64($1), partner: 1, step: 1, site: Site.claim)
    }
    #expect(try bench.run().numbers("t", "owner") == [Double(order[0] - 1)])
    for absent in 1...5 {
      let winner = absent == order[0] ? order[1] : order[0]
      #expect(try bench.run("without \(absent)").numbers("t", "owner") == [Double(winner - 1)])
    }
  }

  @Test func `a flow field starts each step at zero`() throws {
    let run = try Bench(
      entries: """
        steps = 3,
        actors = { a = { count = 2 }, f = { count = 1, fields = { x = valence.flow(), all = 0, before = 0 } } },
        phases = {
          valence.rule { "look", of = "f", function(self) self.before = self.x end },
          valence.rule { "give", of = "a", function(self, env) env:the "f":give("x", env.step) end },
          valence.rule { "add", of = "f", function(self) self.all = self.all + self.x end },
        },
        values = { valence.value { "x", of = "f", function(self) return self.x end } },
        """
    ).run()
    #expect(try run.numbers("f", "before") == [0])
    #expect(try run.numbers("f", "all") == [12])
    #expect(try run.totals("x") == [12])
  }

  @Test func `sums, means and counts are taken when the phase begins`() throws {
    let run = try Bench(
      entries: """
        steps = 2,
        actors = { a = { count = 4, fields = { x = function(self) return self.number end,
          total = 0, mean = 0, some = 0, all = 0, is = false } } },
        phases = {
          valence.rule { "r", of = "a", activation = "ordered", function(self, env)
            self.x = self.x + 1
            self.is = self.number > 1
            self.total, self.mean = env:sum("a", "x"), env:mean("a", "x")
            self.some, self.all = env:count("a", "is"), env:count "a"
          end },
        },
        """
    ).run()
    // In step 2 everybody sees the x of the end of step 1, 2 + 3 + 4 + 5, while they grow.
    #expect(try run.numbers("a", "total") == [14, 14, 14, 14])
    #expect(try run.numbers("a", "mean") == [3.5, 3.5, 3.5, 3.5])
    #expect(try run.numbers("a", "some") == [3, 3, 3, 3])
    #expect(try run.numbers("a", "all") == [4, 4, 4, 4])
  }

  @Test func `phases run in the order written, and only at their steps`() throws {
    let run = try Bench(
      entries: """
        steps = 5, actors = { a = { count = 1, fields = { x = 1, n = 0 } } },
        phases = {
          valence.rule { "add", of = "a", function(self) self.x = self.x + 1 end },
          valence.rule { "double", of = "a", at = { 2, 4 }, function(self) self.x = self.x * 2 end },
          valence.rule { "once", of = "a", at = 3, function(self, env) self.n = self.n + env.step end },
        },
        """
    ).run()
    // 2; (2 + 1) * 2 = 6; 7; (7 + 1) * 2 = 16; 17
    #expect(try run.numbers("a", "x") == [17])
    #expect(try run.numbers("a", "n") == [3])
  }
}
