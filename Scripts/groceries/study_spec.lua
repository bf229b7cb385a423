-- Tests of the grocery study on its sample: valence test Scripts/groceries/study_spec.lua

local groceries = study "study.lua"

it("replays no more than was recorded, in every scenario", function()
  local recorded = groceries:run "no feedback"
  local told = groceries:run "feedback and coupon"
  assert(told:events "purchases" <= recorded:events "purchases", "a scenario cannot invent purchases")
  for _, run in ipairs { recorded, told } do
    local shares = run:measure("food", "fruit and vegetables")
    assert(shares > 0 and shares < 1)
  end
end)

describe("nobody is told anything without feedback", function()
  it("so nothing changes", function()
    local run = groceries:run "no feedback"
    assert.equal(0, run:measure("feedback", "food money moved"))
    assert.equal(0, run:measure("feedback", "households that left"))
    assert.equal(0, run:value "reverse use")
  end)
end)

it("takes nothing from a household that buys no worse food than it is told", function()
  -- With a threshold that no food reaches, there is nothing to give up.
  local run = groceries:with { less_healthy = 1000 }:run "feedback"
  assert.equal(0, run:measure("feedback", "food money moved"))
end)

it("keeps the recorded results of the sample", function()
  local run = groceries:run "no feedback"
  assert.golden("no feedback", {
    ["lines"] = run:events "purchases", ["net sales"] = run:value("net sales", "firm"),
    ["fruit and vegetables"] = run:value "fruit and vegetables", savings = run:value "savings",
  })
end)
