-- Neighbours who give: how many of their gifts cost something?
--
-- Shown here: a measure of events of one's own, as the page Plugins/events/README.md explains it.
--
--     ./valence run Plugins/events/examples/generosity.lua
--     ./valence run Plugins/events/examples/generosity.lua thrift=0,0.5,1

local valence = require "valence"
local events = require "events"

--- The share of meetings in which the initiator loses and the partner gains.
local function generosity(options)
  options = events.options("generosity", options, { tolerance = "number" })
  local eps = options.tolerance or events.tolerance
  return events.measure({ "generosity", range = { 0, 1 }, direction = "higher", source = "own operationalisation",
    keep = { gifts = 0, n = 0 },
    each = function(kept, event)
      if event.partner_gain == nil then return end          -- a one-sided event: nobody to give to
      kept.n = kept.n + 1
      if event.gain < -eps and event.partner_gain > eps then kept.gifts = kept.gifts + 1 end
    end,
    function(run) return events.share(run:kept "gifts", run:kept "n") end,
  }, options)
end

return valence.study {
  name = "Neighbours who give",
  question = "How many of their gifts cost something?",
  notes = "A made-up example. All numbers are our own operationalisation.",
  seed = 4, steps = 12, replications = 20,
  parameters = { thrift = 0.5 },
  actors = { neighbour = { count = 60 } },
  networks = { street = valence.ring { among = "neighbour", degree = 2 } },
  phases = {
    valence.encounter { "gift", along = "street", tags = { sort = { "spare", "dear" } }, function(_, _, env, event)
      event.sort = env:chance(env.thrift) and "spare" or "dear"
      return event.sort == "dear" and -1 or 0, 1
    end },
  },
  measures = { generosity { of = "gift" }, generosity { of = "gift", by = "sort", name = "generosity by sort" } },
}
