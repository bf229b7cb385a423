-- Novices and experts at the orchestra
--
-- Question: who gains when a collective consumption context guides its audience, closes its entry, or holds
-- on to one prescribed role? Role rigidity and conflict between consumers of differing competence constrain
-- value; participation access and signposting mitigate; novices and experts learn from each other; the goal
-- is value for all (Kelleher, Wilson, Macdonald & Peppard 2019, J. Service Research 22(2) 120-138,
-- doi:10.1177/1094670519827384).
--
-- The names of the study's practices are not known here: they are five numbers, the skill that each needs.
-- What was chosen: a listener meets one neighbour per event; the conflict is borne by both; signposting
-- damps it to 1 - signposting of its size; an act teaches .1 of the way to a practice that is harder by at
-- most .25, and, where signposted, .02 of the way to a more able neighbour; the orchestra gains half of what
-- its listeners do and pays .05 per listener and event for full signposting.
--
-- What comes out: rigidity costs novices and the orchestra, a closed entry costs novices, conflict costs
-- everybody; guidance is a gain for novices, experts and the orchestra at once, and more than makes up for
-- rigidity and for a closed entry. One thing is not as cited: rigidity alone does not lower the mean value of
-- all listeners. The prescribed act suits experts, and who does the same has no conflict.
-- Verdict across novices and experts: FUSION by guidance, CONFUSION by rigidity and by a closed entry, where
-- novices lose and experts gain, as expected.
--
--     ./valence run Scripts/orchestra.lua
--     ./valence run Scripts/orchestra.lua signposting=0,0.4,0.8

local valence = require "valence"
local fusion, cocreation = require "fusion", require "cocreation"
local values, verdict, conditions = require "values", require "verdict", require "conditions"

local needs = { 0.1, 0.3, 0.5, 0.7, 0.9 }       -- the skill that a practice needs
local names = { "easiest", "easy", "middle", "hard", "hardest" }
local prescribed = 4                             -- the practice that the role prescribes

-- The practice closest to a skill, from the first one that is open.
local function closest(skill, first)
  local best = first
  for practice = first + 1, 5 do
    if math.abs(needs[practice] - skill) < math.abs(needs[best] - skill) then best = practice end
  end
  return best
end

return valence.study {
  name = "Novices and experts at the orchestra",
  question = "Who gains when an audience is guided, kept out of its entry, or held to one role?",
  notes = "A mechanism that was put in comes out: skills and gains are defaults of this project, not estimates.",
  seed = 2019, steps = 40, replications = 100,

  parameters = {
    rigidity = 0.3,                              -- chance to do what the role prescribes
    signposting = 0,                             -- chance to be guided to what one can do
    access = true,                               -- whether the two easiest practices are open
    conflict = 0.5, apart = 0.4,                 -- what differing acts cost, between skills that far apart
    step_up = 0.25, learning = 0.1, social = 0.02,
    return_share = 0.5, guidance = 0.05,
  },

  actors = {
    listener = { count = 300, fields = {
      low = valence.beta(2, 8), high = valence.beta(8, 2), luck = valence.uniform(0, 1), place = valence.rank "luck",
      group = valence.category({ "novice", "expert" }, function(self) return self.place < 0.7 and "novice" or "expert" end),
      skill = function(self) return self.group == "novice" and self.low or self.high end,
      practice = 0 } },
    orchestra = { count = 1 },
  },

  networks = {
    audience = valence.small_world { among = "listener", degree = 6, rewire = 0.1 },
    hall = valence.star { from = "listener", to = "orchestra" },
  },

  phases = {
    valence.rule { "choose", of = "listener", function(self, env)
      local first = env.access and 1 or 3
      local random = env:integer(first, 5)
      if env:chance(env.rigidity) then self.practice = prescribed
      elseif env:chance(env.signposting) then self.practice = closest(self.skill + 0.05, first)
      else self.practice = random end
    end },

    valence.encounter { "perform", along = "hall", tags = { practice = names, group = { "novice", "expert" } },
      function(listener, _, env, event)
        event.practice, event.group = names[listener.practice], listener.group
        local value = 1 - math.abs(needs[listener.practice] - listener.skill) / 0.5
        return value, env.return_share * value - env.guidance * env.signposting
      end },

    valence.encounter { "meet", along = "audience", pick = 1, function(listener, peer, env)
      if math.abs(listener.skill - peer.skill) <= env.apart then return end
      local hurt = env.conflict * math.abs(needs[listener.practice] - needs[peer.practice]) * (1 - env.signposting)
      return -hurt, -hurt
    end },

    valence.rule { "learn", of = "listener", function(self, env)
      local harder = needs[self.practice] - self.skill
      local gain = 0
      if harder > 0 and harder <= env.step_up then gain = env.learning * harder end
      for peer in self:peers("audience", 1) do
        if peer.skill > self.skill and env:chance(env.signposting, peer) then
          gain = gain + env.social * (peer.skill - self.skill)
        end
      end
      self.skill = math.min(1, self.skill + gain)
    end },
  },

  values = {
    valence.value { "experiential value", of = "listener", unit = "util", scale = 10,
      source = "after Kelleher et al. 2019", own = "fit of practice and skill less conflict",
      traits = values.traits.experiential,
      function(self) return self:gained "perform" + self:gained "meet" end },
    valence.value { "orchestra's result", of = "orchestra", unit = "util", scale = 3000, source = "own operationalisation",
      traits = values.traits.profit, function(self) return self:gained "perform" end },
  },
  lenses = { { "everyone", listener = "experiential value", orchestra = "orchestra's result" } },

  scenarios = {
    { "as is" },
    { "rigid", rigidity = 0.8 },
    { "guided", signposting = 0.8 },
    { "entry closed", access = false },
    { "rigid and guided", rigidity = 0.8, signposting = 0.8 },
    { "entry closed, guided", access = false, signposting = 0.8 },
    { "nobody meets", without = { phase = "meet" } },
  },
  baseline = "as is",

  measures = {
    fusion.breadth { by = "group", between = { "listener" } },
    cocreation.fit { of = "perform", by = "group",
      required = { easiest = 0.1, easy = 0.3, middle = 0.5, hard = 0.7, hardest = 0.9 }, below = 0.25, above = 0.25 },
    cocreation.learning { of = "listener", group = "group", value = "experiential value" },
    valence.measure { "gain", of = "listener", by = "group", unit = "util",
      source = "experiential value less that of the twin; own operationalisation",
      function(self, twin)
        if not twin then return valence.undefined "no_twin" end
        return self:value "experiential value" - twin:value "experiential value"
      end },
    valence.measure { "skill at the end", of = "listener", by = "group", source = "own operationalisation",
      function(self) return self.skill end },
  },

  sections = {
    verdict.section { of = { "perform", "meet" } },
    verdict.section { name = "Verdict across novices and experts", between = { "listener" }, by = "group", of = "perform" },
    cocreation.learning_curves { of = "perform", who = "listener", group = "group", steps = 40, periods = 5 },
    conditions.section { guidance = { "signposting", at_least = 0.5 } },
  },
}
