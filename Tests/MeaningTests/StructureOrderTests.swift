import Simulation
import Testing

/// In which order changes of the population and of ties happen, who still acts meanwhile, and what
/// is left of a row that was discarded or run twice.
@Suite struct StructureOrderTests {
  @Test func `who has left acts no more, and who is no longer tied does not meet`() throws {
    let run = try Bench(
      entries: """
        steps = 1, actors = { a = { count = 5, fields = { acted = 0, met = 0 } } },
        networks = { n = valence.ring { among = "a", degree = 2 } },
        phases = {
          valence.encounter { "meet", along = "n", activation = "ordered", both = true, function(a, b)
            a.met = 10 * a.met + b.number
            if a.number == 1 then a:untie("n", b) end
            if a.number == 2 then b:leave() end
            return 0, 0
          end },
          valence.rule { "act", of = "a", activation = "ordered", function(self)
            self.acted = self.acted + 1
            if self.number == 4 then for p in self:peers "n" do p:leave() end end
          end },
        },
        """
    ).run()
    // 1 meets 2 and 5 and unties both; 2 meets 3, who leaves; 4 and 5 meet each other.
    #expect(try run.numbers("a", "met") == [25, 3, 0, 5, 4])
    #expect(try run.events("meet") == 5)
    #expect(try run.numbers("a", "acted") == [1, 1, 0, 1, 0])
  }

  @Test(arguments: ["simultaneous", "ordered"])
  func `when is asked of those who are still there`(_ activation: String) throws {
    let run = try Bench(
      entries: """
        steps = 1, actors = { a = { count = 4, fields = { met = 0, asked = 0 } } },
        networks = { n = valence.complete { among = "a" }, k = valence.ring { among = "a", degree = 2 } },
        phases = {
          valence.encounter { "meet", along = "n", activation = "\(activation)", both = true,
            when = function(a, b) return a:tied("k", b) or b:degree "k" == 1 end,
            function(a, b)
              a:give("met", 1)
              if a.number == 1 then b:untie("k", a) end
              if a.number == 3 then a:leave() end
            end },
        },
        """
    ).run()
    // One after another: 1 meets 2 and 4 and unties both; 2 does not meet 1, who has no tie left,
    // but 3, and 4, who has one left; 3 meets 2 and is gone; 4 meets nobody any more.
    #expect(
      try run.numbers("a", "met") == (activation == "ordered" ? [2, 2, 1, 0] : [2, 2, 2, 2]))
  }

  @Test(arguments: ["simultaneous", "ordered"], ["", "if self.number == 5 then self:leave() end"])
  func `a loop goes on over those who leave meanwhile`(_ activation: String, _ before: String)
    throws
  {
    let run = try Bench(
      entries: """
        steps = 1, actors = { a = { count = 5, fields = { seen = 0, after = 0 } } },
        networks = { n = valence.complete { among = "a" } },
        phases = {
          valence.rule { "before", of = "a", function(self) \(before) end },
          valence.rule { "loop", of = "a", activation = "\(activation)", function(self)
            if self.number > 1 then return end
            for p in self:peers "n" do
              if p.number == 2 then
                for q in self:peers "n" do if q.number == 4 then q:leave() end end
              end
              self.seen = 10 * self.seen + p.number
            end
            self.after = self:degree "n"
          end },
        },
        """
    ).run()
    let all = before.isEmpty ? 4.0 : 3.0
    #expect(try run.numbers("a", "seen")[0] == (before.isEmpty ? 2345 : 234))
    #expect(try run.numbers("a", "after")[0] == (activation == "ordered" ? all - 1 : all))
  }

  @Test func `requests are met in their order`() throws {
    let run = try Bench(
      entries: """
        steps = 1, actors = { a = { count = 4, fields = { ends = 0, strength = 0 } } },
        networks = { n = valence.ring { among = "a", degree = 2 }, all = valence.complete { among = "a" } },
        phases = {
          valence.rule { "change", of = "a", function(self)
            for p in self:peers "all" do
              if self.number == 1 and p.number == 3 then self:tie("n", p, 5) end
              if self.number == 2 and p.number == 1 then
                for q in p:peers "all" do if q.number == 3 then p:untie("n", q) end end
              end
              if self.number == 3 and p.number == 4 then self:untie("n", p) self:tie("n", p, 7) end
              if self.number == 4 and p.number == 2 then p:leave() self:tie("n", p) end
            end
          end },
          valence.rule { "look", of = "a", function(self)
            self.ends, self.strength = self:degree "n", self:sum("n", "weight")
          end },
        },
        """
    ).run()
    #expect(try run.numbers("a", "ends") == [1, 0, 1, 2])
    #expect(try run.numbers("a", "strength") == [1, 0, 7, 8])
  }

  @Test(arguments: ["simultaneous", "ordered"])
  func `a row that is run twice leaves one trace`(_ activation: String) throws {
    let run = try Bench(
      entries: """
        steps = 2, actors = { a = { count = 3, fields = { x = 0, kin = valence.ref "a", u = 0, n = 0, d = 0, w = 0 } } },
        networks = { n = valence.ring { among = "a", degree = 2 } },
        phases = {
          valence.rule { "birth", of = "a", at = 1, activation = "\(activation)", function(self, env)
            local child = env:enter "a"
            child.x = self.number
            self:tie("n", child, 2)
            self:claim("kin", child)
            for p in self:peers "n" do if p ~= child then self:untie("n", p) end end
            self:give("n", 1)
            self.u = env:uniform(0, 1, child)
            -- Making a text is left to the interpreter, which runs the row from its start.
            if self.number % 2 == 1 and "kin" .. self.number == "kin3" then self.u = self.u + 1 end
          end },
          valence.rule { "look", of = "a", at = 2, function(self)
            self.d, self.w = self:degree "n", self:sum("n", "weight")
          end },
        },
        """
    ).run()
    #expect(try run.numbers("a", "x") == [0, 0, 0, 1, 2, 3])
    #expect(try run.numbers("a", "kin") == [3, 4, 5, -1, -1, -1])
    #expect(try run.numbers("a", "n") == [1, 1, 1, 0, 0, 0])
    #expect(try run.numbers("a", "d") == [1, 1, 1, 1, 1, 1])
    #expect(try run.numbers("a", "w") == [2, 2, 2, 2, 2, 2])
    #expect(run.world.tieCount(.init(0)) == 6)
    let draws = try run.numbers("a", "u").prefix(3)
    #expect(Set(draws).count == 3 && draws.allSatisfy { $0 > 0 } && draws[2] > 1 && draws[0] < 1)
  }

  @Test(arguments: ["random", "ordered"])
  func `what a discarded row wrote is taken back`(_ activation: String) throws {
    let run = try Bench(
      entries: """
        steps = 1, actors = { a = { count = 4, fields = { x = 0, y = 0 } }, f = { count = 1, fields = { sold = 0 } } },
        networks = { n = valence.star { from = "a", to = "f" } },
        phases = {
          valence.encounter { "buy", along = "n", marks = { "bad" }, activation = "\(activation)", function(a, f, env, event)
            for turn = 1, 2 do a.x = a.x + turn end
            event.tie.weight = 9
            f:give("sold", 1)
            if a.number == 4 then env:enter "a" end
            event.bad = a.number % 2 == 0
            return 1, 1
          end },
          valence.rule { "look", of = "a", function(self) self.y = self:sum("n", "weight") end },
        },
        scenarios = { { "all" }, { "good", discard = "bad" } },
        """
    ).run("good")
    #expect(try run.numbers("a", "x").prefix(4) == [3, 0, 3, 0])
    #expect(try run.numbers("a", "y").prefix(4) == [9, 1, 9, 1])
    #expect(try run.numbers("f", "sold") == [2])
    #expect(try run.events("buy") == 2)
    #expect(run.world.livingCount(.init(0)) == 4)
  }

  @Test func `an event can be asked for what was said of it`() throws {
    let run = try Bench(
      entries: """
        steps = 1, actors = { a = { count = 3, fields = { all = 0, none = 0 } } },
        phases = { valence.presence { "p", of = "a", function(self, env, event)
          if self.number > 1 then event.expected = self.number end
          if self.number > 2 then event.need, event.use = 10, 20 end
          self.none = (event.expected == nil and 1 or 0) + (event.need == nil and 1 or 0)
          self.all = (event.expected or 0.5) + (event.need or 0) + (event.use or 0)
          return 1
        end } },
        """
    ).run()
    #expect(try run.numbers("a", "none") == [2, 1, 0])
    #expect(try run.numbers("a", "all") == [0.5, 2, 33])
  }
}
