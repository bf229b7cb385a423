-- Tests of the referral study: valence test Scripts/referrals_spec.lua

local referrals = study "referrals.lua"
local small = referrals:with { count = { customer = 100, prospect = 300 } }       -- CRV is known of all of them
local quick = small:with { sample = 1 }                                           -- and here of hardly any

describe("a campaign", function()
  it("that is none pays nobody", function()
    local run = quick:run "none"
    assert.equal(0, run:value("reward", "customer"))
    assert.equal(0, run:value("reward", "prospect"))
  end)

  it("pays both sides of a referral the same", function()
    local run = quick:run "uniform"
    assert(run:value("reward", "customer") > 0)
    assert.near(100 * run:value("reward", "customer"), 300 * run:value("reward", "prospect"), 1e-9)
  end)

  it("pays only the segments that it names", function()
    for customer, twin in quick:run "segment":pairs "customer" do
      if customer.segment == "champion" or customer.segment == "advocate" then
        assert.equal(0, customer:value "reward")
      end
      local lift = { champion = 0, affluent = 0, advocate = 20, miser = 20 }
      assert.near(lift[customer.segment], customer:value "CLV" - twin:value "CLV", 1e-9)
    end
  end)

  it("lets nobody join who was not invited, where nobody comes alone", function()
    local run = quick:with { organic = 0 }:run "uniform"
    assert.equal(0, run:measure("prospects that joined", "by themselves"))
    for prospect in run:actors "prospect" do
      assert.equal(prospect.joined_at > 0, prospect.referrer ~= nil)
    end
  end)

  it("earns more where it knows the segments, though it brings fewer", function()
    assert.greater_on_average { study = quick, value = "profit", scenario = "uniform", than = "twin", effect = 500 }
    assert.greater_on_average { study = quick, value = "profit", scenario = "segment", than = "uniform", effect = 150 }
    assert.greater_on_average { study = quick, measure = "prospects that joined", output = "invited",
      scenario = "uniform", than = "segment", effect = 0.01 }
  end)
end)

describe("segments", function()
  it("halve the customers at the medians of what they spend and of their wish to refer", function()
    local rich, vocal = 0, 0
    for customer in quick:run "none":actors "customer" do
      if customer.rich >= 0.5 then rich = rich + 1 end
      if customer.vocal >= 0.5 then vocal = vocal + 1 end
    end
    assert.equal(50, rich)
    assert.equal(50, vocal)
  end)
end)

describe("CRV", function()
  it("is exactly nothing for who has no wish to refer", function()
    local silent = 0
    for customer in small:run "none":actors "customer" do
      if customer.propensity == 0 then
        silent = silent + 1
        assert.equal(0, customer:value "CRV")
      end
    end
    assert(silent > 10)
  end)

  it("is what a world without the customer's invitations lacks", function()
    local run, checked = small:run "uniform", 0
    for customer in run:actors "customer" do
      if customer:value "CRV" > 0 and checked < 4 then
        checked = checked + 1
        local without = small:with {
          silence = { phase = "invite", kind = "customer", numbers = { customer.number } },
        }:run "uniform"
        local alone, crv = {}, 0
        for prospect in without:actors "prospect" do alone[prospect.number] = prospect.joined_at > 0 end
        for prospect in run:actors "prospect" do
          if prospect.referrer == customer then
            local gain = alone[prospect.number] and 30 or prospect.worth - 20 + 30
            crv = crv + gain * 1.15 ^ (-prospect.joined_at / 12)
          end
        end
        assert.near(crv, customer:value "CRV", 1e-9 * crv)
      end
    end
    assert.equal(4, checked)
  end)

  it("and CLV sum to CEV", function()
    for customer in small:run "segment":actors "customer" do
      assert.near(customer:value "CLV" + customer:value "CRV", customer:value "CEV", 1e-9)
    end
  end)

  it("is known of a sample, the same in every scenario", function()
    local sampled, first = {}, referrals:run "none"
    local count = 0
    for customer in first:actors "customer" do
      sampled[customer.number] = customer:value "CRV" ~= nil
      if sampled[customer.number] then count = count + 1 end
    end
    assert.equal(200, count)
    for customer in referrals:run "segment":actors "customer" do
      assert.equal(sampled[customer.number], customer:value "CRV" ~= nil)
    end
  end)

  it("has little to do with CLV: best buyers are not best marketers", function()
    assert.within_interval { study = small, measure = "CLV and CRV", output = "correlation", scenario = "none",
      low = -0.2, high = 0.03, effect = 0.1 }
    assert.within_interval { study = small, measure = "CLV and CRV", output = "shared top tenth", scenario = "none",
      high = 0.1, effect = 0.1 }
  end)
end)

it("gives the same bits each time, on either engine", function() assert.reproducible(small) end)
