-- Is engagement always beneficial? The same activities, pursued effectively or not.
--
-- Sources: Raeisi & Meng name engagement, service innovation, strength of relationships and
-- effectiveness; all forms and numbers are assumptions.

local valence = require "valence"
local engagement = require "engagement"

return valence.study {
  name = "Engagement and effectiveness",
  question = "When does more engagement destroy value?",
  seed = 2002, steps = 24, replications = 30, baseline = "half",
  parameters = { effectiveness = 0.5 },
  actors = {
    customer = { count = 200, fields = engagement.customer() },
    business = { count = 10, fields = engagement.business { innovation = 0.6 } },
  },
  networks = {
    relationship = valence.random_ties { from = "customer", to = "business", degree = 2,
      fields = engagement.relationship(0.5) },
  },
  phases = {
    engagement.activity { along = "relationship" },
    engagement.respond { of = "customer", along = "relationship", field = "engagement" },
    engagement.respond { of = "business", along = "relationship", field = "innovation" },
  },
  values = {
    valence.value { "benefit", of = "customer", unit = "benefit", scale = 1, source = "own operationalisation",
      function(self) return self:gained "activity" end },
    valence.value { "return", of = "business", unit = "benefit", scale = 10, source = "own operationalisation",
      function(self) return self:gained "activity" end },
  },
  scenarios = { { "half" }, { "mostly effective", effectiveness = 0.9 }, { "mostly not", effectiveness = 0.1 } },
  measures = {
    engagement.level { of = "customer" },
    engagement.levels { of = "customer" },
    engagement.level { of = "business", field = "innovation" },
    engagement.strength { of = "customer", along = "relationship" },
    engagement.effectiveness(),
    engagement.either_sign(),
    engagement.antecedent { of = "customer", along = "relationship", value = "benefit" },
  },
}
