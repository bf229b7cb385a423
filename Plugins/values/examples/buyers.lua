-- Simulated customers whose lifetime value is estimated from what they did, as an analyst would, and compared with what
-- they are really worth, which only a simulation knows.
local valence = require "valence"
local values = require "values"

local buying = { r = 0.5, alpha = 5, a = 0.8, b = 2.5 }
local spending = { p = 6, q = 4, v = 15 }

local fields = { seen = 0, seen_last = 0, mean = 0, spent_before = 0 }
for _, of_model in ipairs { values.bgnbd.fields(buying), values.gamma_gamma.fields(spending) } do
  for name, first in pairs(of_model) do fields[name] = first end
end

return valence.study {
  name = "What customers are worth, and what they seem to be worth",
  seed = 11, steps = 104, replications = 5,

  actors = { customer = { count = 1000, fields = fields }, shop = { count = 1 } },

  phases = {
    values.bgnbd.buy { of = "customer" },
    values.gamma_gamma.pay { of = "customer", p = spending.p },
    -- After a year the analyst looks at what each customer did so far.
    valence.rule { "look", of = "customer", at = 52, function(self)
      self.seen, self.seen_last, self.spent_before = self.x, self.t_x, self.spent
      self.mean = self.x > 0 and self.spent / self.x or 0
    end },
  },

  values = {
    values.clv {
      model = "bgnbd", name = "estimate", of = "customer", to = "shop", unit = "EUR", x = "seen", t_x = "seen_last", T = 52,
      mean = "mean", periods = 52, rate = 0,
    },
    valence.value {
      "truth", of = "customer", to = "shop", as = "end", unit = "EUR", source = "own operationalisation",
      function(self) return self.spent - self.spent_before end,
    },
  },

  scenarios = { { "as is" } },
}
