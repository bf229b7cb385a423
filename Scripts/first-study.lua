-- A first study: who gains when a shop launches an app, and who gains when the app gets pushy?
--
--     ./valence run Scripts/first-study.lua
--     ./valence run Scripts/first-study.lua patience=1          another value for a parameter
--
-- A study is one table: who there is, who knows whom, what happens in each step, what counts as
-- value, and what is to be compared. Nothing here runs by itself; Valence reads the table, makes
-- the worlds, and calls the functions.

local valence = require "valence"

return valence.study {
  name = "An app and its offers",
  question = "Who gains when a shop launches an app, and who gains when the app gets pushy?",
  notes = "A made-up example. All numbers and all value definitions are our own operationalisation.",

  seed = 1,              -- the same seed gives the same bits, on every machine
  steps = 40,            -- weeks
  replications = 20,     -- random worlds per scenario

  -- Numbers that scenarios change. A rule reads them as env.spread, env.pushes and so on.
  parameters = {
    launched = true,     -- is there an app at all?
    spread = 0.08,       -- chance that one friend's app makes you install it, per week
    pushes = 1,          -- offers per week
    patience = 3,        -- how much annoyance one bears before the app is deleted
  },

  -- Who there is. A field starts as a number, true or false, or a draw from a distribution.
  actors = {
    consumer = {
      count = 300,
      fields = {
        interest = valence.beta(2, 2),       -- chance that one offer is welcome
        privacy = valence.uniform(0, 1),     -- how much an offer disturbs
        has_app = false,
        deleted = false,
        mood = 0,
      },
    },
    shop = { count = 1 },
  },

  -- Who is tied to whom: friends among consumers, and every consumer to the shop.
  networks = {
    friends = valence.small_world { among = "consumer", degree = 6, rewire = 0.1 },
    customers = valence.star { from = "consumer", to = "shop" },
  },

  -- What happens in each step, in this order.
  phases = {
    -- A rule is called for every actor of a kind. All of them act at once: everyone sees the
    -- others as they were when the phase began.
    valence.rule { "install", of = "consumer", function(self, env)
      if not env.launched or self.has_app or self.deleted then return end
      local users = 0
      for friend in self:peers "friends" do
        if friend.has_app then users = users + 1 end
      end
      -- Word of mouth; and one in a hundred finds the app alone.
      if env:chance(1 - 0.99 * (1 - env.spread) ^ users) then self.has_app = true end
    end },

    -- An encounter is called for every tie and returns what each side gains by it. A bare
    -- `return` means that nothing happened, which is not the same as `return 0, 0`.
    valence.encounter { "offer", along = "customers", function(consumer, shop, env)
      if not consumer.has_app then return end
      local welcome = 1 - (1 - 0.3 * consumer.interest) ^ env.pushes
      local disturbance = consumer.privacy * (0.3 * env.pushes) ^ 2     -- each push is worse than the last
      if env:chance(welcome) then return 1 - disturbance, 2 - 0.05 * env.pushes end
      return -disturbance, -0.05 * env.pushes
    end },

    valence.rule { "delete", of = "consumer", function(self, env)
      self.mood = 0.8 * self.mood + self:gained "offer"
      if self.has_app and self.mood < -env.patience then
        self.has_app, self.deleted = false, true
      end
    end },
  },

  -- What counts as value, for whom. Several definitions stand side by side on the same worlds; the
  -- report shows the mean of each.
  values = {
    valence.value { "benefit", of = "consumer", unit = "offers", source = "own operationalisation",
      function(self) return self:gained "offer" end },                   -- added up over the weeks
    valence.value { "mood", of = "consumer", as = "stock", source = "own operationalisation",
      function(self) return self.mood end },                             -- as it is at the end
    valence.value { "profit", of = "shop", unit = "EUR", source = "own operationalisation",
      function(self) return self:gained "offer" end },
  },

  -- What is compared. Every consumer has a twin with the same luck in the baseline, so that
  -- differences come from the scenario and not from chance.
  scenarios = {
    { "no app", launched = false },
    { "app" },
    { "pushy app", pushes = 4 },
  },
  baseline = "no app",

  -- What else the report says about a finished world: `twin` is the same world in the baseline.
  measures = {
    valence.measure { "consumers worse off", source = "own operationalisation", function(run, twin)
      if not twin then return valence.undefined "no_twin" end
      local worse = 0
      for consumer, other in run:actors "consumer" do
        if consumer:value "benefit" < other:value "benefit" then worse = worse + 1 end
      end
      return worse / run:count "consumer"
    end },
  },

  -- A number per step, for a curve in the report.
  series = {
    valence.series { "share with the app", function(env)
      return env:count("consumer", "has_app") / env:count "consumer"
    end },
  },
}
