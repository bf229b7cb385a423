-- Tests of the module co-destruction: valence test Plugins/codestruction/codestruction_spec.lua

local valence = require "valence"
local codestruction = require "codestruction"
local events = require "events"

-- TOY-2 of the theory (B.5): what the initiator and the partner of seven events gain, and their marks.
local gains    = { 0.3, 1, 2, -1, -2, 0, 0.5 }
local returned = { -0.2, 0.5, 2, 1, -1, 1, 0.5 }
local misused  = { false, false, false, true, true, false, false }
local intended = { false, false, false, false, true, false, false }

--- A study in which actor i has event i, in one step.
local toy2 = study {
  name = "TOY-2", steps = 1, replications = 1,
  actors = { guest = { count = 7 }, host = { count = 1 } },
  networks = { visits = valence.star { from = "guest", to = "host" } },
  phases = {
    valence.encounter { "visit", along = "visits", marks = { "misuse", "intentional", "foreign" },
      function(guest, host, env, event)
        local i = guest.number
        event.misuse, event.intentional = misused[i], intended[i]
        event.foreign = i == 4
        return gains[i], returned[i]
      end },
  },
  measures = {
    codestruction.rate { of = "visit" },
    codestruction.exploitation { of = "visit" },
    codestruction.misuse { of = "visit", intentional = "intentional", others_resource = "foreign" },
    codestruction.misuse { of = "visit", side = "partner", name = "misuse, partners" },
    codestruction.misuse { of = "visit", scale = { 2, 1 }, name = "misuse, scaled" },
  },
}

describe("TOY-2", function()
  it("has the values worked out by hand", function()
    local run = toy2:run()
    assert.near(3 / 7, run:measure "decline rate", 1e-12)
    assert.near(2 / 3, run:measure "exploitation share", 1e-12)           -- two contested, one ruin
    assert.near(4 / 4.2, run:measure("misuse attribution", "misuse"), 1e-12)
    assert.near(0.2 / 4.2, run:measure("misuse attribution", "not misuse"), 1e-12)
    assert.near(3 / 4.2, run:measure("misuse attribution", "intentional"), 1e-12)
    assert.near(1 / 4.2, run:measure("misuse attribution", "accidental"), 1e-12)
    assert.near(1 / 4.2, run:measure("misuse attribution", "other's resource"), 1e-12)
    assert.near(3 / 4.2, run:measure("misuse attribution", "own resource"), 1e-12)
    assert.near(1 / 1.2, run:measure("misuse, partners", "misuse"), 1e-12)
    assert.near(2.5 / 2.7, run:measure("misuse, scaled", "misuse"), 1e-12)
  end)

  it("is the same on both engines", function() assert.reproducible(toy2) end)
end)

-- Gains of three kinds of one actor each, or of TOY-1, set as they are.
local function gaining(kinds, scales)
  local actors, values, lens = {}, {}, { "toy" }
  for kind, list in pairs(kinds) do
    local change, base = list.gains, list.baseline
    actors[kind] = { count = #change, fields = {
      change = function(self) return change[self.number] end,
      base = function(self) return base[self.number] end } }
    values[#values + 1] = valence.value { kind .. " worth", of = kind, as = "stock", unit = "util",
      scale = scales and scales[kind] or 1,
      function(self, env) return self.base + env.on * self.change end }
    lens[kind] = kind .. " worth"
  end
  return study {
    name = "gains", steps = 1, replications = 1, parameters = { on = 1 },
    actors = actors, values = values, lenses = { lens },
    scenarios = { { "before", on = 0 }, { "after" } }, baseline = "before",
    measures = { codestruction.incidence(), codestruction.depth(),
      codestruction.incidence { tolerance = 1, name = "beyond 1" } },
  }
end

local toy1 = gaining({
  consumer = { gains = { 2, 1, 0, -1, 3 }, baseline = { 10, 8, 12, 10, 10 } },
  firm = { gains = { 5 }, baseline = { 100 } },
  non_consumer = { gains = { 1, 1 }, baseline = { 4, 6 } },
  competitor = { gains = { -3 }, baseline = { 50 } },
}, { consumer = 2, firm = 10, non_consumer = 1, competitor = 10 })

it("TOY-1 has its printed values", function()
  local run = toy1:run "after"
  assert.near(0.222222, run:measure("decline incidence", "share"), 5e-7)
  assert.equal(1, run:measure("decline incidence", "any"))
  assert.equal(1, run:measure("decline incidence", "any kind"))
  assert.near(0.019048, run:measure("depth", "ratio"), 5e-7)
  assert.equal(-3, run:measure("depth", "tail"))
  assert.equal(4, run:measure("depth", "lost"))
  assert.reproducible(toy1)
end)

describe("the archetypes", function()
  local rows = {
    { "fusion", { 1, 1, 1 }, 0 },
    { "pure transfer", { 2, -1, -1 }, 0.666667 },
    { "net positive", { 3, 1, -0.5 }, 0.333333 },
    { "partial", { 1, 0, 0 }, 0 },
    { "co-destruction", { -1, -1, -1 }, 1 },
    { "neutral", { 0, 0, 0 }, 0 },
  }
  for _, row in ipairs(rows) do
    local g = row[2]
    local archetype = gaining {
      consumer = { gains = { g[1] }, baseline = { 10 } }, firm = { gains = { g[2] }, baseline = { 10 } },
      other = { gains = { g[3] }, baseline = { 10 } },
    }
    it(row[1] .. " has its share of decliners", function()
      local run = archetype:run "after"
      assert.near(row[3], run:measure("decline incidence", "share"), 5e-7)
      assert.equal(row[3] > 0 and 1 or 0, run:measure("decline incidence", "any"))
      assert.equal(row[3] > 0 and 1 or 0, run:measure("decline incidence", "any kind"))
    end)
  end
end)

it("a kind may gain while some of it lose", function()
  local run = gaining({ consumer = { gains = { 2, -1 }, baseline = { 1, 1 } } }):run "after"
  assert.equal(1, run:measure("decline incidence", "any"))
  assert.equal(0, run:measure("decline incidence", "any kind"))
end)

it("a loss of what is tolerated is none", function()
  local run = gaining({ consumer = { gains = { -1, -1 }, baseline = { 1, 1 } } }):run "after"
  assert.equal(1, run:measure("decline incidence", "any kind"))
  for _, output in ipairs { "share", "any", "any kind" } do assert.equal(0, run:measure("beyond 1", output)) end
end)

describe("gains that are no numbers", function()
  it("are undefined where there is no twin", function()
    local number, reason = toy1:run "before":measure("decline incidence", "share")
    assert.is_nil(number)
    assert.equal("no_twin", reason)
  end)

  it("have no ratio where nobody had anything", function()
    local run = gaining({ firm = { gains = { -2 }, baseline = { 0 } } }):run "after"
    local number, reason = run:measure("depth", "ratio")
    assert.is_nil(number)
    assert.equal("zero_denominator", reason)
    assert.equal(2, run:measure("depth", "lost"))
  end)
end)

it("the tail is the worst tenth, and one actor at least", function()
  local tail = codestruction.formulas.tail
  assert.equal(-3, tail { 1, -3, 2 })
  local list = {}
  for i = 1, 30 do list[i] = i end
  assert.equal(2, tail(list))                                             -- of 1, 2, 3
  for i = 31, 39 do list[i] = i end
  assert.equal(2, tail(list))
end)

it("measures without events are undefined", function()
  for _, name in ipairs { "rate", "exploitation", "misuse" } do
    assert.equal("no_events", (events.evaluate(codestruction[name], nil, {})))
  end
  local nothing = { { step = 1, gain = 0, partner_gain = 0 } }
  assert.equal(0, events.evaluate(codestruction.rate, nil, nothing))
  assert.equal("no_change", events.evaluate(codestruction.exploitation, nil, nothing))
  assert.equal("no_events", (events.evaluate(codestruction.misuse, nil, nothing)))
end)

it("one-sided events decline by their one delta, and are no contest", function()
  local alone = { { step = 1, gain = -1 }, { step = 1, gain = 1 } }
  assert.equal(0.5, events.evaluate(codestruction.rate, nil, alone))
  assert.equal("no_change", events.evaluate(codestruction.exploitation, nil, alone))
  assert.equal(0, (events.evaluate(codestruction.misuse, nil, alone)))
end)

it("what is within the tolerance is no loss", function()
  local slight = { { step = 1, gain = -0.1, partner_gain = 0.1 }, { step = 1, gain = -1, partner_gain = -0.1 } }
  assert.equal(1, events.evaluate(codestruction.rate, nil, slight))
  assert.equal(0.5, events.evaluate(codestruction.rate, { tolerance = 0.1 }, slight))
  assert.equal(0.5, events.evaluate(codestruction.exploitation, nil, slight))
end)

it("what is on the edge of the tolerance is no change", function()
  local function exploitation(gain, partner_gain)
    return (events.evaluate(codestruction.exploitation, { tolerance = 1 },
      { { step = 1, gain = gain, partner_gain = partner_gain } }))
  end
  assert.equal("no_change", exploitation(-1, 2))
  assert.equal("no_change", exploitation(-2, 1))
  assert.equal("no_change", exploitation(-2, -1))
  assert.equal(1, exploitation(-2, 2))
  assert.equal(0, exploitation(-2, -2))
  assert.equal(0, events.evaluate(codestruction.rate, { tolerance = 1 }, { { step = 1, gain = -1, partner_gain = 0 } }))
  local edge = { { step = 1, tie = 1, gain = 1, partner_gain = 0 }, { step = 2, tie = 1, gain = -1, partner_gain = 0 } }
  assert.equal("no_change", (events.evaluate(codestruction.positions, { tolerance = 1 }, edge)))
  local falls = { { step = 1, initiator = 1, gain = -1 }, { step = 2, initiator = 1, gain = 0 } }
  assert.equal("no_change", (events.evaluate(codestruction.spiral, { tolerance = 1 }, falls)))
  local met = { { step = 1, gain = -1, partner_gain = 0, expected = 0 } }
  local _, short, _, lost = events.evaluate(codestruction.expectation, { tolerance = 1 }, met)
  assert.same({ 0, 0 }, { short, lost })
end)

it("one event is enough", function()
  local still = { { step = 1, tie = 1, initiator = 1, gain = 0, partner_gain = 0 } }
  assert.equal("no_change", (events.evaluate(codestruction.positions, nil, still)))
  assert.equal("no_change", (events.evaluate(codestruction.spiral, nil, still)))
  assert.equal("no_change", (events.evaluate(codestruction.exploitation, nil, still)))
end)

-- Random worlds of pairs that meet in every step.
local pairs_of = study {
  name = "pairs", steps = 8, replications = 1, parameters = { loss = 0.5, stretch = 1 },
  actors = { guest = { count = 12 }, host = { count = 1 } },
  networks = { visits = valence.star { from = "guest", to = "host" } },
  phases = {
    valence.encounter { "visit", along = "visits", marks = "misuse", function(guest, host, env, event)
      event.misuse = env:chance(0.3)
      event.expected = env:normal(0, 1)
      return env.stretch * (env:uniform() - env.loss), env.stretch * (env:uniform() - env.loss)
    end },
  },
  measures = { codestruction.rate(), codestruction.exploitation(), codestruction.misuse(), codestruction.positions(),
    codestruction.spiral(), codestruction.expectation() },
}

property("shares lie between 0 and 1 and add up; stretching all gains changes none", { cases = 25 },
  { loss = gen.number(0, 1), seed = gen.integer(1, 1000), count = { guest = gen.integer(1, 20) } },
  function(case)
    local run = pairs_of:with(case):run()
    case.stretch = 8                          -- a power of two: not even rounding differs
    local wider = pairs_of:with(case):run()
    for name, number in pairs(run:results()) do
      if not name:find "expectation" then assert.equal(number, wider:results()[name], name) end
      if type(number) == "number" and not name:find "length" and not name:find "gap: gap" then
        assert(number >= (name:find "spiral" and -1 or 0) and number <= 1, name)
      end
    end
    local sum = 0
    for _, name in ipairs { "co-creator", "co-recoverer", "co-reducer", "co-destroyer" } do
      sum = sum + (run:measure("positions", name) or 0.25)
    end
    assert.near(1, sum, 1e-12)
    local misuse, other = run:measure("misuse attribution", "misuse"), run:measure("misuse attribution", "not misuse")
    if misuse then assert.near(1, misuse + other, 1e-12) end
  end)

it("all are the same on both engines", function() assert.reproducible(pairs_of) end)

describe("wrong options", function()
  it("are refused with the nearest name", function()
    assert.has_error(function() codestruction.rate { tolerence = 1 } end, "tolerance")
    assert.has_error(function() codestruction.positions { side = "left" } end, "side")
    assert.has_error(function() codestruction.positions { decay = 2 } end, "decay")
    assert.has_error(function() codestruction.spiral { side = "both" } end, "side")
    assert.has_error(function() codestruction.expectation { scale = 0 } end, "scale")
    assert.has_error(function() codestruction.misuse { scale = 3 } end, "scale")
    assert.has_error(function() codestruction.incidence { own_past = {} } end, "own_past")
  end)
end)

it("an actor's own past can be the reference", function()
  local fading = study {
    name = "fading", steps = 2, replications = 1, parameters = { rise = 0 },
    actors = { rider = { count = 4, fields = { trust = 1 } } },
    phases = { valence.rule { "lose", of = "rider", function(self, env) self.trust = self.number == 1 and 0.5 or 1 + env.rise end } },
    measures = { codestruction.incidence { own_past = { rider = "trust" } },
      codestruction.incidence { own_past = { rider = "trust" }, tolerance = 0.5, name = "on the edge" },
      codestruction.incidence { own_past = { rider = "trust" }, tolerance = { rider = 0.5 }, name = "on the edge of riders" } },
  }
  assert.equal(0, fading:run():measure("on the edge", "share"))
  assert.equal(0, fading:run():measure("on the edge of riders", "share"))
  assert.equal(0, fading:with { count = { rider = 1 } }:run():measure("on the edge", "any kind"))
  assert.equal(0.25, fading:run():measure("decline incidence", "share"))
  assert.equal(1, fading:with { count = { rider = 1 } }:run():measure("decline incidence", "share"))
  assert.equal(1, fading:run():measure("decline incidence", "any"))
  assert.equal(1, fading:run():measure("decline incidence", "any kind"))
  assert.equal(0, fading:with { rise = 0.5 }:run():measure("decline incidence", "any kind"))
end)

property("the order of events in a step, or of actors, does not matter", { cases = 30 },
  { list = gen.list({ gain = gen.number(-2, 2), partner_gain = gen.number(-2, 2), misuse = gen.boolean(),
    expected = gen.number(-2, 2) }, 1, 12) },
  function(case)
    local n, reversed, forth, back = #case.list, {}, {}, {}
    for position, event in ipairs(case.list) do
      reversed[n + 1 - position] = event
      forth[position], back[n + 1 - position] = event.gain, event.gain
    end
    local function agree(name, one, other)
      for position = 1, one.n do
        if type(one[position]) == "string" then assert.equal(one[position], other[position], name)
        else assert.near(one[position], other[position], 1e-12, name) end
      end
    end
    for _, name in ipairs { "rate", "exploitation", "misuse", "expectation" } do
      agree(name, table.pack(events.evaluate(codestruction[name], nil, case.list)),
        table.pack(events.evaluate(codestruction[name], nil, reversed)))
    end
    local formulas = codestruction.formulas
    for _, name in ipairs { "tail", "lost" } do
      agree(name, table.pack(formulas[name](forth)), table.pack(formulas[name](back)))
    end
  end)
