-- Privacy and the depth of personalisation
--
-- Question: from which depth on does personalisation cost consumers more than it gives, and what do
-- transparency and the right to opt out change? Disclosure weighs benefit against risk; violations of privacy
-- reduce trust and the willingness to engage (Martin 2020, Business Ethics Quarterly); reverse use of data is
-- set against exploitation and invasion of privacy (Saarijärvi 2011).
--
-- Benefits and costs are this project's defaults. A consumer gains 2x(1 - .3x) by depth x and bears
-- 2c(1 - t)x^2 at transparency t, with a cost of privacy c of its own; the firm earns 1.5x on everybody who
-- takes part and pays .2x for everybody it serves. What was chosen: one period, in which consumers know what
-- comes; who may opt out does so where the sum is negative, and then nothing happens to it; the regulator,
-- where there is one, makes opting out possible. Trust that a violation takes for later is not modelled.
--
-- What comes out: without a way out consumers gain up to a depth of about .6 and lose beyond it, while the
-- firm earns more with every step. With one they gain at every depth, and the firm's profit has its top near
-- .6. Transparency of .9 makes deep personalisation a gain to both. Verdict: FUSION up to a depth of .4, CONFUSION
-- from .6 on; FUSION throughout with a way out or with transparency, as expected.
--
--     ./valence run Scripts/privacy.lua
--     ./valence run Scripts/privacy.lua transparency=0,0.5,0.9

local valence = require "valence"
local fusion, confusion = require "fusion", require "confusion"
local values, verdict, conditions = require "values", require "verdict", require "conditions"

local depths = { 0.2, 0.4, 0.6, 0.8, 1 }

local function benefit(x) return 2 * x * (1 - 0.3 * x) end

local function intrusion(self, env) return 2 * self.cost * (1 - env.transparency) * env.depth ^ 2 end

-- A scenario for every depth: `each("%g, no way out", { regulator = false })`.
local function each(name, settings, list)
  for _, depth in ipairs(depths) do
    local scenario = { name:format(depth), depth = depth }
    for key, value in pairs(settings) do scenario[key] = value end
    list[#list + 1] = scenario
  end
  return list
end

return valence.study {
  name = "Privacy and the depth of personalisation",
  question = "From which depth on does personalisation cost consumers more than it gives?",
  notes = "A mechanism that was put in comes out: benefits and costs are defaults of this project.",
  seed = 2020, steps = 1, replications = 100,

  parameters = { depth = 0, transparency = 0, regulator = false, revenue = 1.5, serving = 0.2 },

  actors = {
    consumer = { count = 2000, fields = { cost = valence.lognormal(0, 0.8), takes_part = true } },
    firm = { count = 1 },
  },
  networks = { customers = valence.star { from = "consumer", to = "firm" } },

  phases = {
    valence.rule { "consider", of = "consumer", function(self, env)
      self.takes_part = not env.regulator or benefit(env.depth) >= intrusion(self, env)
    end },
    valence.encounter { "personalise", along = "customers", function(consumer, _, env)
      if env.depth == 0 then return end
      local served = -env.serving * env.depth
      if not consumer.takes_part then return 0, served end
      return benefit(env.depth), env.revenue * env.depth + served
    end },
    valence.presence { "intrude", of = "consumer", marks = { "privacy" }, function(self, env, event)
      if env.depth == 0 or not self.takes_part then return end
      event.active, event.privacy = false, true
      return -intrusion(self, env)
    end },
  },

  values = {
    values.customer { of = "consumer", unit = "util", scale = 1,
      benefits = { service = { gained = "personalise" } },
      costs = { privacy = function(self) return -self:gained "intrude" end } },
    values.profit { name = "firm profit", of = "firm", margins = { gained = "personalise" }, unit = "util", scale = 2000 },
  },
  lenses = { { "everyone", consumer = "customer value", firm = "firm profit" } },

  scenarios = each("depth %g, transparent", { transparency = 0.9 },
    each("depth %g, opt-out", { regulator = true },
      each("depth %g", {}, { { "no personalisation" } }))),
  baseline = "no personalisation",

  measures = {
    fusion.nash {},
    confusion.intrusion {},
    valence.measure { "takes part", source = "share of consumers",
      function(run) return run:count("consumer", "takes_part") / run:count "consumer" end },
    valence.measure { "worse off", of = "consumer", source = "share of consumers; own operationalisation",
      function(self) return self:value "customer value" < 0 and 1 or 0 end },
  },

  sections = {
    verdict.section { of = "personalise" },
    conditions.section { privacy_terms = { "transparency", at_least = 0.5 }, objective = false },
  },
}
