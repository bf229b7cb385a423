-- Stocks that remember: well-being, and the memory of experiences.
local valence = require "valence"
local terms = require "values.terms"
local traits = require "values.traits"

local stock = {}

--- A rule that keeps a stock in a field: field = (1 - decay) field + SUM of what happened in this step. Put it
--- after the phases whose gains it adds. It is WB(t) = WB(t-1) (1 - kappa) + SUM delta for well-being, and
--- EV(t) = lambda EV(t-1) + event score, with lambda = 1 - decay, for the memory of an experience.
---@param options table `of`, `field` (of numbers), `adds` (terms by name, or a list of fields; `{ { gained = "offer" } }` for what was gained in a phase), `decay` (0 unless given, at most 1), `name`.
---@return valence.Made
function stock.rule(options)
  local what = "values.stock"
  local given = valence.options(what, options, {
    of = "string", field = "string", adds = "table", decay = "number", name = "string",
  }, { "of", "field", "adds" })
  local decay = given.decay or 0
  if not (decay >= 0 and decay <= 1) then
    valence.refuse(("%s: 'decay' is a number from 0 to 1, not %s"):format(what, decay))
  end
  local field, kept = given.field, 1 - decay
  local sum = terms.sum(what, "adds", given.adds)
  return valence.rule {
    given.name or ("stock " .. field), of = given.of,
    function(self, env) self[field] = kept * self[field] + sum(self, env) end,
  }
end

--- Well-being as a definition of value: a stock in a field, as it is at the end. It is what "a decline in
--- well-being" is about (Plé & Chumpitaz Cáceres 2010, doi:10.1108/08876041011072546), as distinct from what
--- was gained per period.
---@param options table `of`, `field`, `name`, `unit`, `scale`.
---@return valence.Made
function stock.well_being(options)
  local given = valence.options("values.well_being", options, {
    of = "string or table", field = "string", name = "string", unit = "string", scale = "number",
  }, { "of", "field" })
  local field = given.field
  return valence.value {
    given.name or "well-being", of = given.of, as = "stock", unit = given.unit, scale = given.scale,
    source = "Plé & Chumpitaz Cáceres 2010, doi:10.1108/08876041011072546",
    own = "the stock: what is left of it after each step, plus what was gained",
    formula = "WB(t) = (1 - kappa) WB(t - 1) + sum of gains", traits = traits.well_being,
    function(self) return self[field] end,
  }
end

return stock
