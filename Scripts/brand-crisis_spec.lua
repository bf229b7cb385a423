-- Tests of the brand crisis study: valence test Scripts/brand-crisis_spec.lua

local crisis = study "brand-crisis.lua"

local function more(value, scenario, than, effect)
  assert.greater_on_average { study = crisis, value = value, scenario = scenario, than = than, effect = effect }
end

local function change(scenario, low, high, output)
  assert.within_interval { study = crisis, measure = "change of profit", output = output or "all days",
    scenario = scenario, low = low, high = high, effect = 0.03 }
end

describe("a crisis", function()
  it("costs the firm far more than the share that was dissatisfied at first", function()
    change("no response", -0.10, -0.05)
    more("firm profit", "no crisis", "no response", 500)
  end)

  it("costs consumers too, in exchange and in well-being", function()
    more("customer value", "no crisis", "no response", 0.3)
    more("well-being", "no crisis", "no response", 0.15)
  end)

  it("goes on costing in the last month where nothing is done", function()
    change("no response", -0.15, -0.07, "last month")
  end)

  it("is a competitor's gain where it sells what the firm lost", function()
    more("competitor profit", "competitor picks up", "no crisis", 800)
    more("customer value", "no crisis", "competitor picks up", 0.15)
  end)
end)

describe("a response", function()
  it("that enhances repairs most of it", function()
    change("enhancing response", -0.03, 0)
    more("firm profit", "enhancing response", "no response", 500)
  end)

  it("that destroys makes it worse", function()
    change("destructive response", -0.36, -0.24)
    more("firm profit", "no response", "destructive response", 2000)
  end)
end)

describe("weak ties", function()
  it("carry outrage far", function()
    assert.greater_on_average { study = crisis, measure = "reach", scenario = "many weak ties", than = "neighbours only",
      effect = 0.3 }
    assert.within_interval { study = crisis, measure = "reach", scenario = "neighbours only", low = 0.05, high = 0.15,
      effect = 0.05 }
    assert.within_interval { study = crisis, measure = "reach", scenario = "many weak ties", low = 0.5, high = 0.7,
      effect = 0.1 }
  end)
end)

it("begins with exactly as many as it says", function()
  local run = crisis:with { steps = 10 }:run "no response"
  assert.equal(8, run:count("consumer", "touched"))
end)

describe("co-destruction", function()
  it("goes deepest where the response destroys, and recovers where it enhances", function()
    assert.greater_on_average { study = crisis, measure = "depth", output = "ratio", scenario = "destructive response",
      than = "no response", effect = 0.1 }
    assert.greater_on_average { study = crisis, measure = "recovery", output = "share", scenario = "enhancing response",
      than = "no response", effect = 0.15 }
  end)

  it("reaches more actors in well-being than in exchange", function()
    local function share(lens)
      return function(replicate)
        return crisis:run { scenario = "no response", replicate = replicate }:measure("decline incidence", "share: " .. lens)
      end
    end
    assert.greater_on_average { sample = share "well-being", than = share "exchange", effect = 0.02 }
  end)
end)

it("gives the same bits each time, on either engine", function()
  assert.reproducible(crisis:with { count = { consumer = 100 } })
end)
