-- Reverse use of customer data: what customers get back from data about them.
local valence = require "valence"
local terms = require "values.terms"
local traits = require "values.traits"

local reverse_use = {}

--- The four ways of using it (Saarijärvi, Grönroos & Kuusela 2014, JSM 28(7)).
reverse_use.uses = { "playing", "check_pointing", "learning", "goal_orientation" }

--- RUV = about x for x uses - effort (own operationalisation). The product says that information which is not about
--- the customer, or not for it, is worth nothing however much it is used.
---@param about number From 0 to 1: the share of the household's purchases that was captured x the accuracy of the content.
---@param relevance number From 0 to 1, "for": the relevance of the phenomenon x the belief in the yardstick.
---@param uses number The weighted sum of uses.
---@param effort number What it costs the customer.
---@return number
function reverse_use.worth(about, relevance, uses, effort) return about * relevance * uses - effort end

--- Reverse-use value per period, see `worth`.
---@param options table `of`; `captured`, `accuracy` (their product is "about"), `relevance`, `congruence` (their product is "for"), `effort`: terms (1 unless given, `effort` 0); `uses`: terms by use, a field of the use's name for those not given; `weights` by use (1 unless given); `name`, `unit`, `scale`.
---@return valence.Made
function reverse_use.value(options)
  local what = "values.reverse_use"
  local term = terms.types
  local given = valence.options(what, options, {
    of = "string or table", captured = term, accuracy = term, relevance = term, congruence = term, effort = term,
    uses = "table", weights = "table", name = "string", unit = "string", scale = "number",
  }, { "of" })
  local known, uses = {}, {}
  for _, use in ipairs(reverse_use.uses) do
    known[use] = true
    uses[use] = given.uses and given.uses[use] or not given.uses and use or nil
  end
  for use in pairs(given.uses or {}) do
    if not known[use] then
      valence.refuse(("%s: there is no use '%s'; uses: %s")
        :format(what, tostring(use), table.concat(reverse_use.uses, ", ")))
    end
  end
  local captured = terms.of(what, "captured", given.captured or 1)
  local accuracy = terms.of(what, "accuracy", given.accuracy or 1)
  local relevance = terms.of(what, "relevance", given.relevance or 1)
  local congruence = terms.of(what, "congruence", given.congruence or 1)
  local effort = terms.of(what, "effort", given.effort or 0)
  local used = terms.sum(what, "uses", uses, given.weights)
  local worth = reverse_use.worth
  return valence.value {
    given.name or "reverse-use value", of = given.of, unit = given.unit, scale = given.scale,
    source = "Saarijärvi, Grönroos & Kuusela 2014, JSM 28(7)",
    own = "the product of about, for and uses, less effort",
    formula = "about for (sum of weighted uses) - effort", traits = traits.reverse_use,
    function(self, env)
      local about = captured(self, env) * accuracy(self, env)
      local for_them = relevance(self, env) * congruence(self, env)
      return worth(about, for_them, used(self, env), effort(self, env))
    end,
  }
end

return reverse_use
