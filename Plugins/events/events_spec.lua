-- Tests of the conventions of events: valence test Plugins/events/events_spec.lua

local valence = require "valence"
local events = require "events"

-- The measure that the page Plugins/events/README.md shows.
local function generosity(options)
  options = events.options("generosity", options, { tolerance = "number" })
  local eps = options.tolerance or events.tolerance
  return events.measure({ "generosity", range = { 0, 1 }, direction = "higher", source = "own operationalisation",
    keep = { gifts = 0, n = 0 },
    each = function(kept, event)
      if event.partner_gain == nil then return end
      kept.n = kept.n + 1
      if event.gain < -eps and event.partner_gain > eps then kept.gifts = kept.gifts + 1 end
    end,
    function(run) return events.share(run:kept "gifts", run:kept "n") end,
  }, options)
end

local street = study {
  name = "street", steps = 2, replications = 1,
  actors = { person = { count = 4 }, box = { count = 1 } },
  networks = { street = valence.star { from = "person", to = "box" } },
  phases = {
    valence.encounter { "give", along = "street", tags = { size = { "small", "large" } }, function(person, _, _, event)
      if person.number == 4 then return end
      event.size = person.number == 1 and "small" or "large"
      return person.number == 2 and -0.5 or 0, 1
    end },
    valence.encounter { "take", along = "street", tags = { size = { "small", "large" } }, function(person, _, _, event)
      event.size = "small"
      return 1, -1
    end },
    valence.presence { "sit", of = "person", tags = { size = { "small", "large" } }, function(_, _, event)
      event.size = "small"
      return 1
    end },
  },
  measures = {
    generosity(), generosity { of = "give", name = "on giving" }, generosity { of = { "give", "take" }, name = "both" },
    generosity { of = "give", by = "size", name = "by size" }, generosity { of = "sit", name = "sitting" },
    generosity { of = "give", tolerance = 0.5, name = "tolerant" },
  },
}

it("measures of events take the phases, the tag and the name of their options", function()
  local run = street:run()
  assert.near(2 / 14, run:measure "generosity", 1e-12)
  assert.near(2 / 6, run:measure "on giving", 1e-12)
  assert.near(2 / 14, run:measure "both", 1e-12)
  assert.near(0, run:measure("by size", "small"), 1e-12)
  assert.near(2 / 4, run:measure("by size", "large"), 1e-12)
  assert.near(0, run:measure "tolerant", 1e-12)
  local number, reason = run:measure "sitting"
  assert.is_nil(number)
  assert.equal("no_events", reason)
  assert.reproducible(street)
end)

it("a measure can be asked about plain tables", function()
  assert.equal(0.5, events.evaluate(generosity, nil, { { gain = -1, partner_gain = 1 }, { gain = 1, partner_gain = 1 }, { gain = 5 } }))
  assert.equal("no_events", events.evaluate(generosity, nil, {}))
end)

describe("scales", function()
  it("are 1 in a shared unit, and what is said otherwise", function()
    assert.same({ 1, 1, "EUR" }, { events.scales("x", { unit = "EUR" }) })
    assert.same({ 2, 10, "scaled value" }, { events.scales("x", { scale = { 2, 10 } }) })
    assert.is_nil((events.scales("x", {})))
  end)

  it("are above 0", function()
    for _, scale in ipairs { {}, { 1 }, { 0, 1 }, { 1, -1 }, { 1, "a" }, { 0 / 0, 1 } } do
      assert.has_error(function() events.scales("x", { scale = scale }) end, "'scale' of x")
    end
  end)

  it("are weights of what a side gains", function()
    assert.same({ 1, 1 }, { events.weights("x", {}) })
    assert.same({ 0.5, 0.1 }, { events.weights("x", { scale = { 2, 10 } }) })
    assert.same({ 0.5, 0 }, { events.weights("x", { scale = { 2, 10 }, side = "initiator" }) })
    assert.same({ 0, 1 }, { events.weights("x", { side = "partner" }) })
    assert.has_error(function() events.weights("x", { side = "left" }) end, "'side' of x")
  end)
end)

it("options are refused by name and type", function()
  assert.has_error(function() generosity { tolerence = 1 } end, "tolerance")
  assert.has_error(function() generosity { tolerance = "much" } end, "tolerance")
  assert.same({ a = 1 }, events.pick({ a = 1, b = 2 }, { "a", "c" }))
  assert.equal("x", events.one_of("call", "word", nil, { "x", "y" }))
  assert.equal("y", events.one_of("call", "word", "y", { "x", "y" }))
end)
