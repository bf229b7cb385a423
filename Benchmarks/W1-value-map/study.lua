-- W1: a value for every actor by arithmetic, a branch and an exponential; no draws, no ties. The
-- definition is asked in each of the 20 steps. Mean, mean square (the variance, but for the mean's
-- square) and share above 0 are those of the last.
local valence = require "valence"
return valence.study {
  name = "W1 value map", seed = 1, steps = 20, replications = 1,
  parameters = { size = 1000000 },
  actors = { consumer = { count = valence.parameter "size", fields = {
    access = valence.uniform(0, 1), engagement = valence.uniform(0, 1),
    exposure = valence.uniform(0, 1), privacy = valence.uniform(-2, 2) } } },
  values = {
    valence.value { "v", of = "consumer", as = "stock", function(self)
      local v = self.access * self.engagement - 0.3 * self.exposure
      if v < 0 then v = 2.25 * v end
      return v / (1 + math.exp(-self.privacy))
    end },
    valence.value { "square", of = "consumer", as = "end", function(self) return self:value "v" ^ 2 end },
    valence.value { "above 0", of = "consumer", as = "end", function(self)
      return self:value "v" > 0 and 1 or 0
    end },
  },
  scenarios = { { "base" } },
}
