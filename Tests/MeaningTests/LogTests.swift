import Randomness
import Simulation
import Testing

/// Actors from tables and logs that are replayed.
@Suite struct LogTests {
  private static let data = [
    "people.csv": "id,age,town\nanna,30,north\nbert,,south\ncarl,50,\n",
    "shops.csv": "shop,size\n7,100\n9,200\n",
    "log.csv": """
    week,id,shop,sales,item,ok
    2,bert,9,5,tea,true
    1,anna,7,1,milk,true
    1,dora,7,2,milk,true
    1,carl,8,3,milk,true
    2,anna,7,,,
    3,carl,9,7,tea,false
    9,anna,7,8,tea,true
    """,
  ]

  private static let head = """
    seed = 21, steps = 3,
    data = { people = valence.csv { "people.csv" }, shops = valence.csv { "shops.csv" },
      log = valence.csv { "log.csv", step = "week" } },
    """

  @Test func `columns become fields, what is missing stays missing`() throws {
    let run = try Bench(
      entries: Self.head + """
        actors = { p = { from = "people", key = "id", fields = { age = valence.column "age", town = valence.column "town",
          old = function(self) return self.age * 2 end } } },
        """, data: Self.data
    ).run()
    let ages = try run.numbers("p", "age")
    #expect(ages[0] == 30 && ages[1].isNaN && ages[2] == 50)
    #expect(try run.levels("p", "town") == ["north", "south", nil])
    let old = try run.numbers("p", "old")
    #expect(old[0] == 60 && old[1].isNaN && old[2] == 100)
  }

  private static let replay =
    head + """
      actors = {
        p = { from = "people", key = "id", resample = RESAMPLE, fields = { n = 0, sold = 0, missing = 0, tea = 0, big = 0 } },
        s = { from = "shops", key = "shop", fields = { size = valence.column "size" } },
      },
      phases = { valence.encounter { "buy", replay = "log", from = "p", to = "s", match = { shop = "s" },
        function(p, s, env, event)
          p.n = p.n + 1
          if event.sales == nil then p.missing = p.missing + 1 return end
          p.sold = p.sold + event.sales
          if event.item == "tea" and not event.ok then p.tea = p.tea + 1 end
          if event.shop == s then p.big = p.big + event.shop.size end
          return event.sales, -event.sales
        end } },
      values = { valence.value { "spent", of = "s", function(self) return self:gained "buy" end } },
      """

  @Test func `rows happen in the order of time, with their columns and matches`() throws {
    let run = try Bench(
      entries: Self.replay.replacing("RESAMPLE", with: "false"), data: Self.data
    ).run()
    #expect(try run.numbers("p", "n") == [2, 1, 1])
    #expect(try run.numbers("p", "missing") == [1, 0, 0])
    #expect(try run.numbers("p", "sold") == [1, 5, 7])
    #expect(try run.numbers("p", "tea") == [0, 0, 1])
    #expect(try run.numbers("p", "big") == [100, 200, 200])
    #expect(try run.totals("spent") == [-1, -12])
    #expect(try run.events("buy") == 3)
    // Dora and shop 8 are not in the data; week 9 is beyond the study.
    #expect(run.world.unmatched(.init(0)) == 2)
  }

  @Test func `resampling makes copies of actors by addressed draws`() throws {
    let bench = try Bench(
      entries: Self.replay.replacing("RESAMPLE", with: "true"), data: Self.data)
    let single: [Double] = [1, 5, 7]
    var sawCopies = false
    for replicate in UInt64(1)...6 {
      let run = try bench.run(replicate: replicate)
      let origins = (1...3).map { actor -> Int in
        var stream = HandDraws(seed: 21, replicate: replicate).stream(
          "resample/p", actor: UInt64(actor), step: 0, site: Site.resample)
        return Int(stream.integer(low: 0, high: 2))
      }
      #expect(try run.numbers("p", "sold") == origins.map { single[$0] })
      sawCopies = sawCopies || Set(origins).count < 3
    }
    #expect(sawCopies)
  }

  @Test func `a one-sided replay and a kind without data`() throws {
    let run = try Bench(
      entries: Self.head + """
        actors = { p = { from = "people", key = "id", fields = { n = 0 } }, f = { count = 1 } },
        phases = {
          valence.encounter { "alone", replay = "log", from = "p", function(p, env, event)
            p.n = p.n + (event.sales or 0)
            return 1
          end },
          valence.encounter { "firm", replay = "log", from = "f", to = "p", function(f, p, env, event) return event.sales or 0, 0 end },
        },
        values = { valence.value { "f", of = "f", function(self) return self:gained "firm" end },
          valence.value { "p", of = "p", function(self) return self:gained "alone" end } },
        """, data: Self.data
    ).run()
    #expect(try run.numbers("p", "n") == [1, 5, 10])
    #expect(try run.totals("p") == [2, 1, 2])
    #expect(try run.totals("f") == [16])
  }
}
