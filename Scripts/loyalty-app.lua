-- A mobile loyalty app: who gains when some customers adopt it
--
-- Question: does an app raise spending, and for whom is that a gain? Adopting and using an app raises
-- spending, both of its features most; stopping lowers it; a poor app can hurt revenue (Kim, Wang &
-- Malthouse 2015, J. Interactive Marketing 31). Loyalty apps change the competition between stores
-- (Son, Oh, Han & Park 2020, ISR, doi:10.1287/isre.2019.0918).
--
-- All numbers are this project's defaults, none is estimated. What the scenario's text left open, and
-- what was chosen: a purchase that moves here from the competitor is no new surplus for the consumer;
-- where the app lowers spending, half of what is lost goes to the competitor (the mirror of what is
-- gained); "not used for four weeks" puts the factor .9 in the place of the app's multiplier.
--
-- What comes out: as cited; by construction, users' spending rises by about a fifth, and by three tenths with
-- both features. Verdict: CONFUSION where the competitor counts, FUSION of customers and firm where it does
-- not, as expected; a poor app co-destroys for those two.
--
--     ./valence run Scripts/loyalty-app.lua
--     ./valence run Scripts/loyalty-app.lua adopters=0.6

local valence = require "valence"
local fusion, confusion = require "fusion", require "confusion"
local values, verdict, conditions = require "values", require "verdict", require "conditions"

return valence.study {
  name = "A mobile loyalty app",
  question = "Who gains when a retailer launches a loyalty app: its customers, the retailer, a competitor?",
  notes = "A mechanism that was put in comes out: parameters are defaults of this project, not estimates.",
  seed = 2015, steps = 52, replications = 100,

  parameters = {
    launched = true, week = 4, adopters = 0.3,
    use = 0.35, habit = 0.5,                  -- chance of use per week, and what habit adds to it
    poor = 0,                                 -- what a poor app takes from the chance of use
    every = 0.25, lookup = 0.25, check_in = 0.25,   -- what habit adds to spending: any app, and each feature
    idle = 0.9,                               -- the multiplier after four weeks without use
    margin = 4, surplus = 2, convenience = 0.15, taken = 0.5,
  },

  actors = {
    consumer = { count = 400, fields = {
      rate = valence.gamma(2, 0.25),          -- purchases per week
      adopter = valence.boolean(function(_, env) return env:chance(env.adopters) end),
      lookup = valence.bernoulli(0.6), check_in = valence.bernoulli(0.6),
      habit = 0, weeks_idle = 0, uses = valence.flow(),
      bought = valence.flow(), moved = valence.flow(), purchases = 0 } },
    firm = { count = 1 },
    competitor = { count = 1 },
  },

  networks = {
    customers = valence.star { from = "consumer", to = "firm" },
    shared = valence.star { from = "consumer", to = "competitor" },
  },

  phases = {
    valence.rule { "week", of = "consumer", function(self, env)
      local usual = env:poisson(self.rate)
      local multiplier = 1
      if env.launched and self.adopter and env.step >= env.week then
        local used = env:chance(math.max(0, env.use - env.poor + env.habit * self.habit))
        self.uses = used and 1 or 0
        self.weeks_idle = used and 0 or self.weeks_idle + 1
        self.habit = 0.9 * self.habit + (used and 0.1 or 0)
        multiplier = 1 + self.habit * (env.every + (self.lookup and env.lookup or 0)
          + (self.check_in and env.check_in or 0))
        if self.weeks_idle >= 4 then multiplier = env.idle end
      end
      local more = env:poisson(self.rate * math.max(0, multiplier - 1))
      local fewer = env:binomial(usual, math.max(0, 1 - multiplier))
      self.bought = usual + more - fewer
      self.moved = env:binomial(more, env.taken) - env:binomial(fewer, env.taken)
      self.purchases = self.purchases + self.bought
    end },

    valence.encounter { "purchase", along = "customers", function(consumer, _, env)
      if consumer.bought == 0 then return end
      return env.surplus * (consumer.bought - consumer.moved), env.margin * consumer.bought
    end },
    valence.encounter { "app use", along = "customers", function(consumer, _, env)
      if consumer.uses > 0 then return env.convenience, 0 end
    end },
    valence.encounter { "switch", along = "shared", function(consumer, _, env)
      if consumer.moved ~= 0 then return 0, -env.margin * consumer.moved end
    end },
  },

  values = {
    values.customer { of = "consumer", benefits = { purchases = { gained = "purchase" }, app = { gained = "app use" } },
      unit = "EUR", scale = 10 },
    values.profit { name = "firm profit", of = "firm", margins = { gained = "purchase" }, unit = "EUR", scale = 1000 },
    values.profit { name = "competitor profit", of = "competitor", margins = { gained = "switch" },     -- what moves alone
      unit = "EUR", scale = 1000 },
    values.clv { model = "foreseen", of = "consumer", probability = 1, rate = 1.15 ^ (1 / 52) - 1, unit = "EUR",
      margin = function(self, env) return env.margin * self.bought end },
  },
  lenses = { { "everyone", consumer = "customer value", firm = "firm profit", competitor = "competitor profit" } },

  scenarios = {
    { "no app", launched = false }, { "app" }, { "poor app", poor = 0.3 },
    { "used for half a year", poor = valence.from { 0, [27] = 1 } },     -- then nobody opens it any more
  },
  baseline = "no app",

  measures = {
    fusion.index {},
    fusion.index { between = { "consumer", "firm" }, name = "fusion without the competitor" },
    confusion.tension {},
    confusion.discord { between = { "customer value", "CLV" } },
    valence.measure { "change of spending", gives = { "adopters", "both features", "no feature", "stopped using", "others" },
      source = "purchases over those of the twins, minus 1; own operationalisation",
      function(run, twin)
        if not twin then return valence.undefined "no_twin" end
        local sums = { 0, 0, 0, 0, 0 }
        local before = { 0, 0, 0, 0, 0 }
        local function add(group, c, other)
          sums[group], before[group] = sums[group] + c.purchases, before[group] + other.purchases
        end
        for c, other in run:actors "consumer" do
          if c.adopter then
            add(1, c, other)
            if c.lookup and c.check_in then add(2, c, other) end
            if not c.lookup and not c.check_in then add(3, c, other) end
            if c.weeks_idle >= 4 then add(4, c, other) end
          else add(5, c, other) end
        end
        for group = 1, 5 do
          sums[group] = before[group] > 0 and sums[group] / before[group] - 1 or valence.undefined "empty_group"
        end
        return sums[1], sums[2], sums[3], sums[4], sums[5]
      end },
  },

  sections = {
    verdict.section { of = { "purchase", "app use", "switch" } },
    verdict.section { name = "Verdict without the competitor", between = { "consumer", "firm" },
      of = { "purchase", "app use" } },
    conditions.section { competition = false, active_and_passive = false, objective = false },
  },
}
