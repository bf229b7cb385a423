-- Tests of the privacy study: valence test Scripts/privacy_spec.lua

local depth = study "privacy.lua"

local function more(value, scenario, than, effect)
  assert.greater_on_average { study = depth, value = value, scenario = scenario, than = than, effect = effect }
end

describe("without a way out", function()
  it("consumers gain by shallow and lose by deep personalisation", function()
    more("customer value", "depth 0.4", "no personalisation", 0.1)
    more("customer value", "no personalisation", "depth 0.8", 0.3)
    more("customer value", "depth 0.8", "depth 1", 0.3)
  end)

  it("the firm earns more with every step", function()
    local before = 0
    for _, x in ipairs { 0.2, 0.4, 0.6, 0.8, 1 } do
      local profit = depth:run(("depth %g"):format(x)):value "firm profit"
      assert.near(2000 * 1.3 * x, profit, 1e-6)
      assert(profit > before)
      before = profit
    end
  end)

  it("the mean is what the lognormal cost says", function()
    for _, x in ipairs { 0.4, 0.8 } do
      local expected = 2 * x * (1 - 0.3 * x) - 2 * math.exp(0.8 ^ 2 / 2) * x ^ 2
      assert.within_interval { study = depth, value = "customer value", scenario = ("depth %g"):format(x),
        low = expected - 0.005, high = expected + 0.005, effect = 0.02 }
    end
  end)
end)

describe("with a way out", function()
  it("nobody loses", function()
    for consumer in depth:run "depth 1, opt-out":actors "consumer" do assert(consumer:value "customer value" >= 0) end
  end)

  it("the firm earns most at a middle depth", function()
    more("firm profit", "depth 0.6, opt-out", "depth 0.2, opt-out", 200)
    more("firm profit", "depth 0.6, opt-out", "depth 1, opt-out", 200)
    more("firm profit", "depth 0.6", "depth 0.6, opt-out", 300)
  end)
end)

it("transparency makes deep personalisation a gain to both", function()
  more("customer value", "depth 1, transparent", "no personalisation", 0.8)
  more("firm profit", "depth 1, transparent", "no personalisation", 1000)
end)

describe("fusion turns", function()
  it("at the depth at which intrusion outweighs benefit", function()
    assert.within_interval { study = depth, measure = "intrusion", scenario = "depth 0.4", high = 0.45, effect = 0.03 }
    assert.within_interval { study = depth, measure = "intrusion", scenario = "depth 0.8", low = 0.55, effect = 0.03 }
    assert.greater_on_average { study = depth, measure = "joint fusion", scenario = "depth 0.4", than = "depth 0.8",
      effect = 0.2 }
  end)

  it("not with transparency", function()
    assert.greater_on_average { study = depth, measure = "joint fusion", scenario = "depth 1, transparent",
      than = "depth 0.6, transparent", effect = 0.2 }
  end)
end)

it("gives the same bits each time, on either engine", function()
  assert.reproducible(depth:with { count = { consumer = 100 } }, { scenario = "depth 0.6, opt-out" })
end)
