-- Seven visits to a workshop: what both sides gain in each, and who takes an active part.
--
-- Shown here: the measures of events that need no more than what an encounter returns. The page
-- Plugins/cocreation/README.md works the numbers out by hand.
--
--     ./valence run Plugins/cocreation/examples/seven-visits.lua

local valence = require "valence"
local cocreation = require "cocreation"

-- By visit: what the customer and the workshop gain, and whether they are active.
local customers = { 0.3, 1, 2, -1, -2, 0, 0.5 }
local workshop  = { -0.2, 0.5, 2, 1, -1, 1, 0.5 }
local takes_part = { true, true, true, true, true, false, false }
local serves     = { true, false, true, true, true, true, false }

return valence.study {
  name = "Seven visits",
  question = "In how many visits do both sides gain, and whose doing is it?",
  notes = "Made-up numbers.",
  steps = 1, replications = 1,
  actors = { customer = { count = 7 }, workshop = { count = 1 } },
  networks = { visits = valence.star { from = "customer", to = "workshop" } },
  phases = {
    valence.encounter { "visit", along = "visits", function(customer, _, _, event)
      local visit = customer.number
      event.active, event.active_partner = takes_part[visit], serves[visit]
      return customers[visit], workshop[visit]
    end },
  },
  measures = cocreation.all { of = "visit", unit = "util" },
  sections = { cocreation.spheres_section { of = "visit" } },
}
