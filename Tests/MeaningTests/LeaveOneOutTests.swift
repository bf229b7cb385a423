import Diagnostics
import Simulation
import Testing

/// One counterfactual per actor: who is left out, from when on, and what is compared.
@Suite struct LeaveOneOutTests {
  /// Twenty customers invite; whom nobody invited comes alone with some luck.
  private func referrals(
    _ values: String, head: String = "", scenarios: String = "{ \"plain\" }"
  ) throws -> Bench {
    try Bench(
      entries: """
        seed = 4, steps = 8, \(head)
        parameters = { luck = 0.05 },
        actors = {
          customer = { count = 20, fields = {
            wish = function(self) return self.number % 4 == 0 and 0 or 0.2 end, told = 0 } },
          prospect = { count = 60, fields = {
            inviter = valence.ref "customer", referrer = valence.ref "customer", joined = 0 } },
        },
        phases = {
          valence.encounter { "invite", from = "customer", to = "prospect",
            pick = function(self, env) return env:chance(self.wish) and 1 or 0 end,
            function(customer, prospect)
              if prospect.joined == 0 then prospect:claim("inviter", customer) return 0, 0 end
            end },
          valence.presence { "post", of = "customer", function(self, env)
            if self.wish > 0 and env.step >= 3 then return 1 end
          end },
          valence.rule { "join", of = "prospect", function(self, env)
            if self.joined == 0 and (self.inviter or env:chance(env.luck)) then
              self.joined, self.referrer = env.step, self.inviter
            end
            self.inviter = nil
          end },
        },
        values = { \(values) },
        measures = { valence.measure { "joined", function(run)
          local n = 0
          for p in run:actors "prospect" do if p.joined > 0 then n = n + 1 end end
          return n
        end } },
        scenarios = { \(scenarios) },
        """,
      prelude: """
        local function joined(run)
          local n = 0
          for p in run:actors "prospect" do if p.joined > 0 then n = n + 1 end end
          return n
        end
        """)
  }

  private static let brought = """
    valence.leave_one_out { "brought", of = "customer", silence = "invite",
      function(self, run, without) return joined(run) - joined(without) end },
    """

  @Test func `what a customer brought is the run less the run in which it never invites`() throws {
    let silenced = (1...20).map {
      "{ \"no \($0)\", silence = { phase = \"invite\", kind = \"customer\", numbers = { \($0) } } },"
    }
    let bench = try referrals(Self.brought)
    let full = try referrals("", scenarios: silenced.joined())
    for replicate in UInt64(1)...3 {
      let run = try bench.run(replicate: replicate)
      let all = try bench.measure("joined", run)[0]
      let brought = try run.totals("brought")
      for customer in 1...20 {
        let without = try full.run("no \(customer)", replicate: replicate)
        #expect(try brought[customer - 1] == all - full.measure("joined", without)[0])
      }
      // Who wishes for nothing brings nothing; some others do bring somebody.
      #expect(stride(from: 3, to: 20, by: 4).allSatisfy { brought[$0] == 0 })
      #expect(brought.contains { $0 > 0 })
    }
  }

  @Test func `who never acts is not asked about and has 0`() throws {
    let bench = try referrals(
      """
      valence.leave_one_out { "asked", of = "customer", silence = "invite",
        function(self, run, without) return 1 end },
      valence.leave_one_out { "posts", of = "customer", silence = "post",
        function(self, run, without) return run:events "post" - without:events "post" end },
      """)
    let run = try bench.run()
    #expect(try run.totals("asked")[3] == 0 && run.totals("asked").contains(1))
    // Everybody is present each step, though only those with a wish make it an event.
    #expect(try run.totals("posts") == (1...20).map { $0 % 4 == 0 ? 0 : 6 })
  }

  @Test func `a sample is the same in every scenario and definition, and another one each time`()
    throws
  {
    func definition(_ name: String, _ size: Int) -> String {
      """
      valence.leave_one_out { "\(name)", of = "customer", silence = "invite", sample = \(size),
        function(self, run, without) return joined(run) - joined(without) end },
      """
    }
    let bench = try referrals(
      definition("some", 6) + definition("same", 6) + definition("few", 3) + definition("all", 50),
      scenarios: "{ \"plain\" }, { \"lucky\", luck = 0.5 }")
    func sample(_ name: String, _ scenario: String, _ replicate: UInt64 = 1) throws -> [Int] {
      let run = try bench.run(scenario, replicate: replicate)
      let totals = try run.totals(name)
      for number in totals.indices where totals[number].isNaN {
        #expect(try run.reason(name, number + 1) == "not_sampled")
      }
      return totals.indices.filter { !totals[$0].isNaN }
    }
    let some = try sample("some", "plain")
    #expect(some.count == 6)
    #expect(try sample("same", "plain") == some && sample("some", "lucky") == some)
    #expect(try Set(sample("few", "plain")).isSubset(of: some) && sample("few", "plain").count == 3)
    #expect(try sample("all", "plain").count == 20)
    #expect(try Set((1...5).map { try sample("some", "plain", $0) }).count > 2)
  }

  @Test func `definitions that stand before have values in both worlds, later ones have none`()
    throws
  {
    let bench = try referrals(
      """
      valence.value { "told", of = "customer", as = "end", function(self) return 10 * self.number end },
      valence.leave_one_out { "early", of = "customer", silence = "invite",
        function(self, run, without) return self:value "told" - without:twin(self):value "told" / 2 end },
      valence.leave_one_out { "late", of = "customer", silence = "invite",
        function(self, run, without) return without:twin(self):value "after" end },
      valence.value { "after", of = "customer", as = "end",
        function(self) return self:value "told" + self:value "early" end },
      """)
    let run = try bench.run()
    let early = try run.totals("early")
    #expect(early[0] == 5 && early[3] == 0)
    #expect(try run.totals("after") == (1...20).map { 10 * Double($0) + early[$0 - 1] })
    #expect(try run.totals("late")[0].isNaN && run.reason("late", 1) == "not_counted")
  }

  @Test func `a world without an actor stops when its own time has come`() throws {
    let bench = try referrals(
      """
      valence.leave_one_out { "steps", of = "customer", silence = "invite",
        function(self, run, without) return without.steps - run.steps end },
      """,
      head: """
        warmup = 2,
        stop_when = function(env) return env:count("prospect", "joined") >= 20 end,
        """)
    var more = 0.0
    for replicate in UInt64(1)...6 {
      let steps = try bench.run(replicate: replicate).totals("steps")
      // Fewer join without an inviter, so it takes as long or longer.
      #expect(steps.allSatisfy { $0 >= 0 })
      more += steps.reduce(0, +)
    }
    #expect(more > 0)
  }

  @Test func `those who name an actor are found in either world, and so are twins`() throws {
    let bench = try referrals(
      """
      valence.leave_one_out { "named", of = "customer", silence = "invite", function(self, run, without)
        local by_hand, listed, gone = 0, 0, 0
        for p in run:actors "prospect" do
          if p.referrer == self then by_hand = by_hand * 100 + p.number end
        end
        for p, other in run:where("prospect", "referrer", self) do
          listed = listed * 100 + p.number
          assert(other == without:twin(p) and run:twin(other) == p and other.number == p.number)
        end
        for p in without:where("prospect", "referrer", self) do gone = gone + 1 end
        assert(gone == 0 and without:twin(self).number == self.number)
        assert(listed == by_hand)
        return listed
      end },
      """)
    let named = try bench.run().totals("named")
    #expect(named.contains { $0 > 100 })
  }

  @Test func `a failure says in which world, and where`() throws {
    let bench = try referrals(
      """
      valence.leave_one_out { "wrong", of = "customer", silence = "invite", function(self, run, without)
        return without.steps < 0
      end },
      """)
    let failure = #expect(throws: SimulationFailure.self) { try bench.run() }
    #expect(failure?.diagnostic.message.contains("must return a number") == false)
    #expect(failure?.diagnostic.message.contains("returns a number") == true)
    #expect(failure?.diagnostic.hints.contains { $0.contains("world without customer") } == true)
  }

  @Test func `a fit is asked once of the finished run and given to the definition`() throws {
    let bench = try Bench(
      entries: """
        seed = 2, steps = 3,
        actors = { a = { count = 4, fields = { x = function(self) return 2 * self.number end } },
          b = { count = 2 } },
        phases = { valence.rule { "grow", of = "a", function(self) self.x = self.x + 1 end } },
        values = {
          valence.value { "from mean", of = "a", as = "end",
            fit = function(run) return { mean = run:mean("a", "x"), steps = run.steps } end,
            function(self, env, fit) return self.x - fit.mean + 100 * fit.steps end },
          valence.value { "unknown", of = { "a", "b" }, as = "end",
            fit = function(run) return valence.undefined "no_change" end,
            function(self, env, fit) return fit.x end },
        },
        """)
    let run = try bench.run()
    #expect(try run.totals("from mean") == [297, 299, 301, 303])
    #expect(try run.totals("unknown", of: "b").allSatisfy(\.isNaN))
    #expect(try run.reason("unknown", 1) == "no_change")
  }

  @Test(
    "a fit that is none",
    arguments: [
      ("return 3", "a fit returns a table of numbers"),
      ("return", "a fit returns a table of numbers"),
      ("error \"no data\"", "no data"),
    ])
  func noFit(_ body: String, _ message: String) throws {
    let bench = try Bench(
      entries: """
        steps = 1, actors = { a = { count = 2 } },
        phases = { valence.rule { "rest", of = "a", function() end } },
        values = { valence.value { "v", of = "a", as = "end", fit = function(run) \(body) end,
          function(self, env, fit) return 1 end } },
        """)
    let failure = #expect(throws: SimulationFailure.self) { try bench.run() }
    #expect(failure?.diagnostic.message.contains(message) == true)
    #expect(failure?.phase == "the fit of v")
  }

  @Test func `a fit cannot be changed by those who are given it`() throws {
    let bench = try Bench(
      entries: """
        steps = 1, actors = { a = { count = 2 } },
        phases = { valence.rule { "rest", of = "a", function() end } },
        values = { valence.value { "v", of = "a", as = "end", fit = function(run) return { n = 0 } end,
          function(self, env, fit) fit.n = fit.n + 1 return fit.n end } },
        """)
    #expect(throws: SimulationFailure.self) { try bench.run() }
  }

  @Test func `actors can be silenced in one phase only`() throws {
    let bench = try referrals(
      "",
      scenarios: """
        { "plain" }, { "mute", silence = { phase = "post", kind = "customer", numbers = { 1, 2 } } },
        { "all mute", silence = { phase = "post", kind = "customer" } },
        { "nobody", silence = "post" },
        """)
    let invited = try bench.run("plain").events("invite")
    #expect(try bench.run("plain").events("post") == 90)
    #expect(try bench.run("mute").events("post") == 78)
    #expect(try bench.run("all mute").events("post") == 0)
    #expect(try bench.run("nobody").events("post") == 0)
    for scenario in ["mute", "all mute"] {
      #expect(try bench.run(scenario).events("invite") == invited)
    }
  }
}
