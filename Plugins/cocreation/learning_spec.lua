-- Tests of what co-creation says of actors: fit and learning of novices and experts, synergy.

local valence = require "valence"
local cocreation = require "cocreation"
local events = require "events"

-- Practices that novices and experts choose, and what they learn.
local orchestra = study {
  name = "orchestra", steps = 4, replications = 1, parameters = { learning = 0.5, alike = 0 },
  actors = {
    visitor = { count = 6, fields = {
      role = valence.category({ "novice", "expert", "staff" }, function(self)
        if self.number <= 3 then return "novice" end
        return self.number <= 5 and "expert" or "staff"
      end),
      skill = function(self, env) return env.alike == 1 and 0.5 or (self.number <= 3 and 0.2 or 0.8) end,
      pleasure = valence.flow() } },
    hall = { count = 1 },
  },
  networks = { seats = valence.star { from = "visitor", to = "hall" } },
  phases = {
    valence.encounter { "perform", along = "seats", tags = { practice = { "listen", "conduct" } },
      function(visitor, hall, env, event)
        event.practice = visitor.number <= 2 and "listen" or "conduct"
        return 1, 1
      end },
    valence.rule { "learn", of = "visitor", function(self, env)
      if self.role == "novice" and env.step == 4 then
        self.skill, self.role = self.skill + env.learning * 0.6, "expert"
      end
      self.pleasure = self.skill
    end },
  },
  values = { valence.value { "pleasure", of = "visitor", as = "stock", function(self) return self.pleasure end } },
  measures = {
    cocreation.fit { of = "perform", required = { listen = 0.2, conduct = 0.9 } },
    cocreation.fit { of = "perform", required = { listen = 0.2, conduct = 0.9 }, above = 0.75, name = "ambitious" },
    cocreation.learning { of = "visitor", group = "role", value = "pleasure" },
    cocreation.learning { of = "visitor", group = "role", novices = "staff", name = "staff and experts" },
  },
}

describe("novices and experts", function()
  it("fit where skill and practice are near", function()
    local run = orchestra:run()
    assert.near(5 / 6, run:measure "practice fit", 1e-12)                -- all but the novice who conducts
    assert.near(1, run:measure "ambitious", 1e-12)
  end)

  it("fit as far as the band reaches", function()
    local function of(q, options)
      options.required = { it = q }
      return (events.evaluate(cocreation.fit, options, { { practice = "it", initiator = { skill = 0.5 } } }))
    end
    assert.same({ 1, 1, 0, 0 }, { of(0.3, {}), of(0.7, {}), of(0.295, {}), of(0.705, {}) })
    assert.same({ 1, 0 }, { of(0.25, { below = 0.25 }), of(0.75, { below = 0.25 }) })
    assert.same({ 0, 1 }, { of(0.25, { above = 0.25 }), of(0.75, { above = 0.25 }) })
    assert.equal("no_events", (events.evaluate(cocreation.fit, { required = { it = 1 } }, {})))
  end)

  it("are who they were before the first step, and the gap closes", function()
    local run = orchestra:run()
    assert.near(0.5, run:measure("social learning", "closure"), 1e-12)
    assert.near(0.6, run:measure("social learning", "gap before"), 1e-12)
    assert.near(0.3, run:measure("social learning", "gap after"), 1e-12)
    assert.near(0.5, run:measure("social learning", "value of novices"), 1e-12)
    assert.near(0.8, run:measure("social learning", "value of experts"), 1e-12)
    assert.near(0.5, run:measure("social learning", "value for all"), 1e-12)
  end)

  it("may drift apart", function()
    assert.near(-0.5, orchestra:with { learning = -0.5 }:run():measure("social learning", "closure"), 1e-12)
  end)

  it("have no closure without a gap or a group", function()
    local number, reason = orchestra:with { alike = 1 }:run():measure("social learning", "closure")
    assert.is_nil(number)
    assert.equal("no_change", reason)
    number, reason = orchestra:run():measure("staff and experts", "closure")
    assert.equal("no_change", reason)
    number, reason = orchestra:with { count = { visitor = 3 } }:run():measure("social learning", "closure")
    assert.is_nil(number)
    assert.equal("empty_group", reason)
    local novices = orchestra:with { count = { visitor = 3 } }:run()
    assert.near(0.5, novices:measure("social learning", "value of novices"), 1e-12)
    for _, output in ipairs { "value of experts", "value for all" } do
      number, reason = novices:measure("social learning", output)
      assert.is_nil(number)
      assert.equal("empty_group", reason)
    end
  end)

  it("are the same on both engines", function() assert.reproducible(orchestra) end)
end)

-- Friends who are worth more together.
local friends = study {
  name = "friends", steps = 3, replications = 1, parameters = { alone = 1 },
  actors = { member = { count = 10 } },
  networks = { friends = valence.ring { among = "member", degree = 2 } },
  values = { valence.value { "worth", of = "member", unit = "util",
    function(self, env) return env.alone + 0.5 * self:degree "friends" end } },
  measures = { cocreation.synergy { links = "friends" },
    cocreation.synergy { against = { without = { network = "friends" } }, name = "against" } },
}

describe("synergy", function()
  it("is what links add to what everybody is worth alone", function()
    local run = friends:run()
    assert.near(1, run:measure("synergy", "ratio"), 1e-12)
    assert.near(30, run:measure("synergy", "gain"), 1e-12)
    assert.near(1, run:measure("against", "ratio"), 1e-12)
    assert.near(0.5, friends:with { alone = -2 }:run():measure("synergy", "ratio"), 1e-12)
  end)

  it("has no ratio where nobody is worth anything alone", function()
    local number, reason = friends:with { alone = 0 }:run():measure("synergy", "ratio")
    assert.is_nil(number)
    assert.equal("zero_denominator", reason)
    assert.near(30, friends:with { alone = 0 }:run():measure("synergy", "gain"), 1e-12)
  end)

  it("is the same on both engines", function() assert.reproducible(friends) end)
end)
