-- C6 and C7: confusion in single contacts, folded as they happen.

local valence = require "valence"
local events = require "events"

local contacts = {}

--- C6, overload: the share of contacts that exceed the initiator's capacity, load > capacity, or that
--- come at the wrong time, |use - need| > within. From 0 to 1, high: bad. Undefined (`no_events`)
--- without contacts.
---
--- `load` and `capacity` are numbers or fields of the initiator. Without `load` it is the number of
--- contacts that the initiator has had in this phase of this step, this one included: name a field where
--- contacts of several phases make one load.
---
--- Consumer confusion proneness: overload (Walsh, Hennig-Thurau and Mitchell 2007); failing
--- "just-in-time" (Larivière et al. 2013). Own: the count of contacts as load.
---@param options table capacity, load, within (0 steps), of (phases), by, under, name.
---@return valence.Made
function contacts.overload(options)
  options = events.options("confusion.overload", options,
    { capacity = "number or string", load = "number or string", within = "number" }, { "capacity" })
  local capacity, load, within = options.capacity, options.load, options.within or 0
  if not (within >= 0) then
    valence.refuse "'within' of confusion.overload must be a number of steps from 0"
  end
  local capacity_field, load_field = type(capacity) == "string", type(load) == "string"
  return events.measure({
    "overload", range = { 0, 1 }, direction = "lower", reading = "high: too many contacts, or too late",
    source = "Walsh, Hennig-Thurau and Mitchell 2007 (overload); Larivière et al. 2013 (just-in-time)",
    formula = "#{load_i(t) > capacity_i or |use - need| > within} / #contacts",
    own = load and "the ratio" or "load as the number of contacts in a phase of a step; the ratio",
    per = load == nil and "initiator" or nil,
    keep = { contacts = 0, over = 0, step = 0, load = 0 },
    each = function(kept, event)
      if kept.step ~= event.step then kept.step, kept.load = event.step, 0 end
      kept.load = kept.load + 1
      local carried, bearable = kept.load, capacity
      if load_field then carried = event.initiator[load] elseif load then carried = load end
      if capacity_field then bearable = event.initiator[capacity] end
      local need, use = event.need, event.use
      local mistimed = need ~= nil and use ~= nil and math.abs(use - need) > within
      kept.contacts = kept.contacts + 1
      if carried > bearable or mistimed then kept.over = kept.over + 1 end
    end,
    function(run)
      local count = run:kept "contacts"
      return count > 0 and run:kept "over" / count or "no_events"
    end,
  }, options)
end

--- C7, intrusion ratio: sum c_i / (sum b_i + sum c_i): what initiators lose in events marked `mark`
--- (intrusion, privacy) against what they gain in all. From 0 to 1, above 0.5 net harm. Undefined
--- (`no_events`) where there is neither.
---
--- Benefit and intrusion must be booked in events of their own: mark those that book the cost. Losses
--- in other events are not intrusion and do not count.
---
--- Privacy calculus: benefit against risk (Martin 2020, Business Ethics Quarterly). Own: the ratio.
---@param options? table mark ("privacy"), side ("initiator"), of (phases), by, under, name.
---@return valence.Made
function contacts.intrusion(options)
  options = events.options("confusion.intrusion", options,
    { mark = "string", side = "string" })
  local mark = options.mark or "privacy"
  local side = events.one_of("confusion.intrusion", "side", options.side, { "initiator", "partner" })
  local of_partner = side == "partner"
  return events.measure({
    "intrusion", range = { 0, 1 }, direction = "lower", reading = "above 0.5: intrusion outweighs benefit",
    source = "privacy calculus: Martin 2020, Business Ethics Quarterly",
    formula = "sum c_i / (sum b_i + sum c_i)", own = "the ratio",
    keep = { benefit = 0, cost = 0 },
    each = function(kept, event)
      local value = event.gain
      if of_partner then value = event.partner_gain end
      if value == nil then return end
      if value > 0 then
        kept.benefit = kept.benefit + value
      elseif event[mark] then
        kept.cost = kept.cost - value
      end
    end,
    function(run)
      local cost = run:kept "cost"
      local all = run:kept "benefit" + cost
      return all > 0 and cost / all or "no_events"
    end,
  }, options)
end

return contacts
