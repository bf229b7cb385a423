-- Tests of what an undefined measure of co-creation says: why, and of how many events or actors.

local valence = require "valence"
local cocreation = require "cocreation"

-- Three guests who visit twice, gain nothing and do nothing.
local idle = study {
  name = "idle", steps = 2, replications = 1,
  actors = {
    guest = { count = 3, fields = { skill = 0.5,
      role = valence.category({ "novice", "expert", "other" }, function(self)
        return self.number == 1 and "other" or "novice"
      end) } },
    host = { count = 1 },
  },
  networks = { visits = valence.star { from = "guest", to = "host" } },
  phases = {
    valence.encounter { "visit", along = "visits", tags = { sphere = { "joint", "provider", "customer" } },
      marks = { "asked", "answered" },
      function(_, _, _, event)
        event.active, event.active_partner = false, false
        return 0, 0
      end },
  },
  measures = {
    cocreation.spheres(), cocreation.spheres { customer = "partner", name = "partners" },
    cocreation.spheres { rule = "tag", name = "tagged" }, cocreation.spheres { rule = "always", name = "always" },
    cocreation.engagement(), cocreation.dart { dialogue = { "asked", "answered" } },
    cocreation.reciprocity { unit = "util" }, cocreation.learning { of = "guest", group = "role" },
  },
}

it("none of six events can be used", function()
  local run = idle:run()
  for measure, output in pairs {
    ["sphere shares"] = "joint", partners = "joint", tagged = "joint", always = "joint",
    engagement = "concentration", DART = "index",
  } do
    assert.same({ nil, "no_events", 0, 6 }, { run:measure(measure, output) }, measure)
  end
  assert.same({ nil, "no_change", 0, 6 }, { run:measure("reciprocity", "overall") })
end)

it("two of three actors are novices, none is an expert", function()
  assert.same({ nil, "empty_group", 2, 3 }, { idle:run():measure("social learning", "closure") })
end)
