-- CD1 over actors: how many decline, against their twins or against their own past?

local valence = require "valence"
local events = require "events"
local gains = require "gains"

local incidence = {}

local described = {
  gives = { "share", "any", "any kind" },
  range = { 0, 1 }, direction = "lower",
  reading = { share = "high: most actors decline", any = "1: somebody declines", ["any kind"] = "1: a kind does on average" },
  source = "decline in at least one of the systems' well-being (Plé & Chumpitaz Cáceres 2010, doi:10.1108/08876041011072546)",
}

local function with(given)
  for key, value in pairs(described) do given[key] = value end
  return given
end

--- How far an actor's number fell, beyond what counts as none; nil where there is no number.
local function change_of(actor, field, tolerance)
  local before = actor.start[field]
  local change = actor[field] - before
  if change ~= change then return nil end
  return change, gains.eps(before, tolerance)
end

--- How many actors' fields fell since before the first step.
local function since_start(fields, tolerance)
  return function(run)
    local lost, n, any_kind = 0, 0, 0
    for kind, field in pairs(fields) do
      local sum, slack, own = 0, 0, tolerance
      if type(tolerance) == "table" then own = tolerance[kind] end
      for actor in run:actors(kind) do
        local change, eps = change_of(actor, field, own)
        if change then
          n, sum, slack = n + 1, sum + change, slack + eps
          if change < -eps then lost = lost + 1 end
        end
      end
      if sum < -slack then any_kind = 1 end
    end
    if n == 0 then return events.answers("empty_group", "empty_group", "empty_group") end
    return lost / n, lost > 0, any_kind
  end
end

--- Decline incidence (CD1, by actor): the share of actors that lose, DA = #{g_i < -eps} / n, over all kinds
--- that count. Range [0, 1], high is bad. "any" is Plé's criterion: 1 where at least one actor declines, "any kind"
--- where at least one kind does on average. Nobody has a twin: undefined `no_twin`; all NaN: `nan_input`.
---
--- The reference is the twin in the baseline, or with `own_past = { kind = "field" }` the actor's own number
--- before the first step (W at t0).
---
--- Plé & Chumpitaz Cáceres (2010). Own: the baseline run as the reference for a decline.
---@param given? { lens?: string, between?: string[], by?: string, tolerance?: number|table, own_past?: table<string, string>, against?: table, under?: table, name?: string }
---@return valence.Made
function incidence.measure(given)
  given = gains.options("codestruction.incidence", given, gains.types { own_past = "table" })
  local fields = given.own_past
  if fields ~= nil then
    if next(fields) == nil then
      valence.refuse("'own_past' of codestruction.incidence says which number field of a kind is looked at: "
        .. "own_past = { consumer = \"trust\" }")
    end
    return valence.measure(with { given.name or "decline incidence", under = given.under,
      formula = "DA = #{W_i(T) - W_i(0) < -eps_i} / n", own = "the actor's own past as the reference",
      since_start(fields, given.tolerance) })
  end
  return gains.measure(with { "decline incidence",
    formula = "DA = #{g_i < -eps_i} / n", own = "the baseline run as the reference for a decline",
    function(set)
      if set.reason then return set.reason, set.reason, set.reason end
      local lost, any_kind = 0, 0
      for _, account in ipairs(set) do
        lost = lost + account.lost
        if account.mean < -account.eps then any_kind = 1 end
      end
      return lost / set.used, lost > 0 and 1 or 0, any_kind
    end,
  }, given)
end

return incidence
