import Testing

/// Actors that enter and leave, ties that form and dissolve, and loops over peers meanwhile.
@Suite struct StructureTests {
  @Test(arguments: ["simultaneous", "ordered"])
  func `newcomers are written by their creator and act from the next phase on`(
    _ activation: String
  ) throws {
    let run = try Bench(
      entries: """
        steps = 2,
        actors = { a = { count = 2, fields = { x = function(self) return 100 end, born = 0, twice = function(self) return self.x * 2 end,
          kin = valence.ref "a", seen = 0, acted = 0 } } },
        phases = {
          valence.rule { "birth", of = "a", activation = "\(activation)", at = 1, function(self, env)
            self.acted = self.acted + 1
            self.seen = env:count "a"
            local child = env:enter "a"
            child.x, child.kin = child.x + self.number, self
            child.born = child.twice + child.x + (child.alive and 0.5 or 0.25)
          end },
          valence.rule { "count", of = "a", function(self, env) self.seen = 10 * self.seen + env:count "a" end },
        },
        values = { valence.value { "v", of = "a", function(self) return 1 end } },
        """
    ).run()
    #expect(try run.numbers("a", "x") == [100, 100, 101, 102])
    let alive = activation == "ordered" ? 0.5 : 0.25
    #expect(try run.numbers("a", "born") == [0, 0, 301 + alive, 302 + alive])
    #expect(try run.numbers("a", "kin") == [-1, -1, 0, 1])
    #expect(try run.numbers("a", "acted") == [1, 1, 0, 0])
    #expect(try run.numbers("a", "seen") == [244, 244, 44, 44])
    #expect(try run.totals("v") == [2, 2, 2, 2])
  }

  @Test func `who leaves is valued in that step and gone from the next`() throws {
    let bench = try Bench(
      entries: """
        steps = 3,
        actors = { a = { count = 3, fields = { n = 0, peers_seen = 0 } } },
        networks = { n = valence.complete { among = "a" } },
        phases = {
          valence.rule { "leave", of = "a", at = 2, function(self) if self.number == 2 then self:leave() end end },
          valence.rule { "r", of = "a", function(self)
            self.n = self.n + 1
            for peer in self:peers "n" do self.peers_seen = self.peers_seen + 10 ^ peer.number end
          end },
        },
        values = { valence.value { "v", of = "a", function(self) return 1 end },
          valence.value { "stock", of = "a", as = "stock", function(self) return self.n end },
          valence.value { "end", of = "a", as = "end", function(self) return self.n end } },
        measures = { valence.measure { "alive", gives = { "alive", "all" }, function(run)
          local alive, all = 0, 0
          for a in run:actors "a" do all = all + 1 if a.alive then alive = alive + 1 end end
          return alive, all
        end } },
        """)
    let run = try bench.run()
    #expect(try run.numbers("a", "n") == [3, 1, 3])
    #expect(try run.numbers("a", "peers_seen") == [1100 + 1000 + 1000, 1010, 110 + 10 + 10])
    #expect(try run.totals("v") == [3, 2, 3])
    #expect(try run.totals("stock") == [3, 1, 3])
    #expect(try run.totals("end") == [3, 1, 3])
    #expect(try bench.measure("alive", run) == [2, 3])
  }

  @Test func `the only one of a kind is the one that is there`() throws {
    let run = try Bench(
      entries: """
        steps = 3, actors = { a = { count = 2, fields = { sum = 0 } }, f = { count = 1, fields = { x = 5 } } },
        """.replacing("sum", with: "seen") + """
          phases = {
            valence.rule { "succession", of = "f", at = 2, function(self, env)
              local heir = env:enter "f"
              heir.x = 50
              self:leave()
            end },
            valence.rule { "look", of = "a", function(self, env) self.seen = self.seen + env:the "f".x end },
          },
          """
    ).run()
    #expect(try run.numbers("a", "seen") == [105, 105])
  }

  private func ties(_ activation: String) throws -> Outcome {
    try Bench(
      entries: """
        steps = 2, actors = { a = { count = 4, fields = { now = 0, later = 0, loop = 0 } } },
        networks = { n = valence.ring { among = "a", degree = 2 } },
        phases = {
          valence.rule { "change", of = "a", activation = "\(activation)", at = 1, function(self, env)
            if self.number ~= 1 then return end
            for peer in self:peers "n" do
              self:untie("n", peer)
              self.loop = self.loop + peer.number
              for other in peer:peers "n" do if other ~= self then self:tie("n", other, 2.5) end end
            end
            self.now = self:degree "n"
          end },
          valence.rule { "look", of = "a", function(self) self.later = self:sum("n", "weight") end },
        },
        measures = { valence.measure { "tied", function(run)
          local sum = 0
          for a in run:actors "a" do for b in run:actors "a" do if a:tied("n", b) then sum = sum + 1 end end end
          return sum
        end } },
        """
    ).run()
  }

  @Test func `ties change at the end of a simultaneous phase`() throws {
    let run = try ties("simultaneous")
    #expect(try run.numbers("a", "loop") == [6, 0, 0, 0])
    #expect(try run.numbers("a", "now") == [2, 0, 0, 0])
    #expect(try run.numbers("a", "later") == [2.5, 1, 4.5, 1])
  }

  @Test func `ties change at once under ordered activation, the loop goes on as it began`() throws {
    let run = try ties("ordered")
    #expect(try run.numbers("a", "loop") == [6, 0, 0, 0])
    #expect(try run.numbers("a", "now") == [1, 0, 0, 0])
    #expect(try run.numbers("a", "later") == [2.5, 1, 4.5, 1])
  }

  @Test func `samples, top ones, nested loops and breaks`() throws {
    let run = try Bench(
      entries: """
        seed = 9, steps = 1,
        actors = { a = { count = 6, fields = { q = function(self) return (self.number * 5) % 7 end,
          top = 0, nested = 0, broken = 0, chosen = 0, none = 0, again = 0 } } },
        networks = { n = valence.complete { among = "a" } },
        phases = { valence.rule { "r", of = "a", function(self)
          for peer in self:peers("n", 2, "q") do self.top = 10 * self.top + peer.number end
          for peer in self:peers "n" do
            for other in peer:peers "n" do
              if other.number == 3 then break end
              self.nested = self.nested + 1
            end
          end
          for peer in self:peers "n" do
            if peer.number > 3 then break end
            self.broken = 10 * self.broken + peer.number
          end
          for peer in self:peers("n", 2) do self.chosen = 10 * self.chosen + peer.number end
          for peer in self:peers("n", 0) do self.none = self.none + 1 end
          for peer in self:peers("n", 99, "q") do self.again = self.again + peer.q end
        end } },
        """
    ).run()
    // q: 5 3 1 6 4 2, so 4, 1, 5 are the best three.
    #expect(try run.numbers("a", "top") == [45, 14, 14, 15, 14, 14])
    // Before 3 in the list of peer p: 1 and 2 without p; peer 3 has all five others.
    let before: [Double] = [1, 1, 5, 2, 2, 2]
    #expect(try run.numbers("a", "nested") == before.map { before.reduce(0, +) - $0 })
    #expect(try run.numbers("a", "broken") == [23, 13, 12, 123, 123, 123])
    #expect(try run.numbers("a", "none") == [0, 0, 0, 0, 0, 0])
    #expect(try run.numbers("a", "again") == [16, 18, 20, 15, 17, 19])
    let expected = (1...6).map { actor -> Double in
      let others = (1...6).filter { $0 != actor }.sorted {
        let draws = HandDraws(seed: 9)
        return draws.bits("r", actor: UInt64(actor), partner: UInt64($0), step: 1, site: 0)
          < draws.bits("r", actor: UInt64(actor), partner: UInt64($1), step: 1, site: 0)
      }
      return others.prefix(2).sorted().reduce(0) { 10 * $0 + Double($1) }
    }
    #expect(try run.numbers("a", "chosen") == expected)
  }

  @Test func `loops that are left by break or return leave nothing behind`() throws {
    let run = try Bench(
      entries: """
        steps = 1, actors = { a = { count = 40, fields = { n = 0, kept = 0 } } },
        networks = { n = valence.complete { among = "a" } },
        phases = {
          valence.rule { "r", of = "a", function(self)
            for turn = 1, 100 do
              for peer in self:peers "n" do self.n = self.n + first(peer).number break end
            end
            for peer in self:peers "n" do
              for other in peer:peers "n" do if other.number > 2 then break end self.n = self.n + 1 end
            end
          end },
        },
        """, prelude: "local function first(a) for peer in a:peers \"n\" do return peer end end"
    ).run()
    // The first peer of a peer: 1 (seen through 2 by actor 1, through 1's first one, 2, by others).
    let loops: [Double] = (1...40).map { actor in
      (1...40).reduce(0) { $0 + ($1 == actor ? 0 : $1 <= 2 ? 1 : 2) }
    }
    let expected = loops.enumerated().map { $1 + 100 * ($0 == 0 ? 1 : 2) }
    #expect(try run.numbers("a", "n") == expected)
  }

  @Test func `a directed network shows the ties that go out`() throws {
    let run = try Bench(
      entries: """
        steps = 1, actors = { a = { count = 3, fields = { seen = 0 } } },
        data = { e = valence.csv { "e.csv" } },
        networks = { n = valence.edge_list { among = "a", directed = true, data = "e", source = "s", target = "t", weight = "w" } },
        phases = { valence.rule { "r", of = "a", function(self)
          for peer, tie in self:peers "n" do self.seen = self.seen + peer.number * tie.weight end
        end } },
        """, data: ["e.csv": "s,t,w\n1,2,10\n1,3,100\n3,1,0.5\n"]
    ).run()
    #expect(try run.numbers("a", "seen") == [320, 0, 0.5])
  }

  @Test func `any draws among those who are there, never the acting one`() throws {
    let run = try Bench(
      entries: """
        steps = 40, actors = { a = { count = 3, fields = { own = 0, seen = 0, gone = 0 } } },
        phases = {
          valence.rule { "leave", of = "a", at = 1, function(self) if self.number == 3 then self:leave() end end },
          valence.rule { "r", of = "a", function(self, env)
            local other = env:any "a"
            if other == self then self.own = self.own + 1 end
            if other.number == 3 then self.gone = self.gone + 1 end
            self.seen = self.seen + 1
          end },
        },
        """
    ).run()
    #expect(try run.numbers("a", "own") == [0, 0, 0])
    #expect(try run.numbers("a", "gone") == [0, 0, 0])
    #expect(try run.numbers("a", "seen") == [40, 40, 0])
  }
}
