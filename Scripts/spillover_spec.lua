-- Tests of the spill-over study: valence test Scripts/spillover_spec.lua

local roads = study "spillover.lua"

local function ends(value, scenario, low, high, effect)
  assert.within_interval { study = roads, value = value, scenario = scenario, low = low, high = high, effect = effect }
end

local function more(value, scenario, than, effect)
  assert.greater_on_average { study = roads, value = value, scenario = scenario, than = than, effect = effect }
end

describe("being on the network", function()
  it("is a loss to few and a gain to many", function()
    ends("presence value at the end", "20 members", -0.11, -0.09, 0.05)
    ends("presence value at the end", "50 members", 0.21, 0.23, 0.05)
    ends("presence value at the end", "100 members", 0.61, 0.63, 0.05)
    ends("presence value at the end", "200 members", 1.11, 1.13, 0.05)
    ends("presence value", "20 members", nil, -2, 0.5)
  end)

  it("pays for the platform from between one and two hundred on", function()
    ends("firm profit at the end", "100 members", nil, -5, 2)
    ends("firm profit at the end", "200 members", 10, nil, 2)
  end)

  it("spills over to those who never join, more the more there are", function()
    ends("spill-over", "20 members", 0.005, nil, 0.005)
    more("spill-over", "50 members", "20 members", 0.03)
    more("spill-over", "200 members", "100 members", 0.3)
  end)

  it("costs the map vendor", function() ends("competitor profit", "20 members", nil, -10, 5) end)
end)

it("does not grow where most wait for others", function()
  assert.greater_on_average { study = roads, measure = "members", scenario = "200 members", than = "200, nine in ten wait",
    effect = 0.5 }
  more("presence value", "200 members", "200, half wait", 2)
end)

it("is the same whether anybody reports", function()
  local silent = roads:with { reporting = 0 }
  assert.equal(roads:run "50 members":value "presence value", silent:run "50 members":value "presence value")
end)

it("nobody leaves the network", function()
  local before = 0
  for _, members in ipairs(roads:run "200 members":series "members by step") do
    assert(members >= before)
    before = members
  end
end)

describe("presence", function()
  it("is what gains come from, but for those who report", function()
    assert.within_interval { study = roads, measure = "passive share", scenario = "200 members", low = 0.94, high = 0.98,
      effect = 0.02 }
  end)

  it("is a premium to members above the critical mass, and to others at every size", function()
    local function premium(scenario, kind)
      return roads:run(scenario):measure("presence premium", kind)
    end
    assert(premium("20 members", "consumer") < 0)
    assert(premium("50 members", "consumer") > 0)
    assert(premium("20 members", "non_consumer") > 0)
  end)

  it("is a gain to outsiders together from 50 members on", function()
    assert.greater_on_average { study = roads, measure = "spill-over", scenario = "50 members", than = 0, effect = 0.02 }
  end)
end)

it("gives the same bits each time, on either engine", function()
  assert.reproducible(roads, { scenario = "50 members" })
end)
