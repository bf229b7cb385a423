-- Tests of the study of reverse use: valence test Scripts/reverse-use_spec.lua

local service = study "reverse-use.lua"

local function more(value, scenario, than, effect)
  assert.greater_on_average { study = service, value = value, scenario = scenario, than = than, effect = effect }
end

local function segment(name, scenario, low, high)
  assert.within_interval { study = service, measure = "value by segment", output = name, scenario = scenario,
    low = low, high = high, effect = 1 }
end

describe("the service", function()
  it("is worth most to those who are loyal and interested", function()
    segment("interested loyal", "reverse use", 17, 20.5)
  end)

  it("is effort alone to those who do not believe", function()
    segment("disbelievers", "reverse use", -2.4, -1.6)
    for consumer in service:run "reverse use":actors "consumer" do
      if not consumer.believes then assert(consumer:value "reverse-use value" <= 0) end
    end
  end)

  it("is a gain for somewhat more than half of all", function()
    assert.within_interval { study = service, measure = "share that gains", scenario = "reverse use",
      low = 0.53, high = 0.63, effect = 0.05 }
  end)

  it("keeps customers and raises profit at the competitor's cost", function()
    assert.within_interval { study = service, measure = "retention", scenario = "reverse use", than = "internal use",
      low = 0.03, high = 0.05, effect = 0.02 }
    more("firm profit", "reverse use", "internal use", 2000)
    more("CLV", "reverse use", "internal use", 4)
    more("competitor profit", "internal use", "reverse use", 2000)
  end)
end)

describe("it is useless", function()
  it("where nobody believes in the yardstick", function()
    more("reverse-use value", "internal use", "nobody believes", 1.5)
    assert.no_difference { study = service, measure = "retention", scenario = "nobody believes", than = "internal use",
      effect = 0.01 }
  end)

  it("and worth much less where the data miss half of the basket", function()
    more("reverse-use value", "reverse use", "half of the basket is seen", 3)
  end)
end)

it("leaves every basket with one of the two retailers", function()
  local run = service:with { count = { consumer = 40 }, service = false }:run()
  assert.near(40 * 52 * 10, run:value "firm profit" + run:value "competitor profit", 1e-6)
end)

describe("outcomes", function()
  it("differ among all and hardly among the interested loyal", function()
    assert.within_interval { study = service, measure = "outcome entropy", output = "actors", scenario = "reverse use",
      low = 0.55, effect = 0.1 }
    assert.within_interval { study = service, measure = "outcome entropy by segment", output = "actors: interested loyal",
      scenario = "reverse use", high = 0.12, effect = 0.1 }
  end)

  it("are a joint gain of customers and firm", function()
    assert.greater_on_average { study = service, measure = "fusion", output = "joint fusion", scenario = "reverse use",
      than = 0, effect = 0.3 }
  end)

  it("are made in the customers' sphere, or with the firm, as theory has it", function()
    local run = service:run "reverse use"
    assert.equal(1, run:measure("sphere shares", "customer"))
    assert.equal(1, run:measure("sphere shares, always a co-creator", "joint"))
  end)
end)

it("gives the same bits each time, on either engine", function()
  assert.reproducible(service:with { count = { consumer = 60 }, steps = 20 })
end)
