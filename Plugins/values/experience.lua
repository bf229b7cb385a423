-- Experiential value: scores of an experience, its memory, and satisfaction against what was expected.
local valence = require "valence"
local terms = require "values.terms"
local traits = require "values.traits"

local experience = {}

--- The dimensions of Mathwick, Malhotra & Rigdon 2001, doi:10.1016/S0022-4359(00)00045-2.
experience.dimensions = { "playfulness", "aesthetics", "customer_return_on_investment", "service_excellence" }

--- Experiential value per period: the weighted sum of scores in [0, 1]. Weights are 1/4 each unless given,
--- so that the value lies in [0, 1]. A score outside [0, 1] makes it undefined (`score_out_of_range`).
---@param options table `of`; `scores`: terms by dimension (fields of the dimensions' names unless given); `weights` by dimension; `name`, `scale`, `as` ("flow" unless given).
---@return valence.Made
function experience.value(options)
  local what = "values.experiential"
  local given = valence.options(what, options, {
    of = "string or table", scores = "table", weights = "table", name = "string", unit = "string",
    scale = "number", as = "string",
  }, { "of" })
  local scores, weights = {}, {}
  for _, name in ipairs(experience.dimensions) do
    local score = terms.of(what, "scores." .. name, given.scores and given.scores[name] or name)
    scores[name] = function(self, env)
      local value = score(self, env)
      if value >= 0 and value <= 1 then return value end
      return valence.undefined "score_out_of_range"
    end
    weights[name] = given.weights and given.weights[name] or 0.25
  end
  for _, part in ipairs { "scores", "weights" } do
    for name in pairs(given[part] or {}) do
      if not scores[name] then
        valence.refuse(("%s: there is no dimension '%s' in '%s'; dimensions: %s")
          :format(what, tostring(name), part, table.concat(experience.dimensions, ", ")))
      end
    end
  end
  local sum = terms.sum(what, "scores", scores, weights)
  return valence.value {
    given.name or "experiential value", of = given.of, as = given.as, unit = given.unit, scale = given.scale,
    source = "Mathwick, Malhotra & Rigdon 2001, doi:10.1016/S0022-4359(00)00045-2",
    own = "the weighted sum of scores", formula = "sum of weighted scores", traits = traits.experiential,
    function(self, env) return sum(self, env) end,
  }
end

--- How satisfied somebody is with a surplus v who expected U (Jiang & Fu 2026, eq. 5):
--- v (1 + (v - U) / U) for v >= 0, v (1 + |(v - U) / U|) for v < 0.
---@param actual number v, the surplus that came.
---@param expected number U, the surplus that was expected; at 0 the formula is singular.
---@return number|nil value
---@return string|nil reason "zero_denominator" where nothing was expected.
function experience.satisfaction(actual, expected)
  if expected == 0 then return nil, "zero_denominator" end
  local surprise = (actual - expected) / expected
  if actual >= 0 then return actual * (1 + surprise) end
  return actual * (1 + math.abs(surprise))
end

--- Satisfaction as a definition of value, see `satisfaction`; undefined (`zero_denominator`) at U = 0.
---@param options table `of`, `actual`, `expected`: terms; `name`, `unit`, `scale`, `as`.
---@return valence.Made
function experience.satisfied(options)
  local what = "values.satisfaction"
  local term = terms.types
  local given = valence.options(what, options, {
    of = "string or table", actual = term, expected = term, name = "string", unit = "string",
    scale = "number", as = "string",
  }, { "of", "actual", "expected" })
  local actual = terms.of(what, "actual", given.actual)
  local expected = terms.of(what, "expected", given.expected)
  local satisfaction = experience.satisfaction
  return valence.value {
    given.name or "satisfaction", of = given.of, as = given.as, unit = given.unit, scale = given.scale,
    source = "Jiang & Fu 2026, eq. 5", formula = "v (1 + (v - U) / U) for v >= 0, v (1 + |(v - U) / U|) below", traits = traits.experiential,
    function(self, env)
      local value, reason = satisfaction(actual(self, env), expected(self, env))
      if not value then return valence.undefined(reason) end
      return value
    end,
  }
end

return experience
