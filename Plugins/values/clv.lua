-- Customer lifetime value as a definition of value: what a customer's future purchases are worth to the firm.
local valence = require "valence"
local terms = require "values.terms"
local traits = require "values.traits"
local retention = require "values.retention"
local sbg = require "values.sbg"
local bgnbd = require "values.bgnbd"
local pareto_nbd = require "values.pareto_nbd"
local gamma_gamma = require "values.gamma_gamma"

local clv = {}

local term = terms.types

--- Options of every model, and of each.
local shared = {
  model = "string", of = "string", to = "string", name = "string", unit = "string", scale = "number",
}
local models = {}

--- The lifetime value of a customer of whom so many purchases are foreseen: SUM_{k=1}^K (E[Y(k h)] - E[Y((k-1) h)])
--- spend / (1 + rate)^k, with K periods of length h.
---@param foreseen fun(t: number): number How many purchases are expected within t from now.
---@param spend number What a purchase is worth.
---@param horizon table `periods` (K), `period` (h, in the unit of t; 1 unless given), `rate` (per period).
---@return number
function clv.discounted(foreseen, spend, horizon)
  local sum, before = 0, 0
  for k = 1, horizon.periods do
    local now = foreseen(k * (horizon.period or 1))
    sum = sum + (now - before) * spend / (1 + horizon.rate) ^ k
    before = now
  end
  return sum
end

-- Constant retention: `margin`, `retention` (terms), `rate`, `timing`.
models.retention = {
  options = { margin = term, retention = term, rate = "number", timing = "string" },
  needed = { "margin", "retention", "rate" },
  source = "Gupta & Lehmann 2003, JIM 17(1)",
  formula = "m r / (1 + d - r); m (1 + d) / (1 + d - r) where the first margin comes now",
  make = function(given)
    local margin = terms.of("values.clv", "margin", given.margin)
    local stays = terms.of("values.clv", "retention", given.retention)
    local rate, timing, multiple = given.rate, given.timing, retention.multiple
    return { as = "end", function(self, env)
      local margins, reason = multiple(stays(self, env), rate, timing)
      if not margins then return valence.undefined(reason) end
      return margins * margin(self, env)
    end }
  end,
}

-- Foreseen period by period: `probability`, `margin`, `cost` (terms), `rate`. It adds up over the steps.
models.foreseen = {
  options = { probability = term, margin = term, cost = term, rate = "number" },
  needed = { "probability", "margin", "rate" },
  source = "Kumar, Venkatesan, Bohling & Beckmann 2008, Marketing Science 27(4)",
  formula = "sum of (p CM - MC) / (1 + r)^j",
  make = function(given)
    local probability = terms.of("values.clv", "probability", given.probability)
    local margin = terms.of("values.clv", "margin", given.margin)
    local cost = terms.of("values.clv", "cost", given.cost or 0)
    return { as = "flow", discount = given.rate, function(self, env)
      return probability(self, env) * margin(self, env) - cost(self, env)
    end }
  end,
}

-- Under contract: `margin` (term), `parameters` (a, b), `rate`, `renewals` (term: how often it has renewed; a new
-- customer, whose first margin comes now, unless given).
models.contractual = {
  options = { margin = term, parameters = "table", rate = "number", renewals = term },
  needed = { "margin", "parameters", "rate" },
  source = "Fader & Hardie 2007, doi:10.1002/dir.20074",
  formula = "m 2F1(1, b; a + b; 1 / (1 + d))",
  make = function(given)
    local margin = terms.of("values.clv", "margin", given.margin)
    local renewals = given.renewals and terms.of("values.clv", "renewals", given.renewals)
    local p, rate, multiple, residual = given.parameters, given.rate, sbg.multiple, sbg.residual
    return { as = "end", function(self, env)
      local margins, reason
      if renewals then
        margins, reason = residual(renewals(self, env) + 1, rate, p)
      else
        margins, reason = multiple(rate, p)
      end
      if not margins then return valence.undefined(reason) end
      return margins * margin(self, env)
    end }
  end,
}

--- What BG/NBD and Pareto/NBD have in common: `x`, `t_x`, `T` (terms; fields of these names unless given), `mean`
--- (term: the mean spend of the x purchases), `margin` (the share of spend that is margin; 1 unless given),
--- `periods`, `period`, `rate`, and `parameters` of the model and `spend` of gamma-gamma, or none of them: then both
--- are fitted to the customers of the run.
local function without_contract(model, source)
  return {
    options = {
      x = term, t_x = term, T = term, mean = term, margin = "number", parameters = "table", spend = "table",
      periods = "number", period = "number", rate = "number",
    },
    needed = { "mean", "periods", "rate" },
    source = source, formula = "sum over k of (E[Y(k h)] - E[Y((k - 1) h)]) E[M] / (1 + d)^k",
    make = function(given)
      local x = terms.of("values.clv", "x", given.x or "x")
      local t_x = terms.of("values.clv", "t_x", given.t_x or "t_x")
      local T = terms.of("values.clv", "T", given.T or "T")
      local mean = terms.of("values.clv", "mean", given.mean)
      local margin = given.margin or 1
      local horizon = { periods = given.periods, period = given.period or 1, rate = given.rate }
      if (given.parameters == nil) ~= (given.spend == nil) then
        valence.refuse "values.clv: give both 'parameters' and 'spend', or neither, and they are fitted"
      end
      local function worth(self, env, purchases, spend)
        local customer = { x = x(self, env), t_x = t_x(self, env), T = T(self, env) }
        local value, reason = gamma_gamma.conditional(customer.x, mean(self, env), spend)
        if not value then return valence.undefined(reason) end
        return clv.discounted(
          function(t) return model.conditional(t, customer, purchases) end, value * margin, horizon)
      end
      local p, q = given.parameters, given.spend
      if p then return { as = "end", function(self, env) return worth(self, env, p, q) end } end
      local kind = given.of
      return {
        as = "end",
        fit = function(run)
          local customers = {}
          for self in run:actors(kind) do
            customers[#customers + 1] = { x = x(self), t_x = t_x(self), T = T(self), mean = mean(self) }
          end
          return { purchases = model.fit(customers), spend = gamma_gamma.fit(customers) }
        end,
        function(self, env, fit)
          if not (fit.purchases.converged and fit.spend.converged) then return valence.undefined "not_converged" end
          return worth(self, env, fit.purchases, fit.spend)
        end,
      }
    end,
  }
end

models.bgnbd = without_contract(bgnbd, "Fader, Hardie & Lee 2005, doi:10.1287/mksc.1040.0098")
models.pareto_nbd = without_contract(pareto_nbd, "Schmittlein, Morrison & Colombo 1987, doi:10.1287/mnsc.33.1.1")

--- Customer lifetime value: the present value of a customer's future margins to the firm, asked at the end of the
--- run (the model "foreseen" adds up over the steps instead). Undefined where its sum has no limit (`diverges`),
--- where mean spend does not exist (`no_mean`), where a fit did not converge (`not_converged`).
---@param options table `model`: "retention" (`margin`, `retention`, `rate`, `timing`), "foreseen" (`probability`, `margin`, `cost`, `rate`), "contractual" (`margin`, `parameters`, `rate`, `renewals`), "bgnbd" or "pareto_nbd" (`x`, `t_x`, `T`, `mean`, `margin`, `periods`, `period`, `rate`, `parameters` and `spend` or neither); `of` (the customers' kind), `to` (the firm's; "firm" unless given), `name`, `unit`, `scale`.
---@return valence.Made
function clv.value(options)
  local model = type(options) == "table" and models[options.model]
  if not model then
    valence.refuse "values.clv: 'model' is one of \"retention\", \"foreseen\", \"contractual\", \"bgnbd\", \"pareto_nbd\""
  end
  local types, needed = {}, { "of" }
  for name, kind in pairs(shared) do types[name] = kind end
  for name, kind in pairs(model.options) do types[name] = kind end
  for _, name in ipairs(model.needed) do needed[#needed + 1] = name end
  local given = valence.options("values.clv", options, types, needed)
  local made = model.make(given)
  return valence.value {
    given.name or "CLV", of = given.of, to = given.to or "firm", as = made.as, discount = made.discount,
    unit = given.unit, scale = given.scale, source = model.source, formula = model.formula,
    traits = traits.clv, fit = made.fit, made[1],
  }
end

return clv
