-- Six worlds of three kinds, one for each verdict: what the verdict makes of gains that are drawn.
--
--     ./valence run Plugins/verdict/examples/archetypes.lua
--
-- A scenario is an archetype of theory: what consumers, firms and outsiders gain on average. Around that every actor's
-- gain is drawn anew in each world, so that the verdict has to be found through noise. In an encounter the firm and
-- the consumer gain together or not, which is what co-creation looks at.

local valence = require "valence"
local verdict = require "verdict"

--- An actor's gain in a step: the mean of its kind in the scenario, and luck that sums to about nothing. `side`
--- tells the draws of an encounter's two sides apart.
local function gain(mean, env, side) return mean / 4 + env.noise * env:normal(0, 1, side) end

return valence.study {
  name = "Six archetypes",
  question = "Which verdict do intervals give where the truth is known?",
  seed = 5, steps = 4, replications = 20,
  parameters = { consumers = 0, firms = 0, outsiders = 0, noise = 0 },
  actors = {
    consumer = { count = 60, fields = { had = valence.flow() } },
    firm = { count = 20, fields = { had = valence.flow() } },
    outsider = { count = 40, fields = { had = valence.flow() } },
  },
  networks = { market = valence.random_ties { from = "consumer", to = "firm", degree = 1 } },
  phases = {
    valence.rule { "live", of = "consumer", function(self, env) self.had = gain(env.consumers, env, 1) end },
    valence.rule { "earn", of = "firm", function(self, env) self.had = gain(env.firms, env, 1) end },
    valence.rule { "watch", of = "outsider", function(self, env) self.had = gain(env.outsiders, env, 1) end },
    valence.encounter { "meet", along = "market", function(consumer, firm, env)
      return gain(env.consumers, env, 1), gain(env.firms, env, 2)
    end },
  },
  values = {
    valence.value { "consumers' value", of = "consumer", unit = "util", scale = 1, source = "given", function(self) return self.had end },
    valence.value { "firms' value", of = "firm", unit = "util", scale = 1, source = "given", function(self) return self.had end },
    valence.value { "outsiders' value", of = "outsider", unit = "util", scale = 1, source = "given", function(self) return self.had end },
  },
  scenarios = {
    { "as it was" },
    { "all gain", consumers = 1, firms = 1, outsiders = 1, noise = 0.3 },
    { "transfer", consumers = 2, firms = -1, outsiders = -1, noise = 0.3 },
    { "net gain with a loser", consumers = 3, firms = 1, outsiders = -0.5, noise = 0.3 },
    { "one gains", consumers = 1, noise = 0.3 },
    { "all lose", consumers = -1, firms = -1, outsiders = -1, noise = 0.3 },
    { "nothing changes", noise = 0.3 },
  },
  baseline = "as it was",
  sections = { verdict.section { level = 0.999 } },
}
