-- What are the customers of a music shop worth?
--
-- Replays 78 weeks of purchases of 2,357 customers who first bought at CDNOW in the first quarter of 1997. After 39
-- weeks three models of lifetime value are fitted to what each customer did: how often it bought again, when it did so
-- last, how much it spent. The other 39 weeks say how good the forecasts were.
--
--     ./valence run Scripts/cdnow/study.lua
--     ./valence run Scripts/cdnow/study.lua bootstrap=true --replications 30      how sure the parameters are
--
-- Published for these data: BG/NBD r .243, alpha 4.414, a .793, b 2.426, log-likelihood -9582.4 (Fader, Hardie & Lee
-- 2005a); Pareto/NBD r .553, alpha 10.578, s .606, beta 11.669, log-likelihood -9595.0 (the same); gamma-gamma p 6.25,
-- q 3.74, v 15.44 (Fader & Hardie 2013). README.md says where the data come from and what they cannot say.

local valence = require "valence"
local values = require "values"

local calibration = 39 * 7                  -- days; the forecasts are for as many
local horizon = { periods = 52, rate = 1.15 ^ (1 / 52) - 1 }    -- a year, discounted by 15 % a year

-- What each customer did up to the end of the calibration.
local function histories(run)
  local list = {}
  for customer in run:actors "customer" do
    list[#list + 1] = {
      x = customer.x, t_x = customer.t_x, T = customer.T, mean = customer.mean, later = customer.later,
    }
  end
  return list
end

local function parameters(title, model, names, source)
  local gives = { table.unpack(names) }
  gives[#gives + 1] = "log-likelihood"
  return valence.measure {
    title, gives = gives, source = source,
    function(run)
      local fit = model.fit(histories(run))
      if not fit.converged then return valence.undefined "not_converged" end
      local numbers = {}
      for index, name in ipairs(names) do numbers[index] = fit[name] end
      numbers[#numbers + 1] = fit.log_likelihood
      return table.unpack(numbers)
    end,
  }
end

-- Days of purchase in the second half: how many there were, and how many each model foresaw.
local function forecast(title, model)
  return valence.measure {
    title, gives = { "purchases foreseen", "purchases made", "mean absolute error" },
    source = "own operationalisation",
    function(run)
      local list = histories(run)
      local fit = model.fit(list)
      local foreseen, made, errors = 0, 0, 0
      for _, customer in ipairs(list) do
        local expected = model.conditional(calibration / 7, customer, fit)
        foreseen, made = foreseen + expected, made + customer.later
        errors = errors + math.abs(expected - customer.later)
      end
      return foreseen, made, errors / #list
    end,
  }
end

local function lifetime_value(title, model)
  return values.clv {
    model = model, name = title, of = "customer", to = "shop", unit = "USD", mean = "mean",
    periods = horizon.periods, rate = horizon.rate,
  }
end

return valence.study {
  name = "Lifetime value of the customers of a music shop",
  question = "What will each customer spend in the year after the calibration?",
  notes = {
    "Purchases, not margins: the log says nothing about costs.",
    "Gamma-gamma assumes that spend does not depend on how often somebody buys; here they correlate weakly (0.11).",
  },
  steps = 78, replications = 1,

  parameters = { bootstrap = false },

  data = {
    purchases = valence.csv {
      "purchases.csv", step = "week",
      source = "CDNOW, 1/10 sample (Fader & Hardie 2001), as distributed with the Python package lifetimes 0.11.3",
      licence = "MIT",
    },
  },

  actors = {
    customer = {
      from = "purchases", key = "customer", resample = valence.parameter "bootstrap",
      fields = values.history.fields(),
    },
    shop = { count = 1 },
  },

  phases = {
    values.history.record {
      replay = "purchases", from = "customer", to = "shop", day = "day", amount = "amount", calibration = calibration,
    },
  },

  values = {
    lifetime_value("CLV by BG/NBD", "bgnbd"),
    lifetime_value("CLV by Pareto/NBD", "pareto_nbd"),
    valence.value { "sales", of = "shop", unit = "USD", function(self) return self:gained "purchase" end },
  },

  measures = {
    parameters("BG/NBD", values.bgnbd, { "r", "alpha", "a", "b" }, "Fader, Hardie & Lee 2005a"),
    parameters("Pareto/NBD", values.pareto_nbd, { "r", "alpha", "s", "beta" }, "Schmittlein, Morrison & Colombo 1987"),
    parameters("gamma-gamma", values.gamma_gamma, { "p", "q", "v" }, "Fader, Hardie & Lee 2005b"),
    forecast("forecast by BG/NBD", values.bgnbd),
    forecast("forecast by Pareto/NBD", values.pareto_nbd),
  },

  tables = {
    valence.table {
      "The customers worth most", of = "customer", sort = "CLV by Pareto/NBD", top = 15,
      columns = { "customer", "bought again", "last, week", "mean, USD", "CLV by BG/NBD", "CLV by Pareto/NBD" },
      function(self)
        return self.number, self.x, self.t_x, self.mean, self:value "CLV by BG/NBD", self:value "CLV by Pareto/NBD"
      end,
    },
  },
}
