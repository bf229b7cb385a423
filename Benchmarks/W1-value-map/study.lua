-- W1: a value for every actor by arithmetic, a branch and an exponential; no draws, no ties. The
-- definition is asked in each of the 20 steps; mean, variance and share above 0 are of the last one's.
local valence = require "valence"
return valence.study {
  name = "W1 value map", seed = 1, steps = 20, replications = 1,
  parameters = { size = 1000000 },
  actors = { consumer = { count = valence.parameter "size", fields = {
    access = valence.uniform(0, 1), engagement = valence.uniform(0, 1),
    exposure = valence.uniform(0, 1), privacy = valence.uniform(-2, 2) } } },
  values = { valence.value { "v", of = "consumer", as = "stock", function(self)
    local v = self.access * self.engagement - 0.3 * self.exposure
    if v < 0 then v = 2.25 * v end
    return v / (1 + math.exp(-self.privacy))
  end } },
  scenarios = { { "base" } },
  measures = { valence.measure { "v's", gives = { "variance", "share above 0" }, function(run)
    local n, sum, squares, above = 0, 0, 0, 0
    for consumer in run:actors "consumer" do
      local v = consumer:value "v"
      n, sum, squares = n + 1, sum + v, squares + v * v
      if v > 0 then above = above + 1 end
    end
    return squares / n - (sum / n) ^ 2, above / n
  end } },
}
