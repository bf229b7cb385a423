-- Tests of the module: valence plugin check engagement

local valence = require "valence"
local engagement = require "engagement"

local relationships = study "examples/relationships.lua"

--- Two customers of one business with known levels; one step.
local function small(effectiveness)
  return study {
    name = "small", seed = 1, steps = 1, replications = 1,
    parameters = { effectiveness = effectiveness },
    actors = {
      customer = { count = 4, fields = { engagement = function(self) return (self.number - 1) % 2 end } },
      business = { count = 1, fields = engagement.business { innovation = 0.5 } },
    },
    networks = { relationship = valence.star { from = "customer", to = "business", fields = engagement.relationship(0.4) } },
    phases = {
      engagement.activity { along = "relationship", benefit = 2, harm = 3, returns = 1, cost = 0.5, learning = 0.25 },
      engagement.respond { of = "customer", along = "relationship", field = "engagement", pace = 0.5 },
      engagement.respond { of = "business", along = "relationship", field = "innovation", pace = 0.5 },
    },
    values = { valence.value { "benefit", of = "customer", function(self) return self:gained "activity" end } },
    measures = {
      engagement.level { of = "customer" }, engagement.levels { of = "customer" },
      engagement.level { of = "business", field = "innovation" },
      engagement.strength { of = "customer", along = "relationship" },
      engagement.effectiveness(), engagement.either_sign(),
      engagement.antecedent { of = "customer", along = "relationship", value = "benefit" },
    },
  }
end

describe("an effective activity", function()
  local run
  before_each(function() run = small(1):run() end)

  it("takes place as often as customers are engaged, and benefits both", function()
    -- Customers 2 and 4 are fully engaged, 1 and 3 not at all: two activities, 2 x 0.5 and 1 x 0.5 each.
    assert.equal(2, run:events "activity")
    assert.equal(0.5, run:value "benefit")
    assert.near(1.5, run:measure("either sign", "created"), 1e-12)
    assert.equal(0, run:measure("either sign", "destroyed"))
    assert.equal(1, run:measure "effectiveness")
  end)

  it("strengthens the relationship, which engagement and innovation follow", function()
    -- Strength 0.4 becomes 0.4 + 0.25 x 0.6 = 0.55; engagement moves half way to it.
    assert.near((0.4 + 0.55) / 2, run:measure "strength of relationships", 1e-12)
    assert.near((0.2 + 0.775) / 2, run:measure "level of engagement", 1e-12)
    assert.near(0.5 + 0.5 * (0.475 - 0.5), run:measure "level of innovation", 1e-12)
  end)

  it("shows that strong relationships go with value", function()
    assert.equal(1, run:measure "strength and value")
  end)

  it("sorts customers into levels", function()
    assert.equal(0, run:measure("levels of engagement", "none"))
    assert.equal(0.5, run:measure("levels of engagement", "low"))
    assert.equal(0, run:measure("levels of engagement", "medium"))
    assert.equal(0.5, run:measure("levels of engagement", "high"))
  end)
end)

describe("an activity that is not effective", function()
  local run
  before_each(function() run = small(0):run() end)

  it("harms both and weakens the relationship", function()
    assert.equal(0, run:measure "effectiveness")
    assert.equal(0, run:measure("either sign", "created"))
    assert.near(3 * 0.5 + 0.5 * 0.5, run:measure("either sign", "destroyed"), 1e-12)
    assert.equal(1, run:measure("either sign", "share destroyed"))
    assert.near((0.4 + 0.3) / 2, run:measure "strength of relationships", 1e-12)
  end)
end)

it("has no effectiveness without activities", function()
  local number, reason = small(1):with { without = { network = "relationship" } }:run():measure "effectiveness"
  assert.is_nil(number)
  assert.equal("no_events", reason)
end)

property("levels are shares, and engagement stays between 0 and 1", { cases = 20 },
  { effectiveness = gen.number(0, 1), seed = gen.integer(1, 1000) },
  function(case)
    local run = relationships:with { count = { customer = 40 }, steps = 10 }:with(case):run "half"
    local sum = 0
    for _, level in ipairs { "none", "low", "medium", "high" } do sum = sum + run:measure("levels of engagement", level) end
    assert.near(1, sum, 1e-12)
    for customer in run:actors "customer" do assert(customer.engagement >= 0 and customer.engagement <= 1) end
  end)

describe("the finding", function()
  it("is that a strong relationship is beneficial where activities are effective", function()
    assert.greater_on_average {
      study = relationships, measure = "strength and value", scenario = "mostly effective", than = 0, effect = 0.2,
    }
  end)

  it("is that the same engagement destroys value where they are not", function()
    assert.greater_on_average {
      study = relationships, measure = "either sign", output = "share destroyed", scenario = "mostly not",
      than = "mostly effective", effect = 0.5,
    }
  end)
end)
