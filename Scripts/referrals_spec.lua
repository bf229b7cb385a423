-- Tests of the referral study: valence test Scripts/referrals_spec.lua

local referrals = study "referrals.lua":with { count = { customer = 100, prospect = 300 } }

it("pays nobody without a campaign", function()
  local run = referrals:run "none"
  assert.equal(0, run:value("reward", "customer"))
  assert.equal(0, run:value("reward", "prospect"))
end)

it("pays both sides of a referral the same", function()
  local run = referrals:run "uniform"
  assert(run:value("reward", "customer") > 0)
  assert.near(100 * run:value("reward", "customer"), 300 * run:value("reward", "prospect"), 1e-9)
end)

it("pays only the segments that the campaign names", function()
  for customer in referrals:run "segment":actors "customer" do
    if customer.segment == "champion" or customer.segment == "advocate" then
      assert.equal(0, customer:value "reward")
    end
  end
end)

it("lets nobody join who was not invited, where nobody comes alone", function()
  local run = referrals:with { organic = 0 }:run "uniform"
  assert.equal(0, run:measure("prospects that joined", "by themselves"))
  for prospect in run:actors "prospect" do
    assert.equal(prospect.joined_at > 0, prospect.referrer ~= nil)
  end
end)

it("halves the customers at the median of what they are worth", function()
  local rich = 0
  for customer in referrals:run "none":actors "customer" do
    if customer.rich >= 0.5 then rich = rich + 1 end
  end
  assert.equal(50, rich)
end)

it("gives the same bits each time, on either engine", function() assert.reproducible(referrals) end)
