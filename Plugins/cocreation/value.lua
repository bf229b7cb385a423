-- CC2: the value that meetings co-create.

local valence = require "valence"
local events = require "events"

local value = {}

--- Co-created value (CC2): what both sides gain, added over the meetings in which both gain. Range
--- [0, inf), in the sides' common unit; higher is better. Without meetings it is 0, and "mutual events"
--- says so.
---
--- `unit` says that both sides gain in one unit, or `scale = { initiators, partners }` what one meaningful
--- unit is for each: only then there is a "total" (also "per step", and with `capita = "kind"` "per
--- capita"). Otherwise the two sides' own totals stand alone: euros and utils are never added.
--- By practice: `by = "practice"`.
---
--- Joint surplus with the co-creation experience in it: Chakrabarti & Ramaswamy (2014). Own: only
--- mutual events count.
---@param given? { of?: string|string[], unit?: string, scale?: number[], capita?: string, tolerance?: number, by?: string, under?: table, name?: string }
---@return valence.Made
function value.created(given)
  given = events.options("cocreation.value", given,
    { unit = "string", scale = "table", capita = "string", tolerance = "number" })
  local eps = given.tolerance or events.tolerance
  local initiators, partners, unit = events.scales("cocreation.value", given)
  local capita = given.capita
  if capita and not unit then
    valence.refuse "cocreation.value adds nothing up per capita without a 'unit' that both sides share, or a 'scale'"
  end
  local gives = { "initiators", "partners", "mutual events" }
  local units = { initiators = given.unit, partners = given.unit }
  if unit then
    gives[4], gives[5] = "total", "per step"
    units.total, units["per step"] = unit, unit
  end
  if capita then gives[6], units["per capita"] = "per capita", unit end
  return events.measure({ "co-created value", gives = gives, unit = units,
    range = { 0, math.huge }, direction = "higher", reading = "high: meetings make much that both sides gain",
    formula = "CV = SUM over mutual events of (delta_i + delta_j)",
    source = "joint surplus with co-creation experience (Chakrabarti & Ramaswamy 2014, doi:10.1515/bejeap-2013-0192)",
    own = "the restriction to mutual events",
    keep = { initiators = 0, partners = 0, events = 0 },
    each = function(kept, event)
      if event.partner_gain == nil then return end
      if event.gain > eps and event.partner_gain > eps then
        kept.initiators = kept.initiators + event.gain
        kept.partners = kept.partners + event.partner_gain
        kept.events = kept.events + 1
      end
    end,
    function(run)
      local ours, theirs, n = run:kept "initiators", run:kept "partners", run:kept "events"
      if not unit then return ours, theirs, n end
      local total = ours / initiators + theirs / partners
      if not capita then return ours, theirs, n, total, total / run.steps end
      return ours, theirs, n, total, total / run.steps, total / run:count(capita)
    end,
  }, given)
end

return value
