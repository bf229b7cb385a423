-- Tests of the module: valence plugin check reverse_use

local valence = require "valence"
local reverse_use = require "reverse_use"

local nutrition = study "examples/nutrition.lua"

--- Four customers, one for each type of use; the last does not believe. One step.
local function four(returned)
  local fields = reverse_use.customer { wallet = 0.5 }
  fields.interest = function(self) return self.number / 4 end
  fields.believes = valence.boolean(function(self) return self.number < 4 end)
  return study {
    name = "four", seed = 1, steps = 1, replications = 1, parameters = { returned = returned },
    actors = { customer = { count = 4, fields = fields }, retailer = { count = 1, fields = reverse_use.firm() } },
    networks = { cards = valence.star { from = "customer", to = "retailer" }, talk = valence.complete { among = "customer" } },
    phases = {
      reverse_use.feedback { along = "cards", targeting = 0.2 },
      reverse_use.defect { of = "customer", firm = "retailer", hazard = 0.04, margin = 100 },
      reverse_use.talk { of = "customer", among = "talk", pace = 0.5 },
    },
    values = {
      reverse_use.benefit { of = "customer" }, reverse_use.loyalty { of = "retailer" },
      reverse_use.differentiation { of = "retailer", customer = "customer" },
      reverse_use.corporate_values { of = "retailer", customer = "customer" },
      reverse_use.image { of = "retailer", customer = "customer" },
    },
    measures = {
      reverse_use.use_types(), reverse_use.ability { of = "customer" }, reverse_use.external(),
      reverse_use.served { of = "customer" },
    },
  }
end

describe("returned data", function()
  local run
  before_each(function() run = four(true):run() end)

  it("are used by quarters of interest", function()
    for _, use in ipairs(reverse_use.uses) do assert.equal(0.25, run:measure("types of use", use)) end
    assert.equal(1, run:measure "external use of data")
  end)

  it("are worth about x relevant x the weight of their use, less the effort", function()
    -- about 0.5; relevant 0.25, 0.5, 0.75, and 0 for who does not believe; weights 0.2, 0.5, 0.8, 1.
    local expected = { 0.5 * 0.25 * 0.2 - 0.05, 0.5 * 0.5 * 0.5 - 0.05, 0.5 * 0.75 * 0.8 - 0.05, -0.05 }
    for customer in run:actors "customer" do
      assert.near(expected[customer.number], customer:value "reverse use", 1e-12)
    end
    assert.equal(0.5, run:measure "customers served")
  end)

  it("cannot create value for who does not believe", function()
    assert.near(0.5, run:measure("value-creating ability", "about them"), 1e-12)
    assert.near(0.375, run:measure("value-creating ability", "for them"), 1e-12)
    assert.near(0.1875, run:measure("value-creating ability", "about and for"), 1e-12)
    assert.equal(0.25, run:measure("value-creating ability", "neither"))
  end)

  it("keep margins: the account of loyalty", function()
    -- 100 x 0.04 x 0.5 x (0.125 + 0.25 + 0.375 + 0)
    assert.near(1.5, run:value "loyalty", 1e-12)
    assert.near(0.1875, run:value "corporate values", 1e-12)
  end)

  it("change what others think: the account of image", function()
    -- The one who does not believe sees three peers, all of whom are served: 0.5 + 0.5 x (1 - 0.5).
    local loyal = 0
    for customer in run:actors "customer" do if customer.loyal and customer.number < 4 then loyal = loyal + 1 end end
    assert.near((3 * 0.5 + 0.5 + 0.5 * (loyal / 3 - 0.5)) / 4, run:value "image", 1e-12)
  end)
end)

describe("data used internally", function()
  local run
  before_each(function() run = four(false):run() end)

  it("give customers nothing", function()
    assert.equal(0, run:value "reverse use")
    assert.equal(0, run:measure "external use of data")
    local number, reason = run:measure("types of use", "playing")
    assert.is_nil(number)
    assert.equal("no_events", reason)
  end)

  it("leave the firm's accounts of loyalty and corporate values at 0", function()
    assert.equal(0, run:value "loyalty")
    assert.equal(0, run:value "corporate values")
  end)
end)

property("types of use are shares", { cases = 20 }, { seed = gen.integer(1, 1000), count = { customer = gen.integer(7, 80) } },
  function(case)
    local run = nutrition:with { steps = 3 }:with(case):run "returned"
    local sum = 0
    for _, use in ipairs(reverse_use.uses) do sum = sum + run:measure("types of use", use) end
    assert.near(1, sum, 1e-12)
  end)

describe("the finding", function()
  it("is that returned data keep customers", function()
    assert.greater_on_average {
      study = nutrition, value = "differentiation", scenario = "returned", than = "internal use", effect = 0.02,
    }
  end)

  it("is that those with the highest interest are served best", function()
    assert.greater_on_average {
      study = nutrition, scenario = "returned", measure = "customers served", output = "goal-orientation", than = 0.6, effect = 0.1,
    }
    assert.within_interval {
      study = nutrition, scenario = "returned", measure = "customers served", output = "playing", high = 0.2, effect = 0.1,
    }
  end)
end)
