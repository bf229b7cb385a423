-- CC3: do the two roles gain alike?

local valence = require "valence"
local events = require "events"

local reciprocity = {}

--- RC = 1 - |Di - Dj| / (|Di| + |Dj|).
---@param ours number Summed scaled gains of one role.
---@param theirs number Of the other.
---@return number|string ratio From 0 to 1, 0 where the signs differ; "no_change" where neither gained or lost.
function reciprocity.ratio(ours, theirs)
  local moved = math.abs(ours) + math.abs(theirs)
  if moved == 0 then return "no_change" end
  return 1 - math.abs(ours - theirs) / moved
end

--- Reciprocity (CC3): whether initiators and partners gain alike. Range [0, 1], high: mutual and balanced;
--- 0 where one role gains and the other loses. "overall" compares what the roles gained in all,
--- "by event" is the mean over events weighted by what moved in them (SUM m_e rc_e / SUM m_e with
--- m_e = |delta_i| + |delta_j|): gains that balance over time only are reciprocal in the first and not
--- in the second. Nothing gained or lost: undefined `no_change`; no two-sided events: `no_events`.
---
--- Needs `unit` (both sides gain in one) or `scale = { initiators, partners }`.
---
--- "Reciprocal and mutually beneficial relationship": Vargo, Maglio & Akaka (2008), as quoted in Lumivalo
--- et al. (2023). Own: the form.
---@param given { of?: string|string[], unit?: string, scale?: number[], by?: string, under?: table, name?: string }
---@return valence.Made
function reciprocity.measure(given)
  given = events.options("cocreation.reciprocity", given, { unit = "string", scale = "table" })
  local initiators, partners = events.scales("cocreation.reciprocity", given)
  if not initiators then
    valence.refuse("cocreation.reciprocity compares the two sides: it needs a 'unit' that both share, "
      .. "or scale = { initiators, partners }")
  end
  return events.measure({ "reciprocity", gives = { "overall", "by event" },
    range = { 0, 1 }, direction = "higher", reading = "high: both roles gain, or lose, alike",
    formula = "RC = 1 - |Di - Dj| / (|Di| + |Dj|)",
    source = "reciprocal and mutually beneficial relationship (Vargo, Maglio & Akaka 2008)",
    own = "the form",
    keep = { n = 0, ours = 0, theirs = 0, moved = 0, shared = 0 },
    each = function(kept, event)
      if event.partner_gain == nil then return end
      local ours, theirs = event.gain / initiators, event.partner_gain / partners
      local moved = math.abs(ours) + math.abs(theirs)
      kept.n = kept.n + 1
      kept.ours, kept.theirs = kept.ours + ours, kept.theirs + theirs
      kept.moved = kept.moved + moved
      kept.shared = kept.shared + (moved - math.abs(ours - theirs))      -- m_e rc_e
    end,
    function(run)
      if run:kept "n" == 0 then return "no_events", "no_events" end
      local moved = run:kept "moved"
      return reciprocity.ratio(run:kept "ours", run:kept "theirs"),
        moved == 0 and "no_change" or run:kept "shared" / moved
    end,
  }, given)
end

return reciprocity
