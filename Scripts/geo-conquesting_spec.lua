-- Tests of the geo-conquesting study: valence test Scripts/geo-conquesting_spec.lua

local offers = study "geo-conquesting.lua"

local function more(value, scenario, than, effect)
  assert.greater_on_average { study = offers, value = value, scenario = scenario, than = than, effect = effect }
end

-- By how much more sales rise from 30 to 50 % than from 10 to 30 %, replicate by replicate.
local function bend(location, place)
  return function(replicate)
    local function sales(depth)
      local run = offers:run { scenario = location .. " location, " .. depth .. " %", replicate = replicate }
      return run:measure("sales", place)
    end
    return (sales(50) - sales(30)) - (sales(30) - sales(10))
  end
end

describe("returns to depth", function()
  it("increase at the rival's location", function()
    assert.greater_on_average { sample = bend("rival's", "near the competitor"), than = 0, effect = 0.05 }
  end)

  it("decrease at the own location", function()
    assert.greater_on_average {
      sample = function(replicate) return -bend("own", "near the firm")(replicate) end, than = 0, effect = 0.02 }
  end)
end)

it("a discount at the own location cannibalises", function()
  more("firm profit", "no offers", "own location, 10 %", 800)
  more("firm profit", "own location, 10 %", "own location, 50 %", 5000)
end)

describe("one firm alone", function()
  it("gains, at the competitor's cost, and consumers gain", function()
    more("firm profit", "rival's location, 30 %", "no offers", 500)
    more("competitor profit", "no offers", "rival's location, 30 %", 1500)
    more("customer value", "rival's location, 30 %", "no offers", 0.8)
  end)
end)

describe("both firms", function()
  it("earn less than one alone did", function()
    more("firm profit", "rival's location, 30 %", "both target, 30 %", 2000)
  end)

  it("lose, and consumers gain", function()
    for _, depth in ipairs { "30 %", "50 %" } do
      more("firm profit", "no offers", "both target, " .. depth, 1500)
      more("competitor profit", "no offers", "both target, " .. depth, 500)
      more("customer value", "both target, " .. depth, "no offers", 2)
    end
  end)

  it("do not both lose by a shallow discount", function()
    more("competitor profit", "both target, 10 %", "no offers", 60)
  end)
end)

it("everybody buys once a day, here or there", function()
  local run = offers:with { count = { consumer = 30 } }:run "both target, 30 %"
  assert.equal(30 * 10, run:events "purchase" + run:events "purchase there")
end)

it("what one gains another loses, most where the firm's own customers get the offer", function()
  assert.within_interval { study = offers, measure = "tension", scenario = "rival's location, 30 %", low = 0.7, high = 0.95,
    effect = 0.05 }
  assert.greater_on_average { study = offers, measure = "tension", scenario = "own location, 30 %",
    than = "rival's location, 30 %", effect = 0.1 }
end)

it("gives the same bits each time, on either engine", function()
  assert.reproducible(offers:with { count = { consumer = 60 } })
end)
