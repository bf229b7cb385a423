-- A strike: half of ten riders lose their good mood in the second month, and find it again slowly.
--
-- Shown here: decline, depth and recovery against the twins that saw no strike. The page
-- Plugins/codestruction/README.md works the numbers out by hand.
--
--     ./valence run Plugins/codestruction/examples/strike.lua

local valence = require "valence"
local codestruction = require "codestruction"

return valence.study {
  name = "A strike",
  question = "Who is worse off, how much, and does it pass?",
  notes = "Made-up numbers.",
  steps = 6, replications = 1,
  parameters = { struck = true },
  actors = { rider = { count = 10, fields = { mood = 1 } } },
  phases = {
    valence.rule { "feel", of = "rider", function(self, env)
      if env.struck and env.step == 2 and self.number <= 5 then self.mood = -7 end
      if env.step > 2 then self.mood = (1 + self.mood) / 2 end
    end },
  },
  values = {
    valence.value { "mood", of = "rider", as = "stock", unit = "util", scale = 1, source = "own operationalisation",
      function(self) return self.mood end },
  },
  scenarios = { { "no strike", struck = false }, { "strike" } },
  measures = { codestruction.incidence(), codestruction.depth(), codestruction.recovery() },
}
