-- One world, counted by six schools of thought: a shop's app that informs its users and disturbs them.
local valence = require "valence"
local values = require "values"

return valence.study {
  name = "An app, counted in six ways",
  question = "Does it pay, and for whom, when value is counted as each school counts it?",
  seed = 7, steps = 26, replications = 20, baseline = "no app",

  parameters = { launched = true, pushes = 1 },

  actors = {
    consumer = {
      count = 200,
      fields = {
        taste = valence.beta(2, 2), privacy = valence.uniform(0, 1), on = 0, well = 0,
        fun = valence.flow(), disturbance = valence.flow(), playfulness = valence.flow(), aesthetics = 0.5,
        customer_return_on_investment = valence.flow(), service_excellence = 0.6, bought = valence.flow(),
      },
    },
    non_consumer = { count = 50 },
    shop = { count = 1, fields = { effort = 0.1 } },
  },

  networks = {
    friends = valence.small_world { among = "consumer", degree = 6, rewire = 0.1 },
    customers = valence.star { from = "consumer", to = "shop" },
  },

  phases = {
    valence.rule { "install", of = "consumer", function(self, env)
      if not env.launched or self.on == 1 then return end
      if env:chance(1 - 0.98 * 0.9 ^ self:sum("friends", "on")) then self.on = 1 end
    end },
    valence.rule { "use", of = "consumer", function(self, env)
      if self.on == 0 then return end
      self.fun, self.playfulness = 0.3 * self.taste, self.taste
      self.customer_return_on_investment = 0.5
      self.disturbance = 0.4 * self.privacy * env.pushes
    end },
    valence.encounter { "purchase", along = "customers", function(consumer, shop, env)
      if not env:chance(0.2 + 0.2 * consumer.on * consumer.taste) then return end
      consumer:give("bought", 1)
      return 1, 2
    end },
    values.stock {
      of = "consumer", field = "well", adds = { { gained = "purchase" }, "fun", hurt = function(self) return -self.disturbance end },
      decay = 0.1,
    },
  },

  values = {
    values.customer {
      of = "consumer", unit = "util", scale = 1, benefits = { "fun", purchase = { gained = "purchase" } },
      costs = { "disturbance" },
    },
    values.experiential { of = "consumer", scale = 1 },
    values.well_being { of = "consumer", field = "well", unit = "util", scale = 1 },
    values.network {
      of = "consumer", law = "saturating", k = 1, n0 = 50, counts = "on",
      members = function(_, env) return env:sum("consumer", "on") end, as = "stock",
    },
    values.externality {
      of = "non_consumer", theta = -0.5, coverage = function(_, env) return env:sum("consumer", "on") / 200 end,
    },
    values.clv {
      model = "foreseen", of = "consumer", to = "shop", unit = "EUR", probability = "bought", margin = 2, cost = 0.1,
      rate = 0.0027,
    },
    values.profit { of = "shop", unit = "EUR", scale = 100, margins = { gained = "purchase" }, service = "effort" },
  },

  scenarios = { { "no app", launched = false }, { "app" }, { "pushy app", pushes = 3 } },
}
