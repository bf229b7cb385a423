-- Tests of the plugin fusion: valence test Plugins/fusion

local valence = require "valence"
local fusion = require "fusion"
local gains = require "gains"
local given = require "gains.example"

local formulas = fusion.formulas
local nine = require "gains.nine"

--- Three kinds of one actor each, with scale 1.
local function three(a, b, c)
  return {
    a = { gains = { a }, baseline = { 0 }, scale = 1 }, b = { gains = { b }, baseline = { 0 }, scale = 1 },
    c = { gains = { c }, baseline = { 0 }, scale = 1 },
  }
end

describe("nine actors", function()
  local run
  before_each(function() run = study("examples/nine.lua"):run "after" end)

  local expected = {
    { "fusion breadth", "actors", 0.666667 }, { "fusion breadth", "kinds", 0.65 },
    { "Pareto ratio", "ratio", 0.75 }, { "Pareto ratio", "strict", 0 },
    { "joint fusion", nil, 0 }, { "joint fusion without the competitor", nil, 0.629961 },
    { "balance", "balance", 0 }, { "balance", "kinds", 4 },
    { "balance without the competitor", "balance", 0.75 },
    { "spill-over", nil, -0.066667 }, { "simultaneity", "share", 0 },
  }
  for _, row in ipairs(expected) do
    it(row[1] .. " " .. (row[2] or ""), function()
      assert.near(row[3], run:measure(row[1], row[2]), 5e-7)
    end)
  end

  it("have no gains where they are their own twins", function()
    local before = study("examples/nine.lua"):run "before"
    local breadth, reason = before:measure("fusion breadth", "actors")
    assert.is_nil(breadth)
    assert.equal("no_twin", reason)
  end)
end)

describe("six archetypes", function()
  local rows = {
    { { 1, 1, 1 }, 1, 1, 1, 1 }, { { 2, -1, -1 }, 1 / 3, 1 / 3, 0, 0 }, { { 3, 1, -0.5 }, 2 / 3, 2 / 3, 0, 0 },
    { { 1, 0, 0 }, 1 / 3, 1, 0, 0 }, { { -1, -1, -1 }, 0, 0, 0, 0 }, { { 0, 0, 0 }, 0, "no_change", 0, 0 },
  }
  for _, row in ipairs(rows) do
    it(table.concat(row[1], ", "), function()
      local run = study(given(three(table.unpack(row[1])), { name = "archetype", measures = { fusion.index() } })):run "after"
      for position, output in ipairs { "breadth", "Pareto ratio", "joint fusion", "balance" } do
        local number, reason = run:measure("fusion", output)
        local expected = row[position + 1]
        if type(expected) == "string" then
          assert.is_nil(number)
          assert.equal(expected, reason)
        else
          assert.near(expected, number, 1e-12)
        end
      end
    end)
  end
end)

describe("edges", function()
  local nan = 0 / 0

  it("nobody moved: no ratio, and nobody gained", function()
    local set = gains.set(three(0, 0, 0))
    assert.same({ 0, 0 }, { formulas.breadth(set) })
    assert.same({ "no_change", 0 }, { formulas.pareto(set) })
    assert.equal(0, formulas.nash(set))
    assert.equal("no_change", formulas.spillover(set, { "a" }))
  end)

  it("strictly Pareto is only where nobody loses and somebody gains", function()
    assert.equal(1, select(2, formulas.pareto(gains.set(three(1, 0, 2)))))
    assert.equal(0, select(2, formulas.pareto(gains.set(three(1, -1, 2)))))
    assert.equal(0, select(2, formulas.pareto(gains.set(three(-1, -1, -2)))))
  end)

  it("a kind without anybody is dropped", function()
    local with = three(1, 1, 1)
    with.c = { gains = {}, baseline = {}, scale = 1 }
    local set = gains.set(with)
    assert.same({ 1, 1 }, { formulas.breadth(set) })
    assert.near(1, formulas.nash(set), 1e-15)
    assert.equal("empty_group", formulas.spillover(set, { "c" }))
  end)

  it("nobody has a number: everything is undefined", function()
    local set = gains.set { a = { gains = { nan }, baseline = { 1 } }, b = { gains = { nan }, baseline = { 1 } } }
    assert.same({ "nan_input", "nan_input" }, { formulas.breadth(set) })
    assert.same({ "nan_input", "nan_input" }, { formulas.pareto(set) })
    assert.equal("nan_input", formulas.nash(set))
    assert.equal("nan_input", formulas.balance(set))
    assert.equal("nan_input", formulas.spillover(set, { "a" }))
  end)

  it("a single firm has no spread, so it needs a declared scale", function()
    local set = gains.set { consumer = { gains = { 1, 2 }, baseline = { 1, 2 } }, firm = { gains = { 5 }, baseline = { 9 } } }
    assert.equal("scale_missing", formulas.nash(set))
    assert.equal("scale_missing", formulas.balance(set))
    assert.same({ 1, 1 }, { formulas.breadth(set) })
  end)

  it("one kind alone is balanced where it gains", function()
    assert.equal(1, formulas.balance(gains.set { a = { gains = { 3 }, baseline = { 1 }, scale = 2 } }))
    assert.equal(0, formulas.balance(gains.set { a = { gains = { -3 }, baseline = { 1 }, scale = 2 } }))
  end)

  it("spill-over is counted in one unit, or else by scales", function()
    local mixed = three(1, 2, -1)
    mixed.a.unit, mixed.b.unit, mixed.c.unit, mixed.c.scale = "EUR", "EUR", "util", 0.5
    assert.equal(-0.4, formulas.spillover(gains.set(mixed), { "c" }))
    mixed.c.unit = "EUR"
    assert.equal(-0.25, formulas.spillover(gains.set(mixed), { "c" }))
    assert.equal(0.25, formulas.spillover(gains.set(mixed), { "b", "c" }))
    mixed.c.unit, mixed.c.scale = "util", nil
    assert.equal("scale_missing", formulas.spillover(gains.set(mixed), { "c" }))
  end)

  it("weights count kinds as they say", function()
    local weights = { weights = { a = 2, b = 1, c = 1 } }
    assert.equal(0.5, (formulas.breadth(gains.set(three(1, -1, -1), weights))))
    assert.near(2 ^ 0.5 * 4 ^ 0.25, formulas.nash(gains.set(three(2, 4, 1), weights)), 1e-12)
    assert.near(2, formulas.nash(gains.set(three(2, -4, 1), { weights = { a = 1, b = 0, c = 0 } })), 1e-12)
  end)
end)

describe("simultaneity", function()
  local function of(window, ...)
    local paths = {}
    for i, list in ipairs { ... } do paths[i] = { gains = list, eps = 1e-9 } end
    return formulas.simultaneity(paths, window)
  end

  it("is the share of steps in which every kind gains, and the longest row of them", function()
    local share, longest = of(1, { 1, 1, 0, 1, 1 }, { 1, 2, 1, 1, -1 })
    assert.equal(0.6, share)
    assert.equal(2, longest)
  end)

  it("is about means of several steps with a window", function()
    local share, longest = of(2, { 3, -1, 3, -1, -1 })      -- means 1, 1, 1, -1
    assert.equal(0.75, share)
    assert.equal(3, longest)
  end)

  it("takes gains within the tolerance for none", function()
    assert.equal(0, (of(1, { 1e-10, 1e-10 })))
    assert.equal(0, (formulas.simultaneity({ { gains = { 0.5, 0.25 }, eps = 0.5 } }, 1)))
    assert.equal(0.5, (formulas.simultaneity({ { gains = { 0.5, 0.75 }, eps = 0.5 } }, 1)))
  end)

  it("leaves out steps without a number", function()
    local share, longest = of(1, { 1, 0 / 0, 1 }, { 1, 1, 1 })
    assert.equal(1, share)
    assert.equal(1, longest)
    assert.equal("nan_input", (of(1, { 0 / 0 })))
  end)

  it("has no share without steps", function()
    assert.same({ "no_steps", "no_steps" }, { of(1, {}) })
    assert.same({ "no_steps", "no_steps" }, { of(3, { 1, 1 }) })
  end)
end)

describe("elasticity", function()
  local function total(law)
    local sizes, totals = { 10, 20, 40, 80 }, {}
    for i, n in ipairs(sizes) do totals[i] = law(n) end
    return formulas.elasticity(sizes, totals)
  end

  it("is 1 for Sarnoff and 2 for a square", function()
    local slope, r2, smallest, largest = total(function(n) return 3 * n end)
    assert.near(1, slope, 1e-12)
    assert.near(1, r2, 1e-12)
    assert.same({ 10, 80 }, { smallest, largest })
    assert.near(2, (total(function(n) return 0.5 * n ^ 2 end)), 1e-12)
  end)

  it("lies between for n ln n", function()
    -- d ln(n ln n) / d ln n = 1 + 1 / ln n, which is 1.434 at n = 10 and 1.228 at n = 80
    local slope = total(function(n) return n * math.log(n) end)
    assert(slope > 1.228 and slope < 1.434)
  end)

  it("says how well the line fits", function()
    local slope, r2 = formulas.elasticity({ 1, math.exp(1), math.exp(2) }, { 1, math.exp(1), 1 })
    assert.near(0, slope, 1e-12)
    assert.near(0, r2, 1e-12)
    slope, r2 = formulas.elasticity({ 1, 2, 3 }, { 5, 5, 5 })
    assert.equal(0, slope)
    assert.equal("zero_variance", r2)
  end)

  it("needs three sizes and positive totals", function()
    assert.equal("zero_variance", (formulas.elasticity({ 1, 2, 2 }, { 1, 2, 3 })))
    assert.equal("zero_variance", (formulas.elasticity({}, {})))
    assert.equal("nan_input", (formulas.elasticity({ 1, 2, 3 }, { 1, 0, 3 })))
    assert.equal("nan_input", (formulas.elasticity({ 0, 2, 3 }, { 1, 1, 3 })))
  end)
end)

-- Events and steps in real worlds ---------------------------------------------------------------

--- Seven events: gains of both sides, who is active, need and use (0: none).
local seven = {
  { 0.3, -0.2, true, true, 0, 0 }, { 1, 0.5, true, false, 3, 3 }, { 2, 2, true, true, 3, 5 }, { -1, 1, true, true, 2, 1 },
  { -2, -1, true, true, 1, 1 }, { 0, 1, false, true, 4, 0 }, { 0.5, 0.5, false, false, 0, 0 },
}

local function met(measures)
  return study {
    name = "seven events", steps = 1, replications = 1, scenarios = { { "only" } },
    actors = { user = { count = 7, fields = {
      mine = function(self) return seven[self.number][1] end,
      other = function(self) return seven[self.number][2] end,
      active = valence.boolean(function(self) return seven[self.number][3] end),
      other_active = valence.boolean(function(self) return seven[self.number][4] end),
      need = function(self) return seven[self.number][5] end,
      use = function(self) return seven[self.number][6] end,
    } }, firm = { count = 1 } },
    networks = { line = valence.star { from = "user", to = "firm" } },
    phases = {
      valence.encounter { "meet", along = "line", function(user, firm, env, event)
        event.active, event.active_partner = user.active, user.other_active
        if user.need > 0 then event.need = user.need end
        if user.use > 0 then event.use = user.use end
        return user.mine, user.other
      end },
    },
    measures = measures,
  }
end

describe("seven events", function()
  local function number(measure, output) return met({ measure }):run():measure(measure[1], output) end

  it("have a passive share", function()
    assert.near(1.5 / 8.8, number(fusion.passive_share()), 1e-12)
    assert.near(0.170455, number(fusion.passive_share()), 5e-7)
  end)

  it("have one for each side, and on a scale", function()
    assert.near(0.5 / 3.8, number(fusion.passive_share { side = "initiator" }), 1e-12)
    assert.near(1 / 5, number(fusion.passive_share { side = "partner" }), 1e-12)
    assert.near((0.5 / 2 + 1 / 10) / (3.8 / 2 + 5 / 10), number(fusion.passive_share { scale = { 2, 10 } }), 1e-12)
  end)

  it("come in time or do not", function()
    -- gains with a need: 1.5, 4, 1, 0, 1; used 0, 2, 1 and 0 steps off, and never; 2, 4, 0 and 0 steps after the event
    local just = fusion.timeliness()
    assert.near(1.5 / 7.5, number(just, "just in time"), 1e-12)
    assert.near(1 / 7.5, number(just, "real time"), 1e-12)
    local patient = fusion.timeliness { within = 1, real_time = 2 }
    assert.near(2.5 / 7.5, number(patient, "just in time"), 1e-12)
    assert.near(2.5 / 7.5, number(patient, "real time"), 1e-12)
    assert.near(1 / 3, number(fusion.timeliness { side = "initiator" }, "just in time"), 1e-12)
  end)

  it("have no share where nothing is gained", function()
    local none = study {
      name = "none", steps = 1, replications = 1, scenarios = { { "only" } }, actors = { user = { count = 2 } },
      phases = { valence.presence { "be", of = "user", function() return -1 end } },
      measures = { fusion.passive_share(), fusion.timeliness() },
    }
    local share, reason = none:run():measure "passive share"
    assert.is_nil(share)
    assert.equal("no_events", reason)
    assert.equal("no_events", select(2, none:run():measure("timeliness", "real time")))
  end)

  it("may be one-sided", function()
    local present = study {
      name = "present", steps = 1, replications = 1, scenarios = { { "only" } }, actors = { user = { count = 4 } },
      phases = { valence.presence { "be", of = "user", function(self, env, event)
        event.active = self.number > 1
        if self.number < 3 then event.need, event.use = 5, 4 + self.number end
        return 1
      end } },
      measures = { fusion.passive_share(), fusion.timeliness() },
    }
    assert.equal(0.25, present:run():measure "passive share")
    assert.equal(0.5, present:run():measure("timeliness", "just in time"))
  end)
end)

--- A consumer and a firm whose gains are given by step.
local function by_step(consumer, firm, measures, more)
  local made = {
    name = "by step", steps = #consumer, replications = 1, parameters = { change = 0 },
    actors = { consumer = { count = 2, fields = { worth = 0, left = false } }, firm = { count = 1, fields = { worth = 0 } } },
    phases = {
      valence.rule { "consume", of = "consumer", function(self, env) self.worth = 5 + env.change * consumer[env.step] end },
      valence.rule { "produce", of = "firm", function(self, env) self.worth = 9 + env.change * firm[env.step] end },
    },
    values = {
      valence.value { "joy", of = "consumer", source = "given", function(self) return self.worth end },
      valence.value { "result", of = "firm", source = "given", function(self) return self.worth end },
    },
    lenses = { { "both", consumer = "joy", firm = "result" } },
    scenarios = { { "before" }, { "after", change = 1 } }, baseline = "before", measures = measures,
    series = {
      valence.series { "size", function(env) return 10 * env.step end },
      valence.series { "square", function(env) return 3 * env.step ^ 2 end },
    },
  }
  for key, entry in pairs(more or {}) do made[key] = entry end
  return study(made)
end

describe("steps", function()
  it("are simultaneous where both gain in them", function()
    local run = by_step({ 1, 2, -1, 1, 1 }, { 1, 1, 1, 0, 2 }, { fusion.simultaneity() }):run "after"
    assert.equal(0.6, run:measure("simultaneity", "share"))
    assert.equal(2, run:measure("simultaneity", "longest row"))
  end)

  it("are looked at in windows", function()
    local run = by_step({ 3, -1, 3, -1, -1 }, { 1, 1, 1, 1, 1 }, { fusion.simultaneity { window = 2 } }):run "after"
    assert.equal(0.75, run:measure("simultaneity", "share"))
  end)

  it("cannot be compared where somebody leaves", function()
    local run = by_step({ 1, 1, 1 }, { 1, 1, 1 }, { fusion.simultaneity() }, { phases = {
      valence.rule { "go", of = "consumer", function(self, env)
        if env.change > 0 and self.number == 1 and env.step == 2 then self:leave() end
      end } } }):run "after"
    local share, reason = run:measure("simultaneity", "share")
    assert.is_nil(share)
    assert.equal("membership_changes", reason)
  end)

  it("have an elasticity", function()
    local run = by_step({ 1, 1, 1, 1 }, { 1, 1, 1, 1 }, { fusion.elasticity { total = "square", size = "size" } }):run "after"
    assert.near(2, run:measure("network elasticity", "elasticity"), 1e-12)
    assert.near(1, run:measure("network elasticity", "R2"), 1e-12)
    assert.equal(10, run:measure("network elasticity", "smallest n"))
    assert.equal(40, run:measure("network elasticity", "largest n"))
  end)
end)

describe("being there", function()
  it("is worth what a run without acts gives against one without members", function()
    local network = study {
      name = "network", steps = 2, replications = 1, parameters = { members = 0.5, acts = true },
      actors = { user = { count = 10, fields = { on = valence.boolean(function(self, env) return self.number <= 10 * env.members end) } } },
      phases = {
        valence.presence { "be", of = "user", function(self) if self.on then return 0.25 end end },
        valence.presence { "act", of = "user", function(self, env) if env.acts then return 3 end end },
      },
      values = { valence.value { "joy", of = "user", unit = "util", source = "given", function(self) return self:gained "be" + self:gained "act" end } },
      scenarios = { { "only" } },
      measures = { fusion.presence_premium { between = { "user" }, under = { members = 1, acts = false },
        against = { members = 0, acts = false } } },
    }
    assert.near(0.5, network:run():measure "presence premium", 1e-12)
    local travel = study("examples/travel.lua"):run "app"
    assert.near(9, travel:measure("presence premium", "traveller"), 1e-12)     -- 30 steps of a full network's 0.3
    assert.near(0.6, travel:measure("presence premium", "resident"), 1e-12)
  end)
end)

describe("a sweep of sizes", function()
  --- An experiment as a section sees it, with sizes and totals given by scenario and replicate.
  local function swept(options, sizes, totals)
    local scenarios = {}
    for _, name in ipairs { "a", "b", "c", "d" } do scenarios[#scenarios + 1] = { name = name } end
    local section = fusion.size_sweep(options)
    return section[2] {
      scenarios = scenarios, replications = 2,
      numbers = function(_, scenario, measure, output)
        assert.equal("Network elasticity of joy: total value and size", measure)
        return (output == "size" and sizes or totals)[scenario]
      end,
    }
  end
  local sizes = { a = { 10, 10 }, b = { 20, 20 }, c = { 40, 40 }, d = { 80, 80 } }

  it("has a slope per replicate, and their mean and interval", function()
    local square = { a = { 100, 10 }, b = { 400, 40 }, c = { 1600, 160 }, d = { 6400, 640 } }
    local content = swept({ of = "user", value = "joy" }, sizes, square)
    assert.equal("elasticity 2.000 [2.000, 2.000], R2 1.000, n from 10 to 80, 2 of 2 replicates", content.headline)
    assert.same({ { "a", 10, 55 }, { "b", 20, 220 }, { "c", 40, 880 }, { "d", 80, 3520 } }, content.rows)
    local mixed = { a = { 100, 10 }, b = { 400, 20 }, c = { 1600, 40 }, d = { 6400, 80 } }
    assert.matches("^elasticity 1.500 %[%-4.853, 7.853%], R2 1.000,", swept({ of = "user", value = "joy" }, sizes, mixed).headline)
  end)

  it("takes the scenarios that are named", function()
    local bent = { a = { 1, 1 }, b = { 20, 20 }, c = { 40, 40 }, d = { 80, 80 } }
    local content = swept({ of = "user", value = "joy", scenarios = { "b", "c", "d" } }, sizes, bent)
    assert.equal("elasticity 1.000 [1.000, 1.000], R2 1.000, n from 20 to 80, 2 of 2 replicates", content.headline)
    assert.equal(3, #content.rows)
  end)

  it("counts replicates without a slope, and says why where there is none", function()
    local half = { a = { 10, -1 }, b = { 20, 20 }, c = { 40, 40 }, d = { 80, 80 } }
    assert.equal("elasticity 1.000, R2 1.000, n from 10 to 80, 1 of 2 replicates",
      swept({ of = "user", value = "joy" }, sizes, half).headline)
    local content = swept({ of = "user", value = "joy", scenarios = { "a", "b" } }, sizes, half)
    assert.is_nil(content.headline)
    assert.matches("zero_variance %(0 of 2 replicates%)", content.text)
  end)

  it("leaves out scenarios in which a number is undefined", function()
    local gaps = { a = { {}, 10 }, b = { 20, 20 }, c = { 40, 40 }, d = { 80, {} } }
    assert.equal("elasticity 1.000 [1.000, 1.000], R2 1.000, n from 10 to 80, 2 of 2 replicates",
      swept({ of = "user", value = "joy" }, sizes, gaps).headline)
  end)

  it("sums what a kind has by a definition", function()
    local measure = fusion.size_sweep({ of = "consumer", value = "joy" }).needs[1]
    local run = by_step({ 1, 2 }, { 1, 1 }, { measure }):run "after"
    assert.equal(2, run:measure(measure[1], "size"))
    assert.equal(2 * (5 + 1 + 5 + 2), run:measure(measure[1], "total"))
    local nobody = study {
      name = "nobody", steps = 1, replications = 1, scenarios = { { "only" } }, actors = { consumer = { count = 0 } },
      values = { valence.value { "joy", of = "consumer", source = "given", function() return 1 end } }, measures = { measure },
    }
    assert.equal("empty_group", select(2, nobody:run():measure(measure[1], "size")))
  end)
end)

describe("what is wrong", function()
  it("is said where it is called", function()
    assert.has_error(function() fusion.breadth { lense = "a" } end, "'lense'")
    assert.has_error(function() fusion.spillover {} end, "others")
    assert.has_error(function() fusion.spillover { others = {} } end, "names no kind")
    assert.has_error(function() fusion.simultaneity { window = 0 } end, "whole number of steps from 1")
    assert.has_error(function() fusion.timeliness { within = -1 } end, "numbers of steps from 0")
    assert.has_error(function() fusion.passive_share { side = "left" } end, "'side'")
    assert.has_error(function() fusion.presence_premium { between = {}, under = {}, against = {} } end, "names no kind")
  end)
end)

-- Properties -------------------------------------------------------------------------------------

local function network(most)
  return gen.make(function(draw)
    local by_kind = {}
    for _, kind in ipairs { "a", "b", "c" } do
      local actors = draw(gen.list({ gain = gen.number(-3, 3), before = gen.number(-10, 10) }, 1, most))
      by_kind[kind] = { gains = {}, baseline = {}, scale = draw(gen.number(0.1, 5)) }
      for i, actor in ipairs(actors) do
        by_kind[kind].gains[i], by_kind[kind].baseline[i] = actor.gain, actor.before
      end
    end
    return by_kind
  end)
end

local function numbers(by_kind, options)
  local set = gains.set(by_kind, options)
  local balanced, actors = formulas.breadth(set)
  local ratio, strict = formulas.pareto(set)
  return { balanced = balanced, actors = actors, ratio = ratio, strict = strict,
    nash = formulas.nash(set), balance = formulas.balance(set), spillover = formulas.spillover(set, { "c" }) }
end

local function reversed(list)
  local other = {}
  for i = 1, #list do other[i] = list[#list + 1 - i] end
  return other
end

local function alike(expected, found, tolerance)
  for name, number in pairs(expected) do
    if type(number) == "number" then
      assert.near(number, found[name], tolerance * math.max(1, math.abs(number)), name)
    else
      assert.equal(number, found[name], name)
    end
  end
end

property("measures stay in their ranges", network(8), function(by_kind)
  local found = numbers(by_kind)
  for _, name in ipairs { "balanced", "actors", "ratio", "strict", "balance" } do
    local number = found[name]
    assert(number == "no_change" or number >= 0 and number <= 1 + 1e-12, name)
  end
  assert(found.nash >= 0)
  assert(found.spillover == "no_change" or found.spillover >= -1 and found.spillover <= 1)
end)

property("the order of actors does not matter", network(8), function(by_kind)
  local turned = {}
  for kind, given_numbers in pairs(by_kind) do
    turned[kind] = { gains = reversed(given_numbers.gains), baseline = reversed(given_numbers.baseline),
      scale = given_numbers.scale }
  end
  alike(numbers(by_kind), numbers(turned), 1e-6)
end)

property("the unit of a definition does not matter where its scale has the same", network(8), function(by_kind)
  local in_cents = {}
  for kind, given_numbers in pairs(by_kind) do
    in_cents[kind] = { gains = {}, baseline = {}, scale = 100 * given_numbers.scale }
    for i, gain in ipairs(given_numbers.gains) do
      in_cents[kind].gains[i], in_cents[kind].baseline[i] = 100 * gain, 100 * given_numbers.baseline[i]
    end
  end
  alike(numbers(by_kind), numbers(in_cents), 1e-6)
end)

property("joint fusion is 0 exactly where a kind does not gain, and balance with it", network(8), function(by_kind)
  local set, all = gains.set(by_kind), true
  for _, account in ipairs(set) do all = all and account.mean > account.eps end
  assert.equal(all, formulas.nash(set) > 0)
  assert.equal(all, formulas.balance(set) > 0)
end)

property("joint fusion lies between the least and the mean scaled gain", network(8), function(by_kind)
  for _, given_numbers in pairs(by_kind) do
    for i, gain in ipairs(given_numbers.gains) do given_numbers.gains[i] = math.abs(gain) + 0.01 end
  end
  local set = gains.set(by_kind)
  local least, mean = math.huge, 0
  for _, account in ipairs(set) do
    least, mean = math.min(least, account.scaled), mean + account.scaled / #set
  end
  local joint = formulas.nash(set)
  assert(joint >= least - 1e-12 and joint <= mean + 1e-12)
  assert.near(least / mean, formulas.balance(set), 1e-12)
end)
