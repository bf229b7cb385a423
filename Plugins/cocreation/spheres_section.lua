-- CC4 as a section of the report: in which sphere value for the customer is formed, scenario by scenario.

local valence = require "valence"
local events = require "events"
local spheres = require "cocreation.spheres"

local names = { "provider", "joint", "customer", "aggregate" }

--- Spheres of value: the shares of value for the customer that are formed in the provider's sphere, the joint one, the
--- customer's, and where neither side is active (CC4), per scenario, with 95 % intervals over replicates. Together
--- 1; nothing gained or lost: undefined `no_events`.
---
---     cocreation.spheres_section { of = { "visit", "use" } }
---
--- Options are those of `cocreation.spheres`: `customer`, `rule` (the theory), `tag`.
---
--- Grönroos & Voima (2013); Vargo & Lusch (2008) with `rule = "always"`. Own: the rule by activity, and the fourth
--- share.
---@param options? { of?: string|string[], customer?: "initiator"|"partner", rule?: "activity"|"tag"|"always", tag?: string, under?: table, name?: string }
---@return valence.Made
return function(options)
  options = valence.options("cocreation.spheres_section", options, { of = "string or table", customer = "string",
    rule = "string", tag = "string", under = "table", name = "string" })
  local title = options.name or "Spheres of value"
  options.name = title .. ": shares"
  local measure = spheres.shares(options)
  return valence.section { title, needs = { measure }, function(experiment)
    local rows, text = {}, {}
    for _, scenario in ipairs(experiment.scenarios) do
      local said = {}
      for _, sphere in ipairs(names) do
        local share, low, high, count = events.cells(experiment, scenario, options.name, sphere)
        rows[#rows + 1] = { scenario.name, sphere, share, low, high, count }
        said[#said + 1] = sphere .. " " .. events.said(share)
      end
      text[#text + 1] = scenario.name .. ": " .. table.concat(said, ", ") .. "."
    end
    local joint = events.extremes(experiment, options.name, "joint")
    local headline = joint and ("The joint sphere's share of value for the customer is %s."):format(joint)
      or "Customers gain and lose nothing in any scenario."
    return { headline = headline, text = text, tables = { {
      title = "Value for the customer by sphere", rows = rows,
      columns = { "scenario", "sphere", "share", "low", "high", "replicates" },
      chart = { "bars", x = "scenario", y = "share", by = "sphere", low = "low", high = "high" },
      note = "Shares of what customers gain and lose, sizes added; 95 % intervals over replicates. Spheres: Grönroos & "
        .. "Voima (2013). Own operationalisation: the rule that says which sphere an event is in.",
    } } }
  end }
end
