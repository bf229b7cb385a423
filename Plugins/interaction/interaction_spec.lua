-- Tests of the module interaction: valence test Plugins/interaction/interaction_spec.lua

local valence = require "valence"
local interaction = require "interaction"
local cocreation = require "cocreation"
local codestruction = require "codestruction"
local events = require "events"

local function desk(changes)
  local made = {
    name = "desk", steps = 10, replications = 1,
    parameters = interaction.parameters { depletion = 0 },
    actors = { customer = { count = 40 }, desk = { count = 1 } },
    networks = { calls = valence.star { from = "customer", to = "desk", fields = { level = 0, expected = 1 } } },
    phases = { interaction.service { along = "calls", expectations = true } },
    values = {
      valence.value { "gain", of = "customer", as = "mean", function(self) return self:gained "service" end },
      valence.value { "result", of = "desk", as = "mean", function(self) return self:gained "service" / 40 end },
      valence.value { "level", of = "customer", as = "stock", function(self) return self:sum("calls", "level") end },
      valence.value { "expected", of = "customer", as = "stock", function(self) return self:sum("calls", "expected") end },
    },
    measures = {
      interaction.congruence(), interaction.congruence { by = "practice", name = "by practice" }, interaction.recovered(),
      interaction.alignment { within = 0.25 }, interaction.positions { decay = "decay" },
      codestruction.expectation(), cocreation.mutual(), codestruction.rate(),
    },
  }
  for key, value in pairs(changes or {}) do made[key] = value end
  return study(made)
end

local plain = desk()

describe("an encounter", function()
  it("brings what the numbers say", function()
    assert.within_interval { study = plain, value = "gain", low = -0.1, high = -0.1, effect = 0.02 }
    assert.within_interval { study = plain, value = "result", low = -0.175, high = -0.175, effect = 0.02 }
    assert.within_interval { study = plain, measure = "mutual rate", low = 0.5, high = 0.5, effect = 0.02 }
    assert.within_interval { study = plain, measure = "decline rate", low = 0.5, high = 0.5, effect = 0.02 }
  end)

  it("is congruent in each element alike, in every practice", function()
    for _, element in ipairs(interaction.elements) do
      assert.within_interval { study = plain, measure = "congruence", output = element, low = 0.5, high = 0.5, effect = 0.02 }
    end
    for _, practice in ipairs(interaction.practices) do
      assert.within_interval { study = plain, measure = "by practice", output = "all: " .. practice,
        low = 0.5, high = 0.5, effect = 0.02 }
    end
  end)

  it("succeeds where all is congruent, fails where nothing is", function()
    local best = plain:with { congruence = 1 }:run()
    assert.near(1, best:value "gain", 1e-12)
    assert.near(0.6, best:value "result", 1e-12)
    assert.equal(1, best:measure("positions", "co-creator"))
    local number, reason = best:measure "recovered"
    assert.is_nil(number)
    assert.equal("no_events", reason)
    local worst = plain:with { congruence = 0 }:run()
    assert.near(-1.2, worst:value "gain", 1e-12)
    assert.near(-1.1, worst:value "result", 1e-12)
    assert.equal(0, worst:measure "recovered")
    local saved = plain:with { congruence = 0, recovery = 1 }:run()
    assert.near(0.2, saved:value "gain", 1e-12)
    assert.near(-1, saved:value "result", 1e-12)
    assert.equal(1, saved:measure "recovered")
  end)

  it("is remembered by the tie", function()
    local level = 0
    for _ = 1, 10 do level = 0.9 * level + 1 end
    assert.near(level, plain:with { congruence = 1 }:run():value "level", 1e-12)
  end)

  it("fails more often for the depleted", function()
    assert.greater_on_average { study = desk { parameters = interaction.parameters { depletion = 0.4 } },
      measure = "decline rate", than = 0.5, effect = 0.02 }
  end)

  it("can have other gains", function()
    local rich = desk { phases = { interaction.service { along = "calls", name = "service",
      to_customer = { [0] = 1, 2, 3, 4 }, to_provider = { [0] = 5, 6, 7, 8 }, complaint = 1, repair = 10, repair_cost = 2 } } }
    local worst = rich:with { congruence = 0 }:run()
    assert.near(1, worst:value "gain", 1e-12)
    assert.near(4, worst:value "result", 1e-12)
    local saved = rich:with { congruence = 0, recovery = 1 }:run()
    assert.near(11, saved:value "gain", 1e-12)
    assert.near(3, saved:value "result", 1e-12)
  end)

  it("is the same on both engines", function() assert.reproducible(plain) end)
end)

describe("expectations", function()
  it("stay where nothing aligns them", function()
    local run = plain:with { congruence = 1 }:run()
    assert.equal(1, run:value "expected")
    assert.equal(1, run:measure "expectation alignment")
    assert.equal(0, run:measure("expectation gap", "gap"))
    local worst = plain:with { congruence = 0 }:run()
    assert.equal(0, worst:measure "expectation alignment")
    assert.near(2.2, worst:measure("expectation gap", "gap"), 1e-12)
  end)

  it("move to what is delivered", function()
    local run = plain:with { congruence = 0, alignment = 0.5 }:run()
    assert.near(-1.2 + 2.2 / 1024, run:value "expected", 1e-12)
    -- Of the gaps 2.2, 1.1, 0.55, 0.275, 0.1375 ... all but four are within a quarter.
    assert.near(0.6, run:measure "expectation alignment", 1e-12)
  end)

  it("are not stated unless asked for", function()
    local silent = desk { phases = { interaction.service { along = "calls" } } }
    local number, reason = silent:run():measure "expectation alignment"
    assert.is_nil(number)
    assert.equal("no_events", reason)
  end)
end)

it("parameters are filled in, and others kept", function()
  local made = interaction.parameters { recovery = 0.6, fare = 2 }
  assert.equal(0.6, made.recovery)
  assert.equal(2, made.fare)
  assert.equal(0.9, made.decay)
  assert.equal(0.15, interaction.parameters().depletion)
end)

it("wrong options are refused", function()
  assert.has_error(function() interaction.service {} end, "along")
  assert.has_error(function() interaction.service { along = "x", to_customer = { 1, 2, 3 } } end, "to_customer")
  assert.has_error(function() interaction.congruence { off = "service" } end, "of")
end)

it("measures without events are undefined", function()
  for _, name in ipairs { "congruence", "recovered", "alignment" } do
    assert.equal("no_events", (events.evaluate(interaction[name], nil, {})))
  end
end)

describe("the help desk", function()
  local desk_of_guide = study "examples/help-desk.lua"

  it("meets expectations more often where they align", function()
    assert.greater_on_average { study = desk_of_guide, measure = "expectation gap", output = "gap",
      scenario = "as it is", than = "aligned", effect = 0.05 }
  end)

  it("is the same on both engines", function() assert.reproducible(desk_of_guide:with { steps = 10 }) end)
end)
