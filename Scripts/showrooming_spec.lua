-- Tests of the showrooming study: valence test Scripts/showrooming_spec.lua

local rooms = study "showrooming.lua"

local function more(value, scenario, than, effect)
  assert.greater_on_average { study = rooms, value = value, scenario = scenario, than = than, effect = effect }
end

describe("showrooming", function()
  it("hurts the store and helps consumers and the online shop", function()
    more("firm profit", "no mobile", "mobile", 1500)
    more("customer value", "mobile", "no mobile", 0.1)
    more("competitor profit", "mobile", "no mobile", 1000)
  end)

  it("replaces purchases that were made online unseen", function()
    local run = rooms:run "mobile"
    assert.equal(0, run:measure("purchases", "online, unseen"))
    assert(run:measure("purchases", "online, inspected") > run:twin():measure("purchases", "online, unseen"))
  end)
end)

describe("a price match at fixed prices", function()
  it("wins back more the more ask for it", function()
    more("firm profit", "a quarter asks for a match", "mobile", 150)
    more("firm profit", "half ask for a match", "a quarter asks for a match", 150)
    more("firm profit", "all ask for a match", "half ask for a match", 300)
  end)

  it("does not restore what the store had", function()
    more("firm profit", "no mobile", "all ask for a match", 500)
  end)

  it("leaves nothing to the online shop where all ask", function()
    assert.equal(0, rooms:run "all ask for a match":value "competitor profit")
  end)
end)

describe("where prices react", function()
  it("both firms earn less than at fixed prices", function()
    more("firm profit", "no mobile", "prices react, no mobile", 1000)
    more("competitor profit", "no mobile", "prices react, no mobile", 80)
    more("competitor profit", "mobile", "prices react", 1000)
  end)

  it("the phone takes from the store", function()
    more("firm profit", "prices react, no mobile", "prices react", 800)
  end)

  it("the store's profit first falls and then rises in the share that asks", function()
    more("firm profit", "prices react", "prices react, half ask", 100)
    more("firm profit", "prices react, all ask", "prices react", 1000)
  end)
end)

it("everybody takes what is worth most", function()
  for c in rooms:with { count = { consumer = 200 } }:run "mobile":actors "consumer" do
    assert(c:value "customer value" >= 0)
    if c.does == 1 then assert(c.affinity <= 0.5) elseif c.does == 3 then assert(c.affinity >= 0.5) end
  end
end)

describe("an inspection", function()
  it("is won by one side and lost by the other", function()
    assert.equal(1, rooms:run "mobile":measure "exploitation share")
  end)

  it("is what nearly all losses in meetings come from", function()
    assert.within_interval { study = rooms, measure = "misuse attribution", output = "misuse", scenario = "mobile",
      low = 0.9, high = 1, effect = 0.05 }
  end)
end)

it("showrooming shifts value more than it makes", function()
  assert.within_interval { study = rooms, measure = "tension", scenario = "mobile", low = 0.8, high = 1, effect = 0.05 }
end)

it("gives the same bits each time, on either engine", function()
  assert.reproducible(rooms:with { count = { consumer = 100 } })
end)
