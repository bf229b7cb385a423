-- A help desk: service encounters in five practices, with customers who remember and expect.
--
-- Shown here: `interaction.service` with expectations, what it is asked, a congruence by practice.
--
--     ./valence run Plugins/interaction/examples/help-desk.lua
--     ./valence run Plugins/interaction/examples/help-desk.lua congruence.helping=0.9

local valence = require "valence"
local interaction = require "interaction"
local codestruction = require "codestruction"

local practices = interaction.practices

return valence.study {
  name = "A help desk",
  question = "Is it better to promise less, or to recover from failure?",
  notes = "A made-up example. All numbers are our own operationalisation.",
  seed = 11, steps = 30, replications = 20,
  parameters = interaction.parameters {
    congruence = valence.by(practices,
      { informing = 0.7, greeting = 0.8, delivering = 0.6, charging = 0.5, helping = 0.4 }),
  },
  actors = { customer = { count = 100 }, desk = { count = 1 } },
  networks = { calls = valence.star { from = "customer", to = "desk", fields = { level = 0, expected = 1 } } },
  phases = { interaction.service { along = "calls", expectations = true } },
  values = {
    valence.value { "well-being", of = "customer", as = "stock", unit = "util", scale = 1, source = "own operationalisation",
      function(self) return self:sum("calls", "level") end },
    valence.value { "result", of = "desk", unit = "util", scale = 100, source = "own operationalisation",
      function(self) return self:gained "service" end },
  },
  scenarios = { { "as it is" }, { "aligned", alignment = 0.3 }, { "recover", recovery = 0.6 } },
  measures = {
    interaction.congruence { by = "practice" }, interaction.recovered(), interaction.alignment(),
    interaction.positions { decay = "decay" }, codestruction.expectation(),
  },
}
