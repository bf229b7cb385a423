-- CD4: co-creator, co-recoverer, co-reducer, co-destroyer.

local valence = require "valence"
local events = require "events"

local positions = {}

--- The four positions (Echeverri & Skålén 2011).
positions.names = { "co-creator", "co-recoverer", "co-reducer", "co-destroyer" }

--- A change takes its position from the level before it.
local function place(kept, before, change, eps)
  if change > eps then
    if before >= 0 then kept.creator = kept.creator + 1 else kept.recoverer = kept.recoverer + 1 end
  elseif change < -eps then
    if before > 0 then kept.reducer = kept.reducer + 1 else kept.destroyer = kept.destroyer + 1 end
  end
end

--- Position shares (CD4): each pair of actors has a level, the running sum of what its events brought,
--- discounted by `decay` per step. A gain at a level of at least 0 is co-creation, below 0 co-recovery; a loss
--- at a level above 0 co-reduction, else co-destruction. Shares over the events that changed something
--- (beyond eps); each in [0, 1], together 1. Nothing changed: undefined `no_change`; no events: `no_events`.
---
--- `side` is whose gains count: "initiator" (the default), "partner", or "both", the pair as one (their sum:
--- only where they share a unit). `per` is what has a level: "tie" (the default), or "initiator" or "partner"
--- where meetings do not run along a network. `decay` is a number from 0 to 1 (0.9 unless given; 1: none) or
--- the name of a parameter. `from` and `to` are the first and last step whose changes are counted (all unless
--- given); levels are followed from the first step on.
---
--- Echeverri & Skålén (2011), whose names these are; that the order of changes decides is a reading of
--- them. Own: the sign-of-level rule and the decay.
---@param given? { of?: string|string[], side?: "initiator"|"partner"|"both", per?: "tie"|"initiator"|"partner", decay?: number|string, from?: integer, to?: integer, tolerance?: number, by?: string, under?: table, name?: string }
---@return valence.Made
function positions.measure(given)
  given = events.options("codestruction.positions", given,
    { side = "string", per = "string", decay = "number or string", from = "number", to = "number",
      tolerance = "number" })
  local side = events.one_of("codestruction.positions", "side", given.side, { "initiator", "partner", "both" })
  local per = events.one_of("codestruction.positions", "per", given.per, { "tie", "initiator", "partner" })
  local ours, theirs = side ~= "partner", side ~= "initiator"
  local decay, eps = given.decay or 0.9, given.tolerance or events.tolerance
  local from, to = given.from or 1, given.to or math.maxinteger
  local is_parameter = type(decay) == "string"
  if not is_parameter and not (decay >= 0 and decay <= 1) then
    valence.refuse("'decay' of codestruction.positions is what is left of a level after a step, from 0 to 1, "
      .. "or the name of a parameter")
  end
  local function follow(kept, event, rate)
    local change = 0
    if ours then change = change + event.gain end
    if theirs and event.partner_gain ~= nil then change = change + event.partner_gain end
    local before = kept.level
    if event.step >= from and event.step <= to then
      place(kept, before, change, eps)
      kept.n = kept.n + 1
    end
    if kept.at == event.step then
      kept.level = before + change
    else
      kept.level = rate ^ (event.step - kept.at) * before + change
    end
    kept.at = event.step
  end
  local each
  if is_parameter then each = function(kept, event, env) follow(kept, event, env[decay]) end
  else each = function(kept, event) follow(kept, event, decay) end end
  return events.measure({ "positions", gives = positions.names,
    range = { 0, 1 }, direction = "neither", reading = "which way value is formed, seen from where the pair stood",
    formula = "shares of d > 0 & L >= 0, d > 0 & L < 0, d < 0 & L > 0, d < 0 & L <= 0; L <- decay L + d",
    source = "the four positions (Echeverri & Skålén 2011, doi:10.1177/1470593111408181)",
    own = "the sign of the level as 'before', and its decay of " .. tostring(decay) .. " per step",
    per = per,
    keep = { level = 0, at = 0, creator = 0, recoverer = 0, reducer = 0, destroyer = 0, n = 0 },
    each = each,
    function(run)
      local a, b = run:kept "creator", run:kept "recoverer"
      local c, d = run:kept "reducer", run:kept "destroyer"
      local moved = a + b + c + d
      if moved > 0 then return a / moved, b / moved, c / moved, d / moved end
      local reason = run:kept "n" > 0 and "no_change" or "no_events"
      return reason, reason, reason, reason
    end,
  }, given)
end

return positions
