-- CD1 and CD7 over events: in how many does somebody lose, and does the other side win by it?

local events = require "events"

local rate = {}

--- Decline rate (CD1, by event): the share of events in which a side loses,
--- DE = #{e: min(delta_i, delta_j) < -eps} / #e; of one-sided events the one delta. Range [0, 1], high is
--- bad. No events: undefined `no_events`.
---
--- "A decline in at least one of the systems' well-being": Plé & Chumpitaz Cáceres (2010). Own: the
--- threshold.
---@param given? { of?: string|string[], tolerance?: number, by?: string, under?: table, name?: string }
---@return valence.Made
function rate.decline(given)
  given = events.options("codestruction.rate", given, { tolerance = "number" })
  local eps = given.tolerance or events.tolerance
  return events.measure({ "decline rate",
    range = { 0, 1 }, direction = "lower", reading = "high: somebody loses in most events",
    formula = "DE = #{e: min(delta_i, delta_j) < -eps} / #e",
    source = "decline in at least one of the systems' well-being (Plé & Chumpitaz Cáceres 2010, doi:10.1108/08876041011072546)",
    own = "the threshold eps",
    keep = { declines = 0, n = 0 },
    each = function(kept, event)
      local lowest = event.gain
      if event.partner_gain ~= nil then lowest = math.min(lowest, event.partner_gain) end
      kept.n = kept.n + 1
      if lowest < -eps then kept.declines = kept.declines + 1 end
    end,
    function(run) return events.share(run:kept "declines", run:kept "n") end,
  }, given)
end

--- Exploitation share (CD7): of the meetings in which a side loses and the other does not stay even, those
--- in which the other wins, AE = #contested / (#contested + #both lose). Range [0, 1]: 1, one side lives off
--- the other; 0, mutual ruin. None of either: undefined `no_change`; no events: `no_events`.
---
--- Customers who raise their own value while lowering that of others: McColl-Kennedy & Tombs (2011);
--- co-destruction need not hurt both: Plé & Chumpitaz Cáceres (2010). Own: the share.
---@param given? { of?: string|string[], tolerance?: number, by?: string, under?: table, name?: string }
---@return valence.Made
function rate.exploitation(given)
  given = events.options("codestruction.exploitation", given, { tolerance = "number" })
  local eps = given.tolerance or events.tolerance
  return events.measure({ "exploitation share",
    range = { 0, 1 }, direction = "neither", reading = "1: one side lives off the other; 0: mutual ruin",
    formula = "AE = #contested / (#contested + #both lose), contested: one delta > eps, the other < -eps",
    source = "McColl-Kennedy & Tombs 2011; Plé & Chumpitaz Cáceres 2010, doi:10.1108/08876041011072546",
    own = "the share",
    keep = { contested = 0, ruin = 0, n = 0 },
    each = function(kept, event)
      kept.n = kept.n + 1
      if event.partner_gain == nil then return end
      local lower = math.min(event.gain, event.partner_gain)
      local higher = math.max(event.gain, event.partner_gain)
      if lower < -eps and higher > eps then kept.contested = kept.contested + 1 end
      if higher < -eps then kept.ruin = kept.ruin + 1 end
    end,
    function(run)
      local contested, ruin = run:kept "contested", run:kept "ruin"
      if contested + ruin > 0 then return contested / (contested + ruin) end
      return run:kept "n" > 0 and "no_change" or "no_events"
    end,
  }, given)
end

return rate
