-- {{name}}: who gains when users of a service invite their friends?
--
--     valence run                 all scenarios: a table here, a report in study-report
--     valence run price=0.5       with another value of a parameter
--     valence test                what must hold of the study (study_spec.lua)
--     valence                     a prompt to explore it by hand
--
-- A made-up example, small enough to be replaced piece by piece by a study of your own.

local valence = require "valence"

return valence.study {
  name = "{{name}}",
  question = "Who gains when users of a service invite their friends?",
  notes = "A made-up example. All numbers and value definitions are our own operationalisation.",

  seed = 1,             -- the same seed gives the same bits, on every machine
  steps = 12,           -- months
  replications = 20,    -- random worlds per scenario

  parameters = {
    invite = 0.05,      -- chance that one friend who uses it brings you along, per month
    price = 0.3,        -- per month
  },

  actors = {
    person = {
      count = 200,
      fields = {
        liking = valence.uniform(0, 1),    -- what a month of the service is worth
        uses = false,
      },
    },
    provider = { count = 1 },
  },

  networks = {
    friends = valence.small_world { among = "person", degree = 6, rewire = 0.1 },
    service = valence.star { from = "person", to = "provider" },
  },

  phases = {
    -- Called for every person, all at once.
    valence.rule { "join", of = "person", function(self, env)
      if self.uses then return end
      local users = 0
      for friend in self:peers "friends" do
        if friend.uses then users = users + 1 end
      end
      -- Invited by friends; and one in fifty finds the service alone.
      if env:chance(1 - 0.98 * (1 - env.invite) ^ users) then self.uses = true end
    end },

    -- Called for every tie: what each side gains. A bare `return` means that nothing happened.
    valence.encounter { "month", along = "service", function(person, provider, env)
      if not person.uses then return end
      return person.liking - env.price, env.price
    end },
  },

  -- What value means, to whom. Several definitions may stand side by side.
  values = {
    valence.value { "benefit", of = "person", source = "own operationalisation",
      function(self) return self:gained "month" end },
    valence.value { "revenue", of = "provider", unit = "EUR", source = "own operationalisation",
      function(self) return self:gained "month" end },
  },

  scenarios = {
    { "alone", invite = 0 },
    { "invited" },
  },
  baseline = "alone",

  measures = {
    valence.measure { "users", source = "own operationalisation", function(run)
      return run:count("person", "uses")
    end },
  },
}
