-- Two definitions of what consumers get out of an app contradict each other: one verdict for each lens, and the
-- matrix of contradictions.
--
--     ./valence run Plugins/verdict/examples/lenses.lua

local valence = require "valence"
local verdict = require "verdict"

return valence.study {
  name = "An app through two lenses",
  question = "Does the app fuse value? It depends on what counts as the consumers' value.",
  seed = 3, steps = 12, replications = 12,
  parameters = { launched = true },
  actors = {
    consumer = { count = 80, fields = {
      privacy = valence.uniform(0.2, 1),
      age = valence.category({ "young", "old" }, function(self) return self.privacy < 0.6 and "young" or "old" end),
    } },
    firm = { count = 4 },
  },
  networks = { market = valence.random_ties { from = "consumer", to = "firm", degree = 1 } },
  phases = {
    valence.encounter { "offer", along = "market", function(consumer, firm, env)
      if not env.launched then return end
      return env:chance(0.4) and 1 or 0, 0.2
    end },
  },
  values = {
    valence.value { "savings", of = "consumer", unit = "EUR", scale = 1, source = "own operationalisation",
      traits = { ["what counts"] = "what is saved" },
      function(self) return self:gained "offer" end },
    valence.value { "calm", of = "consumer", unit = "util", scale = 1, source = "own operationalisation",
      traits = { ["what counts"] = "what is saved less what disturbs" },
      function(self, env) return self:gained "offer" - (env.launched and self.privacy or 0) end },
    valence.value { "margin", of = "firm", unit = "EUR", scale = 1, source = "own operationalisation",
      traits = { ["what counts"] = "what is earned" },
      function(self) return self:gained "offer" end },
  },
  lenses = {
    { "purse", consumer = "savings", firm = "margin" },
    { "well-being", consumer = "calm", firm = "margin" },
  },
  scenarios = { { "no app", launched = false }, { "app" } },
  baseline = "no app",
  sections = {
    verdict.section {},
    verdict.section { name = "Verdict across ages", lens = "well-being", between = { "consumer" }, by = "age" },
  },
}
