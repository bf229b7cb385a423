-- W2: adoption on a small world: spontaneous (p) or by adopting neighbours (q each); all at once.
local valence = require "valence"
return valence.study {
  name = "W2 adoption", seed = 1, steps = 50, replications = 1,
  parameters = { size = 100000, p = 0.001, q = 0.05 },
  actors = { consumer = { count = valence.parameter "size", fields = { adopted = false } } },
  networks = { friends = valence.small_world { among = "consumer", degree = 8, rewire = 0.1 } },
  phases = { valence.rule { "adopt", of = "consumer", function(self, env)
    if self.adopted then return end
    local k = 0
    for peer in self:peers "friends" do
      if peer.adopted then k = k + 1 end
    end
    if env:chance(1 - (1 - env.p) * (1 - env.q) ^ k) then self.adopted = true end
  end } },
  values = { valence.value { "use", of = "consumer", function(self)
    if not self.adopted then return 0 end
    local k = 0
    for peer in self:peers "friends" do
      if peer.adopted then k = k + 1 end
    end
    return 0.01 * k - 0.002
  end } },
  scenarios = { { "base" } },
}
