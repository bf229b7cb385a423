-- Tests of the sections of co-creation: spheres of value, learning curves.

local valence = require "valence"
local cocreation = require "cocreation"

-- Novices gain 0.1 of skill after each step, experts none.
local school = study {
  name = "school", steps = 4, replications = 2, parameters = { ahead = 0.6 },
  actors = {
    pupil = { count = 5, fields = {
      role = valence.category({ "novice", "expert", "guest" }, function(self)
        return self.number <= 3 and "novice" or "expert"
      end),
      skill = function(self, env) return self.number <= 3 and 0.2 or 0.2 + env.ahead end,
      luck = valence.uniform(0, 1) } },           -- without any chance there is one replicate, and no interval
    hall = { count = 1 },
  },
  networks = { seats = valence.star { from = "pupil", to = "hall" } },
  phases = {
    valence.encounter { "perform", along = "seats", function() return 1, 1 end },
    valence.rule { "learn", of = "pupil", function(self)
      if self.role == "novice" then self.skill = self.skill + 0.1 end
    end },
  },
  sections = {
    cocreation.learning_curves { of = "perform", who = "pupil", group = "role", steps = 4, periods = 2 },
    cocreation.learning_curves { of = "perform", who = "pupil", group = "role", steps = 5, name = "Every step" },
    cocreation.learning_curves { of = "perform", who = "pupil", group = "role", experts = "guest", steps = 4, periods = 1,
      name = "Guests" },
  },
}

describe("learning curves", function()
  it("are the competence of both groups in each period", function()
    local made = school:section("Learning curves", 2)
    local curves, gaps = made.tables[1].rows, made.tables[2].rows
    local function competence(row) return curves[row][4] end
    assert.same({ 2, "novices" }, { curves[1][2], curves[1][3] })
    assert.near(0.25, competence(1), 1e-12)
    assert.near(0.8, competence(2), 1e-12)
    assert.near(0.45, competence(3), 1e-12)
    assert.near(0.8, competence(4), 1e-12)
    assert.near(0.55, gaps[1][3], 1e-12)
    assert.near((0.6 - 0.55) / 0.6, gaps[1][4], 1e-12)
    assert.near((0.6 - 0.35) / 0.6, gaps[2][4], 1e-12)
  end)

  it("say first how much of the gap has closed", function()
    assert.matches("^The share of the first gap that has closed by the last period is 0.42 %[0.42, 0.42%] %(.+%)%.$",
      school:section("Learning curves", 2).headline)
    assert.equal("No gap between novices and experts could be followed to the last period in any scenario.",
      school:section("Guests", 2).headline)
  end)

  it("have no point where nothing happened", function()
    local curves = school:section("Every step", 2).tables[1].rows
    assert.equal(2 * 5, #curves)
    assert.near(0.5, curves[7][4], 1e-12)
    assert.equal("undefined: no_events", curves[9][4])
  end)

  it("have no gap without a group or a lead", function()
    local made = school:section("Guests", 2)
    assert.near(0.35, made.tables[1].rows[1][4], 1e-12)
    assert.equal("undefined: empty_group", made.tables[1].rows[2][4])
    assert.equal("undefined: empty_group", made.tables[2].rows[1][3])
    assert.equal("undefined: no_change", school:with { ahead = 0 }:section("Learning curves", 2).tables[2].rows[1][4])
  end)
end)

describe("spheres of value", function()
  -- The worked example of the guide, and the same customers who gain nothing.
  local visits = study "examples/seven-visits.lua"

  it("are the shares of the guide", function()
    local rows = visits:section("Spheres of value", 1).tables[1].rows
    assert.same({ "provider", "joint", "customer", "aggregate" }, { rows[1][2], rows[2][2], rows[3][2], rows[4][2] })
    assert.near(0, rows[1][3], 1e-12)
    assert.near(5.3 / 6.8, rows[2][3], 1e-12)
    assert.near(1 / 6.8, rows[3][3], 1e-12)
    assert.near(0.5 / 6.8, rows[4][3], 1e-12)
  end)

  it("say first how much of it is joint", function()
    assert.matches("^The joint sphere's share of value for the customer is 0.78 %(.+%)%.$",
      visits:section("Spheres of value", 1).headline)
  end)

  it("are undefined where customers gain and lose nothing", function()
    local idle = study {
      name = "idle", steps = 1, replications = 2,
      actors = { customer = { count = 2 }, firm = { count = 1 } },
      networks = { visits = valence.star { from = "customer", to = "firm" } },
      phases = { valence.encounter { "visit", along = "visits", function() return 0, 1 end } },
      sections = { cocreation.spheres_section(), cocreation.spheres_section { customer = "partner", name = "Firm as customer" } },
    }
    local row = idle:section("Spheres of value", 2).tables[1].rows[2]
    assert.equal("undefined: no_events", row[3])
    assert.equal("0 of 1", row[6])
    assert.equal("Customers gain and lose nothing in any scenario.", idle:section("Spheres of value", 2).headline)
    assert.equal(1, idle:section("Firm as customer", 2).tables[1].rows[2][3])
  end)
end)
