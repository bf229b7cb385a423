-- What a network is worth to those who are on it, and to those who are not.
local valence = require "valence"
local terms = require "values.terms"
local traits = require "values.traits"

local network = {}

--- The value of a whole network of n members, up to a factor (Zhang, Liu & Xu 2015, JCST 30(2),
--- compare them): sarnoff n, odlyzko n ln n (Odlyzko & Tilly), metcalfe n (n - 1) / 2,
--- reed 2^n.
network.laws = {
  --- n: each member is one more listener.
  sarnoff = function(n) return n end,
  --- n ln n: the k-th contact is worth 1/k of the first.
  odlyzko = function(n) return n > 0 and n * math.log(n) or 0 end,
  --- n (n - 1) / 2: each pair counts.
  metcalfe = function(n) return n * (n - 1) / 2 end,
  --- 2^n: each subset of members counts.
  reed = function(n) return 2 ^ n end,
}

--- What being there with n members is worth to each of them.
network.per_member = {
  --- k.
  sarnoff = function(_, k) return k end,
  --- k ln n.
  odlyzko = function(n, k) return k * math.log(n) end,
  --- k n.
  metcalfe = function(n, k) return k * n end,
  --- k 2^n / n.
  reed = function(n, k) return k * 2 ^ n / n end,
  --- k (1 - exp(-n / n0)): it saturates; n0 members give 63 % of the most.
  saturating = function(n, k, n0) return k * (1 - math.exp(-n / n0)) end,
}

local formulas = {
  sarnoff = "k", odlyzko = "k ln n", metcalfe = "k n", reed = "k 2^n / n", saturating = "k (1 - exp(-n / n0))",
}

--- Presence as a definition of value: what the number of members is worth to an actor (own operationalisation of
--- the network laws). Undefined (`empty_group`) where there is no member and the law has no value there.
---@param options table `of`; `members`: a term, the number of members; `law` ("sarnoff", "odlyzko", "metcalfe", "reed" or "saturating"); `k`, the factor (1 unless given; the most that presence can be worth for "saturating"); `n0` for "saturating"; `counts`: a term, 1 for who is on the network and 0 for others (1 unless given); `name`, `unit`, `scale`, `as`.
---@return valence.Made
function network.value(options)
  local what = "values.network"
  local given = valence.options(what, options, {
    of = "string or table", members = terms.types, counts = terms.types, law = "string", k = "number",
    n0 = "number", name = "string", unit = "string", scale = "number", as = "string",
  }, { "of", "members", "law" })
  local worth = network.per_member[given.law]
  if not worth then
    valence.refuse(("%s: there is no law '%s'; laws: sarnoff, odlyzko, metcalfe, reed, saturating")
      :format(what, given.law))
  end
  local k, n0 = given.k or 1, given.n0
  if (given.law == "saturating") ~= (n0 ~= nil) or n0 and not (n0 > 0) then
    valence.refuse(what .. ": 'n0', a number above 0, goes with the law 'saturating', and that with it")
  end
  local members = terms.of(what, "members", given.members)
  local counts = terms.of(what, "counts", given.counts or 1)
  local needs_members = given.law == "odlyzko" or given.law == "reed"
  return valence.value {
    given.name or "presence", of = given.of, as = given.as, unit = given.unit, scale = given.scale,
    source = "Zhang, Liu & Xu 2015, JCST 30(2)", own = "the law as each member's value",
    formula = formulas[given.law],
    traits = traits.network,
    function(self, env)
      local share = counts(self, env)
      if share == 0 then return 0 end
      local n = members(self, env)
      if n <= 0 and needs_members then return valence.undefined "empty_group" end
      return share * worth(n, k, n0)
    end,
  }
end

--- What a network does to those who are not on it: theta x coverage (own operationalisation).
---@param options table `of`; `coverage`: a term, from 0 to 1; `theta`: a term, the value of full coverage, below 0 where it harms; `name`, `unit`, `scale`, `as`.
---@return valence.Made
function network.externality(options)
  local what = "values.externality"
  local given = valence.options(what, options, {
    of = "string or table", coverage = terms.types, theta = terms.types, name = "string", unit = "string",
    scale = "number", as = "string",
  }, { "of", "coverage", "theta" })
  local coverage = terms.of(what, "coverage", given.coverage)
  local theta = terms.of(what, "theta", given.theta)
  return valence.value {
    given.name or "externality", of = given.of, as = given.as, unit = given.unit, scale = given.scale,
    source = "own operationalisation", formula = "theta coverage", traits = traits.externality,
    function(self, env) return theta(self, env) * coverage(self, env) end,
  }
end

--- Diffusion after Bass 1969, doi:10.1287/mnsc.15.5.215, in continuous time: f / (1 - F) = p + q F.
network.bass = {
  --- F(t): the share that has adopted by t, from 0 to 1.
  ---@param t number From 0 on.
  ---@param p number Innovation, above 0.
  ---@param q number Imitation, from 0 on.
  ---@return number
  cumulative = function(t, p, q)
    local decay = math.exp(-(p + q) * t)
    return (1 - decay) / (1 + q / p * decay)
  end,
  --- f(t): the rate of adoption at t.
  ---@param t number From 0 on.
  ---@param p number Innovation, above 0.
  ---@param q number Imitation, from 0 on.
  ---@return number
  density = function(t, p, q)
    local decay = math.exp(-(p + q) * t)
    return (p + q) ^ 2 / p * decay / (1 + q / p * decay) ^ 2
  end,
  --- t*: when adoption is fastest, ln(q / p) / (p + q); 0 where q <= p.
  ---@param p number Innovation, above 0.
  ---@param q number Imitation, from 0 on.
  ---@return number
  peak = function(p, q) return q > p and math.log(q / p) / (p + q) or 0 end,
}

return network
