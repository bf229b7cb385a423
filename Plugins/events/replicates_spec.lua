-- Tests of what sections of a report have in common: periods, and numbers over all replicates.

local valence = require "valence"
local events = require "events"

describe("periods", function()
  it("cover all steps, each once", function()
    assert.same({ { from = 1, to = 1 }, { from = 2, to = 3 }, { from = 4, to = 5 } },
      events.periods("it", { steps = 5, periods = 3 }))
  end)

  it("are ten, or as many as there are steps", function()
    assert.equal(10, #events.periods("it", { steps = 60 }))
    assert.same({ { from = 1, to = 1 }, { from = 2, to = 2 } }, events.periods("it", { steps = 2 }))
  end)

  it("refuse what is no number of steps", function()
    for _, steps in ipairs { 0, 1.5, -3 } do
      assert.has_error(function() events.periods("it", { steps = steps }) end, "must be a whole number above 0")
    end
  end)
end)

describe("cells", function()
  local none = {}        -- stands for an undefined value, which exists only while a study runs

  --- The cells that a section makes of the numbers of a measure, and how its mean is said.
  local function cells(list, reasons, is_resampled)
    local made = study {
      name = "cells", steps = 1, actors = { consumer = { count = 1 } },
      sections = { valence.section { "Cells", function()
        local numbers = {}
        for i, x in ipairs(list) do numbers[i] = x == none and valence.undefined "no_events" or x end
        local experiment = { replications = #list, numbers = function() return numbers end,
          reasons = function() return reasons end }
        local row = table.pack(events.cells(experiment, { name = "app", is_resampled = is_resampled }, "breadth"))
        return { text = events.said(row[1]), columns = { "mean", "low", "high", "replicates" }, rows = { { table.unpack(row) } } }
      end } },
    }
    local section = made:section("Cells", 1)
    return section.tables[1].rows[1], section.text[1]
  end

  it("are a mean, its interval and how many replicates it is of", function()
    -- mean 2, standard error 1 / sqrt(3), t of 2 degrees of freedom 4.302653
    local row, said = cells { 1, 2, 3 }
    assert.equal("2.00", said)
    assert.equal(2, row[1])
    assert.near(2 - 4.302653 / math.sqrt(3), row[2], 1e-6)
    assert.near(2 + 4.302653 / math.sqrt(3), row[3], 1e-6)
    assert.equal("3", row[4])
  end)

  it("take the standard deviation as the error where replicates are draws of the actors", function()
    local row = cells({ 1, 2, 3 }, nil, true)
    assert.near(2 - 4.302653, row[2], 1e-6)                             -- standard deviation 1
    assert.near(2 + 4.302653, row[3], 1e-6)
  end)

  it("leave out undefined replicates, and say so", function()
    local row = cells { 1, none, 3 }
    assert.equal(2, row[1])
    assert.equal("2 of 3", row[4])
  end)

  it("are undefined with the most frequent reason where all replicates are", function()
    local row, said = cells({ none, none, none }, { no_change = 1, no_events = 2 })
    assert.same({ "undefined: no_events", "undefined: no_events", "undefined: no_events", "0 of 3" }, row)
    assert.equal("undefined", said)
  end)

  it("have no interval in one replicate", function()
    assert.same({ 0.5, "undefined: too_few_replicates", "undefined: too_few_replicates", "1" }, (cells { 0.5 }))
  end)

  it("of the lowest and the highest scenario are said for a headline", function()
    local function extremes(...)
      local numbers = { ... }
      local made = study {
        name = "extremes", steps = 1, actors = { consumer = { count = 1 } },
        sections = { valence.section { "Extremes", function()
          local experiment = { replications = 2, scenarios = {},
            numbers = function(_, scenario)
              local list = {}
              for i, x in ipairs(numbers[tonumber(scenario)]) do list[i] = x == none and valence.undefined "no_events" or x end
              return list
            end,
            reasons = function() return {} end }
          for i, list in ipairs(numbers) do
            experiment.scenarios[i] = { name = tostring(i) }
          end
          return { headline = events.extremes(experiment, "breadth") or "nothing" }
        end } },
      }
      return made:section("Extremes", 1).headline
    end
    assert.equal("0.20 [0.20, 0.20] (3) to 0.80 [0.80, 0.80] (1)", extremes({ 0.8, 0.8 }, { 0.5, 0.5 }, { 0.2, 0.2 }, { none, none }))
    assert.equal("0.50 (1)", extremes { 0.5, none })
    assert.equal("nothing", extremes { none, none })
  end)
end)
