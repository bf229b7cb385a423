-- Travel information from the crowd: travellers who use an app leave traces, report delays and are
-- advised; people who are not in it see better buses.
--
-- Shown here: F2 and F7 over time, presence and the passive share (F6), advice that comes in time or
-- does not (F8), outsiders (spill-over).
--
--     ./valence run Plugins/fusion/examples/travel.lua
--     ./valence run Plugins/fusion/examples/travel.lua delay=0,1,2

local valence = require "valence"
local fusion = require "fusion"

return valence.study {
  name = "Travel information from the crowd",
  question = "Does everybody gain at once, and what is being there worth?",
  notes = "A made-up example. All numbers are our own operationalisation.",
  seed = 24, steps = 30, replications = 20,

  parameters = {
    launched = true,
    invited = 0.02,      -- chance to join by oneself, per step
    reports = 0.4,       -- chance that a member reports what it sees
    trace = 0.3,         -- what a full network of traces is worth to a member, per step
    delay = 0,           -- steps between a need and the advice
    upkeep = 4,          -- what the app costs the operator, per step
  },

  actors = {
    traveller = { count = 200, fields = { member = false } },
    resident = { count = 50 },
    operator = { count = 1 },
  },
  networks = {
    friends = valence.small_world { among = "traveller", degree = 6, rewire = 0.1 },
    app = valence.star { from = "traveller", to = "operator" },
  },

  phases = {
    valence.rule { "join", of = "traveller", function(self, env)
      if self.member or not env.launched then return end
      local members = 0
      for friend in self:peers "friends" do
        if friend.member then members = members + 1 end
      end
      if env:chance(1 - (1 - env.invited) * 0.95 ^ members) then self.member = true end
    end },

    -- Merely being there: each trace makes the others' picture better.
    valence.presence { "trace", of = "traveller", function(self, env, event)
      if not self.member then return end
      event.active = false
      return env.trace * env:count("traveller", "member") / 200
    end },

    valence.encounter { "report", along = "app", function(traveller, operator, env, event)
      if not traveller.member or not env:chance(env.reports) then return end
      event.active_partner = false
      return -0.05, 0.1
    end },

    -- Advice is worth less the later it comes.
    valence.encounter { "advice", along = "app", function(traveller, operator, env, event)
      if not traveller.member or not env:chance(0.2) then return end
      event.need, event.use = env.step, env.step + (env:chance(0.8) and env.delay or env.delay + 2)
      return 0.5 * 0.5 ^ (event.use - event.need), 0.1
    end },

    -- Fewer people wait in the wrong place.
    valence.presence { "street", of = "resident", function(self, env, event)
      event.active = false
      return 0.02 * env:count("traveller", "member") / 200
    end },
  },

  values = {
    valence.value { "benefit", of = "traveller", unit = "EUR", scale = 1, source = "own operationalisation",
      function(self) return self:gained "trace" + self:gained "report" + self:gained "advice" end },
    valence.value { "result", of = "operator", unit = "EUR", scale = 100, source = "own operationalisation",
      function(self, env)
        return self:gained "report" + self:gained "advice" - (env.launched and env.upkeep or 0)
      end },
    valence.value { "calm", of = "resident", unit = "EUR", scale = 1, source = "own operationalisation",
      function(self) return self:gained "street" end },
  },
  lenses = { { "everybody", traveller = "benefit", operator = "result", resident = "calm" } },

  scenarios = { { "no app", launched = false }, { "app" }, { "late advice", delay = 3 } },
  baseline = "no app",

  measures = {
    fusion.all(),
    fusion.index { name = "fusion of travellers and operator", between = { "traveller", "operator" } },
    fusion.spillover { others = { "resident" } },
    fusion.presence_premium { between = { "traveller", "resident" },
      under = { launched = true, invited = 1, silence = { phase = { "report", "advice" } } },
      against = { launched = false } },
    fusion.elasticity { total = "benefit (traveller)", size = "members" },
  },
  series = {
    valence.series { "members", function(env) return env:count("traveller", "member") end },
  },
}
