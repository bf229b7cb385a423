-- CC4: in which sphere is value for the customer formed?

local events = require "events"

local spheres = {}

--- Adds what an event changed for the customer to the sphere that the activity of both sides says.
local function by_activity(kept, change, customer_active, firm_active)
  kept.n = kept.n + 1
  if customer_active and firm_active then kept.joint = kept.joint + change
  elseif firm_active then kept.provider = kept.provider + change
  elseif customer_active then kept.customer = kept.customer + change
  else kept.aggregate = kept.aggregate + change end
end

local function activity_of_initiators(kept, event)
  local two_sided = event.partner_gain ~= nil
  by_activity(kept, math.abs(event.gain), event.active, two_sided and event.active_partner)
end

local function activity_of_partners(kept, event)
  if event.partner_gain == nil then return end
  by_activity(kept, math.abs(event.partner_gain), event.active_partner, event.active)
end

--- The sphere that the author of the study tagged the event with.
local function by_tag(tag, of_partner)
  return function(kept, event)
    local change
    if of_partner then change = event.partner_gain else change = event.gain end
    if change == nil then return end
    kept.n, change = kept.n + 1, math.abs(change)
    local sphere = event[tag]
    if sphere == "joint" then kept.joint = kept.joint + change
    elseif sphere == "provider" then kept.provider = kept.provider + change
    elseif sphere == "customer" then kept.customer = kept.customer + change
    else kept.aggregate = kept.aggregate + change end
  end
end

--- Service-dominant logic: whatever value there is for the customer, the customer is a co-creator of.
local function always(of_partner)
  return function(kept, event)
    local change
    if of_partner then change = event.partner_gain else change = event.gain end
    if change ~= nil then kept.n, kept.joint = kept.n + 1, kept.joint + math.abs(change) end
  end
end

--- Sphere shares (CC4): what part of the value for the customer is formed in the provider's sphere, the
--- joint one and the customer's, SH = SUM_{e in sphere} |delta to customer| / SUM_e |delta to customer|.
--- Each in [0, 1], together 1. Nothing gained or lost by customers: undefined `no_events`.
---
--- `customer` is the side that is one: "initiator" (the default) or "partner". `rule` is the theory:
--- "activity" (the default): both active: joint; only the firm: provider (facilitation); only the
--- customer: customer; neither: "aggregate", for which service logic has no place. "tag": what the
--- study's tag `tag` ("sphere" unless given) says, levels provider, joint, customer, any other: aggregate.
--- "always": service-dominant logic, the customer is always a co-creator, so all of it is joint.
---
--- Grönroos & Voima (2013): co-creation only in the joint sphere, through direct interaction; Vargo &
--- Lusch (2008): always a co-creator. Own: the rule by activity, and the fourth share.
---@param given? { of?: string|string[], customer?: "initiator"|"partner", rule?: "activity"|"tag"|"always", tag?: string, by?: string, under?: table, name?: string }
---@return valence.Made
function spheres.shares(given)
  given = events.options("cocreation.spheres", given, { customer = "string", rule = "string", tag = "string" })
  local rule = events.one_of("cocreation.spheres", "rule", given.rule, { "activity", "tag", "always" })
  local customer = events.one_of("cocreation.spheres", "customer", given.customer, { "initiator", "partner" })
  local of_partner = customer == "partner"
  local each
  if rule == "tag" then each = by_tag(given.tag or "sphere", of_partner)
  elseif rule == "always" then each = always(of_partner)
  else each = of_partner and activity_of_partners or activity_of_initiators end
  return events.measure({ "sphere shares", gives = { "provider", "joint", "customer", "aggregate" },
    range = { 0, 1 }, direction = "neither", reading = "where value for the customer is formed",
    formula = "SH = SUM_{e in sphere} |delta to customer| / SUM_e |delta to customer|",
    source = "value spheres (Grönroos & Voima 2013); always a co-creator (Vargo & Lusch 2008)",
    own = "the tagging rule by activity; the share 'aggregate' where neither side is active",
    keep = { n = 0, provider = 0, joint = 0, customer = 0, aggregate = 0 },
    each = each,
    function(run)
      local provider, joint = run:kept "provider", run:kept "joint"
      local own, aggregate = run:kept "customer", run:kept "aggregate"
      local all = provider + joint + own + aggregate
      if all == 0 then return "no_events", "no_events", "no_events", "no_events" end
      return provider / all, joint / all, own / all, aggregate / all
    end,
  }, given)
end

return spheres
