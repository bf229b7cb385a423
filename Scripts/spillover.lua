-- Spill-over to non-consumers: travel information from the crowd
--
-- Question: is there value just by being on the network, for whom, and from how many members on? Mobile
-- networks bring value to consumers, firms and non-consumers at once, just by being on them (Larivière et
-- al. 2013, doi:10.1108/09564231311326996); below a critical mass externalities chill growth (Goldenberg,
-- Libai & Muller 2010, IJRM, doi:10.1016/j.ijresmar.2009.06.006).
--
-- A thousand travellers share the roads; some of them may join a platform that learns the traffic from
-- where they are. Gains and costs are this project's defaults; entry is Bass's with the field's average
-- rates (p = .03, q = .38). What was chosen: the congestion that others are spared grows with members over
-- all travellers; who has not joined yet has it too; of members, 5 % report actively in a step, which adds
-- nothing to what their presence tells, so the presence premium is all there is; a city is left out, for it
-- has no rule. Who waits joins only where membership pays at what the platform knows.
--
-- What comes out: twenty members lose by it and so does the platform; from fifty on members gain, and from
-- between one and two hundred on the platform does, in the end; those who never join gain at every size, and
-- the map vendor loses at every size. Where nine in ten wait until membership pays, it never comes to that. The
-- elasticity of presence value is near 2 from 50 to 400 members, which holds for these sizes only.
-- Verdict: CONFUSION up to 100 members, where the platform loses; FUSION of members, others and platform from
-- 200 on, CONFUSION at every size once the map vendor counts. As expected; PARTIAL does not occur.
--
--     ./valence run Scripts/spillover.lua
--     ./valence run Scripts/spillover.lua reporting=0

local valence = require "valence"
local cocreation = require "cocreation"
local fusion, values = require "fusion", require "values"
local verdict, conditions = require "verdict", require "conditions"

-- What a member has of the platform in a step, less the battery and the data it costs.
local function membership(env, quality) return env.worth * quality - env.burden end

return valence.study {
  name = "Spill-over to non-consumers",
  question = "Is there value just by being on the network, for whom, and from how many members on?",
  notes = "A mechanism that was put in comes out: gains and costs are defaults of this project, not estimates.",
  seed = 2010, steps = 30, replications = 100,

  parameters = {
    platform = true, users = 200, others = 800, travellers = 1000,
    p = 0.03, q = 0.38, waiting = 0, reporting = 0.05,
    mass = 150, worth = 2, burden = 0.35, relief = 0.3, fee = 0.25, fixed = 20, vendor = 0.05,
  },

  actors = {
    consumer = { count = valence.parameter "users", fields = {
      waits = valence.boolean(function(_, env) return env:chance(env.waiting) end), member = false } },
    non_consumer = { count = valence.parameter "others" },
    firm = { count = 1, fields = { members = 0, quality = 0 } },
    competitor = { count = 1 },
  },

  phases = {
    valence.rule { "join", of = "consumer", function(self, env)
      if not env.platform or self.member then return end
      if self.waits and membership(env, env:the "firm".quality) < 0 then return end
      local joined = env:count("consumer", "member") / env:count "consumer"
      if env:chance(env.p + env.q * joined) then self.member = true end
    end },
    valence.rule { "learn the traffic", of = "firm", function(self, env)
      self.members = env:count("consumer", "member")
      self.quality = 1 - math.exp(-self.members / env.mass)
    end },

    valence.presence { "on the network", of = "consumer", tags = { mode = { "individual", "collective" } },
      function(self, env, event)
        if not self.member then return end
        event.active, event.mode = env:chance(env.reporting), "collective"
        return membership(env, env:the "firm".quality)
      end },
    valence.presence { "on the road", of = "consumer", function(self, env, event)
      if self.member or not env.platform then return end
      event.active = false
      return env.relief * env:the "firm".quality * env:the "firm".members / env.travellers
    end },
    valence.presence { "beside the network", of = "non_consumer", function(_, env, event)
      if not env.platform then return end
      event.active = false
      return env.relief * env:the "firm".quality * env:the "firm".members / env.travellers
    end },
    valence.presence { "platform", of = "firm", function(self, env)
      if env.platform then return env.fee * self.members * self.quality - env.fixed end
    end },
    valence.presence { "map sales", of = "competitor", function(_, env, event)
      if not env.platform then return end
      event.active = false
      return -env.vendor * env:the "firm".members
    end },
  },

  values = {
    valence.value { "presence value", of = "consumer", unit = "EUR", scale = 30, traits = values.traits.network,
      source = "own operationalisation",
      function(self) return self:gained "on the network" + self:gained "on the road" end },
    valence.value { "presence value at the end", of = "consumer", as = "stock", unit = "EUR", scale = 1,
      traits = values.traits.network,
      source = "own operationalisation; of the last step",
      function(self) return self:gained "on the network" + self:gained "on the road" end },
    valence.value { "spill-over", of = "non_consumer", unit = "EUR", scale = 30, traits = values.traits.externality,
      source = "own operationalisation",
      function(self) return self:gained "beside the network" end },
    valence.value { "spill-over at the end", of = "non_consumer", as = "stock", unit = "EUR", scale = 1,
      traits = values.traits.externality,
      source = "own operationalisation; of the last step",
      function(self) return self:gained "beside the network" end },
    valence.value { "firm profit", of = "firm", unit = "EUR", scale = 600, traits = values.traits.profit,
      source = "own operationalisation",
      function(self) return self:gained "platform" end },
    valence.value { "firm profit at the end", of = "firm", as = "stock", unit = "EUR", scale = 20,
      traits = values.traits.profit,
      source = "own operationalisation; of the last step",
      function(self) return self:gained "platform" end },
    valence.value { "competitor profit", of = "competitor", unit = "EUR", scale = 600, traits = values.traits.profit,
      source = "own operationalisation",
      function(self) return self:gained "map sales" end },
    valence.value { "competitor profit at the end", of = "competitor", as = "stock", unit = "EUR", scale = 20,
      traits = values.traits.profit,
      source = "own operationalisation; of the last step",
      function(self) return self:gained "map sales" end },
  },
  lenses = {
    { "whole time", consumer = "presence value", non_consumer = "spill-over", firm = "firm profit",
      competitor = "competitor profit" },
    { "at the end", consumer = "presence value at the end", non_consumer = "spill-over at the end",
      firm = "firm profit at the end", competitor = "competitor profit at the end" },
  },

  scenarios = {
    { "20 members", users = 20, others = 980 },
    { "50 members", users = 50, others = 950 },
    { "100 members", users = 100, others = 900 },
    { "200 members", users = 200, others = 800 },
    { "400 members", users = 400, others = 600 },
    { "200, half wait", users = 200, others = 800, waiting = 0.5 },
    { "200, nine in ten wait", users = 200, others = 800, waiting = 0.9 },
  },
  baseline = { platform = false },

  measures = {
    fusion.breadth { lens = "every" },
    fusion.passive_share {},
    fusion.presence_premium { lens = "at the end", between = { "consumer", "non_consumer" },
      under = { p = 1, q = 0, waiting = 0, reporting = 0 }, against = { platform = false } },
    fusion.spillover { others = { "non_consumer", "competitor" }, lens = "whole time" },
    valence.measure { "members", source = "share of those who may join, at the end",
      function(run) return run:count("consumer", "member") / run:count "consumer" end },
  },
  series = {
    valence.series { "members by step", function(env) return env:count("consumer", "member") end },
  },

  sections = {
    verdict.section {},
    verdict.section { name = "Verdict without the competitor", between = { "consumer", "non_consumer", "firm" } },
    cocreation.spheres_section { of = { "on the network", "on the road" } },
    fusion.size_sweep { of = "consumer", value = "presence value at the end",
      scenarios = { "50 members", "100 members", "200 members", "400 members" } },
    conditions.section { critical_mass = { "users", at_least = 29 }, active_and_passive = true },
  },
}
