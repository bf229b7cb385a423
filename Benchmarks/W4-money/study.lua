-- W4: money exchange, one after another in random order: whoever has money gives one unit to anybody.
local valence = require "valence"
return valence.study {
  name = "W4 money", seed = 1, steps = 100, replications = 1,
  parameters = { size = 10000 },
  actors = { agent = { count = valence.parameter "size", fields = { money = 10 } } },
  phases = { valence.rule { "give", of = "agent", activation = "random", function(self, env)
    if self.money <= 0 then return end
    local other = env:any "agent"
    self.money = self.money - 1
    other.money = other.money + 1
  end } },
  values = { valence.value { "money", of = "agent", as = "end", function(self) return self.money end } },
  scenarios = { { "base" } },
  measures = { valence.measure { "variance", function(run)
    local n, sum, squares = 0, 0, 0
    for agent in run:actors "agent" do
      n, sum, squares = n + 1, sum + agent.money, squares + agent.money * agent.money
    end
    return squares / n - (sum / n) ^ 2
  end } },
}
