-- Tests of the module co-creation: valence test Plugins/cocreation/cocreation_spec.lua

local valence = require "valence"
local cocreation = require "cocreation"
local events = require "events"

-- TOY-2 of the theory (B.5): what both sides of seven events gain, and who is active.
local gains    = { 0.3, 1, 2, -1, -2, 0, 0.5 }
local returned = { -0.2, 0.5, 2, 1, -1, 1, 0.5 }
local active   = { true, true, true, true, true, false, false }
local partner  = { true, false, true, true, true, true, false }

--- A study in which actor i has event i, in one step.
local toy2 = study {
  name = "TOY-2", steps = 1, replications = 1,
  actors = { guest = { count = 7 }, host = { count = 1 } },
  networks = { visits = valence.star { from = "guest", to = "host" } },
  phases = {
    valence.encounter { "visit", along = "visits", tags = { sphere = { "joint", "provider", "customer", "nobody's" } },
      function(guest, host, env, event)
        local i = guest.number
        event.active, event.active_partner = active[i], partner[i]
        if i == 1 then event.sphere = "provider" elseif i == 2 then event.sphere = "customer"
        elseif i == 3 then event.sphere = "nobody's" else event.sphere = "joint" end
        return gains[i], returned[i]
      end },
  },
  measures = {
    cocreation.mutual { of = "visit" }, cocreation.quadrants { of = "visit" },
    cocreation.value { of = "visit", unit = "util", capita = "guest" },
    cocreation.value { of = "visit", name = "sides alone" },
    cocreation.value { of = "visit", name = "scaled", scale = { 2, 0.5 } },
    cocreation.reciprocity { of = "visit", unit = "util" },
    cocreation.reciprocity { of = "visit", name = "scaled reciprocity", scale = { 2, 0.5 } },
    cocreation.spheres { of = "visit" },
    cocreation.spheres { of = "visit", name = "partners' spheres", customer = "partner" },
    cocreation.spheres { of = "visit", name = "tagged", rule = "tag" },
    cocreation.spheres { of = "visit", name = "tagged, partners", rule = "tag", customer = "partner" },
    cocreation.spheres { of = "visit", name = "always", rule = "always" },
    cocreation.engagement { of = "visit" },
    cocreation.engagement { of = "visit", name = "the host's engagement", side = "partner" },
  },
}

describe("TOY-2", function()
  local function near(expected, run, measure, output)
    assert.near(expected, run:measure(measure, output), 1e-12, measure)
  end

  it("has its printed values", function()
    local run = toy2:run()
    assert.near(0.428571, run:measure "mutual rate", 5e-7)
    near(6.5, run, "co-created value", "total")
  end)

  it("has the values worked out by hand", function()
    local run = toy2:run()
    near(3 / 7, run, "sign quadrants", "both gain")
    near(1 / 7, run, "sign quadrants", "initiator loses")
    near(1 / 7, run, "sign quadrants", "partner loses")
    near(1 / 7, run, "sign quadrants", "both lose")
    near(1 / 7, run, "sign quadrants", "a side is neutral")
    near(3.5, run, "co-created value", "initiators")
    near(3, run, "co-created value", "partners")
    near(3, run, "co-created value", "mutual events")
    near(6.5, run, "co-created value", "per step")
    near(6.5 / 7, run, "co-created value", "per capita")
    near(3.5, run, "sides alone", "initiators")
    near(6.5, toy2:with { steps = 2 }:run(), "co-created value", "per step")
    near(13 / 7, toy2:with { steps = 2 }:run(), "co-created value", "per capita")
    near(3.5 / 2 + 3 / 0.5, toy2:with { steps = 2 }:run(), "scaled", "per step")
    near(3.5 / 2 + 3 / 0.5, run, "scaled", "total")
    near(1 - 3 / 4.6, run, "reciprocity", "overall")                     -- 0.8 and 3.8
    near((1 + 4 + 2 + 1) / 13, run, "reciprocity", "by event")           -- of 0.5, 1.5, 4, 2, 3, 1, 1
    near(1 - 7.2 / 8, run, "scaled reciprocity", "overall")              -- 0.4 and 7.6
    near(5.3 / 6.8, run, "sphere shares", "joint")
    near(1 / 6.8, run, "sphere shares", "customer")
    near(0, run, "sphere shares", "provider")
    near(0.5 / 6.8, run, "sphere shares", "aggregate")
    near(4.2 / 6.2, run, "partners' spheres", "joint")
    near(1 / 6.2, run, "partners' spheres", "customer")                  -- the partner is the customer
    near(0.5 / 6.2, run, "partners' spheres", "provider")
    near(0.3 / 6.8, run, "tagged", "provider")
    near(1 / 6.8, run, "tagged", "customer")
    near(2 / 6.8, run, "tagged", "aggregate")
    near(3.5 / 6.8, run, "tagged", "joint")
    near(3.5 / 6.2, run, "tagged, partners", "joint")
    near(1, run, "always", "joint")
    near(5, run, "engagement", "contributions")
    near(2 / 7, run, "engagement", "concentration")                      -- two of seven give nothing
    near(5, run, "the host's engagement", "contributions")
    near(0, run, "the host's engagement", "concentration")
  end)

  it("is the same on both engines", function() assert.reproducible(toy2) end)
end)

describe("one-sided events", function()
  local alone = { { gain = 1, active = true }, { gain = -1, active = false }, { gain = 1, partner_gain = 1, active = true } }

  it("are not mutual", function()
    assert.equal(1, events.evaluate(cocreation.mutual, nil, alone))
    assert.equal("no_events", events.evaluate(cocreation.mutual, nil, { alone[1] }))
    assert.equal(1, select(3, events.evaluate(cocreation.value, nil, alone)))
    assert.same({ 1, 0, 0, 0, 0 }, { events.evaluate(cocreation.quadrants, nil, alone) })
    assert.same({ 1, 1 }, { events.evaluate(cocreation.reciprocity, { unit = "util" }, alone) })
  end)

  it("belong to the customer's sphere, or to none", function()
    local provider, joint, customer, aggregate = events.evaluate(cocreation.spheres, nil, alone)
    assert.same({ 0, 0, 2 / 3, 1 / 3 }, { provider, joint, customer, aggregate })
    local present = { { gain = 1, active = false, active_partner = true } }
    assert.equal(1, select(4, events.evaluate(cocreation.spheres, nil, present)))      -- nobody is active there
    assert.equal(1, select(2, events.evaluate(cocreation.spheres, { rule = "always" }, { alone[1], alone[2] })))
    assert.equal("no_events", (events.evaluate(cocreation.spheres, { customer = "partner" }, { alone[1] })))
    assert.equal("no_events", (events.evaluate(cocreation.spheres, { customer = "partner", rule = "tag" }, { alone[1] })))
    assert.equal("no_events", (events.evaluate(cocreation.spheres, { customer = "partner", rule = "always" }, { alone[1] })))
  end)
end)

it("only a firm that is active is in the provider's sphere", function()
  local event = { gain = -2, partner_gain = 1, active = false, active_partner = true }
  assert.equal(1, (events.evaluate(cocreation.spheres, nil, { event })))
  assert.equal(1, select(3, events.evaluate(cocreation.spheres, { customer = "partner" }, { event })))
end)

it("contributions are those of the side asked for", function()
  local event = { { initiator = 1, partner = 1, gain = 0, active = true, active_partner = false } }
  assert.equal(1, (events.evaluate(cocreation.engagement, nil, event)))
  assert.equal(0, (events.evaluate(cocreation.engagement, { side = "partner" }, event)))
end)

describe("reciprocity", function()
  local ratio = cocreation.formulas.reciprocity
  it("is 1 where roles gain alike, 0 where their signs differ", function()
    assert.equal(1, ratio(2, 2))
    assert.equal(1, ratio(-3, -3))
    assert.equal(0, ratio(1, -2))
    assert.equal(0.5, ratio(1, 3))
    assert.equal("no_change", ratio(0, 0))
  end)

  it("over time may balance what no event does", function()
    local overall, by_event = events.evaluate(cocreation.reciprocity, { unit = "util" },
      { { gain = 1, partner_gain = 0 }, { gain = 0, partner_gain = 1 } })
    assert.same({ 1, 0 }, { overall, by_event })
  end)

  it("is undefined without events, or where nothing is gained", function()
    assert.equal("no_events", (events.evaluate(cocreation.reciprocity, { unit = "util" }, {})))
    local overall, by_event = events.evaluate(cocreation.reciprocity, { unit = "util" }, { { gain = 0, partner_gain = 0 } })
    assert.equal("no_change", overall)
    assert.equal("no_change", by_event)
  end)
end)

-- Random worlds of pairs that meet.
local meetings = study {
  name = "meetings", steps = 4, replications = 1, parameters = { loss = 0.5, stretch = 1 },
  actors = { guest = { count = 12 }, host = { count = 2 } },
  networks = { visits = valence.complete { from = "guest", to = "host" } },
  phases = {
    valence.encounter { "visit", along = "visits", tags = { behaviour = cocreation.behaviours },
      function(guest, host, env, event)
        event.behaviour = env:one_of(cocreation.behaviours)
        event.active, event.active_partner = env:chance(0.5), env:chance(0.5)
        return env.stretch * (env:uniform() - env.loss), env.stretch * (env:uniform() - env.loss)
      end },
  },
  measures = { cocreation.all { unit = "util" }, cocreation.engagement { by = "behaviour", name = "engagement by type" } },
}

property("shares lie between 0 and 1 and add up; stretching all gains changes none", { cases = 25 },
  { loss = gen.number(0, 1), seed = gen.integer(1, 1000), count = { guest = gen.integer(1, 20) } },
  function(case)
    local run = meetings:with(case):run()
    case.stretch = 8                          -- a power of two: not even rounding differs
    local wider = meetings:with(case):run()
    local sums = {}
    for name, number in pairs(run:results()) do
      if not name:find "co%-created" then assert.equal(number, wider:results()[name], name) end
      if type(number) == "number" and not name:find "contributions" and not name:find "co%-created" then
        assert(number >= 0 and number <= 1, name)
        local measure = name:match "^(.-):"
        if measure then sums[measure] = (sums[measure] or 0) + number end
      end
    end
    assert.near(1, sums["sign quadrants"], 1e-12)
    assert.near(1, sums["sphere shares"], 1e-12)
    local total = 0
    for _, behaviour in ipairs(cocreation.behaviours) do
      total = total + run:measure("engagement by type", "contributions: " .. behaviour)
    end
    assert.equal(run:measure("engagement", "contributions"), total)
    local made = run:measure("co-created value", "total")
    assert.near(8 * made, wider:measure("co-created value", "total"), 1e-9)
  end)

it("all are the same on both engines", function() assert.reproducible(meetings) end)

describe("wrong options", function()
  it("are refused", function()
    assert.has_error(function() cocreation.mutual { off = "visit" } end, "of")
    assert.has_error(function() cocreation.spheres { rule = "activities" } end, "rule")
    assert.has_error(function() cocreation.spheres { customer = "guest" } end, "customer")
    assert.has_error(function() cocreation.reciprocity { of = "visit" } end, "unit")
    assert.has_error(function() cocreation.value { capita = "guest" } end, "unit")
    assert.has_error(function() cocreation.value { scale = { 0, 1 } } end, "scale")
    assert.has_error(function() cocreation.synergy {} end, "links")
    assert.has_error(function() cocreation.dart {} end, "dialogue")
    assert.has_error(function() cocreation.dart { dialogue = "asked" } end, "dialogue")
    assert.has_error(function() cocreation.dart { dialogue = { "asked" } } end, "dialogue")
    assert.has_error(function() cocreation.engagement { side = "both" } end, "side")
    assert.has_error(function() cocreation.fit { of = "perform" } end, "required")
    assert.has_error(function() cocreation.learning { of = "visitor" } end, "group")
  end)
end)

it("only what the options suffice for is in all", function()
  assert.equal(5, #cocreation.all())
  assert.equal(6, #cocreation.all { unit = "util" })
end)

property("the order of events does not matter", { cases = 40 },
  { list = gen.list({ gain = gen.number(-2, 2), partner_gain = gen.number(-2, 2), active = gen.boolean(),
    active_partner = gen.boolean(), initiator = gen.integer(1, 4) }, 0, 12) },
  function(case)
    local reversed = {}
    for position, event in ipairs(case.list) do reversed[#case.list + 1 - position] = event end
    for name, options in pairs {
      mutual = {}, quadrants = {}, value = {}, spheres = {}, reciprocity = { scale = { 2, 0.5 } }, engagement = {},
    } do
      local one = table.pack(events.evaluate(cocreation[name], options, case.list))
      local other = table.pack(events.evaluate(cocreation[name], options, reversed))
      for position = 1, one.n do
        if type(one[position]) == "string" then assert.equal(one[position], other[position], name)
        else assert.near(one[position], other[position], 1e-12, name) end
      end
    end
  end)

it("what is on the edge of the tolerance is no change", function()
  local function of(name, gain, partner_gain)
    return { events.evaluate(cocreation[name], { tolerance = 1 }, { { gain = gain, partner_gain = partner_gain } }) }
  end
  for _, pair in ipairs { { 1, 2 }, { 2, 1 }, { -1, -2 }, { -2, -1 }, { -1, 2 }, { -2, 1 }, { 1, -2 }, { 2, -1 } } do
    assert.same({ 0, 0, 0, 0, 1 }, of("quadrants", pair[1], pair[2]))
    assert.same({ 0 }, of("mutual", pair[1], pair[2]))
    assert.same({ 0, 0, 0 }, of("value", pair[1], pair[2]))
  end
  assert.same({ 0, 1, 0, 0, 0 }, of("quadrants", -2, 2))
  assert.same({ 0, 0, 1, 0, 0 }, of("quadrants", 2, -2))
  assert.same({ 1 }, of("mutual", 2, 2))
end)
