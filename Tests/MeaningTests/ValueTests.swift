import Simulation
import Testing

/// What value definitions come to over a run, and what is undefined.
@Suite struct ValueTests {
  @Test func `flow, mean, stock and end count after the warm-up`() throws {
    let run = try Bench(
      entries: """
        steps = 5, warmup = 2, actors = { a = { count = 2, fields = { x = 0 } } },
        phases = { valence.rule { "r", of = "a", function(self, env) self.x = self.number * env.step end } },
        values = {
          valence.value { "flow", of = "a", function(self) return self.x end },
          valence.value { "mean", of = "a", as = "mean", function(self) return self.x end },
          valence.value { "stock", of = "a", as = "stock", function(self) return self.x end },
          valence.value { "end", of = "a", as = "end", function(self) return self.x + self:value "flow" end },
          valence.value { "late", of = "a", discount = 1, function(self) return 8 end },
          valence.value { "early", of = "a", discount = 1, due = "start", function(self) return 8 end },
          valence.value { "two", of = "a", function(self) return self:value "flow" + 1 end },
        },
        """
    ).run()
    #expect(try run.totals("flow") == [12, 24])
    #expect(try run.totals("mean") == [4, 8])
    #expect(try run.totals("stock") == [5, 10])
    #expect(try run.totals("end") == [5 + 12, 10 + 24])
    #expect(try run.totals("late") == [4 + 2 + 1, 7])
    #expect(try run.totals("early") == [8 + 4 + 2, 14])
    // Between definitions a value is this step's.
    #expect(try run.totals("two") == [15, 27])
    #expect(try run.series("flow (a)") == [4.5, 6, 7.5])
  }

  @Test func `discounts are exact powers`() throws {
    let run = try Bench(
      entries: """
        steps = 4, parameters = { rate = 0.1 }, actors = { a = { count = 1 } },
        values = { valence.value { "v", of = "a", discount = valence.parameter "rate", function() return 1 end } },
        """
    ).run()
    let base = 1 + 0.1
    let square = base * base
    var sum = 1 / base
    sum += 1 / square
    sum += 1 / (base * square)
    sum += 1 / (square * square)
    #expect(try run.totals("v") == [sum])
  }

  @Test func `undefined passes through arithmetic and is counted, never 0`() throws {
    let bench = try Bench(
      entries: """
        steps = 2, actors = { a = { count = 4, fields = { x = 0 } } },
        values = {
          valence.value { "v", of = "a", function(self, env)
            if self.number == 1 then return valence.undefined "no_sale" end
            if self.number == 2 and env.step == 2 then return valence.undefined("late", 1, 2) end
            if self.number == 3 then return self.x / self.x end
            return 10
          end },
          valence.value { "w", of = "a", function(self) return 2 * self:value "v" - 1 end },
          valence.value { "e", of = "a", as = "end", function(self) return -(self:value "v") ^ 2 end },
        },
        measures = {
          valence.measure { "count", gives = { "defined", "undefined" }, function(run)
            local yes, no = 0, 0
            for a in run:actors "a" do
              if valence.is_undefined(a:value "w") then no = no + 1 else yes = yes + 1 end
            end
            return yes, no
          end },
          valence.measure { "one", function(run)
            local sum = 0
            for a in run:actors "a" do sum = sum + a:value "v" end
            return sum
          end },
          valence.measure { "both", gives = { "x", "y" }, function() return valence.undefined "no_change" end },
        },
        """)
    let run = try bench.run()
    let v = try run.totals("v")
    #expect(v[0].isNaN && v[1].isNaN && v[2].isNaN && v[3] == 20)
    #expect(try (1...3).map { try run.reason("v", $0) } == ["no_sale", "late", "nan_input"])
    let w = try run.totals("w")
    #expect(w[0].isNaN && w[1].isNaN && w[2].isNaN && w[3] == 38)
    #expect(try (1...3).map { try run.reason("w", $0) } == ["no_sale", "late", "nan_input"])
    let e = try run.totals("e")
    #expect(e[0].isNaN && e[3] == -400)
    #expect(try run.reason("e", 2) == "late")
    #expect(try bench.measure("count", run) == [1, 3])
    #expect(try bench.reasons("one", run) == ["no_sale"])
    #expect(try bench.reasons("both", run) == ["no_change", "no_change"])
    // The series takes the mean of the defined ones.
    #expect(try run.series("v (a)") == [10, 10])
  }

  @Test func `until stops a world after the step is valued`() throws {
    let run = try Bench(
      entries: """
        steps = 10, ["until"] = function(env) return env:sum("a", "x") >= 6 end,
        actors = { a = { count = 2, fields = { x = 0 } } },
        phases = { valence.rule { "r", of = "a", function(self) self.x = self.x + 1 end } },
        values = { valence.value { "v", of = "a", function(self) return self.x end } },
        series = { valence.series { "s", function(env) return env:mean("a", "x") * env.step end } },
        """
    ).run()
    #expect(run.world.stepsRun == 3)
    #expect(run.world.stoppedEarly)
    #expect(try run.totals("v") == [6, 6])
    #expect(try run.series("s") == [1, 4, 9])
  }

  @Test func `parameters by level and over time reach rules`() throws {
    let bench = try Bench(
      entries: """
        steps = 4,
        parameters = {
          plain = valence.from { 1, [3] = 10 },
          level = valence.by({ "u", "w" }, { u = 1, w = 2 }),
          both = valence.by({ "u", "w" }, valence.from { 1, [3] = 5 }),
          whole = valence.integer(7), on = true, mode = valence.one_of { "x", "y" },
        },
        actors = { a = { count = 1, fields = { p = 0, l = 0, b = 0, n = 0, s = 0 } } },
        phases = { valence.rule { "r", of = "a", function(self, env)
          self.p = self.p + env.plain
          self.l = self.l + env.level.u * 10 + env.level["w"]
          self.b = self.b + env.both.u + env.both.w
          self.n = self.n + env.whole // 2
          if env.on and env.mode == "y" then self.s = self.s + 1 end
        end } },
        scenarios = { { "as is" },
          { "changed", plain = 2, ["level.w"] = 9, both = valence.by({ "u", "w" }, 0), mode = "y", whole = 9 } },
        """)
    let first = try bench.run()
    #expect(try first.numbers("a", "p") == [1 + 1 + 10 + 10])
    #expect(try first.numbers("a", "l") == [48])
    #expect(try first.numbers("a", "b") == [2 + 2 + 10 + 10])
    #expect(try first.numbers("a", "n") == [12])
    #expect(try first.numbers("a", "s") == [0])
    let second = try bench.run("changed")
    #expect(try second.numbers("a", "p") == [8])
    #expect(try second.numbers("a", "l") == [76])
    #expect(try second.numbers("a", "b") == [0])
    #expect(try second.numbers("a", "n") == [16])
    #expect(try second.numbers("a", "s") == [4])
    // And back: nothing of one scenario stays for the next.
    #expect(try bench.run().numbers("a", "p") == [22])
  }

  @Test func `categories, references and integers keep their kinds of values`() throws {
    let run = try Bench(
      entries: """
        steps = 2,
        actors = {
          f = { count = 3, fields = { price = function(self) return 10 * self.number end } },
          a = { count = 2, fields = {
            mood = valence.category({ "low", "high" }, "high"),
            none = valence.category({ "x", "y" }),
            firm = valence.ref "f", friend = valence.ref "a",
            n = valence.integer(5), big = valence.integer(9007199254740992), flag = valence.boolean(true), x = 3, y = 0 } },
        },
        networks = { market = valence.complete { from = "a", to = "f" } },
        phases = { valence.rule { "r", of = "a", function(self, env)
          if env.step == 1 then
            if self.mood == "high" then self.mood = "low" end
            if self.number == 2 then self.none = nil end
            for f in self:peers "market" do if f.number == 1 + self.number then self.firm = f end end
            self.friend = self
            self.n = self.n // 2 + 1.0
            self.big = self.big + 1
            self.flag = not self.flag
            self.x = 7 // 2
            self.y = self.kind == "a" and self.friend == self and 1 or 0
          else
            self.y = self.y + self.firm.price + self.friend.x + (self.none == "x" and 100 or 0)
              + (self.none == nil and 1000 or 0) + self.x / 2
          end
        end } },
        """
    ).run()
    #expect(try run.levels("a", "mood") == ["low", "low"])
    #expect(try run.levels("a", "none") == ["x", nil])
    #expect(try run.numbers("a", "firm") == [1, 2])
    #expect(try run.numbers("a", "n") == [3, 3])
    #expect(run.world.integer(.init(0), .init(0), 0, own: false) == 9_007_199_254_740_993)
    #expect(try run.numbers("a", "flag") == [0, 0])
    // 1 + 20 + 3 + 100 + 1.5 and 1 + 30 + 3 + 1000 + 1.5: number fields are floats, 3 / 2 is 1.5.
    #expect(try run.numbers("a", "y") == [125.5, 1035.5])
  }

  @Test func `first values follow their dependencies, ranks the values`() throws {
    let run = try Bench(
      entries: """
        steps = 1,
        actors = { a = { count = 5, fields = {
          a_first = function(self) return self.z_base * 2 end,
          z_base = function(self) return 10 - self.number end,
          r = valence.rank "a_first",
          top = function(self) return self.r >= 0.75 and 1 or 0 end,
          seg = valence.category({ "lo", "hi" }, function(self) if self.top == 1 then return "hi" end return "lo" end),
          is = valence.boolean(function(self) return self.seg == "hi" end),
        } } },
        """
    ).run()
    #expect(try run.numbers("a", "a_first") == [18, 16, 14, 12, 10])
    #expect(try run.numbers("a", "r") == [1, 0.75, 0.5, 0.25, 0])
    #expect(try run.levels("a", "seg") == ["hi", "hi", "lo", "lo", "lo"])
    #expect(try run.numbers("a", "is") == [1, 1, 0, 0, 0])
  }
}
