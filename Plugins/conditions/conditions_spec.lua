-- Tests of the module: valence plugin check conditions

local valence = require "valence"
local conditions = require "conditions"

describe("a condition", function()
  it("can be the same everywhere", function()
    assert.equal(true, (conditions.state(true, {})))
    assert.equal(false, (conditions.state(false, {})))
  end)

  it("can be a parameter", function()
    assert.equal(true, (conditions.state("reach", { reach = 0.1 })))
    assert.equal(false, (conditions.state("reach", { reach = 0 })))
    assert.equal(true, (conditions.state("returned", { returned = true })))
    assert.equal(false, (conditions.state("returned", { returned = false })))
  end)

  it("can be a test of a parameter", function()
    local test = { "size", at_least = 100 }
    assert.equal(true, (conditions.state(test, { size = 100 })))
    assert.equal(false, (conditions.state(test, { size = 99 })))
    assert.equal(true, (conditions.state({ "load", below = 5 }, { load = 4 })))
    assert.equal(false, (conditions.state({ "load", below = 5 }, { load = 5 })))
    assert.equal(true, (conditions.state({ "goal", is = "joint" }, { goal = "joint" })))
    assert.equal(false, (conditions.state({ "goal", is = "joint" }, { goal = "own" })))
  end)
end)

it("there are twelve conditions, each with both sides and evidence", function()
  assert.equal(12, #conditions.known)
  for _, condition in ipairs(conditions.known) do
    for _, field in ipairs { "name", "title", "fusion", "confusion", "evidence" } do
      assert.is_string(condition[field])
    end
  end
end)

describe("tags", function()
  it("are the abstract's five traits and six modes", function()
    local traits, modes = 0, 0
    for _ in pairs(conditions.traits) do traits = traits + 1 end
    for _ in pairs(conditions.modes) do modes = modes + 1 end
    assert.equal(5, traits)
    assert.equal(6, modes)
  end)

  it("are set by the encounter, or the same for all of its events", function()
    assert.same({ scope = { "individual", "collective" }, timing = "real-time" },
      conditions.tags { "scope", timing = "real-time" })
  end)

  it("must be known", function()
    assert.has_error(function() conditions.tags { "scop" } end, "conditions.tags knows no 'scop'")
    assert.has_error(function() conditions.tags { timing = "soon" } end, "'timing' of conditions.tags")
  end)

  it("break a measure of events down", function()
    local lone = study {
      name = "lone", seed = 1, steps = 1, replications = 1,
      actors = { member = { count = 4 }, firm = { count = 1 } },
      networks = { app = valence.star { from = "member", to = "firm" } },
      phases = { valence.encounter { "post", along = "app", tags = conditions.tags { "scope", delivery = "interactive" },
        function(member, firm, env, event)
          event.scope = member.number <= 1 and "individual" or "collective"
          return member.number, 1
        end } },
      measures = { valence.measure { "gain", over = "post", by = "scope", keep = { sum = 0 },
        each = function(kept, event) kept.sum = kept.sum + event.gain end,
        function(run) return run:kept "sum" end } },
    }
    local run = lone:run()
    assert.equal(1, run:measure("gain", "individual"))
    assert.equal(9, run:measure("gain", "collective"))
  end)
end)
