-- Tests of the plugin verdict: valence test Plugins/verdict

local valence = require "valence"
local verdict = require "verdict"

describe("a verdict on single gains", function()
  -- theory.md B.5
  local archetypes = {
    { { 1, 1, 1 }, "FUSION" }, { { 2, -1, -1 }, "CONFUSION" }, { { 3, 1, -0.5 }, "CONFUSION" },
    { { 1, 0, 0 }, "PARTIAL" }, { { -1, -1, -1 }, "CO-DESTRUCTION" }, { { 0, 0, 0 }, "NEUTRAL" },
  }
  for _, row in ipairs(archetypes) do
    it(table.concat(row[1], ", ") .. " is " .. row[2], function()
      assert.equal(row[2], verdict.archetype({ a = row[1][1], b = row[1][2], c = row[1][3] }).verdict)
    end)
  end
end)

describe("a verdict on intervals", function()
  local up, down = { low = 0.2, high = 1, eps = 0.1 }, { low = -1, high = -0.2, eps = 0.1 }
  local none = { low = -0.2, high = 0.3, eps = 0.1 }

  it("names who gains, who loses and who does neither", function()
    local made = verdict.of { firm = up, consumer = down, outsider = none, agency = up }
    assert.equal("CONFUSION", made.verdict)
    assert.same({ "agency", "firm" }, made.gains)
    assert.same({ "consumer" }, made.loses)
    assert.same({ "outsider" }, made.neither)
  end)

  it("is a decline by Plé's criterion whenever anybody loses", function()
    assert.equal(true, verdict.of({ firm = up, consumer = down }).declines)
    assert.equal(true, verdict.of({ firm = none, consumer = down }).declines)
    assert.equal(false, verdict.of({ firm = up, consumer = none }).declines)
  end)

  it("is partial, not fusion, where one of the kinds is unsure", function()
    assert.equal("PARTIAL", verdict.of({ firm = up, consumer = none }).verdict)
    assert.equal("FUSION", verdict.of({ firm = up, consumer = up }).verdict)
    assert.equal("CO-DESTRUCTION", verdict.of({ firm = none, consumer = down }).verdict)
    assert.equal("NEUTRAL", verdict.of({ firm = none, consumer = none }).verdict)
  end)

  it("needs to lie beyond the tolerance, not on it", function()
    assert.equal("neither", verdict.sign { low = 0.1, high = 1, eps = 0.1 })
    assert.equal("gain", verdict.sign { low = 0.11, high = 1, eps = 0.1 })
    assert.equal("neither", verdict.sign { low = -1, high = -0.1, eps = 0.1 })
    assert.equal("loss", verdict.sign { low = -1, high = -0.11, eps = 0.1 })
  end)

  it("is none where there is no kind", function()
    local made, reason = verdict.of {}
    assert.is_nil(made)
    assert.equal("empty_group", reason)
  end)
end)

describe("net accounting", function()
  it("is the weighted sum of scaled gains", function()
    assert.near(7 / 6, verdict.net { a = 3, b = 1, c = -0.5 }, 1e-15)
    assert.equal(2, (verdict.net({ a = 3, b = 1 }, { a = 1, b = 1 })))
    assert.equal(1.5, (verdict.net({ a = 3, b = 1 }, { a = 1, b = 3 })))
  end)

  it("needs a scale for every kind that has a weight", function()
    assert.equal("scale_missing", verdict.net { a = 3, b = false })
    assert.equal(3, (verdict.net({ a = 3, b = false }, { a = 1 })))
    assert.equal("empty_group", verdict.net {})
    assert.equal("empty_group", verdict.net({ a = 1 }, { a = 0 }))
  end)
end)

describe("contradictions of definitions", function()
  it("are pairs with opposite signs", function()
    local flips, pairs_of = verdict.flips {
      consumer = { purse = "gain", calm = "loss", trust = "neither" }, firm = { margin = "gain", share = "gain" },
    }
    assert.same({ 1, 4 }, { flips, pairs_of })
  end)
end)

property("partitions: gains, losses and neither are all kinds, and the word follows from them",
  gen.list({ low = gen.number(-2, 2), width = gen.number(0, 2), eps = gen.number(0, 0.5) }, 1, 6),
  function(list)
    local kinds, gains, losses = {}, 0, 0
    for i, entry in ipairs(list) do
      local high = entry.low + entry.width
      kinds["kind " .. i] = { low = entry.low, high = high, eps = entry.eps }
      if entry.low > entry.eps then gains = gains + 1 elseif high < -entry.eps then losses = losses + 1 end
    end
    local made = verdict.of(kinds)
    assert.same({ gains, losses, #list - gains - losses }, { #made.gains, #made.loses, #made.neither })
    local word = gains == #list and "FUSION" or gains > 0 and losses > 0 and "CONFUSION"
      or losses > 0 and "CO-DESTRUCTION" or gains > 0 and "PARTIAL" or "NEUTRAL"
    assert.equal(word, made.verdict)
    assert.equal(losses > 0, made.declines)
  end)

-- The section ----------------------------------------------------------------------------------------

--- The cells of a column, by the first column.
local function column(made, name)
  local position
  for i, head in ipairs(made.columns) do if head == name then position = i end end
  local cells = {}
  for _, row in ipairs(made.rows) do cells[row[1]] = row[position] end
  return cells
end

describe("six simulated archetypes", function()
  local app = study "examples/archetypes.lua"

  it("get their verdicts from intervals", function()
    assert.same({
      ["all gain"] = "FUSION", transfer = "CONFUSION", ["net gain with a loser"] = "CONFUSION",
      ["one gains"] = "PARTIAL", ["all lose"] = "CO-DESTRUCTION", ["nothing changes"] = "NEUTRAL",
    }, column(app:section("Verdict", 20).tables[1], "verdict"))
  end)

  it("are told apart by the other accounts", function()
    local made = app:section("Verdict", 12).tables[1]
    local declines = column(made, "any decline (Plé)")
    assert.equal("co-destruction", declines.transfer)
    assert.equal("none", declines["one gains"])
    local net = column(made, "net of scaled gains")
    assert.matches("^neither", net.transfer)
    assert.matches("^gain", net["net gain with a loser"])
    assert.matches("^loss", net["all lose"])
  end)

  it("show the gains that the verdict rests on", function()
    local gains = app:section("Verdict", 12).tables[2]
    assert.equal(18, #gains.rows)
    for _, row in ipairs(gains.rows) do
      if row[1] == "transfer" and row[3] == "consumer" then
        assert.near(2, row[5], 0.3)
        assert.equal("gains", row[10])
        assert.equal(12, row[11])
        assert.equal(60, row[12])
      end
    end
  end)

  it("are point verdicts in one replicate, and say so", function()
    local made = app:section("Verdict", 1)
    assert.equal("FUSION (point)", column(made.tables[1], "verdict")["all gain"])
    assert.matches("point verdicts", made.tables[1].note)
    assert.matches("Against 'as it was', 'all gain' is FUSION: ", made.headline)
  end)
end)

describe("two lenses", function()
  local app = study "examples/lenses.lua"

  it("give two verdicts and the contradiction between them", function()
    local made = app:section("Verdict", 12)
    assert.same({ "purse", "FUSION" }, { made.tables[1].rows[1][2], made.tables[1].rows[1][3] })
    assert.same({ "well-being", "CONFUSION" }, { made.tables[1].rows[2][2], made.tables[1].rows[2][3] })
    assert.same({ "app", "consumer", "calm: loses; savings: gains", "yes" }, made.tables[3].rows[1])
    assert.matches("^1 of 1 pairs", made.tables[3].note)
  end)

  it("are told in the headline with the gains that they rest on", function()
    local told = app:section("Verdict", 12).headline
    assert.matches("^Against 'no app', 'app' is FUSION through 'purse': consumer %+[%d.]+ %[[%d.]+, [%d.]+%]", told)
    assert.matches("'app' is CONFUSION through 'well%-being': consumer %-[%d.]+ %[%-[%d.]+, %-[%d.]+%] util, firm %+48 EUR%.$", told)
  end)

  it("take levels of a category in the place of kinds", function()
    local made = app:section("Verdict across ages", 12)
    assert.matches("old", made.tables[1].rows[1][5])
  end)
end)

describe("switches", function()
  local function of(options)
    local given = require "gains.example"
    return study(given(require "gains.nine", { name = "Nine", sections = { verdict.section(options) } }))
  end

  it("are printed", function()
    local text = table.concat(of({ between = { "consumer", "firm" }, accounting = "net", cocreation = "always" }):section("Verdict", 1).text, " ")
    assert.matches("Only these kinds count: consumer, firm", text)
    assert.matches("Accounting: net", text)
    assert.matches("active or not", text)
  end)

  it("decide which kinds count", function()
    assert.equal("CONFUSION (point)", column(of({}):section("Verdict", 1).tables[1], "verdict").after)
    assert.equal("FUSION (point)",
      column(of({ between = { "consumer", "firm", "non_consumer" } }):section("Verdict", 1).tables[1], "verdict").after)
  end)

  it("decide what a gain is", function()
    assert.equal("PARTIAL (point)", column(of({ tolerance = 4 }):section("Verdict", 1).tables[1], "verdict").after)
  end)

  it("are refused where they are none", function()
    assert.has_error(function() verdict.section { acounting = "net" } end, "did you mean 'accounting'")
    assert.has_error(function() verdict.section { accounting = "gross" } end, "must be one of both, strict, net")
    assert.has_error(function() verdict.section { level = 2 } end, "between 0 and 1")
    assert.has_error(function() verdict.section { by = "age" } end, "between = { \"consumer\" }")
  end)
end)

describe("encounters", function()
  local function shares(cocreation)
    local app = study {
      name = "Meetings", seed = 1, steps = 1, replications = 2, parameters = { on = true },
      actors = { a = { count = 4, fields = { luck = valence.uniform(0, 1) } }, b = { count = 1 } },
      networks = { line = valence.star { from = "a", to = "b" } },
      phases = { valence.encounter { "meet", along = "line", function(a, b, env, event)
        if not env.on then return end
        event.active_partner = a.number == 1
        return 1, a.number <= 2 and 1 or -1
      end } },
      values = { valence.value { "v", of = "a", scale = 1, function(self) return self:gained "meet" end } },
      scenarios = { { "off", on = false }, { "on" } }, baseline = "off",
      sections = { verdict.section { cocreation = cocreation } },
    }
    return column(app:section("Verdict", 2).tables[1], "co-creation in encounters").on
  end

  it("are co-creation in the joint sphere only, or always", function()
    assert.matches("^25%.0 %%", shares "joint")
    assert.matches("^50%.0 %%", shares "always")
  end)
end)
