-- Tests of the loyalty app study: valence test Scripts/loyalty-app_spec.lua

local app = study "loyalty-app.lua"

local function lift(group, scenario)
  return { study = app, measure = "change of spending", output = group, scenario = scenario or "app", effect = 0.05 }
end

local function with(options, more)
  for name, value in pairs(more) do options[name] = value end
  return options
end

local function more(value, scenario, than, effect)
  assert.greater_on_average { study = app, value = value, scenario = scenario, than = than, effect = effect }
end

describe("an app that works", function()
  it("raises its users' spending by about a fifth", function()
    assert.within_interval(with(lift "adopters", { low = 0.19, high = 0.25 }))
  end)

  it("raises it most with both features", function()
    assert.within_interval(with(lift "both features", { low = 0.26, high = 0.34 }))
    assert.within_interval(with(lift "no feature", { low = 0.06, high = 0.14 }))
  end)

  it("leaves those alone who have none", function()
    assert.no_difference(with(lift "others", { than = 0 }))
  end)

  it("is a gain for consumers and firm, and the competitor's loss", function()
    more("customer value", "app", "no app", 2)
    more("firm profit", "app", "no app", 2000)
    more("CLV", "app", "no app", 4)
    more("competitor profit", "no app", "app", 1000)
  end)

  it("does more while it is used", function()
    more("firm profit", "app", "used for half a year", 1000)
  end)
end)

describe("a poor app", function()
  it("lowers its users' spending", function()
    assert.within_interval(with(lift("adopters", "poor app"), { low = -0.06, high = -0.03, effect = 0.03 }))
  end)

  it("hurts the firm and helps the competitor", function()
    more("firm profit", "no app", "poor app", 400)
    more("competitor profit", "poor app", "no app", 150)
  end)
end)

it("takes from the competitor what moves, and no more", function()
  local run = app:with { count = { consumer = 60 } }:run "app"
  local gained, lost = run:value "firm profit", -run:value "competitor profit"
  local before = run:twin():value "firm profit"
  assert(lost > 0 and lost < gained - before)
end)

describe("fusion", function()
  it("is there between customers and firm", function()
    assert.greater_on_average { study = app, measure = "fusion without the competitor", output = "joint fusion",
      scenario = "app", than = 0, effect = 0.3 }
  end)

  it("is not there once the competitor counts", function()
    assert.no_difference { study = app, measure = "fusion", output = "joint fusion", scenario = "app", than = 0,
      effect = 0.1 }
    assert.greater_on_average { study = app, measure = "tension", scenario = "app", than = 0, effect = 0.3 }
  end)
end)

it("gives the same bits each time, on either engine", function()
  assert.reproducible(app:with { count = { consumer = 60 } })
end)
