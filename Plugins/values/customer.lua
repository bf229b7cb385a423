-- Customer value: what is received against what is given.
local valence = require "valence"
local terms = require "values.terms"
local traits = require "values.traits"

local customer = {}

--- The benefits that schools of thought tell apart.
--- consumption_values: Sheth, Newman & Gross 1991. holbrook: Holbrook 1999, eight types. perval: Sweeney &
--- Soutar 2001.
customer.presets = {
  consumption_values = { "functional", "social", "emotional", "epistemic", "conditional" },
  holbrook = { "efficiency", "excellence", "status", "esteem", "play", "aesthetics", "ethics", "spirituality" },
  perval = { "quality", "emotional", "price", "social" },
}

local sources = {
  consumption_values = "Sheth, Newman & Gross 1991, doi:10.1016/0148-2963(91)90050-8",
  holbrook = "Holbrook 1999, Consumer Value",
  perval = "Sweeney & Soutar 2001, doi:10.1016/S0022-4359(01)00041-0",
}

local own = "the weighted sum per period; which fields stand for which benefit is the study's"

--- The benefits of a preset, with the terms that the study gives instead of fields of the same name.
local function benefits_of(preset, given)
  local names = customer.presets[preset]
  if not names then
    valence.refuse(("values.customer: there is no preset '%s'; presets: consumption_values, holbrook, perval")
      :format(tostring(preset)))
  end
  local benefits = {}
  for _, name in ipairs(names) do benefits[name] = name end
  for name, entry in pairs(given or {}) do
    if not benefits[name] then
      valence.refuse(("values.customer: the preset %s has no benefit '%s'; it has: %s")
        :format(preset, tostring(name), table.concat(names, ", ")))
    end
    benefits[name] = entry
  end
  return benefits
end

--- Customer value per period: CVu = SUM w_d b_d - SUM w_c cost_c, the trade-off between what is received
--- and what is given (Zeithaml 1988, doi:10.1177/002224298805200302). Any real number; higher is better.
---@param options table `of` (the kind), `benefits` and `costs` (terms by name: a number, a field or a function of the actor; or lists of fields), `preset` ("consumption_values", "holbrook" or "perval": its benefits, each a field of that name unless `benefits` says otherwise), `weights` by name (1 unless given), `name`, `unit`, `scale`, `as` ("flow" unless given).
---@return valence.Made
function customer.value(options)
  local given = valence.options("values.customer", options, {
    of = "string or table", benefits = "table", costs = "table", weights = "table", preset = "string",
    name = "string", unit = "string", scale = "number", as = "string", discount = "number or table",
  }, { "of" })
  local what = "values.customer"
  local benefits = given.preset and benefits_of(given.preset, given.benefits) or given.benefits or {}
  local costs = given.costs or {}
  local of_benefits, of_costs = {}, {}
  for name, weight in pairs(given.weights or {}) do
    local is_cost = costs[name] ~= nil
    for _, entry in ipairs(costs) do is_cost = is_cost or entry == name end
    if is_cost then of_costs[name] = weight else of_benefits[name] = weight end
  end
  local received = terms.sum(what, "benefits", benefits, of_benefits)
  local paid = terms.sum(what, "costs", costs, of_costs)
  return valence.value {
    given.name or "customer value", of = given.of, as = given.as, unit = given.unit, scale = given.scale,
    discount = given.discount,
    source = given.preset and sources[given.preset] or "Zeithaml 1988, doi:10.1177/002224298805200302",
    formula = "sum of weighted benefits - sum of weighted costs", own = own, traits = traits.customer,
    function(self, env) return received(self, env) - paid(self, env) end,
  }
end

--- What a customer may expect to gain from a service whose quality is overstated:
--- v0 + (1 + overstatement) S - P (Jiang & Fu 2026, eq. 1). With overstatement 0 it is the surplus itself.
---@param v0 number The value without any service.
---@param overstatement number At least 0.
---@param service number S, the quality delivered.
---@param price number P.
---@return number
function customer.expected_surplus(v0, overstatement, service, price)
  return v0 + (1 + overstatement) * service - price
end

--- Expected surplus as a definition of value, see `expected_surplus`.
---@param options table `of`, `service`, `price`, `base` (v0; 0 unless given), `overstatement` (0 unless given): terms; `name`, `unit`, `scale`, `as`.
---@return valence.Made
function customer.surplus(options)
  local what = "values.surplus"
  local term = terms.types
  local given = valence.options(what, options, {
    of = "string or table", service = term, price = term, base = term, overstatement = term,
    name = "string", unit = "string", scale = "number", as = "string",
  }, { "of", "service", "price" })
  local base = terms.of(what, "base", given.base or 0)
  local overstatement = terms.of(what, "overstatement", given.overstatement or 0)
  local service = terms.of(what, "service", given.service)
  local price = terms.of(what, "price", given.price)
  local expected_surplus = customer.expected_surplus
  return valence.value {
    given.name or "expected surplus", of = given.of, as = given.as, unit = given.unit, scale = given.scale,
    source = "Jiang & Fu 2026, eq. 1", formula = "v0 + (1 + overstatement) S - P", traits = traits.customer,
    function(self, env)
      return expected_surplus(base(self, env), overstatement(self, env), service(self, env), price(self, env))
    end,
  }
end

--- Benefits for each unit of cost, b / c; undefined (`zero_denominator`) where the costs are 0.
---@param options table `of`, `benefits`, `costs`, `weights`, `name`, `as` ("stock" unless given: a ratio does not add up), as in `customer`.
---@return valence.Made
function customer.ratio(options)
  local what = "values.ratio"
  local given = valence.options(what, options, {
    of = "string or table", benefits = "table", costs = "table", name = "string", scale = "number", as = "string",
  }, { "of", "benefits", "costs" })
  local received = terms.sum(what, "benefits", given.benefits)
  local paid = terms.sum(what, "costs", given.costs)
  return valence.value {
    given.name or "value ratio", of = given.of, as = given.as or "stock", scale = given.scale,
    source = "Zeithaml 1988, doi:10.1177/002224298805200302", own = "the ratio instead of the difference",
    formula = "benefits / costs",
    traits = traits.customer,
    function(self, env)
      local cost = paid(self, env)
      if cost == 0 then return valence.undefined "zero_denominator" end
      return received(self, env) / cost
    end,
  }
end

return customer
