-- An example of {{name}}: who loses when a harvest is taxed?
--
--     valence run example.lua

local valence, {{name}} = require "valence", require "{{name}}"

return valence.study {
  name = "An example of {{name}}",
  question = "Who loses when a harvest is taxed?",
  notes = "A made-up example.",

  seed = 1, steps = 10, replications = 20,
  parameters = { tax = 0.3 },

  actors = {
    farmer = { count = 100, fields = { skill = valence.uniform(0, 1) } },
    state = { count = 1 },
  },
  networks = { land = valence.star { from = "farmer", to = "state" } },

  phases = {
    valence.encounter { "harvest", along = "land", function(farmer, state, env)
      return farmer.skill - env.tax, env.tax
    end },
  },

  values = {
    {{name}}.harvest { of = "farmer", phase = "harvest", name = "income" },
    {{name}}.harvest { of = "state", phase = "harvest", name = "revenue" },
  },

  scenarios = { { "no tax", tax = 0 }, { "tax" } },
  baseline = "no tax",

  measures = { {{name}}.worse_off { of = "farmer", value = "income" } },
}
