-- W1: a value for every actor by arithmetic, a branch and an exponential; no draws, no ties.
local valence = require "valence"
return valence.study {
  name = "W1 value map", seed = 1, steps = 20, replications = 1,
  parameters = { size = 1000000 },
  actors = { consumer = { count = valence.parameter "size", fields = {
    access = valence.uniform(0, 1), engagement = valence.uniform(0, 1),
    exposure = valence.uniform(0, 1), privacy = valence.uniform(-2, 2), v = 0, above = false } } },
  phases = { valence.rule { "value", of = "consumer", function(self)
    local v = self.access * self.engagement - 0.3 * self.exposure
    if v < 0 then v = 2.25 * v end
    self.v = v / (1 + math.exp(-self.privacy))
  end } },
  values = { valence.value { "v", of = "consumer", as = "stock", function(self) return self.v end } },
  scenarios = { { "base" } },
}
