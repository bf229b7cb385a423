-- Tests of the module: valence plugin check collective

local valence = require "valence"
local collective = require "collective"

local audience = study "examples/audience.lua"

--- Two members side by side with the skills 0.1 and 0.9; one step.
local function pair(settings)
  local fields = collective.member()
  fields.skill = function(self) return self.number == 1 and 0.1 or 0.9 end
  fields.group = valence.category({ "novice", "expert" }, function(self) return self.number == 1 and "novice" or "expert" end)
  return study {
    name = "pair", seed = 1, steps = 1, replications = 1,
    parameters = { rigidity = settings.rigidity or 0, signposting = settings.signposting or 0, access = settings.access ~= false },
    actors = { member = { count = settings.count or 2, fields = fields } },
    networks = { seats = valence.complete { among = "member" } },
    phases = {
      collective.choose { of = "member" }, collective.perform { of = "member" },
      collective.meet { along = "seats" }, collective.learn { of = "member", along = "seats", pace = 0.5 },
    },
    values = { valence.value { "experience", of = "member",
      function(self) return self:gained "performance" + self:gained "co-presence" end } },
    measures = {
      collective.prescribed(), collective.conflict(), collective.heterogeneity { of = "member" },
      collective.access { of = "member" }, collective.practices { of = "member" },
      collective.value_for_all { of = "member", value = "experience", by = "group", groups = { "novice", "expert" } },
    },
  }
end

describe("rigid roles", function()
  local run
  before_each(function() run = pair { rigidity = 1 }:run() end)

  it("make everybody do the prescribed practice", function()
    assert.equal(1, run:measure "prescribed practices")
    assert.equal(0, run:measure "diversity of practices")
    for member in run:actors "member" do assert.equal(4, member.practice) end
  end)

  it("hurt whose skill is far from it", function()
    -- Practice 4 needs 0.7: 1 - 0.6 / 0.5 for the novice, 1 - 0.2 / 0.5 for the expert; no conflict, since
    -- both do the same.
    assert.near(-0.2, run:measure("value for all", "novice"), 1e-12)
    assert.near(0.6, run:measure("value for all", "expert"), 1e-12)
    assert.near(-0.2, run:measure("value for all", "for all"), 1e-12)
    assert.equal(0, run:measure("heterogeneity conflict", "share"))
  end)
end)

describe("signposting", function()
  local run
  before_each(function() run = pair { signposting = 1 }:run() end)

  it("leads each to the practice closest to its skill", function()
    local practices = {}
    for member in run:actors "member" do practices[member.number] = member.practice end
    assert.same({ 1, 5 }, practices)
    assert.near(1, run:measure("value for all", "for all"), 1e-12)
  end)

  it("ends the conflict between differing competences", function()
    assert.equal(0, run:measure("heterogeneity conflict", "loss"))
  end)

  it("lets novices learn from those who can do more", function()
    -- Half of the way from 0.1 to 0.9.
    for member in run:actors "member" do
      if member.number == 1 then assert.near(0.5, member.skill, 1e-12) else assert.near(0.9, member.skill, 1e-12) end
    end
    assert.near(0.4 / math.sqrt(2), run:measure "heterogeneity of skill", 1e-12)
  end)
end)

describe("access", function()
  it("is closed to novices where entry practices are", function()
    assert.equal(1, pair {}:run():measure "participation access")
    assert.equal(0.5, pair { access = false }:run():measure "participation access")
  end)
end)

it("conflict costs both sides what their practices differ by", function()
  local open = pair {}
  for replicate = 1, 5 do
    local run = open:run { replicate = replicate }
    local needed = {}
    for member in run:actors "member" do needed[member.number] = member.practice end
    local skills = { 0.1, 0.3, 0.5, 0.7, 0.9 }
    local loss = 0.5 * math.abs(skills[needed[1]] - skills[needed[2]])
    assert.near(2 * loss, run:measure("heterogeneity conflict", "loss"), 1e-12)
  end
end)

it("says so where there is nobody", function()
  local run = pair { count = 0 }:run()
  for name, reason in pairs {
    ["prescribed practices"] = "no_events", ["heterogeneity of skill"] = "zero_variance",
    ["participation access"] = "empty_group", ["diversity of practices"] = "empty_group",
  } do
    local number, why = run:measure(name)
    assert.is_nil(number)
    assert.equal(reason, why)
  end
end)

describe("the finding", function()
  local function compare(scenario, than, output)
    assert.greater_on_average {
      study = audience, measure = "value for all", output = output, scenario = scenario, than = than, effect = 0.5,
    }
  end

  it("is that role rigidity constrains value, for novices most", function()
    compare("as it comes", "rigid roles", "novice")
  end)

  it("is that closed access constrains it for novices", function()
    compare("as it comes", "closed to beginners", "novice")
  end)

  it("is that signposting mitigates, for all", function() compare("signposted", "as it comes", "for all") end)
end)
