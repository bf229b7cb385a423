-- Tests of two indices of co-creation: DART, and the Gini coefficient of contributions.

local cocreation = require "cocreation"
local events = require "events"

describe("the DART index", function()
  local pairs_of = { dialogue = { "asked", "answered" }, risk = { "risky", "disclosed" } }
  local list = {
    { asked = true, answered = true, use = 5, need = 1, gain = 0 },
    { asked = true, answered = true, use = 2, need = 1, gain = 0 },
    { asked = true, answered = true, use = 1, need = 1, gain = 0 },
    { asked = true, answered = false, gain = 0 },
    { asked = true, answered = true, gain = 0 },
    { answered = true, risky = true, disclosed = true, gain = 0 },
    { disclosed = true, gain = 0 },
  }

  it("is the geometric mean of the components with an opportunity", function()
    local index, dialogue, access, risk, transparency = events.evaluate(cocreation.dart, pairs_of, list)
    assert.equal(0.8, dialogue)
    assert.equal(1, risk)
    assert.equal("no_events", access)
    assert.equal("no_events", transparency)
    assert.near(0.8 ^ 0.5, index, 1e-15)
  end)

  it("asks for answers in time where `within` says so", function()
    local _, dialogue = events.evaluate(cocreation.dart, { dialogue = pairs_of.dialogue, within = 1 }, list)
    assert.equal(0.4, dialogue)
  end)

  it("takes all four components", function()
    local index, _, access, _, transparency = events.evaluate(
      cocreation.dart, { access = { "sought", "reached" }, transparency = { "relevant", "shared" } },
      { { sought = true, reached = true }, { sought = true }, { relevant = true, shared = true }, { relevant = true },
        { relevant = true }, { relevant = true }, { reached = true, shared = true } })
    assert.same({ 0.5, 0.25 }, { access, transparency })
    assert.near(0.125 ^ 0.5, index, 1e-15)
  end)

  it("is 0 where one component is, and undefined where none has an opportunity", function()
    local index = cocreation.formulas.dart
    assert.equal(0, index(1, 0, 1, 1))
    assert.near((1 / 16) ^ 0.25, index(0.5, 0.5, 0.5, 0.5), 1e-15)
    assert.equal("no_events", index("no_events", "no_events", "no_events", "no_events"))
  end)
end)

describe("the Gini coefficient", function()
  local gini = cocreation.formulas.gini
  it("is 0 where all contribute alike, (n - 1) / n where one does", function()
    assert.equal(0, gini { 2, 2, 2 })
    assert.equal(2 / 3, gini { 0, 5, 0 })
    assert.near(0.25, gini { 4, 1, 3, 2 }, 1e-15)
  end)
  it("is undefined where nobody contributes, and an error below 0", function()
    assert.equal("no_events", gini { 0, 0 })
    assert.equal("no_events", gini {})
    assert.has_error(function() gini { 1, -1 } end, "at least 0")
  end)
  property("lies in its range, whatever the order and the unit", { cases = 50 },
    { list = gen.list(gen.number(0, 10), 1, 12) },
    function(case)
      local list, n = case.list, #case.list
      local reversed, doubled = {}, {}
      for i, x in ipairs(list) do reversed[n + 1 - i], doubled[i] = x, 2 * x end
      local g = gini(list)
      assert.equal(g, gini(reversed))
      assert.equal(g, gini(doubled))
      if type(g) == "number" then assert(g >= -1e-12 and g <= (n - 1) / n + 1e-12) end
    end)
end)
