-- Tests of the seeding study: valence test Scripts/seeding_spec.lua

local seeding = study "seeding.lua"

-- Every world of this study runs again without a customer, for the influencer value.
local patient = { seconds = 300 }

local function social(scenario, output, low, high, effect)
  assert.within_interval { study = seeding, measure = "social value", output = output, scenario = scenario,
    low = low, high = high, effect = effect }
end

local function more(options)
  options.study, options.measure, options.output = seeding, "social value", "total"
  assert.greater_on_average(options)
end

describe("a programme", function()
  it("is worth more with hubs", patient, function()
    more { scenario = "hub seeds", than = "random seeds", effect = 60 }
    more { scenario = "hub seeds, no competitor", than = "random seeds, no competitor", effect = 40 }
  end)

  it("is worth more beside a competitor", patient, function()
    more { scenario = "random seeds", than = "random seeds, no competitor", effect = 45 }
    more { scenario = "hub seeds", than = "hub seeds, no competitor", effect = 60 }
  end)

  it("expands beside a competitor, in a larger share with random seeds", patient, function()
    social("random seeds", "share of expansion", 0.7, 0.9, 0.1)
    social("hub seeds", "share of expansion", 0.65, 0.85, 0.1)
    assert.greater_on_average { study = seeding, measure = "social value", output = "share of expansion",
      scenario = "random seeds", than = "hub seeds", effect = 0.035 }
  end)

  it("accelerates where there is none", patient, function()
    social("random seeds, no competitor", "share of expansion", 0, 0.03, 0.02)
    social("hub seeds, no competitor", "share of expansion", 0, 0.03, 0.02)
  end)

  it("is the competitor's loss", patient, function()
    assert.greater_on_average { study = seeding, value = "competitor profit", scenario = "random seeds", than = "hub seeds",
      effect = 25 }
    assert.within_interval { study = seeding, value = "competitor profit", scenario = "random seeds", than = "twin",
      high = -50, effect = 40 }
  end)
end)

describe("seeds", function()
  it("are as many as the programme says, and adopt", function()
    for _, scenario in ipairs { "random seeds", "hub seeds" } do
      local run = seeding:run(scenario)
      local seeds = 0
      for c in run:actors "consumer" do
        if c.invited > 0 then
          seeds = seeds + 1
          assert(c.may and c.brand == "firm" and c.adopted_at == 0)
        end
      end
      assert.equal(40, seeds)
    end
  end)

  it("that are hubs have more contacts than anybody else", function()
    local least, most = math.huge, 0
    for c in seeding:run "hub seeds":actors "consumer" do
      if c.invited > 0 then least = math.min(least, c.contacts) else most = math.max(most, c.contacts) end
    end
    assert(least >= most)
  end)

  it("never make an adopter fewer", function()
    for c, twin in seeding:run "hub seeds":pairs "consumer" do
      if twin.brand == "firm" then assert(c.brand == "firm" and c.adopted_at <= twin.adopted_at) end
    end
  end)
end)

describe("what the firm gains", function()
  it("outsiders pay beside a competitor", patient, function()
    assert.within_interval { study = seeding, measure = "spill-over", scenario = "random seeds", high = -0.15,
      effect = 0.05 }
    assert.greater_on_average { study = seeding, measure = "tension", scenario = "random seeds", than = 0, effect = 0.3 }
  end)

  it("nobody pays without one", function()
    assert.equal(0, seeding:run "hub seeds, no competitor":measure "tension")
  end)
end)

it("a customer's influence is worth nothing or more where there is no competitor", function()
  local asked = 0
  for c in seeding:run "hub seeds, no competitor":actors "consumer" do
    local civ = c:value "CIV"
    if civ then
      assert(civ >= 0)
      asked = asked + 1
    end
  end
  assert.equal(1, asked)
end)

it("gives the same bits each time, on either engine", function()
  assert.reproducible(seeding:with { count = { consumer = 100 } }, { scenario = "hub seeds" })
end)
