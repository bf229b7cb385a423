-- CC7: who contributes, and how unevenly?

local events = require "events"

local engagement = {}

--- The Gini coefficient GI = SUM (2 rank - n - 1) x / (n SUM x) of what each actor contributed.
---@param list number[] One number of at least 0 for each actor, those who contributed nothing included.
---@return number|string gini From 0 (all alike) to (n - 1) / n (one contributes everything); "no_events" where nobody does.
function engagement.gini(list)
  local sorted = table.move(list, 1, #list, 1, {})
  table.sort(sorted)
  local n, sum, spread = #sorted, 0, 0
  for rank, x in ipairs(sorted) do
    if x < 0 then error("a contribution is at least 0, got " .. x, 2) end
    sum, spread = sum + x, spread + (2 * rank - n - 1) * x
  end
  if sum == 0 then return "no_events" end
  return spread / (n * sum)
end

--- Engagement (CC7): how many events actors of one side took an active part in ("contributions"), and the
--- Gini coefficient of these counts over all actors of that side ("concentration"), from 0 (all contribute
--- alike) to (n - 1) / n (one contributes everything). Descriptive. No contributions: the count is 0, the
--- concentration undefined `no_events`.
---
--- By type: `by = "behaviour"` where events carry such a tag, with the levels of
--- `cocreation.behaviours` (Jaakkola & Alexander 2014) or of `cocreation.participation` and
--- `cocreation.citizenship` (Yi & Gong 2013). `side` is "initiator" (the default) or "partner".
---
--- Jaakkola & Alexander (2014); Yi & Gong (2013). Own: the Gini coefficient.
---@param given? { of?: string|string[], side?: "initiator"|"partner", by?: string, under?: table, name?: string }
---@return valence.Made
function engagement.measure(given)
  given = events.options("cocreation.engagement", given, { side = "string" })
  local side = events.one_of("cocreation.engagement", "side", given.side, { "initiator", "partner" })
  local active = side == "initiator" and "active" or "active_partner"
  return events.measure({ "engagement", gives = { "contributions", "concentration" },
    range = { contributions = { 0, math.huge }, concentration = { 0, 1 } }, direction = "neither",
    reading = { contributions = "how much is contributed", concentration = "high: by few" },
    formula = "GI = SUM (2 rank - n - 1) x / (n SUM x), x: active contributions of an actor",
    source = "customer engagement behaviours (Jaakkola & Alexander 2014; Yi & Gong 2013, doi:10.1016/j.jbusres.2012.02.026)",
    own = "the Gini coefficient",
    per = side, keep = { n = 0, contributions = 0 },
    each = function(kept, event)
      kept.n = kept.n + 1
      if event[active] then kept.contributions = kept.contributions + 1 end
    end,
    function(run)
      return run:kept "contributions", engagement.gini(run:kept_each "contributions")
    end,
  }, given)
end

return engagement
