import Diagnostics
import Experiments
import Statistics
import Store
import Studies
import Tables
import Testing

/// Whom scenarios serve, and whether definitions agree.
struct FindingsTests {
  /// Consumers gain `gift` times x, which is below zero for half of them, and the shop pays for it.
  private static func gifts(_ scenarios: String, lenses: String = "") -> String {
    """
    local valence = require "valence"
    return valence.study {
      name = "Gifts", seed = 3, steps = 1, replications = 40,
      parameters = { gift = 0 },
      actors = {
        consumer = { count = 200, fields = { x = valence.uniform(-1, 1) } },
        shop = { count = 1 },
      },
      values = {
        valence.value { "benefit", of = "consumer", as = "end",
          function(self, env) return env.gift * self.x end },
        valence.value { "cost", of = "consumer", as = "end",
          function(self, env) return -env.gift * self.x end },
        valence.value { "profit", of = "shop", as = "end",
          function(self, env) return env.gift * (4 - env.gift) end },
      },
      scenarios = { \(scenarios) }, baseline = "none", \(lenses)
    }
    """
  }

  private static let four =
    "{ \"none\" }, { \"same\" }, { \"one\", gift = 1 }, { \"two\", gift = 2 }, { \"five\", gift = 5 }"

  private func comparison(_ text: String) throws -> Comparison {
    let scratch = try Scratch()
    let store = try scratch.store()
    try run(try plan(text), store)
    return try Experiment.comparison(in: store)
  }

  @Test func gainsAreSpreadAsTheActorsAre() throws {
    let comparison = try comparison(Self.gifts(Self.four))
    let gains = try #require(comparison.gains.first)
    #expect(gains.spreads[0] == nil)
    let (one, two) = (try #require(gains.spreads[2]), try #require(gains.spreads[3]))
    let shares = [one.winners, one.losers, one.unchanged].compactMap(\.mean)
    #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
    // x is symmetric about 0: half of 8,000 draws, within six standard errors.
    #expect(abs(shares[0] - 0.5) < 0.034)
    #expect(one.winners == two.winners)
    for (single, double) in zip(one.quantiles, two.quantiles) {
      let (a, b) = (try #require(single.mean), try #require(double.mean))
      #expect(abs(2 * a - b) < 1e-12)
    }
    // The quantiles of a uniform variable from -1 to 1.
    for (p, quantile) in zip(Comparison.Gains.probabilities, one.quantiles) {
      #expect(abs((quantile.mean ?? .nan) - (2 * p - 1)) < 0.06)
    }
  }

  @Test func whatDiffersInNothingIsExactlyTheSame() throws {
    let comparison = try comparison(Self.gifts(Self.four))
    for row in comparison.rows.indices {
      let difference = try #require(comparison.cells[1][row].difference)
      #expect(difference.paired.estimate.mean == 0)
      #expect(difference.paired.estimate.interval == Interval(level: 0.95, low: 0, high: 0))
      #expect(difference.effect?.standardised == nil)
      #expect(difference.effect?.superiority == 0.5)
      #expect(difference.effect?.flipP == 1)
    }
    let same = try #require(comparison.gains[0].spreads[1])
    #expect(same.unchanged.mean == 1)
    #expect(same.winners.mean == 0)
    #expect(same.losers.mean == 0)
  }

  /// benefit and cost are each other's opposite, so that they disagree about everything.
  @Test func oppositeDefinitionsDisagree() throws {
    let comparison = try comparison(Self.gifts(Self.four))
    let discord = try #require(comparison.discords.first)
    #expect(comparison.discords.count == 1)
    #expect(discord.kind == "consumer")
    #expect(discord.estimates[2].mean == 1)
    // Without gifts everybody has the same.
    #expect(discord.estimates[0].reasons == ["zero_variance": 40])
    let agreement = try #require(comparison.agreement)
    #expect(agreement.scenarios == 5)
    let opposed = try #require(agreement.pairs.first { $0.first == 0 && $0.second == 1 })
    #expect(opposed.tau.value == -1)
  }

  @Test func theBestIsKnownInClosedForm() throws {
    let lenses = "lenses = { { \"all\", consumer = \"benefit\", shop = \"profit\" } },"
    let comparison = try comparison(Self.gifts(Self.four, lenses: lenses))
    let best = try #require(comparison.bestForWhom.first)
    #expect(best.lens == "all")
    #expect(best.parties.map(\.kind) == ["consumer", "shop"])
    let forShop = try #require(best.choices.first { $0.rule == .alone(1) })
    // gift (4 - gift): 4 at two, 3 at one, -5 at five.
    #expect(comparison.document.scenarios[try #require(forShop.scenario)].name == "two")
    #expect(forShop.regrets[1].mean == 0)
    let forConsumer = try #require(best.choices.first { $0.rule == .alone(0) })
    let chosen = comparison.document.scenarios[try #require(forConsumer.scenario)].name
    let profit = ["none": 0.0, "same": 0, "one": 3, "two": 4, "five": -5]
    #expect(forConsumer.regrets[1].mean == 4 - (profit[chosen] ?? .nan))
    #expect(forConsumer.regrets[0].mean == 0)
  }

  /// Each scenario's gains are against its own twin, also where the twins differ.
  @Test func nashTakesGainsAgainstOwnTwins() throws {
    let text = """
      local valence = require "valence"
      return valence.study {
        name = "Twins", seed = 3, steps = 1, replications = 3,
        parameters = { base = 0, help = 0 },
        actors = { a = { count = 1, fields = { x = valence.uniform(0, 1) } }, b = { count = 1 } },
        values = {
          valence.value { "A", of = "a", as = "end",
            function(self, env) return env.base + env.help + 0 * self.x end },
          valence.value { "B", of = "b", as = "end",
            function(self, env) return env.base + 2 * env.help end },
        },
        scenarios = { { "rich", base = 100, help = 1 }, { "helped", base = 0, help = 5 } },
        baseline = { help = 0 },
      }
      """
    let comparison = try comparison(text)
    let best = try #require(comparison.bestForWhom.first)
    let nash = try #require(best.choices.first { $0.rule == .nash })
    // 1 x 2 against 5 x 10: the base is no gain.
    #expect(comparison.document.scenarios[try #require(nash.scenario)].name == "helped")
    let alone = try #require(best.choices.first { $0.rule == .alone(0) })
    #expect(comparison.document.scenarios[try #require(alone.scenario)].name == "rich")
  }

  /// What resampling says of a number does not depend on what else is in the report.
  @Test func bootstrapsAreAddressed() throws {
    let few = try comparison(Self.gifts("{ \"none\" }, { \"two\", gift = 2 }"))
    let many = try comparison(Self.gifts(Self.four))
    let place = try #require(many.document.scenarios.firstIndex { $0.name == "two" })
    #expect(few.cells[1][0].bootstrap == many.cells[place][0].bootstrap)
    #expect(few.cells[1][0].difference?.effect == many.cells[place][0].difference?.effect)
    #expect(few.cells[1][0].bootstrap != nil)
  }

  /// The mean of 200 uniform variables times the gift: its closed form, 0, lies in the interval.
  @Test func aKnownEffectIsRecovered() throws {
    let comparison = try comparison(Self.gifts(Self.four))
    let profit = try #require(comparison.rows.firstIndex { $0.name == "profit (shop)" })
    let difference = try #require(comparison.cells[4][profit].difference)
    #expect(difference.paired.estimate.mean == -5)
    #expect(comparison.cells[2][profit].estimate.interval == Interval(level: 0.95, low: 3, high: 3))
  }

  /// The intervals of resampled studies, in closed form: each replicate draws two people from one of 3
  /// and one of -1, so that their mean is 3 in a quarter of the replicates, 1 in half and -1 in a quarter.
  ///
  /// Intervals of independent worlds would close in on the mean of the draws, 1, as replicates are
  /// added.
  @Test func resampledStudiesHaveTheSpreadOfTheirDraws() throws {
    let text = """
      local valence = require "valence"
      return valence.study {
        name = "Draws", seed = 3, steps = 1, replications = 200,
        parameters = { gift = 0 },
        data = { people = valence.csv { "people.csv" } },
        actors = {
          person = { from = "people", key = "id", resample = true,
            fields = { x = valence.column "x" } },
          shop = { count = 1, fields = { luck = 0 } },
        },
        values = {
          valence.value { "benefit", of = "person", as = "end",
            function(self, env) return env.gift * self.x end },
          valence.value { "profit", of = "shop", as = "end",
            function(self, env) return 7 - env.gift + self.luck end },
        },
        scenarios = { { "none" }, { "one", gift = 1 }, { "two", gift = 2 } }, baseline = "none",
      }
      """
    let scratch = try Scratch()
    let store = try scratch.store()
    let study = try loadStudy(text, data: People())
    try run(try RunPlan(study, PlanOptions()), store)
    let comparison = try Experiment.comparison(in: store)

    // Draws are no independent worlds: no interval of their mean, no test, no effect size.
    let t = try #require(StudentT.criticalValue(level: 0.95, degrees: 199))
    let benefit = try #require(comparison.rows.firstIndex { $0.name == "benefit (person)" })
    let cell = comparison.cells[1][benefit]
    let difference = try #require(cell.difference)
    #expect(cell.bootstrap == nil)
    #expect(difference.effect == nil)
    // Their standard deviation is sqrt(2), within 0.25: that of 200 draws has a standard error of 0.05.
    let gained = try #require(difference.paired.estimate.interval)
    #expect(abs(gained.halfWidth / t - 2.0.squareRoot()) < 0.25)

    // The order by benefit is the reverse of that by profit, except in the quarter of -1.
    let agreement = try #require(comparison.agreement)
    let pair = try #require(agreement.pairs.first)
    #expect(pair.tau.value == -1)
    #expect(pair.tau.interval == Interval(level: 0.95, low: -1, high: 1))
    #expect(agreement.concordance.value == 0)
    #expect(agreement.concordance.interval == Interval(level: 0.95, low: 0, high: 1))

    // People forgo twice their mean where the shop has its best, "none".
    let best = try #require(comparison.bestForWhom.first)
    let forShop = try #require(best.choices.first { $0.rule == .alone(1) })
    #expect(comparison.document.scenarios[try #require(forShop.scenario)].name == "none")
    let regret = forShop.regrets[0]
    let (mean, interval) = (try #require(regret.mean), try #require(regret.interval))
    // Mean 2 and standard deviation sqrt(8), within five standard errors of 200 draws.
    #expect(abs(mean - 2) < 5 * (8.0 / 200).squareRoot())
    #expect(abs(interval.halfWidth / t - 8.0.squareRoot()) < 0.5)
    #expect(abs(interval.low + interval.high - 2 * mean) < 1e-12)
  }
}

/// Two people who differ.
private final class People: DataSource {
  func table(named name: String, path: String, types: [String: Tables.ColumnType])
    throws(DiagnosticList) -> Table
  {
    try CSVReader.read(bytes: Array("id,x\na,3\nb,-1\n".utf8), name: path, types: types)
  }
}
