-- A brand crisis on social media
--
-- Question: what does outrage among few cost, whom, and what does the firm's answer change? The damage of
-- bad news is large even where few are dissatisfied, and weak ties become a negative force (Goldenberg,
-- Libai, Moldovan & Muller 2007, IJRM, doi:10.1016/j.ijresmar.2007.02.003); a response must fit arousal and
-- timing (Herhausen et al. 2019, JM, doi:10.1177/0022242918822300); damage in the short and the long run
-- differ (Hansen, Kupfer & Hennig-Thurau 2018, IJRM); responses enhance or destroy (Jiang & Fu 2026, JAIS
-- 27(3), doi:10.17705/1jais.00980).
--
-- Rates are this project's defaults. What was chosen: nobody is outraged twice; a day of outrage costs 1 of
-- well-being, which keeps 95 % of its level from day to day; a purchase is worth 2.5 to the consumer, half
-- of the firm's margin, and 1.5 at the competitor, the second choice; the competitor, where there is one,
-- sells what the firm would have sold at the attitude before the crisis. When the response comes is not varied.
--
-- What comes out: as cited. The firm loses about 8 % of its profit where it says nothing, 1 % where the response
-- enhances, 30 % where it destroys; outrage reaches a twelfth of all without rewiring, six tenths with many weak
-- ties. Verdict: CO-DESTRUCTION by both lenses, CONFUSION where a competitor picks up the sales, as expected.
--
--     ./valence run Scripts/brand-crisis.lua
--     ./valence run Scripts/brand-crisis.lua rewiring=0,0.05,0.5

local valence = require "valence"
local codestruction, values = require "codestruction", require "values"
local verdict, conditions = require "verdict", require "conditions"

local enhancing = { spread = valence.from { 0.06, [12] = 0.03 }, heal = valence.from { 0.005, [12] = 0.03 } }
local destructive = { spread = valence.from { 0.06, [12] = 0.09 }, heal = valence.from { 0.005, [12] = 0 } }

return valence.study {
  name = "A brand crisis on social media",
  question = "What does outrage among few cost, whom, and what does the firm's answer change?",
  notes = "A mechanism that was put in comes out: rates are defaults of this project, not estimates.",
  seed = 2007, steps = 90, replications = 100,

  parameters = {
    seeds = 8, day = 10,                        -- who is outraged first, and when
    spread = 0.06, calm = 0.25,                 -- chance per day to catch it from a neighbour, and to calm down
    blow = 0.3, heal = 0.005,                   -- what it takes from the attitude, and how that comes back
    appeal = 0.1, margin = 5,                   -- purchases per day and unit of attitude
    surplus = 2.5, second = 1.5, upset = 1,
    rewiring = 0.1, rival = false,
  },

  actors = {
    consumer = { count = 800, fields = {
      luck = valence.uniform(0, 1), place = valence.rank "luck",
      outraged = false, touched = false, attitude = 0.5, wish = 1, buys = false, well_being = 0 } },
    firm = { count = 1 },
    competitor = { count = 1 },
  },

  networks = {
    friends = valence.small_world { among = "consumer", degree = 8, rewire = valence.parameter "rewiring" },
    customers = valence.star { from = "consumer", to = "firm" },
    others = valence.star { from = "consumer", to = "competitor" },
  },

  phases = {
    valence.rule { "talk", of = "consumer", function(self, env)
      self.wish = env:uniform()
      self.attitude = self.attitude + env.heal * (0.5 - self.attitude)
      local caught = false
      if self.outraged then
        if env:chance(env.calm) then self.outraged = false end
      elseif not self.touched then
        if env.step == env.day then caught = self.place * env:count "consumer" < env.seeds end
        local outraged = 0
        for friend in self:peers "friends" do
          if friend.outraged then outraged = outraged + 1 end
        end
        if env:chance(1 - (1 - env.spread) ^ outraged) then caught = true end
      end
      if caught then
        self.outraged, self.touched = true, true
        self.attitude = self.attitude - env.blow
      end
      self.buys = self.wish < env.appeal * self.attitude
    end },

    valence.encounter { "purchase", along = "customers", function(consumer, _, env)
      if consumer.buys then return env.surplus, env.margin end
    end },
    valence.encounter { "purchase elsewhere", along = "others", function(consumer, _, env)
      if env.rival and not consumer.buys and consumer.wish < env.appeal * 0.5 then return env.second, env.margin end
    end },
    valence.presence { "outrage", of = "consumer", function(self, env)
      if self.outraged then return -env.upset end
    end },

    values.stock { name = "feel", of = "consumer", field = "well_being", decay = 0.05,
      adds = { here = { gained = "purchase" }, elsewhere = { gained = "purchase elsewhere" },
        outrage = { gained = "outrage" } } },
  },

  values = {
    values.customer { of = "consumer", unit = "EUR", scale = 1,
      benefits = { here = { gained = "purchase" }, elsewhere = { gained = "purchase elsewhere" } } },
    valence.value { "well-being", of = "consumer", as = "mean", unit = "util", scale = 1, traits = values.traits.well_being,
      source = "the stock that a decline in well-being needs (Plé & Chumpitaz Cáceres 2010), as its mean over the days",
      own = "the stock and its mean", function(self) return self.well_being end },
    values.profit { name = "firm profit", of = "firm", margins = { gained = "purchase" }, unit = "EUR", scale = 1000 },
    values.profit { name = "competitor profit", of = "competitor", margins = { gained = "purchase elsewhere" },
      unit = "EUR", scale = 1000 },                                                -- what the firm lost alone
  },
  lenses = {
    { "exchange", consumer = "customer value", firm = "firm profit", competitor = "competitor profit" },
    { "well-being", consumer = "well-being", firm = "firm profit", competitor = "competitor profit" },
  },

  scenarios = {
    { "no crisis", seeds = 0 },
    { "no response" },
    { "enhancing response", spread = enhancing.spread, heal = enhancing.heal },
    { "destructive response", spread = destructive.spread, heal = destructive.heal },
    { "neighbours only", rewiring = 0 },
    { "many weak ties", rewiring = 0.5 },
    { "competitor picks up", rival = true },
  },
  baseline = "no crisis",

  measures = {
    codestruction.incidence { lens = "every" },
    codestruction.depth { lens = "exchange" },
    codestruction.recovery { lens = "exchange" },
    valence.measure { "reach", source = "share that was ever outraged",
      function(run) return run:count("consumer", "touched") / run:count "consumer" end },
    valence.measure { "change of profit", gives = { "all days", "first month", "last month" },
      source = "the firm's margins over those of the twin, minus 1; own operationalisation",
      function(run, twin)
        if not twin then return valence.undefined "no_twin" end
        local sold, before = run:series "sales", twin:series "sales"
        local function change(from, to)
          local a, b = 0, 0
          for day = from, to do a, b = a + sold[day], b + before[day] end
          return b > 0 and a / b - 1 or valence.undefined "no_events"
        end
        return change(1, #sold), change(10, 39), change(61, 90)
      end },
  },
  series = {
    valence.series { "outraged", function(env) return env:count("consumer", "outraged") / env:count "consumer" end },
    valence.series { "attitude", function(env) return env:mean("consumer", "attitude") end },
    valence.series { "sales", function(env) return env:count("consumer", "buys") end },
  },

  sections = {
    verdict.section { of = { "purchase", "purchase elsewhere" } },
    verdict.section { name = "Verdict without the competitor", between = { "consumer", "firm" }, of = "purchase" },
    conditions.section { talk = { "seeds", below = 1 }, objective = false },
  },
}
