-- An evening at a concert hall: novices and experts choose practices, learn, and are worth more to each
-- other than alone.
--
-- Shown here: fit and social learning (CC8), synergy (CC5), engagement by type of behaviour (CC7), a DART
-- index from marks (CC6).
--
--     ./valence run Plugins/cocreation/examples/evening.lua
--     ./valence run Plugins/cocreation/examples/evening.lua signposting=0,0.5,1

local valence = require "valence"
local cocreation = require "cocreation"

local practices = { "listening", "talking", "conducting" }
local demands = { listening = 0.1, talking = 0.5, conducting = 0.9 }

return valence.study {
  name = "An evening at the concert hall",
  question = "Does signposting help novices without hurting experts?",
  notes = "A made-up example. All numbers are our own operationalisation.",
  seed = 8, steps = 10, replications = 20,
  parameters = { signposting = 0.2, company = 0.3 },
  actors = {
    visitor = { count = 90, fields = {
      role = valence.category({ "novice", "expert" }, function(self) return self.number <= 60 and "novice" or "expert" end),
      skill = function(self, env) return self.number <= 60 and env:uniform(0, 0.4) or env:uniform(0.6, 1) end,
      pleasure = valence.flow(),
    } },
    staff = { count = 1 },
  },
  networks = {
    hall = valence.star { from = "visitor", to = "staff" },
    company = valence.small_world { among = "visitor", degree = 4, rewire = 0.1 },
  },
  phases = {
    -- A visitor who is signposted chooses what it is up to; others choose anything.
    valence.encounter { "practice", along = "hall",
      tags = { practice = practices, behaviour = cocreation.behaviours },
      marks = { "asked", "answered", "risky", "disclosed" },
      function(visitor, _, env, event)
        local guided = env:chance(env.signposting)
        if guided then
          event.practice = visitor.skill < 0.3 and "listening" or visitor.skill < 0.7 and "talking" or "conducting"
        else
          event.practice = env:one_of(practices)
        end
        event.behaviour = env:one_of(cocreation.behaviours)
        event.asked, event.answered = env:chance(0.5), guided
        event.risky = event.practice == "conducting"
        event.disclosed = event.risky and guided
        local misfit = math.abs(demands[event.practice] - visitor.skill)
        return 1 - 2 * misfit, 0.5 - misfit
      end },
    -- Company is worth something, and one learns from peers who know more.
    valence.rule { "learn", of = "visitor", function(self, env)
      local best = self.skill
      for peer in self:peers "company" do best = math.max(best, peer.skill) end
      self.pleasure = self:gained "practice" + env.company * self:degree "company"
      self.skill = self.skill + 0.05 * (best - self.skill)
    end },
  },
  values = {
    valence.value { "experience", of = "visitor", unit = "util", scale = 10, source = "own operationalisation",
      function(self) return self.pleasure end },
  },
  scenarios = { { "as it is" }, { "signposted", signposting = 0.9 } },
  measures = {
    cocreation.fit { of = "practice", required = demands },
    cocreation.learning { of = "visitor", group = "role", value = "experience" },
    cocreation.synergy { links = "company" },
    cocreation.engagement { of = "practice", by = "behaviour" },
    cocreation.dart { of = "practice", dialogue = { "asked", "answered" }, risk = { "risky", "disclosed" } },
  },
}
