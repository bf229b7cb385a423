-- Tests of the plugin confusion: valence test Plugins/confusion

local confusion = require "confusion"
local gains = require "gains"
local given = require "gains.example"

local formulas = confusion.formulas

--- Three kinds of one actor each, with scale 1.
local function three(a, b, c)
  return {
    a = { gains = { a }, baseline = { 0 }, scale = 1 }, b = { gains = { b }, baseline = { 0 }, scale = 1 },
    c = { gains = { c }, baseline = { 0 }, scale = 1 },
  }
end

describe("nine actors", function()
  local expected = {
    { "tension", nil, 0.260870 }, { "outcome entropy", "actors", 0.772507 },
    { "polarisation", "kinds", 0.341516 }, { "polarisation", "classes", 0.683466 },
  }
  for _, row in ipairs(expected) do
    it(row[1] .. " " .. (row[2] or ""), function()
      assert.near(row[3], study("examples/nine.lua"):run "after":measure(row[1], row[2]), 5e-7)
    end)
  end
end)

describe("six archetypes", function()
  local rows = {
    { { 1, 1, 1 }, 0, 0, 0, 0 },
    { { 2, -1, -1 }, 1, 0.579380, 1.393871, 0.936550 },
    { { 3, 1, -0.5 }, 0.222222, 0.579380, 1.626183, 0.936550 },
    { { 1, 0, 0 }, 0, 0.579380, 0.464624, 0.468275 },
    { { -1, -1, -1 }, 0, 0, 0, 0 },
    { { 0, 0, 0 }, "no_change", 0, 0, 0 },
  }
  for _, row in ipairs(rows) do
    it(table.concat(row[1], ", "), function()
      local run = study(given(three(table.unpack(row[1])), { name = "archetype", measures = { confusion.all() } })):run "after"
      for position, asked in ipairs {
        { "tension" }, { "outcome entropy", "actors" }, { "polarisation", "kinds" }, { "polarisation", "classes" },
      } do
        local number, reason = run:measure(table.unpack(asked))
        local expected = row[position + 1]
        if type(expected) == "string" then
          assert.is_nil(number)
          assert.equal(expected, reason)
        else
          assert.near(expected, number, 5e-7)
        end
      end
    end)
  end
end)

describe("edges", function()
  it("nobody moved: no tension", function()
    assert.equal("no_change", formulas.tension(gains.set(three(0, 0, 0))))
    assert.equal(0, (formulas.entropy(gains.set(three(0, 0, 0)))))
  end)

  it("nobody has a number: everything is undefined", function()
    local set = gains.set { a = { gains = { 0 / 0 }, baseline = { 1 } } }
    assert.equal("nan_input", formulas.tension(set))
    assert.same({ "nan_input", "nan_input" }, { formulas.entropy(set) })
    assert.equal("nan_input", formulas.kind_polarisation(set, 1.6))
    assert.equal("nan_input", formulas.class_polarisation(set, 1.6))
    assert.equal("nan_input", formulas.disagreement(set))
  end)

  it("a single firm needs a declared scale, unless only actors are counted", function()
    local set = gains.set { consumer = { gains = { 1, 2 }, baseline = { 1, 2 } }, firm = { gains = { 5 }, baseline = { 9 } } }
    assert.equal("scale_missing", formulas.tension(set))
    assert.equal("scale_missing", formulas.kind_polarisation(set, 1.6))
    assert.equal(0, formulas.class_polarisation(set, 1.6))
  end)

  it("one kind is not polarised", function()
    local set = gains.set { a = { gains = { 1, -5 }, baseline = { 0, 0 }, scale = 1 } }
    assert.equal(0, formulas.kind_polarisation(set, 1.6))
    assert.near(1, formulas.class_polarisation(set, 1.6), 1e-12)
  end)

  it("two equal blocs are as polarised as they are far apart", function()
    local set = gains.set {
      a = { gains = { 2, 2 }, baseline = { 0, 0 }, scale = 1 }, b = { gains = { -1, -1 }, baseline = { 0, 0 }, scale = 1 },
    }
    for _, alpha in ipairs { 0.1, 1, 1.6 } do assert.near(3, formulas.kind_polarisation(set, alpha), 1e-12) end
  end)

  it("kinds count by their weights where they are balanced", function()
    -- two consumers gain, one firm loses: shares 2/3 and 1/3 of actors, 1/2 and 1/2 of kinds
    local set = gains.set {
      consumer = { gains = { 1, 1 }, baseline = { 0, 0 } }, firm = { gains = { -1 }, baseline = { 0 } },
    }
    local actors, kinds = formulas.entropy(set)
    assert.near(0.579380, actors, 5e-7)
    assert.near(math.log(2) / math.log(3), kinds, 1e-12)
  end)

  it("weights count in tension", function()
    -- |2 (3) - 1 (1)| / (2 (3) + 1 (1)) over four
    local set = gains.set({
      a = { gains = { 3 }, baseline = { 0 }, scale = 1 }, b = { gains = { -1 }, baseline = { 0 }, scale = 1 },
    }, { weights = { a = 2, b = 1 } })
    assert.near(1 - 5 / 7, formulas.tension(set), 1e-12)
  end)
end)

describe("disagreement of ordered classes", function()
  local function of(gain, neutral, loss)
    local list, baseline = {}, {}
    for _ = 1, gain do list[#list + 1] = 1 end
    for _ = 1, neutral do list[#list + 1] = 0 end
    for _ = 1, loss do list[#list + 1] = -1 end
    for i = 1, #list do baseline[i] = 0 end
    return formulas.disagreement(gains.set { a = { gains = list, baseline = baseline } })
  end

  it("is 0 for one class, a half for three equal ones, 1 for two far halves", function()
    assert.near(0, of(4, 0, 0), 1e-12)
    assert.near(0, of(0, 4, 0), 1e-12)
    assert.near(0.5, of(2, 2, 2), 1e-12)
    assert.near(1, of(3, 0, 3), 1e-12)
  end)

  it("is a quarter for two neighbours, whichever they are", function()
    assert.near(0.25, of(3, 3, 0), 1e-12)
    assert.near(0.25, of(0, 3, 3), 1e-12)
  end)

  it("adds up over layers", function()
    -- 5 gain, 2 neutral, 3 lose: layers of 6 (all three: 0), 2 (apart: -1), 2 (alone: 1): A = 0
    assert.near(0.5, of(5, 2, 3), 1e-12)
    -- 4, 3, 1: layers of 3 (all three: 0), 4 (neighbours: 1/2), 1 (alone: 1): A = 3/8
    assert.near((1 - 3 / 8) / 2, of(4, 3, 1), 1e-12)
  end)
end)

describe("choice", function()
  it("has the entropy of its options", function()
    assert.near(1, formulas.choice_entropy { 0.25, 0.25, 0.25, 0.25 }, 1e-12)
    assert.near(0, formulas.choice_entropy { 1, 0, 0 }, 1e-12)
    assert.near(0.811278, formulas.choice_entropy { 0.75, 0.25 }, 5e-7)
    assert.near(0.729847, formulas.choice_entropy { 0.7, 0.2, 0.1 }, 5e-7)     -- whose sum is not exactly 1
  end)

  it("knows options that are not open", function()
    assert.near(1, formulas.choice_entropy { 0.5, 0 / 0, 0.5 }, 1e-12)
    assert.equal("one_option", formulas.choice_entropy { 1, 0 / 0 })
    assert.equal("one_option", formulas.choice_entropy { 0 / 0, 0 / 0 })
  end)

  it("refuses what is no probability", function()
    assert.equal("nan_input", formulas.choice_entropy { 0.5, 0.6 })
    assert.equal("nan_input", formulas.choice_entropy { 1.5, -0.5 })
  end)
end)

describe("instability", function()
  it("is 0 where it is always the same, 1 where it is a lottery", function()
    assert.equal(0, formulas.instability(10, 0, 0))
    assert.equal(0, formulas.instability(0, 0, 10))
    assert.equal(1, formulas.instability(5, 0, 5))
    assert.equal(1, formulas.instability(0, 10, 0))
    assert.near(0.4, formulas.instability(8, 0, 2), 1e-12)
    assert.near(0.5, formulas.instability(5, 5, 0), 1e-12)
  end)
end)

describe("what is wrong", function()
  it("is said where it is called", function()
    assert.has_error(function() confusion.tension { lense = "a" } end, "'lense'")
    assert.has_error(function() confusion.polarisation { alpha = 1.605 } end, "at most 1.6")
    assert.has_error(function() confusion.polarisation { alpha = 0 } end, "above 0")
    assert.has_error(function() confusion.discord { between = { "CLV" } } end, "two value definitions")
    assert.has_error(function() confusion.choice { of = "consumer", probabilities = { "p" } } end, "a field for each option")
    assert.has_error(function() confusion.overload {} end, "capacity")
    assert.has_error(function() confusion.intrusion { side = "both" } end, "'side'")
  end)
end)
