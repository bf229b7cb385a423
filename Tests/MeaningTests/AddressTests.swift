import Randomness
import Simulation
import Testing

/// Draws are addressed: who draws what depends on nothing but the address.
@Suite struct AddressTests {
  /// Sites are numbered from 0 in the order of the code: the function first, then its helpers.
  @Test func `draws are those of their addresses, written down by hand`() throws {
    let run = try Bench(
      entries: """
        seed = 77, steps = 2,
        actors = { a = { count = 3, fields = { u = 0, v = 0, c = 0, h = 0, n = 0, i = 0, p = 0, g = 0, k = 0, s = 0, t = 0, d = 0 } },
          b = { count = 2 } },
        phases = {
          valence.rule { "r", of = "a", function(self, env)
            self.u, self.v = env:uniform(), env:uniform()
            self.h = helper(env) + env:uniform(2, 4)
            self.c = env:chance(0.4) and 1 or 0
            self.n = env:normal(1, 2)
            self.i = env:integer(1, 6)
            self.p = env:poisson(3)
            self.g = env:gumbel(self)
            self.k = env:uniform(0, 1, 5)
            self.s = env:uniform(0, 1, "red")
            self.t = env:uniform(0, 1, true)
            self.d = env:uniform(0, 1, 0.25)
          end },
        },
        """, prelude: "local function helper(env) return env:exponential(2) end"
    ).run()
    let draws = HandDraws(seed: 77)
    for actor in 1...3 {
      func at(_ site: UInt32, _ key: UInt32 = 0) -> DrawStream {
        draws.stream("r", actor: UInt64(actor), step: 2, site: site, key: key)
      }
      func got(_ field: String) throws -> Double { try run.numbers("a", field)[actor - 1] }
      var stream = at(0)
      #expect(try got("u") == stream.nextUniform())
      stream = at(1)
      #expect(try got("v") == stream.nextUniform())
      var (helper, two) = (at(12), at(2))
      #expect(try got("h") == helper.exponential(rate: 2) + two.uniform(low: 2, high: 4))
      stream = at(3)
      #expect(try got("c") == (stream.bernoulli(0.4) ? 1 : 0))
      stream = at(4)
      #expect(try got("n") == stream.normal(mean: 1, sd: 2))
      stream = at(5)
      #expect(try got("i") == Double(stream.integer(low: 1, high: 6)))
      stream = at(6)
      #expect(try got("p") == Double(stream.poisson(mean: 3)))
      stream = at(7, DrawKey.word(identity: UInt64(actor)))
      #expect(try got("g") == stream.gumbel(location: 0, scale: 1))
      stream = at(8, DrawKey.word(integer: 5))
      #expect(try got("k") == stream.uniform(low: 0, high: 1))
      stream = at(9, DrawKey.word(string: "red"))
      #expect(try got("s") == stream.uniform(low: 0, high: 1))
      stream = at(10, DrawKey.word(boolean: true))
      #expect(try got("t") == stream.uniform(low: 0, high: 1))
      stream = at(11, DrawKey.word(number: 0.25))
      #expect(try got("d") == stream.uniform(low: 0, high: 1))
    }
  }

  @Test func `encounters draw under both identities, pick and when under streams of their own`()
    throws
  {
    let run = try Bench(
      entries: """
        seed = 78, steps = 1,
        actors = { a = { count = 3 }, b = { count = 2 } },
        networks = { n = valence.complete { from = "a", to = "b" } },
        phases = {
          valence.encounter { "m", along = "n", when = function(a, b, env) return env:chance(0.6) end,
            function(a, b, env) return env:uniform(), 0 end },
          valence.encounter { "k", along = "n", pick = function(a, env) return env:integer(0, 2) end,
            function(a, b, env) return 1, 0 end },
          valence.encounter { "mix", from = "a", to = "b", pick = 20, function(a, b, env) return env:uniform(), 0 end },
        },
        values = {
          valence.value { "m", of = "a", function(self) return self:gained "m" end },
          valence.value { "k", of = "a", function(self) return self:gained "k" end },
          valence.value { "mix", of = "a", function(self) return self:gained "mix" end },
        },
        """
    ).run()
    let draws = HandDraws(seed: 78)
    for a in UInt64(1)...3 {
      var gained = 0.0
      for b in UInt64(1)...2 {
        var when = draws.stream("m/when", actor: a, partner: b, step: 1, site: 0)
        guard when.bernoulli(0.6) else { continue }
        gained += draws.uniform("m", actor: a, partner: b, step: 1, site: 0)
      }
      #expect(try run.totals("m")[Int(a) - 1] == gained)
      var pick = draws.stream("k/pick", actor: a, step: 1, site: 0)
      #expect(try run.totals("k")[Int(a) - 1] == Double(pick.integer(low: 0, high: 2)))
      // Meetings of one pair are told apart by their occurrence.
      var meetings: [UInt64] = [0, 0]
      for meeting in 0..<20 {
        let partner = draws.index(
          below: 2, "mix", actor: a, step: 1, site: Site.mixing, occurrence: UInt32(meeting))
        meetings[partner] += 1
      }
      gained = 0
      for b in UInt64(1)...2 {
        for occurrence in 0..<meetings[Int(b) - 1] {
          gained += draws.uniform(
            "mix", actor: a, partner: b, step: 1, site: 0, occurrence: UInt32(occurrence))
        }
      }
      #expect(try run.totals("mix")[Int(a) - 1] == gained)
    }
  }

  @Test func `first values draw in streams of their fields`() throws {
    let run = try Bench(
      entries: """
        seed = 79, steps = 1,
        actors = { a = { count = 3, fields = { x = valence.normal(2, 3), y = function(self, env) return self.x + env:uniform() end,
          z = valence.bernoulli(0.5), c = valence.categorical { lo = 1, hi = 3 } } } },
        """
    ).run()
    let draws = HandDraws(seed: 79)
    for actor in UInt64(1)...3 {
      let row = Int(actor) - 1
      var x = draws.stream("init/a/x", actor: actor, step: 0, site: Site.initial)
      let value = x.normal(mean: 2, sd: 3)
      #expect(try run.numbers("a", "x")[row] == value)
      let y = draws.uniform("init/a/y", actor: actor, step: 0, site: 0)
      #expect(try run.numbers("a", "y")[row] == value + y)
      var z = draws.stream("init/a/z", actor: actor, step: 0, site: Site.initial)
      #expect(try run.numbers("a", "z")[row] == (z.bernoulli(0.5) ? 1 : 0))
    }
  }

  /// x is what phase "r" draws, with one part of the study exchanged.
  private func drawn(
    scenario: String = "s", before: String = "", inside: String = "", after: String = "",
    fields: String = "", count: Int = 8, options: String = "", branch: String = "true"
  ) throws -> [Double] {
    let run = try Bench(
      entries: """
        seed = 5, steps = 3,
        actors = { a = { count = \(count), fields = { x = valence.uniform(0, 1), w = 0, \(fields) } } },
        networks = { n = valence.ring { among = "a", degree = 2 } },
        phases = { \(before)
          valence.rule { "r", of = "a", function(self, env)
            if \(branch) then self.x = self.x + env:uniform() end
            \(inside)
          end }, \(after) },
        scenarios = { { "\(scenario)", \(options) } },
        """
    ).run()
    return try run.numbers("a", "x")
  }

  @Test func `nothing else in a study moves a draw`() throws {
    let plain = try drawn()
    let other =
      "valence.rule { \"other\", of = \"a\", function(self, env) self.w = env:uniform() + env:normal(0, 1) end },"
    #expect(try drawn(before: other) == plain)
    #expect(try drawn(after: other) == plain)
    #expect(try drawn(scenario: "renamed") == plain)
    #expect(try drawn(inside: "self.w = env:uniform()") == plain)
    #expect(try drawn(inside: "if self.x > 2 then self.w = env:uniform() end") == plain)
    #expect(try drawn(fields: "aa = valence.normal(0, 1)") == plain)
    #expect(try drawn(options: "silence = { kind = \"a\", numbers = { 2 } }") == plain)
    #expect(try Array(drawn(count: 20).prefix(8)) == plain)
  }

  @Test func `a branch not taken moves nothing`() throws {
    let plain = try drawn()
    let some = try drawn(branch: "self.number ~= 4")
    for actor in plain.indices where actor != 3 { #expect(some[actor] == plain[actor]) }
    #expect(some[3] != plain[3])
  }

  @Test func `random activation keeps its order when one is gone`() throws {
    func order(_ absent: Int) throws -> [Double] {
      try Bench(
        entries: """
          seed = 31, steps = 1, actors = { a = { count = 9, fields = { place = 0 } }, c = { count = 1, fields = { n = 0 } } },
          phases = {
            valence.rule { "leave", of = "a", function(self) if self.number == \(absent) then self:leave() end end },
            valence.rule { "r", of = "a", activation = "random", function(self, env)
              local c = env:the "c"
              c.n = c.n + 1
              self.place = c.n
            end },
          },
          """
      ).run().numbers("a", "place")
    }
    let all = try order(0)
    #expect(all.sorted() == [1, 2, 3, 4, 5, 6, 7, 8, 9])
    let less = try order(5)
    for actor in all.indices where actor != 4 {
      #expect(less[actor] == all[actor] - (all[actor] > all[4] ? 1 : 0))
    }
  }

  @Test func `the same luck under both branches, sites on one line apart`() throws {
    let run = try Bench(
      entries: """
        seed = 6, steps = 1,
        actors = { a = { count = 50, fields = { one = 0, two = 0, three = 0, key = 0, other = 0 } } },
        phases = { valence.rule { "r", of = "a", function(self, env)
          self.one = env:uniform() self.two = env:uniform()
          self.three = self.number > 25 and env:uniform() or 0
          for k = 1, 2 do self[k == 1 and "key" or "other"] = env:uniform(0, 1, k) end
        end } },
        """
    ).run()
    let (one, two) = (try run.numbers("a", "one"), try run.numbers("a", "two"))
    #expect(zip(one, two).allSatisfy { $0 != $1 })
    #expect(Set(one).count == 50)
    let (key, other) = (try run.numbers("a", "key"), try run.numbers("a", "other"))
    #expect(zip(key, other).allSatisfy { $0 != $1 })
  }

  @Test func `one_of and any take what their address says`() throws {
    let run = try Bench(
      entries: """
        seed = 8, steps = 1,
        actors = { a = { count = 6, fields = { level = valence.category({ "x", "y", "z" }), who = valence.ref "b" } }, b = { count = 5 } },
        phases = { valence.rule { "r", of = "a", function(self, env)
          self.level = env:one_of(levels)
          self.who = env:any "b"
        end } },
        """, prelude: "local levels = { \"x\", \"y\", \"z\" }"
    ).run()
    let draws = HandDraws(seed: 8)
    for actor in UInt64(1)...6 {
      var choice = draws.stream("r", actor: actor, step: 1, site: 0)
      let level = ["x", "y", "z"][Int(choice.integer(low: 1, high: 3)) - 1]
      #expect(try run.levels("a", "level")[Int(actor) - 1] == level)
      let who = Double(draws.index(below: 5, "r", actor: actor, step: 1, site: 1))
      #expect(try run.numbers("a", "who")[Int(actor) - 1] == who)
    }
  }
}
