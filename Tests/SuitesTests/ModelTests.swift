import Diagnostics
import Studies
import Suites
import Testing

@Suite struct ModelTests {
  @Test func aRunIsLookedAtAsInAMeasure() {
    let file = results(
      besideCoins: """
        local coins = study "coins.lua"
        it("counts", function()
          local run = coins:run "sure"
          assert.equal(5, run.steps)
          assert.equal(1, run.parameters.heads)
          assert.equal(20, run:count "player")
          assert.equal(100, run:sum("player", "won"))
          assert.equal(5, run:value "won")
          assert.equal(5, run:measure("ends", "least"))
          assert.equal("sure", run.scenario)
        end)
        it("says why a number is undefined", function()
          local number, reason = coins:run():measure "nothing"
          assert(number == nil)
          assert.equal("no_reason", reason)
        end)
        it("follows ties", function()
          for player in coins:run():actors "player" do
            local count = 0
            for friend in player:peers "friends" do
              assert(friend ~= player)
              count = count + 1
            end
            assert.equal(2, count)
            assert.equal(2, player:degree "friends")
          end
        end)
        """)
    #expect(file.tests.count == 3)
    #expect(file.failed == [])
  }

  @Test func twoWorldsAreLookedAtSideBySide() {
    let file = results(
      besideCoins: """
        local coins = study "coins.lua"
        it("in one loop", function()
          local fair, sure = coins:run "fair", coins:run "sure"
          local seen = {}
          for player in fair:actors "player" do
            for other in sure:actors "player" do
              if other.number == player.number then
                assert.equal(5, other.won)
                assert.equal(other.luck, player.luck)
                seen[#seen + 1] = player
              end
            end
          end
          assert.equal(20, #seen)
          local sum = 0
          for _, player in ipairs(seen) do sum = sum + player.won end
          assert.equal(fair:sum("player", "won"), sum)
          assert(sum < 100)
        end)
        it("with twins", function()
          local run, pairs_seen = coins:run "sure", 0
          for player, twin in run:pairs "player" do
            assert(player.won >= twin.won)
            pairs_seen = pairs_seen + 1
          end
          assert.equal(20, pairs_seen)
          assert.equal("fair", run:twin().scenario)
          assert(coins:run "fair":twin() == nil)
          assert(run:measure "more than its twin" > 0.5)
        end)
        """)
    #expect(file.tests.count == 2)
    #expect(file.failed == [])
  }

  @Test func severalStudiesLiveInOneFile() {
    let file = results(
      besideCoins: """
        local coins = study "coins.lua"
        local valence = require "valence"
        local step_size = 3
        local counter = study {
          name = "Counter", steps = 4,
          actors = { clock = { count = 2, fields = { time = 0 } } },
          phases = { valence.rule { "tick", of = "clock", function(self) self.time = self.time + step_size end } },
          values = { valence.value { "time", of = "clock", as = "stock", source = "own", function(self) return self.time end } },
          measures = { valence.measure { "void", source = "own", function() return valence.undefined "empty" end } },
        }
        step_size = 100
        it("each with its own worlds", function()
          local coin, clock = coins:run "sure", counter:run()
          for tick in clock:actors "clock" do
            assert.equal(12, tick.time)
            for player in coin:actors "player" do assert.equal(5, player.won) end
          end
          assert.equal("empty", select(2, clock:measure "void"))
          assert.equal("no_reason", select(2, coin:measure "nothing"))
          assert.equal(12, clock:value "time")
        end)
        """)
    #expect(file.tests.count == 1)
    #expect(file.failed == [])
  }

  @Test func settingsAreThoseOfScenarios() {
    let file = results(
      besideCoins: """
        local coins = study "coins.lua"
        it("for every scenario, but not what makes the baseline", function()
          local some = coins:with { heads = 0, steps = 2, count = { player = 3 } }
          assert.equal(3, some:run "loaded":count "player")
          assert.equal(0, some:run "loaded":value "won")
          assert.equal(2, some:with { heads = 1 }:run "fair":value "won")
        end)
        it("without a phase", function()
          assert.equal(0, coins:with { without = { phase = "toss" } }:run "sure":value "won")
        end)
        it("with another seed", function()
          local one, other = coins:with { seed = 1 }:run(), coins:with { seed = 2 }:run()
          assert(one:sum("player", "luck") ~= other:sum("player", "luck"))
        end)
        it("of which unknown ones are named", function() coins:with { head = 1 } end)
        it("and more steps than the study has", function()
          assert.equal(9, coins:with { steps = 9 }:run "sure":value "won")
        end)
        """)
    #expect(file.failed.count == 1)
    let failure = file["of which unknown ones are named"]?.failures.first
    #expect(failure?.message.contains("unknown parameter 'head'") == true)
    #expect(failure?.message.contains("did you mean 'heads'?") == true)
    #expect(failure?.location?.description == "coins_spec.lua:15")
  }

  @Test func invariantsAreHeldAfterEveryStep() throws {
    let file = results(
      besideCoins: """
        local coins = study "coins.lua"
        it("of a study", function()
          local steps = 0
          coins:always(function(world)
            steps = steps + 1
            assert.equal(steps * 20, world:sum("player", "won"))
          end):run "sure"
          assert.equal(5, steps)
        end)
        it("breaks", function()
          coins:always(function(world)
            for player in world:actors "player" do assert(player.won < 3, "won too often") end
          end):run { scenario = "sure", replicate = 2 }
        end)
        describe("of a group", function()
          always(function(world) assert(world:value "won" <= 2) end)
          it("holds", function() coins:with { steps = 2 }:run "sure" end)
          it("breaks there too", function() coins:run "sure" end)
        end)
        it("and of no other", function() assert.equal(5, coins:run "sure":value "won") end)
        it("looks only", function()
          coins:always(function() coins:run() end):run()
        end)
        """)
    #expect(
      Set(file.failed.map { $0.prefix { $0 != ":" } }) == [
        "breaks", "breaks there too", "looks only",
      ])
    let failure = try #require(file["breaks"]?.failures.first)
    #expect(failure.message == "won too often")
    #expect(failure.location?.description == "coins_spec.lua:12")
    #expect(failure[detail: "after step"] == "3")
    #expect(failure[detail: "of scenario"] == "sure")
    #expect(failure[detail: "replicate"] == "2")
    #expect(file["looks only"]?.failures.first?.message.contains("cannot be run while") == true)
  }

  @Test func mistakesOfAStudyFailATestOfTheirOwn() throws {
    let files = MemoryFiles([
      "broken.lua": """
      local valence = require "valence"
      return valence.study {
        name = "Broken", steps = 3, stepz = 4,
        actors = { player = { count = 2, fields = { won = 0 } } },
        phases = { valence.rule { "r", of = "player", function(self) self.wom = 1 end } },
      }
      """
    ])
    let file = results(
      of: """
        local broken = study "broken.lua"
        it("runs", function() broken:run() end)
        it("does something else", function() assert(true) end)
        """, path: "some_spec.lua", options: SuiteOptions(seed: 1, files: files))
    #expect(file.failed.count == 2)
    let failure = try #require(file["study 'broken.lua' can be loaded"]?.failures.first)
    #expect(failure.message.contains("broken.lua:3: the study has no 'stepz'"))
    #expect(failure.message.contains("broken.lua:5: unknown field 'wom' of player"))
    #expect(file["runs"]?.failures.first?.message == "the study 'broken.lua' could not be loaded")
  }

  @Test func errorsOfAStudyStandAtItsLine() throws {
    let files = MemoryFiles([
      "late.lua": """
      local valence = require "valence"
      return valence.study {
        name = "Late", steps = 3, actors = { player = { count = 2, fields = { won = 0 } } },
        phases = { valence.rule { "r", of = "player", function(self, env)
          if env.step == 2 then error("too late") end
        end } },
      }
      """
    ])
    let file = results(
      of: "it(\"fails\", function() study \"late.lua\":run() end)",
      options: SuiteOptions(seed: 1, files: files))
    let failure = try #require(file["fails"]?.failures.first)
    #expect(failure.message.contains("late.lua:5: too late"))
    #expect(failure.message.contains("in 'r', in step 2, for player 1"))
  }

  @Test func runsAreForTestsAndEndWithThem() {
    let file = results(
      besideCoins: """
        local coins, kept = study "coins.lua", nil
        for test = 1, 2 do
          it("keeps or has lost " .. test, function()
            if kept then return kept:value "won" end
            kept = coins:run "sure"
            assert.equal(5, kept:value "won")
          end)
        end
        """)
    #expect(file.failed.count == 1)
    #expect(file.failed.first?.contains("belongs to a test that has ended") == true)
    let loading = results(besideCoins: "local run = study \"coins.lua\":run()")
    #expect(loading.loadFailure?.message.contains("in a test or in before_each") == true)
  }

  @Test func replicatesArePaired() {
    let file = results(
      besideCoins: """
        local coins = study "coins.lua"
        it("are those of runs", function()
          local numbers = coins:replicates { scenario = "loaded", value = "won", first = 2, count = 3 }
          assert.equal(3, #numbers)
          for position, number in ipairs(numbers) do
            assert.equal(coins:run { scenario = "loaded", replicate = position + 1 }:value "won", number)
          end
        end)
        it("differ from another scenario's by what it changes", function()
          local fair = coins:replicates { value = "won", count = 3 }
          local sure = coins:replicates { scenario = "sure", than = "fair", value = "won", count = 3 }
          local twin = coins:replicates { scenario = "sure", than = "twin", value = "won", count = 3 }
          for position = 1, 3 do
            assert.equal(5 - fair[position], sure[position])
            assert.equal(twin[position], sure[position])
          end
        end)
        it("say why a number is undefined", function()
          local numbers, reasons = coins:replicates { measure = "nothing", count = 2 }
          assert.equal(0, #numbers)
          assert.equal("no_reason", reasons[2])
        end)
        it("name what is unknown", function() coins:replicates { value = "wan" } end)
        """)
    #expect(
      file.failed == [
        "name what is unknown: the study has no value definition 'wan'; did you mean 'won'?"
      ])
  }

  @Test(arguments: [false, true]) func worldsAreReproduced(native: Bool) throws {
    let library = native ? try NativeLibrary(waits: true) : nil
    let file = results(
      besideCoins: """
        it("is", function() assert.reproducible(study "coins.lua") end)
        it("is in one scenario", function()
          assert.reproducible(study "coins.lua", { scenario = "loaded", replicate = 3 })
        end)
        """, options: SuiteOptions(seed: 1, library: library))
    #expect(file.failed == [])
    #expect(file.tests.count == 2)
  }

  @Test(arguments: [false, true]) func invariantsSeeTheSameOnEitherEngine(native: Bool) throws {
    let library = native ? try NativeLibrary(waits: true) : nil
    let file = results(
      besideCoins: """
        local coins = study "coins.lua"
        it("prints", function()
          coins:always(function(world)
            print(string.format("%.17g %.17g", world:sum("player", "won"), world:value "won"))
          end):run "loaded"
          print(coins:run "loaded":measure "more than its twin")
          assert(true)
        end)
        """, options: SuiteOptions(seed: 1, library: library))
    #expect(file.failed == [])
    #expect(file["prints"]?.output.count == 6)
    let other = results(
      besideCoins: """
        local coins = study "coins.lua"
        it("prints", function()
          for step = 1, 5 do
            local run = coins:with { steps = step }:run "loaded"
            print(string.format("%.17g %.17g", run:sum("player", "won"), run:value "won"))
          end
          print(coins:run "loaded":measure "more than its twin")
          assert(true)
        end)
        """)
    #expect(file["prints"]?.output == other["prints"]?.output)
  }
}
