-- Tests of the sections of co-destruction: positions over time, resource misuse.

local valence = require "valence"
local codestruction = require "codestruction"

-- What a guest and the host gain in each of five steps; the last one changes nothing.
local changes = { 1, -2, 1, -1, 0 }

-- Changes nothing, but makes replicates that can differ: without chance there is one alone, and no interval.
local chance = { luck = valence.uniform(0, 1) }

local function stay(sections)
  return study {
    name = "stay", steps = 5, replications = 2,
    actors = { guest = { count = 1, fields = chance }, host = { count = 1 } },
    networks = { visits = valence.star { from = "guest", to = "host" } },
    phases = { valence.encounter { "visit", along = "visits", function(_, _, env)
      return changes[env.step], 0
    end } },
    sections = sections,
  }
end

--- The cells of a column by those of two others: `["2 co-creator"]`.
local function cells(made, first, second, position)
  local found = {}
  for _, row in ipairs(made.rows) do found[("%s %s"):format(type(row[first]) == "number" and math.tointeger(row[first]) or row[first], row[second])] = row[position] end
  return found
end

describe("positions over time", function()
  local function over(options)
    options.of, options.decay = "visit", 1
    return stay({ codestruction.positions_over_time(options) }):section("Positions over time", 2).tables[1]
  end

  it("are those of each period, with levels that run on", function()
    -- levels before: 0, 1, -1, 0; periods: step 1, steps 2 and 3, steps 4 and 5
    local shares = cells(over { steps = 5, periods = 3 }, 2, 3, 4)
    assert.same({ 1, 0, 0, 0 }, { shares["1 co-creator"], shares["1 co-recoverer"], shares["1 co-reducer"], shares["1 co-destroyer"] })
    assert.same({ 0, 0.5, 0.5, 0 }, { shares["3 co-creator"], shares["3 co-recoverer"], shares["3 co-reducer"], shares["3 co-destroyer"] })
    assert.same({ 0, 0, 0, 1 }, { shares["5 co-creator"], shares["5 co-recoverer"], shares["5 co-reducer"], shares["5 co-destroyer"] })
  end)

  it("say the largest move first", function()
    local function headline(options)
      options.of, options.decay = "visit", 1
      return stay({ codestruction.positions_over_time(options) }):section("Positions over time", 2).headline
    end
    -- co-creators 1, 0, 0; co-destroyers 0, 0, 1 in the three periods: the first of equal moves is told
    local said = headline { steps = 5, periods = 3 }
    assert.matches("^The largest move is that of co%-creator in ", said)
    assert.matches("from a share of 1.00 %[1.00, 1.00%] until step 1 to 0.00 %[0.00, 0.00%] at the end%.$", said)
    assert.is_nil(headline { steps = 5 })
  end)

  it("are those of every step in a short run, undefined where nothing changed or happened", function()
    local made = over { steps = 6 }
    assert.equal(6 * 4, #made.rows)
    local shares = cells(made, 2, 3, 4)
    assert.equal(1, shares["2 co-reducer"])
    assert.equal("undefined: no_change", shares["5 co-creator"])
    assert.equal("undefined: no_events", shares["6 co-creator"])
  end)

  it("need to know how many steps there are", function()
    assert.has_error(function() codestruction.positions_over_time { of = "visit" } end, "steps")
    assert.has_error(function() codestruction.positions_over_time { steps = 2.5 } end, "must be a whole number above 0, got 2.5")
  end)
end)

-- TOY-2 of the theory (B.5): guest i has event i.
local gains    = { 0.3, 1, 2, -1, -2, 0, 0.5 }
local returned = { -0.2, 0.5, 2, 1, -1, 1, 0.5 }

describe("resource misuse", function()
  local toy = study {
    name = "TOY-2", steps = 1, replications = 2, parameters = { sign = 1 },
    actors = { guest = { count = 7, fields = chance }, host = { count = 1 } },
    networks = { visits = valence.star { from = "guest", to = "host" } },
    phases = { valence.encounter { "visit", along = "visits", marks = { "misuse", "intentional" },
      function(guest, _, env, event)
        if env.sign == 0 then return end
        local i = guest.number
        if env.sign == 3 then return 1, 1 end
        event.misuse, event.intentional = i == 4 or i == 5, i == 5
        if env.sign == 2 then return 1, 1 end
        return gains[i], returned[i]
      end } },
    sections = { codestruction.misuse_section { of = "visit", intentional = "intentional" } },
  }

  it("is counted, and its part of the loss of each side", function()
    local made = toy:section("Resource misuse", 2)
    local shares = cells(made.tables[1], 1, 2, 3)
    local scenario = made.tables[1].rows[1][1]
    assert.near(1 / 7, shares[scenario .. " accidental misuse"], 1e-12)
    assert.near(1 / 7, shares[scenario .. " intentional misuse"], 1e-12)
    assert.near(5 / 7, shares[scenario .. " no misuse"], 1e-12)
    local lost = cells(made.tables[2], 2, 3, 4)
    assert.near(1 / 3, lost["initiators accidental misuse"], 1e-12)
    assert.near(2 / 3, lost["initiators intentional misuse"], 1e-12)
    assert.near(0, lost["initiators no misuse"], 1e-12)
    assert.near(0, lost["partners accidental misuse"], 1e-12)
    assert.near(1 / 1.2, lost["partners intentional misuse"], 1e-12)
    assert.near(0.2 / 1.2, lost["partners no misuse"], 1e-12)
  end)

  it("has no part of a loss that is none, and no share of no events", function()
    local made = toy:with { sign = 2 }:section("Resource misuse", 2)
    assert.near(1 / 7, made.tables[1].rows[1][3], 1e-12)
    assert.equal("undefined: no_loss", made.tables[2].rows[1][4])
    assert.equal("undefined: no_events", toy:with { sign = 0 }:section("Resource misuse", 2).tables[1].rows[1][3])
  end)

  it("says where it is most common", function()
    local function headline(sign) return toy:with { sign = sign }:section("Resource misuse", 2).headline end
    assert.matches("^Misuse is most common in .+: a share of 0.14 %[0.14, 0.14%] of its events by accident "
      .. "and of 0.14 %[0.14, 0.14%] on purpose%.$", headline(1))
    assert.equal("No scenario has any events.", headline(0))
    assert.equal("No event is misuse in any scenario.", headline(3))
  end)

  it("has no interval in one replicate", function()
    local row = toy:section("Resource misuse", 1).tables[1].rows[1]
    assert.near(1 / 7, row[3], 1e-12)
    assert.equal("undefined: too_few_replicates", row[4])
  end)
end)
