-- Tests of the orchestra study: valence test Scripts/orchestra_spec.lua

-- Half of the audience.
local evening = study "orchestra.lua":with { count = { listener = 150 } }

local function gain(group, scenario, low, high)
  assert.within_interval { study = evening, measure = "gain", output = group, scenario = scenario, low = low, high = high,
    effect = 2 }
end

local function more(value, scenario, than, effect)
  assert.greater_on_average { study = evening, value = value, scenario = scenario, than = than, effect = effect }
end

describe("rigidity", function()
  it("costs novices, not experts", function()
    gain("novice", "rigid", nil, -3)
    gain("expert", "rigid", 10, nil)
  end)

  it("costs the orchestra", function() more("orchestra's result", "as is", "rigid", 80) end)

  it("is made up for by signposting", function()
    more("experiential value", "rigid and guided", "rigid", 5)
    gain("novice", "rigid and guided", 3, nil)
  end)
end)

describe("signposting", function()
  it("is a gain for novices, experts and the orchestra", function()
    gain("novice", "guided", 12, nil)
    gain("expert", "guided", 12, nil)
    more("orchestra's result", "guided", "as is", 400)
  end)

  it("lets novices learn", function()
    assert.greater_on_average { study = evening, measure = "skill at the end", output = "novice", scenario = "guided",
      than = "as is", effect = 0.1 }
  end)
end)

it("a closed entry costs novices and the orchestra", function()
  gain("novice", "entry closed", nil, -5)
  more("orchestra's result", "as is", "entry closed", 120)
end)

it("conflict between unequal listeners costs value", function() more("experiential value", "nobody meets", "as is", 2) end)

it("skills stay skills", function()
  local run = evening:with { count = { listener = 60 } }:run "guided"
  for listener in run:actors "listener" do
    assert(listener.skill >= 0 and listener.skill <= 1)
  end
end)

describe("guidance", function()
  it("is a gain for everybody, novice or expert", function()
    for _, group in ipairs { "novice", "expert" } do
      assert.within_interval { study = evening, measure = "fusion breadth", output = "actors: " .. group,
        scenario = "guided", low = 0.95, effect = 0.04 }
    end
  end)

  it("fits practices to skills and narrows the gap", function()
    assert.greater_on_average { study = evening, measure = "practice fit", output = "novice", scenario = "guided",
      than = "as is", effect = 0.2 }
    assert.greater_on_average { study = evening, measure = "social learning", output = "closure", scenario = "guided",
      than = "as is", effect = 0.1 }
  end)
end)

it("gives the same bits each time, on either engine", function()
  assert.reproducible(evening:with { count = { listener = 60 }, steps = 10 })
end)
