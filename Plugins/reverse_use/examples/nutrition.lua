-- What do customers gain when a retailer gives their purchase data back?
--
-- Source: Saarijärvi (2011) names the constructs; all forms and numbers are assumptions.

local valence = require "valence"
local reverse_use = require "reverse_use"

return valence.study {
  name = "Purchase data given back",
  question = "Whom does it serve when a retailer returns what it knows?",
  seed = 2011, steps = 26, replications = 30, baseline = "internal use",
  parameters = { returned = true },
  actors = {
    customer = { count = 300, fields = reverse_use.customer() },
    retailer = { count = 1, fields = reverse_use.firm() },
  },
  networks = {
    cards = valence.star { from = "customer", to = "retailer" },
    talk = valence.small_world { among = "customer", degree = 6, rewire = 0.1 },
  },
  phases = {
    reverse_use.feedback { along = "cards", cost = 0.01 },
    reverse_use.defect { of = "customer", firm = "retailer", margin = 4 },
    reverse_use.talk { of = "customer", among = "talk" },
  },
  values = {
    reverse_use.benefit { of = "customer" },
    reverse_use.loyalty { of = "retailer" },
    reverse_use.differentiation { of = "retailer", customer = "customer" },
    reverse_use.corporate_values { of = "retailer", customer = "customer" },
    reverse_use.image { of = "retailer", customer = "customer" },
  },
  scenarios = { { "internal use", returned = false }, { "returned" } },
  measures = {
    reverse_use.use_types(), reverse_use.ability { of = "customer" }, reverse_use.external(),
    reverse_use.served { of = "customer", by = "use" },
  },
}
