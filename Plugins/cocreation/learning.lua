-- CC8, social learning: does the gap between novices and experts close, and is there value for both?

local valence = require "valence"
local events = require "events"

local learning = {}

--- SL = (gap_0 - gap_T) / gap_0.
---@param before number Mean competence of experts minus novices before the first step.
---@param after number The same groups at the end.
---@return number|string closure At most 1 (1: no gap is left), below 0: it widened; "no_change" where there was no gap to close.
function learning.closure(before, after)
  if before <= 0 then return "no_change" end
  return (before - after) / before
end

--- Adds an entry to a mean.
local function add(mean, x)
  mean.n, mean.sum = mean.n + 1, mean.sum + x
end

local function mean_of(mean)
  if mean.n == 0 then return nil end
  return mean.sum / mean.n
end

local function group() return { before = { n = 0, sum = 0 }, after = { n = 0, sum = 0 }, value = { n = 0, sum = 0 } } end

--- What a run says of the two groups, as they were before the first step.
local function groups_of(run, kind, field, skill, novice, expert, value)
  local groups, total = { [novice] = group(), [expert] = group() }, 0
  for actor in run:actors(kind) do
    total = total + 1
    local counted = groups[actor.start[field]]
    if counted then
      add(counted.before, actor.start[skill])
      if actor.alive then add(counted.after, actor[skill]) end
      local worth = value and actor:value(value)
      if type(worth) == "number" and worth == worth then add(counted.value, worth) end
    end
  end
  return groups[novice], groups[expert], total
end

local function difference(experts, novices)
  local more, less = mean_of(experts), mean_of(novices)
  return more and less and more - less or nil
end

--- Social learning (CC8): how much of the gap in competence between experts and novices has closed,
--- SL = (gap_0 - gap_T) / gap_0. Range (-inf, 1], high: novices caught up; below 0 the gap widened. Groups are those
--- of a category before the first step, whatever becomes of it. gap_0 <= 0: undefined `no_change`; a group
--- without actors: `empty_group`.
---
--- With `value = "definition"` also the mean value of novices and of experts, and "value for all", the
--- lower of the two.
---
---     cocreation.learning { of = "visitor", skill = "competence", group = "role",
---       novices = "novice", experts = "expert", value = "experience" }
---
--- Social learning between novices and experts, value for all: Kelleher et al. (2019). Own: the gap.
---@param given { of: string, group: string, skill?: string, novices?: string, experts?: string, value?: string, under?: table, name?: string }
---@return valence.Made
function learning.measure(given)
  given = valence.options("cocreation.learning", given, { of = "string", group = "string", skill = "string",
    novices = "string", experts = "string", value = "string", under = "table", name = "string" }, { "of", "group" })
  local kind, field, skill, value = given.of, given.group, given.skill or "skill", given.value
  local novice, expert = given.novices or "novice", given.experts or "expert"
  local gives = { "closure", "gap before", "gap after" }
  if value then gives[4], gives[5], gives[6] = "value of novices", "value of experts", "value for all" end
  return valence.measure { given.name or "social learning", gives = gives, under = given.under,
    range = { closure = { -math.huge, 1 } }, direction = { closure = "higher" },
    reading = { closure = "high: novices catch up with experts" },
    formula = "SL = (gap_0 - gap_T) / gap_0, gap = mean competence of experts - novices",
    source = "social learning between novices and experts, value for all (Kelleher et al. 2019, doi:10.1177/1094670519827384)",
    own = "the gap formula; value for all as the lower of the two group means",
    function(run)
      local novices, experts, total = groups_of(run, kind, field, skill, novice, expert, value)
      local before, after = difference(experts.before, novices.before), difference(experts.after, novices.after)
      local closure = before and after and learning.closure(before, after) or "empty_group"
      local low, high = mean_of(novices.value), mean_of(experts.value)
      return events.counted(novices.before.n + experts.before.n, total, closure, before or "empty_group", after or "empty_group",
        value and (low or "empty_group") or nil, value and (high or "empty_group") or nil,
        value and (low and high and math.min(low, high) or "empty_group") or nil)
    end,
  }
end

return learning
