-- Two conditions declared, one scenario on either side.

local valence = require "valence"
local conditions = require "conditions"
local verdict = require "verdict"

return valence.study {
  name = "Conditions",
  question = "On which side does each scenario stand?",
  seed = 7, steps = 5, replications = 10, baseline = "nothing",
  parameters = { members = 50, transparency = 0, on = true },
  actors = {
    member = { count = 100, fields = { privacy = valence.uniform(0, 1) } },
    firm = { count = 1 },
  },
  networks = { app = valence.star { from = "member", to = "firm" } },
  phases = {
    valence.encounter { "visit", along = "app", tags = conditions.tags { timing = "real-time", "scope" },
      function(member, firm, env, event)
        if not env.on then return end
        event.scope = "individual"
        return env.members / 100 - (1 - env.transparency) * member.privacy, 0.1
      end },
  },
  values = {
    valence.value { "benefit", of = "member", unit = "benefit", scale = 1, source = "own operationalisation",
      function(self) return self:gained "visit" end },
    valence.value { "profit", of = "firm", unit = "EUR", scale = 10, source = "own operationalisation",
      function(self) return self:gained "visit" end },
  },
  lenses = { { "all", member = "benefit", firm = "profit" } },
  scenarios = {
    { "nothing", on = false }, { "small and secret", members = 20 },
    { "large and transparent", members = 90, transparency = 0.9 },
  },
  sections = {
    verdict.section(),
    conditions.section {
      critical_mass = { "members", at_least = 50 }, privacy_terms = { "transparency", at_least = 0.5 },
      timeliness = true, objective = false,
    },
  },
}
