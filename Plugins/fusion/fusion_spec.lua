-- Tests of the plugin fusion: valence test Plugins/fusion

local fusion = require "fusion"
local gains = require "gains"
local given = require "gains.example"

local formulas = fusion.formulas

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
