-- Tests of what co-destruction makes of a path over time: positions, recovery, spirals, expectations.

local valence = require "valence"
local codestruction = require "codestruction"
local events = require "events"

-- Series of what one pair gains, step by step, through a measure's own fold.
local function series(measure, options, list, side)
  local made = {}
  for step, gain in ipairs(list) do
    made[step] = { step = step, tie = 1, initiator = 1, partner = 1,
      gain = side == "partner" and 0 or gain, partner_gain = side == "partner" and gain or 0 }
  end
  return events.evaluate(measure, options, made)
end

describe("positions", function()
  it("depend on where the pair stood", function()
    local a, b, c, d = series(codestruction.positions, { decay = 1 }, { 1, -2, 0.5, 1, -1, -1, 0 })
    -- levels 0, 1, -1, -0.5, 0.5, -0.5, -1.5
    assert.same({ 1 / 6, 2 / 6, 2 / 6, 1 / 6 }, { a, b, c, d })
  end)

  it("forget by the decay", function()
    -- With a decay of a half the level is 1, then -0.5, then -0.25 + 0.3 = 0.05: the last is a reduction.
    local _, b, c, d = series(codestruction.positions, { decay = 0.5 }, { 1, -1, 0.3, -0.1 })
    assert.same({ 1 / 4, 2 / 4, 0 }, { b, c, d })
    -- Without any it is 1, 0, 0.3.
    _, b, c, d = series(codestruction.positions, { decay = 1 }, { 1, -1, 0.3, -0.1 })
    assert.same({ 0, 2 / 4, 0 }, { b, c, d })
  end)

  it("forget a tenth per step unless told otherwise", function()
    -- Levels 1, -0.005, then up: a recovery. Any slower and it would be a creation.
    assert.equal(1 / 3, select(2, series(codestruction.positions, nil, { 1, -0.905, 0.1 })))
  end)

  it("forget all of it, or nothing", function()
    assert.equal(1, (series(codestruction.positions, { decay = 0 }, { 1, 1 })))
    assert.equal(1, (series(codestruction.positions, { decay = 1 }, { 1, 1 })))
  end)

  it("count the steps between events", function()
    local function of(list)
      local made = {}
      for i, pair in ipairs(list) do made[i] = { step = pair[1], tie = 1, gain = pair[2], partner_gain = 0 } end
      return { events.evaluate(codestruction.positions, { decay = 0.5 }, made) }
    end
    assert.same({ 0, 2 / 3, 0, 1 / 3 }, of { { 1, -1 }, { 4, 0.1 }, { 4, 0.1 } })                -- -0.125 + 0.1 < 0
    assert.same({ 1 / 4, 1 / 4, 1 / 4, 1 / 4 }, of { { 1, -1 }, { 4, 0.2 }, { 4, 0.2 }, { 4, -0.2 } })
  end)

  it("of one-sided events are the initiator's", function()
    local alone = { { step = 1, tie = 1, gain = 1 } }
    assert.equal(1, (events.evaluate(codestruction.positions, { side = "both" }, alone)))
    assert.equal("no_change", (events.evaluate(codestruction.positions, { side = "partner" }, alone)))
  end)

  it("are those of the side asked for, or of the pair", function()
    local event = { { step = 1, tie = 1, gain = 1, partner_gain = -2 } }
    assert.equal(1, (events.evaluate(codestruction.positions, nil, event)))
    assert.equal(1, select(4, events.evaluate(codestruction.positions, { side = "partner" }, event)))
    assert.equal(1, select(4, events.evaluate(codestruction.positions, { side = "both" }, event)))
  end)

  it("are undefined where nothing moved or happened", function()
    assert.equal("no_change", (series(codestruction.positions, nil, { 0, 0 })))
    assert.equal("no_events", (series(codestruction.positions, nil, {})))
  end)
end)

describe("recovery", function()
  local recovery = codestruction.formulas.recovery

  it("is what is left of the worst shortfall", function()
    local share, steps, worst = recovery { 0, -4, -2, -1, -0.4, -1 }
    assert.same({ 0.75, 3, 4 }, { share, steps, worst })
  end)

  it("is complete above the twin", function()
    assert.same({ 1, 1, 2 }, { recovery { -1, -2, 3 } })
  end)

  it("is right-censored where the run ends first", function()
    assert.same({ 0.5, "not_recovered", 4 }, { recovery { -4, -2 } })
    assert.same({ 0, "not_recovered", 4 }, { recovery { -2, -4 } })
  end)

  it("starts at the first of equal troughs, and ends with a tenth left", function()
    assert.same({ 1, 2, 2 }, { recovery { -2, -2, 0 } })
    assert.same({ 0.9, 2, 10 }, { recovery { -10, -1.05, -1 } })
  end)

  it("of one step is none", function()
    assert.same({ 0, "not_recovered", 1 }, { recovery { -1 } })
    assert.same({ "no_events", "no_events", "no_events" }, { recovery {} })
  end)

  it("is undefined without a shortfall", function()
    assert.same({ "no_change", "no_change", 0 }, { recovery { 0, 1, 2 } })
    assert.equal("nan_input", (recovery { -1, 0 / 0 }))
  end)

  -- Riders are upset in step 2 and calm down by halves; the firm loses in step 2 only.
  local function shock(unit, scale)
    return study {
      name = "shock", steps = 6, replications = 1, parameters = { hit = 1, last = 6 },
      stop_when = function(env) return env.step >= env.last end,
      actors = { rider = { count = 3, fields = { mood = 0 } }, firm = { count = 2, fields = { mood = 0 } } },
      phases = {
        valence.rule { "feel", of = "rider", function(self, env)
          self.mood = env.step == 2 and -4 * env.hit or self.mood / 2
        end },
        valence.rule { "earn", of = "firm", function(self, env) self.mood = env.step == 2 and -3 * env.hit or 0 end },
      },
      values = {
        valence.value { "mood", of = "rider", as = "stock", unit = "util", scale = scale and 2,
          function(self) return self.mood end },
        valence.value { "result", of = "firm", as = "stock", unit = unit, scale = scale,
          function(self) return self.mood end },
      },
      lenses = { { "both", rider = "mood", firm = "result" } },
      measures = {
        codestruction.recovery { lens = "both", against = { hit = 0 } },
        codestruction.recovery { lens = "both", against = { hit = 0, last = 3 }, name = "up to step 3" },
      },
    }
  end

  local function recovered(what, measure)
    local share, reason = what:run():measure(measure, "share")
    local steps, why = what:run():measure(measure, "steps")
    return { share or reason, steps or why }
  end

  it("is of the path of all kinds that a lens counts", function()
    -- Differences: 0, -12 - 6, -6, -3, -1.5, -0.75.
    local util = shock("util")
    assert.same({ 1 - 0.75 / 18, 3 }, recovered(util, "recovery"))
    assert.equal(18, util:run():measure("recovery", "worst shortfall"))
    assert.same({ 1 - 6 / 18, "not_recovered" }, recovered(util, "up to step 3"))
    assert.reproducible(util)
  end)

  it("divides by scales where units differ", function()
    -- Differences: 0, -12 / 2 - 6 / 4, -3, -1.5, -0.75, -0.375.
    assert.same({ 1 - 0.375 / 7.5, 3 }, recovered(shock("EUR", 4), "recovery"))
    assert.same({ "scale_missing", "scale_missing" }, recovered(shock("EUR"), "recovery"))
  end)
end)

describe("the loss spiral", function()
  --- Every order of n steps of which m are losses, as lists of gains.
  local function orders(n, m)
    local list = {}
    local function place(made, losses)
      if #made == n then
        if losses == m then list[#list + 1] = made end
        return
      end
      for _, gain in ipairs { -1, 1 } do
        local longer = table.move(made, 1, #made, 1, {})
        longer[#longer + 1] = gain
        place(longer, losses + (gain < 0 and 1 or 0))
      end
    end
    place({}, 0)
    return list
  end

  it("is on average 0 over all orders of the same steps, and its raw form biased as said", function()
    for n = 2, 9 do
      for m = 1, n - 1 do
        local excess, raw, defined = 0, 0, 0
        for _, order in ipairs(orders(n, m)) do
          local x, y = series(codestruction.spiral, nil, order)
          if type(x) == "number" then excess, raw, defined = excess + x, raw + y, defined + 1 end
        end
        assert(defined > 0)
        assert.near(0, excess / defined, 1e-12)
        assert.near(codestruction.formulas.spiral_bias(n, m), raw / defined, 1e-12)
      end
    end
  end)

  it("is the clustering of losses", function()
    local excess, raw, length = series(codestruction.spiral, nil, { 1, -1, -1, -1, 1, 1, -1, 1 })
    -- four losses in eight steps; two of four are followed by another
    assert.near(2 / 4 - 3 / 7, excess, 1e-12)
    assert.near(2 / 4 - 4 / 8, raw, 1e-12)
    assert.equal(2, length)
  end)

  it("counts what an actor gains in a step as one", function()
    local step = function(t, gain) return { step = t, initiator = 1, gain = gain, partner_gain = 0 } end
    local excess, raw, length = events.evaluate(codestruction.spiral, nil,
      { step(1, -1), step(1, 2), step(2, 1), step(2, -3), step(3, -1), step(4, 1) })
    -- +1, -2, -1, +1
    assert.near(1 / 2 - 1 / 3, excess, 1e-12)
    assert.near(1 / 2 - 2 / 4, raw, 1e-12)
    assert.equal(2, length)
  end)

  it("is of actors, and then averaged", function()
    local made = {}
    for t, gain in ipairs { -1, -1, 1, 1 } do made[#made + 1] = { step = t, initiator = "a", gain = gain } end
    for t, gain in ipairs { -1, 1, -1, 1 } do made[#made + 1] = { step = t, initiator = "b", gain = gain } end
    for t, gain in ipairs { -1, -1, -1, -1 } do made[#made + 1] = { step = t, initiator = "always", gain = gain } end
    local excess, raw = events.evaluate(codestruction.spiral, nil, made)
    assert.near(((1 / 2 - 1 / 3) + (0 - 1 / 3)) / 2, excess, 1e-12)
    assert.near(((1 / 2 - 1 / 2) + (0 - 1 / 2)) / 2, raw, 1e-12)
  end)

  it("is undefined where nobody both loses and does not", function()
    local excess, _, length = series(codestruction.spiral, nil, { -1, -1 })
    assert.equal("no_change", excess)
    assert.equal(2, length)
    assert.equal("no_events", (series(codestruction.spiral, nil, {})))
    assert.equal("no_change", (series(codestruction.spiral, nil, { 1, 1, -1 })))     -- nothing follows the loss
  end)

  it("of one loss has length 1, of none none", function()
    assert.equal(1, select(3, series(codestruction.spiral, nil, { -1, 1 })))
    assert.equal("no_change", select(3, series(codestruction.spiral, nil, { 1, 1 })))
  end)

  it("counts a step that loses twice as one loss", function()
    local step = function(t, gain) return { step = t, initiator = 1, gain = gain, partner_gain = 0 } end
    local excess, raw, length = events.evaluate(codestruction.spiral, nil,
      { step(1, -1), step(2, -1), step(2, -1), step(3, 1) })
    assert.same({ 1 / 2 - 1 / 2, 1 / 2 - 2 / 3, 2 }, { excess, raw, length })
  end)

  it("is that of partners where they are asked for", function()
    assert.near(2 / 4 - 3 / 7, (series(codestruction.spiral, { side = "partner" },
      { 1, -1, -1, -1, 1, 1, -1, 1 }, "partner")), 1e-12)
  end)
end)

describe("the expectation gap", function()
  local function of(list, options)
    local made = {}
    for i, pair in ipairs(list) do made[i] = { step = 1, expected = pair[1], gain = pair[2], partner_gain = -pair[2] } end
    return events.evaluate(codestruction.expectation, options, made)
  end

  it("is what is missing, and is crossed with losses", function()
    local list = { { 1, 0.5 }, { 1, -1 }, { 0, 2 }, { -2, -1 }, { nil, -9 } }
    local gap, short, loss_if_short, loss_if_not = of(list)
    assert.same({ 2.5 / 4, 2 / 4, 1 / 2, 1 / 2 }, { gap, short, loss_if_short, loss_if_not })
    assert.equal(2.5 / 4 / 2, (of(list, { scale = 2 })))
    assert.equal((0.5 + 0 + 2 + 0) / 4 * 1, (of({ { 0, 0.5 }, { 0, -1 }, { 0, 2 }, { -2, -1 } }, { side = "partner" })))
  end)

  it("is undefined without expectations, and so is a share of none", function()
    assert.equal("no_events", (of { { nil, 1 } }))
    local _, _, loss_if_short, loss_if_not = of { { 0, 1 } }
    assert.equal("no_events", loss_if_short)
    assert.equal(0, loss_if_not)
  end)
end)
