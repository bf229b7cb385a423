-- F6 and F8: measures of events, folded as they happen.

local valence = require "valence"
local events = require "events"

local paper = "Larivière et al. 2013, doi:10.1108/09564231311326996"

local module = {}

--- F6, passive share: the part of the value created in events that comes to the passive side. From 0 to
--- 1, neither good nor bad. Undefined (`no_events`) where no event creates value.
---
--- Both sides are added: they need one unit, or `scale = { initiators, partners }`, or one `side`.
---
--- Larivière et al. 2013: "actively and passively", "both active and passive participation should be
--- valued". Own: the share.
---@param options? table of (phases), side, scale, unit, by, under, name.
---@return valence.Made
function module.passive_share(options)
  options = events.options("fusion.passive_share", options,
    { side = "string", scale = "table", unit = "string" })
  local mine, other = events.weights("fusion.passive_share", options)
  return events.measure({
    "passive share", range = { 0, 1 }, direction = "neither",
    reading = "the part of value that comes to those who are merely there", source = paper,
    formula = "sum [pos(d_i)(1 - active_i) + pos(d_j)(1 - active_j)] / sum [pos(d_i) + pos(d_j)]",
    own = "the share; sides are added in one unit or on the scale given",
    keep = { passive = 0, all = 0 },
    each = function(kept, event)
      local gain = event.gain
      if gain > 0 then
        kept.all = kept.all + mine * gain
        if not event.active then kept.passive = kept.passive + mine * gain end
      end
      local returned = event.partner_gain
      if returned ~= nil and returned > 0 then
        kept.all = kept.all + other * returned
        if not event.active_partner then kept.passive = kept.passive + other * returned end
      end
    end,
    function(run)
      local all = run:kept "all"
      return all > 0 and run:kept "passive" / all or "no_events"
    end,
  }, options)
end

--- F8, timeliness: the part of the value created in events with a time of need that comes just in time,
--- |use - need| <= within, and in real time, use - step <= real_time. From 0 to 1. Undefined
--- (`no_events`) where no such event creates value; one that has a need and is never used is in neither.
---
--- Larivière et al. 2013: "in real time; and just-in-time". Own: the two bounds.
---@param options? table within (0 steps), real_time (0 steps), of (phases), side, scale, unit, by, under, name.
---@return valence.Made
function module.timeliness(options)
  options = events.options("fusion.timeliness", options,
    { within = "number", real_time = "number", side = "string", scale = "table", unit = "string" })
  local mine, other = events.weights("fusion.timeliness", options)
  local within, real_time = options.within or 0, options.real_time or 0
  if not (within >= 0 and real_time >= 0) then
    valence.refuse "'within' and 'real_time' of fusion.timeliness must be numbers of steps from 0"
  end
  return events.measure({
    "timeliness", gives = { "just in time", "real time" }, range = { 0, 1 }, direction = "higher",
    reading = "high: value comes when it is needed", source = paper,
    formula = {
      ["just in time"] = "sum pos(d) [|use - need| <= within] / sum pos(d), over events with a need",
      ["real time"] = "sum pos(d) [use - step <= real_time] / sum pos(d), over events with a need",
    },
    own = "the bounds: within " .. within .. ", real time " .. real_time .. " steps",
    keep = { in_time = 0, real = 0, all = 0 },
    each = function(kept, event)
      local need, use = event.need, event.use
      if need == nil then return end
      local value, returned = mine * math.max(event.gain, 0), event.partner_gain
      if returned ~= nil and returned > 0 then value = value + other * returned end
      kept.all = kept.all + value
      if use == nil then return end
      if math.abs(use - need) <= within then kept.in_time = kept.in_time + value end
      if use - event.step <= real_time then kept.real = kept.real + value end
    end,
    function(run)
      local all = run:kept "all"
      if all == 0 then return "no_events", "no_events" end
      return run:kept "in_time" / all, run:kept "real" / all
    end,
  }, options)
end

return module
