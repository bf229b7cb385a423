-- Novices and experts in one audience: rigid roles or guidance?
--
-- Source: Kelleher, Wilson, Macdonald & Peppard (2019), doi:10.1177/1094670519827384, names the
-- constructs; all forms and numbers are assumptions.

local valence = require "valence"
local collective = require "collective"

return valence.study {
  name = "An audience of novices and experts",
  question = "Who gains when the audience is guided instead of told what to do?",
  seed = 2019, steps = 20, replications = 30, baseline = "as it comes",
  parameters = { rigidity = 0, signposting = 0, access = true },
  actors = { member = { count = 200, fields = collective.member() } },
  networks = { seats = valence.small_world { among = "member", degree = 6, rewire = 0.1 } },
  phases = {
    collective.choose { of = "member" }, collective.perform { of = "member" },
    collective.meet { along = "seats" }, collective.learn { of = "member", along = "seats" },
  },
  values = {
    valence.value { "experience", of = "member", unit = "experience", scale = 1, source = "own operationalisation",
      function(self) return self:gained "performance" + self:gained "co-presence" end },
  },
  scenarios = {
    { "as it comes" }, { "rigid roles", rigidity = 0.8 }, { "signposted", signposting = 0.8 },
    { "closed to beginners", access = false },
  },
  measures = {
    collective.prescribed(), collective.conflict(),
    collective.heterogeneity { of = "member" }, collective.access { of = "member" },
    collective.practices { of = "member" },
    collective.value_for_all { of = "member", value = "experience", by = "group", groups = { "novice", "expert" } },
  },
}
