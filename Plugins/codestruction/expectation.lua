-- CD8: how far does what is delivered fall short of what was expected?

local valence = require "valence"
local events = require "events"

local expectation = {}

--- Expectation gap (CD8): EG = mean over events with a stated expectation of pos(expected - delivered) / s.
--- Range [0, inf), high is bad. "share" is the part of these events that fall short (beyond eps). "loss if short" and
--- "loss if not" are the shares of losses among those that do and those that do not: where value can only be
--- destroyed when expectations exceed what is delivered (Ogunbodede 2022), the latter is 0. No expectations:
--- undefined `no_events`.
---
--- An encounter states `event.expected`. `side` is who expected it and what it was delivered: "initiator"
--- (the default) or "partner"; `scale` is one meaningful unit (1 unless given).
---
--- Aligning mutual expectations: Plé & Chumpitaz Cáceres (2010); Ogunbodede (2022). Own: the form.
---@param given? { of?: string|string[], side?: "initiator"|"partner", scale?: number, tolerance?: number, by?: string, under?: table, name?: string }
---@return valence.Made
function expectation.measure(given)
  given = events.options("codestruction.expectation", given,
    { side = "string", scale = "number", tolerance = "number" })
  local side = events.one_of("codestruction.expectation", "side", given.side, { "initiator", "partner" })
  local scale, eps = given.scale or 1, given.tolerance or events.tolerance
  if not (scale > 0) then
    valence.refuse "'scale' of codestruction.expectation is one meaningful unit, a number above 0"
  end
  local of_partner = side == "partner"
  return events.measure({ "expectation gap", gives = { "gap", "share", "loss if short", "loss if not" },
    range = { gap = { 0, math.huge }, share = { 0, 1 }, ["loss if short"] = { 0, 1 }, ["loss if not"] = { 0, 1 } },
    direction = "lower", reading = { gap = "high: much less is delivered than was expected" },
    formula = "EG = mean of pos(expected - delivered) / s over events with a stated expectation",
    source = "aligning mutual expectations (Plé & Chumpitaz Cáceres 2010, doi:10.1108/08876041011072546); Ogunbodede 2022",
    own = "the form",
    keep = { n = 0, gap = 0, short = 0, lost_short = 0, lost_else = 0 },
    each = function(kept, event)
      local delivered
      if of_partner then delivered = event.partner_gain else delivered = event.gain end
      local expected = event.expected
      if expected == nil or delivered == nil then return end
      local gap = expected - delivered
      kept.n = kept.n + 1
      kept.gap = kept.gap + math.max(gap, 0)
      local lost = 0
      if delivered < -eps then lost = 1 end
      if gap > eps then
        kept.short = kept.short + 1
        kept.lost_short = kept.lost_short + lost
      else
        kept.lost_else = kept.lost_else + lost
      end
    end,
    function(run)
      local n, short = run:kept "n", run:kept "short"
      if n == 0 then return "no_events", "no_events", "no_events", "no_events" end
      return run:kept "gap" / n / scale, short / n,
        short == 0 and "no_events" or run:kept "lost_short" / short,
        short == n and "no_events" or run:kept "lost_else" / (n - short)
    end,
  }, given)
end

return expectation
