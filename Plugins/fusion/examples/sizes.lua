-- Networks of several sizes: does their value grow like their size, or like its square?
--
-- Every user meets a fixed number of others, or everybody: the elasticity (F7) tells the two apart.
--
--     ./valence run Plugins/fusion/examples/sizes.lua
--     ./valence run Plugins/fusion/examples/sizes.lua everybody=false

local valence = require "valence"
local fusion = require "fusion"

return valence.study {
  name = "Networks of several sizes",
  question = "How does the value of a network grow with its size?",
  notes = "A made-up example. All numbers are our own operationalisation.",
  seed = 7, steps = 5, replications = 20,

  parameters = { everybody = true, meets = 4 },
  actors = { user = { count = 40, fields = { taste = valence.uniform(0.5, 1.5) } } },
  phases = {
    valence.presence { "network", of = "user", function(self, env)
      local others = env.everybody and env:count "user" - 1 or env.meets
      return 0.01 * self.taste * others * env:uniform(0.8, 1.2)
    end },
  },
  values = {
    valence.value { "benefit", of = "user", unit = "util", source = "own operationalisation",
      function(self) return self:gained "network" end },
  },
  scenarios = {
    { "20 users", count = { user = 20 } }, { "40 users" },
    { "80 users", count = { user = 80 } }, { "160 users", count = { user = 160 } },
  },
  baseline = "20 users",
  sections = { fusion.size_sweep { of = "user", value = "benefit" } },
}
