import Testing

@testable import Bytecode

@Suite struct TypeFlowTests {
  /// What the toy domain reports of the first function in `program`: its parameters are actors.
  private func reports(_ program: String) throws -> [String] {
    let function = try LuaTools.prototype("return " + program).prototypes[0]
    var domain = ToyDomain()
    let upvalues = function.upvalues.map { upvalue -> ToyDomain.Value in
      upvalue.name == "_ENV" ? .environment : .unknown
    }
    let parameters = (0..<function.parameterCount).map { _ in
      ToyDomain.Value.actor(canBeNil: false)
    }
    _ = TypeFlow<ToyDomain>(function, upvalues: upvalues).run(
      ValueList(parameters), in: &domain)
    #expect(domain.sites.allSatisfy { function[path: $0.path]?.line(at: $0.pc) == $0.line })
    return domain.reports
  }

  @Test func aMisspeltFieldIsSeenThroughLoopsAndCopies() throws {
    #expect(
      try reports(
        """
        function(self, env)
          local x
          for peer in self:peers "mobile" do
            x = peer.adoptd
            local p = peer
            while x do
              x = p.qualty
              p.agee = 1
            end
          end
          for i = 1, 10 do
            self.aeg = i
          end
          return self.age
        end
        """) == [
          "4: no field adoptd in peer", "7: no field qualty in p", "8: no field agee in p",
          "12: no field aeg in self",
        ])
  }

  @Test func chainsOfAndOrKeepWhatIsKnown() throws {
    #expect(
      try reports(
        """
        function(self, env)
          local other = self.adopted and self or env
          local either = self.inviter or self
          local both = self.inviter and self.inviter.segmnt
          local deep = (self.adopted and self.age > 3 or not self.adopted) and self or env
          return other.agee, either.agee, deep.agee, not other.agf
        end
        """) == [
          "4: inviter may be nil", "4: no field segmnt in inviter", "6: no field agee in other",
          "6: no field agee in either", "6: no field agee in deep", "6: no field agf in other",
        ])
  }

  @Test func theBestOfSeveralIsNotNilWhereThatWasAsked() throws {
    #expect(
      try reports(
        """
        function(self, env)
          local best, top = nil, -1
          for peer in self:peers "mobile" do
            if peer.quality > top then best, top = peer, peer.quality end
          end
          if best then best.qualty = 1 end
          if best ~= nil then best.age = best.aeg end
          if not best then return 1 end
          best.age = 2
          local other
          if env.adopted then other = self end
          other.age = 3
          if other == nil then other.age = 4 end
        end
        """) == [
          "6: no field qualty in best", "7: no field aeg in best",
        ])
  }

  @Test func readingWhatMayBeNilIsSeen() throws {
    #expect(
      try reports(
        """
        function(self, env)
          local none
          local a = none.age
          local inviter = self.inviter
          local b = inviter.age
          if inviter then b = inviter.age else b = inviter.age end
          while not inviter do inviter = self.inviter end
          return inviter.age
        end
        """) == ["3: 'age' of nil none", "5: inviter may be nil", "6: 'age' of nil inviter"])
  }

  @Test func helpersAreFollowedWithWhatTheyAreGiven() throws {
    #expect(
      try reports(
        """
        function(self, env)
          local function twice(actor, factor)
            return actor.qualty * factor, actor
          end
          local function pick(first, second)
            if first.adopted then return first end
            return second
          end
          local q, same = twice(self, 2)
          local third = pick(same, env).aeg
          return pick((twice(env, 1))).age
        end
        """) == [
          "3: no field qualty in actor", "10: no field aeg in ?", "3: no field qualty in actor",
        ])
  }

  @Test func capturedVariablesAreKnownWhereTheyAreAssignedOnce() throws {
    #expect(
      try reports(
        """
        function(self, env)
          local once, often, changed = self, self, self
          often = env
          local function read()
            local function inner() return once.agf end
            return once.aga, often.agb, changed.agc, inner()
          end
          local function change() changed = nil end
          change()
          local later = changed.agd
          return read(), often.age2
        end
        """) == [
          "6: no field aga in once", "5: no field agf in once", "11: no field age2 in often",
          "11: returns a pair",
        ])
  }

  @Test func aRecursiveHelperEnds() throws {
    #expect(
      try reports(
        """
        function(self, env)
          local function climb(actor, n)
            if n == 0 then return actor.agee end
            return climb(actor, n - 1)
          end
          return climb(self, 3)
        end
        """) == ["3: no field agee in actor"])
  }

  @Test func levelsAreComparedWithTheirLine() throws {
    #expect(
      try reports(
        """
        function(self, env)
          local c = self
          if c.segment == "misr" then return 1 end
          if "miser" == c.segment or c.segment ~= "afluent" then return 2 end
          local wanted = env.adopted and "miser" or "msier"
          return c.segment == wanted
        end
        """) == ["3: no level misr", "4: no level afluent", "6: no level msier"])
  }

  @Test func drawsInLoopsAndUnknownMethodsAreSeen() throws {
    #expect(
      try reports(
        """
        function(self, env)
          if env:chance(0.5) then self.age = 1 end
          for peer in self:peers "mobile" do
            if env:chance(0.5, peer) then
              return env:chance(0.1)
            end
          end
          self:pears "mobile"
          env:the "firm":giv("income", 1)
          ::top:: if env:chance(1) then goto top end
          return 1, 2
        end
        """) == [
          "4: draw in a loop with 2", "8: no method pears of self", "9: no method giv of ?",
          "10: draw in a loop with 1", "11: returns a pair",
        ])
  }

  @Test func arithmeticAndOpenResultsPassValues() throws {
    #expect(
      try reports(
        """
        function(self, env, ...)
          local n = self.adopted + 1
          local function pair() return self, env end
          local function second(a, b, c) return b.agee, c end
          local x = second(pair())
          local y = second(1, pair())
          local a, b, c = pair()
          local t = { pair() }
          local d = ...
          return a.agf, b.agg, c.agh, d.agi, t.agj
        end
        """) == [
          "2: add on a boolean", "4: no field agee in b", "4: no field agee in b",
          "10: no field agf in a", "10: no field agg in b", "10: 'agh' of nil c",
        ])
  }

  @Test func theAnalysisEndsForALatticeWithoutEnd() throws {
    struct Counting: AbstractDomain {
      var unknown: Int { -1 }
      var calls = 0
      func constant(_ constant: LuaConstant) -> Int { 0 }
      func join(_ left: Int, _ right: Int) -> Int { max(left, right) }
      mutating func binary(
        _ operation: BinaryOperation, _ left: Int, _ right: Int, at site: Site
      ) -> Int {
        calls += 1
        return left < 0 ? -1 : left + 1
      }
    }
    let function = try LuaTools.prototype(
      "local n, m = 0, 0 while f() do n = n + 1 for i = 1, 3 do m = m + 1 end end return n, m")
    var domain = Counting()
    let results = TypeFlow<Counting>(function).run(ValueList([]), in: &domain)
    #expect(results == ValueList([-1, -1]))
    #expect(domain.calls < 2_000)
  }

  @Test func manyBranchesMeetWithoutLoss() throws {
    let branches = (0..<300).map { "elseif c == \($0) then s = 'level\($0)'" }
    let function = try LuaTools.prototype(
      "local c = ... local s if f() then s = 'x' \(branches.joined(separator: "\n")) "
        + "else s = 'y' end return s")
    var domain = ToyDomain()
    let results = TypeFlow<ToyDomain>(function).run(ValueList([]), in: &domain)
    #expect(
      results == ValueList([.text(Set((0..<300).map { "level\($0)" } + ["x", "y"]))]))
  }

  @Test func everyProgramOfTheCorpusSettles() throws {
    for program in Corpus.programs {
      var domain = ToyDomain()
      _ = TypeFlow<ToyDomain>(try LuaTools.prototype(program.text)).run(.unknown, in: &domain)
    }
  }
}
