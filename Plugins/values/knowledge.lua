-- Customer knowledge value: what customers' feedback adds to what a firm earns.
local valence = require "valence"
local terms = require "values.terms"
local traits = require "values.traits"

local knowledge = {}

--- The Shapley value of each player of a game (Shapley 1953): its contribution, averaged over all orders in which
--- the players may have come. The shares sum to worth(all) - worth(none). Exact, by going through all 2^n sets:
--- at most 16 players.
---@param players integer How many; they are numbered from 1.
---@param worth fun(set: boolean[]): number What a set of players achieves: `set[i]` says whether i is in it.
---@return number[] shares
function knowledge.shapley(players, worth)
  if players > 16 then
    valence.refuse "values.shapley: at most 16 players; for more, use leave-one-out or a share of contributions"
  end
  local weights = {}                          -- of sets of a size without the player: size! (n - size - 1)! / n!
  local weight = 1 / players
  for size = 0, players - 1 do
    weights[size] = weight
    weight = weight * (size + 1) / (players - size - 1)
  end
  local worths = {}
  for code = 0, (1 << players) - 1 do
    local set = {}
    for player = 1, players do set[player] = code & (1 << player - 1) ~= 0 end
    worths[code] = worth(set)
  end
  local shares = {}
  for player = 1, players do
    local bit, sum = 1 << player - 1, 0
    for code = 0, (1 << players) - 1 do
      if code & bit == 0 then
        local size, rest = 0, code
        while rest > 0 do
          size, rest = size + (rest & 1), rest >> 1
        end
        sum = sum + weights[size] * (worths[code | bit] - worths[code])
      end
    end
    shares[player] = sum
  end
  return shares
end

--- One customer's part of what all contributions together are worth.
--- "proportional" is the Aumann-Shapley share c / C (worth(C) - worth(0)) (Aumann & Shapley 1974), the Shapley value
--- where each contribution is small against all; shares sum to the whole. "leave_one_out" is worth(C) - worth(C - c):
--- what would be missing; where ideas repeat each other these sum to less than the whole.
knowledge.shares = {
  --- c / C (worth(C) - worth(0)); 0 where nobody contributed.
  proportional = function(own, total, worth)
    if total == 0 then return 0 end
    return own / total * (worth(total) - worth(0))
  end,
  --- worth(C) - worth(C - c).
  leave_one_out = function(own, total, worth) return worth(total) - worth(total - own) end,
}

--- Customer knowledge value, asked at the end of the run: the customer's share of the margin that feedback added,
--- minus what it cost to process (Kumar et al. 2010, doi:10.1177/1094670510375602, name the component; no published
--- estimation is known, so the form is our own).
---@param options table `of` (the customers), `to` (the firm's kind; "firm" unless given); `contribution`: a term, what the customer contributed; `total`: a term, what all did, such as `function(self, env) return env:sum("customer", "ideas") end`; `worth`: a function of one number, the margin that so many contributions add; `share` ("proportional" or "leave_one_out"; the former unless given); `cost`: a term, what processing the customer's contributions cost (0 unless given); `name`, `unit`, `scale`.
---@return valence.Made
function knowledge.value(options)
  local what = "values.ckv"
  local given = valence.options(what, options, {
    of = "string or table", to = "string", contribution = terms.types, total = terms.types, worth = "function",
    share = "string", cost = terms.types, name = "string", unit = "string", scale = "number",
  }, { "of", "contribution", "total", "worth" })
  local share = knowledge.shares[given.share or "proportional"]
  if not share then
    valence.refuse(("%s: there is no share '%s'; shares: proportional, leave_one_out"):format(what, given.share))
  end
  local contribution = terms.of(what, "contribution", given.contribution)
  local total = terms.of(what, "total", given.total)
  local cost = terms.of(what, "cost", given.cost or 0)
  local worth = given.worth
  return valence.value {
    given.name or "CKV", of = given.of, to = given.to or "firm", as = "end", unit = given.unit, scale = given.scale,
    source = "Kumar et al. 2010, doi:10.1177/1094670510375602",
    own = "the share of the margin that feedback added",
    formula = given.share == "leave_one_out" and "worth(C) - worth(C - c) - cost" or "c / C (worth(C) - worth(0)) - cost",
    traits = traits.cev,
    function(self, env)
      return share(contribution(self, env), total(self, env), worth) - cost(self, env)
    end,
  }
end

return knowledge
