-- Tests of the study of platform reviews: valence test Scripts/platform-reviews_spec.lua

-- Three counted months in place of twelve.
local reviews = study "platform-reviews.lua":with { steps = 120 }

-- The markets in the order that the published table gives for a column, the lowest first.
local function rises(column, effect, ...)
  local markets = { ... }
  for place = 2, #markets do
    assert.greater_on_average { study = reviews, measure = "30 days", output = column, scenario = markets[place],
      than = markets[place - 1], effect = effect }
  end
end

describe("from egoistic to altruistic markets", function()
  it("providers' benefit falls", function() rises("total provider benefit", 15, "altruistic", "hybrid", "egoistic") end)
  it("platform revenue falls", function() rises("platform revenue", 3, "altruistic", "hybrid", "egoistic") end)
  it("consumers' benefit rises", function() rises("mean consumer benefit", 0.1, "egoistic", "hybrid", "altruistic") end)
  it("welfare rises", function() rises("welfare", 3, "egoistic", "hybrid", "altruistic") end)
  it("customers become more", function() rises("customers", 4, "egoistic", "hybrid", "altruistic") end)
  it("reviews are seen as better", function() rises("review perception", 0.1, "egoistic", "hybrid", "altruistic") end)
end)

it("levels are near the published ones where the text fixes them", function()
  local published = {
    egoistic = { ["total provider benefit"] = 141.091, ["platform revenue"] = 61.183, customers = 236.178 },
    altruistic = { ["total provider benefit"] = 78.036, ["platform revenue"] = 47.329, customers = 253.303 },
  }
  for market, columns in pairs(published) do
    for column, value in pairs(columns) do
      assert.within_interval { study = reviews, measure = "30 days", output = column, scenario = market,
        low = 0.85 * value, high = 1.05 * value, effect = 0.05 * value }
    end
  end
end)

-- A number of a market at other settings, replicate by replicate.
local function at(settings, column, market)
  local other = reviews:with(settings)
  return function(replicate)
    return other:run { scenario = market or "egoistic", replicate = replicate }:measure("30 days", column)
  end
end

describe("in the egoistic market", function()
  it("overstatement raises profit", function()
    assert.greater_on_average { sample = at({ ["overstatement.egoistic"] = 0.3 }, "total provider benefit"),
      than = at({ ["overstatement.egoistic"] = 0 }, "total provider benefit"), effect = 4 }
  end)

  it("more enhancing responses raise profit and consumers' benefit", function()
    local all, none = { enhances_positive = 1, enhances_negative = 1 }, { enhances_positive = 0, enhances_negative = 0 }
    for column, effect in pairs { ["total provider benefit"] = 3, ["mean consumer benefit"] = 0.02 } do
      assert.greater_on_average { sample = at(all, column), than = at(none, column), effect = effect }
    end
  end)

  it("incentives cost profit, with strategies fixed", function()
    assert.greater_on_average { sample = at({ ["incentive.egoistic"] = 0.1 }, "total provider benefit"),
      than = at({ ["incentive.egoistic"] = 0.3 }, "total provider benefit"), effect = 20 }
  end)
end)

it("nobody stays without a room", function()
  local full = reviews:with { steps = 60 }
  for _, scenario in ipairs { "egoistic", "hybrid" } do
    local run = full:run(scenario)
    for provider in run:actors "provider" do assert(provider.free >= 0 and provider.free <= 17) end
  end
end)

describe("stays and reviews", function()
  it("create value for both sides more often where providers care", function()
    assert.greater_on_average { study = reviews, measure = "mutual rate", scenario = "altruistic", than = "egoistic",
      effect = 0.2 }
  end)

  it("shift value from providers and platform to consumers", function()
    assert.greater_on_average { study = reviews, measure = "tension", scenario = "altruistic", than = 0, effect = 0.3 }
  end)
end)

it("gives the same bits each time, on either engine", function()
  assert.reproducible(reviews:with { steps = 60, count = { consumer = 400 } })
end)
