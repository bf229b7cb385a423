-- An app that pushes offers: consumers gain by them, are tracked for them, and get too many of them.
--
-- Shown here: overload (C6), intrusion (C7), choice (C4), two definitions that disagree (C5), and whether
-- it is a lottery who wins (C8).
--
--     ./valence run Plugins/confusion/examples/pushes.lua
--     ./valence run Plugins/confusion/examples/pushes.lua shops=2,4

local valence = require "valence"
local confusion = require "confusion"

return valence.study {
  name = "Pushed offers",
  question = "When do offers confuse more than they give?",
  notes = "A made-up example. All numbers are our own operationalisation.",
  seed = 8, steps = 20, replications = 20,

  parameters = {
    shops = 2,           -- how many of the four shops push
    tracking = 0.1,      -- what being tracked costs the most private consumer, per offer
  },

  actors = {
    consumer = { count = 100, fields = {
      privacy = valence.uniform(0, 1),
      capacity = 2,      -- offers per week that can be read
      p_own = 0.7, p_pushed = 0.3,
    } },
    shop = { count = 4 },
  },
  networks = { app = valence.complete { from = "consumer", to = "shop" } },

  phases = {
    valence.encounter { "offer", along = "app", marks = { "privacy" }, function(consumer, shop, env, event)
      if shop.number > env.shops or not env:chance(0.8) then return end
      event.need = env.step
      event.use = env.step + env:poisson(0.5)
      return env:uniform(-0.1, 0.3), 0.2
    end },
    -- The cost of being tracked is booked in events of its own.
    valence.encounter { "track", along = "app", marks = { "privacy" }, function(consumer, shop, env, event)
      if shop.number > env.shops then return end
      event.privacy = true
      return -env.tracking * consumer.privacy, 0.05
    end },
    -- The more shops push, the less clear is where to buy.
    valence.rule { "blur", of = "consumer", function(self, env)
      local pushed = 0.5 - 0.2 * 0.5 ^ env.shops
      self.p_own, self.p_pushed = 1 - pushed, pushed
    end },
  },

  values = {
    valence.value { "benefit", of = "consumer", unit = "EUR", scale = 1, source = "own operationalisation",
      function(self) return self:gained "offer" + self:gained "track" end },
    -- What shops see in a consumer: data of those who guard them are rare.
    valence.value { "data value", of = "consumer", to = "shop", as = "end", unit = "EUR",
      source = "own operationalisation", function(self) return 1 + 2 * self.privacy end },
    valence.value { "profit", of = "shop", unit = "EUR", scale = 100, source = "own operationalisation",
      function(self) return self:gained "offer" + self:gained "track" end },
  },
  lenses = { { "both sides", consumer = "benefit", shop = "profit" } },

  scenarios = { { "no pushes", shops = 0 }, { "two shops" }, { "four shops", shops = 4 } },
  baseline = "no pushes",

  measures = {
    confusion.all(),
    confusion.choice { of = "consumer", probabilities = { "p_own", "p_pushed" } },
    confusion.discord { between = { "benefit", "data value" } },
    confusion.overload { of = "offer", capacity = "capacity", within = 1 },
    confusion.intrusion(),
  },
  sections = {
    confusion.advice { between = { "benefit", "profit" } },
    confusion.instability { of = "consumer", value = "benefit" },
  },
}
