-- Tests of the study of CDNOW against published fits: valence test Scripts/cdnow

local cdnow = study "study.lua"

local run
before_each(function() run = cdnow:run() end)

--- Each number of a measure is within a tolerance of what was published.
local function published(measure, expected)
  it(measure .. " fits as published", function()
    for output, entry in pairs(expected) do assert.near(entry[1], run:measure(measure, output), entry[2], output) end
  end)
end

published("BG/NBD", {
  r = { 0.243, 5e-4 }, alpha = { 4.414, 5e-4 }, a = { 0.793, 5e-4 }, b = { 2.426, 5e-4 },
  ["log-likelihood"] = { -9582.4, 0.05 },
})
published("Pareto/NBD", {
  r = { 0.553, 5e-4 }, alpha = { 10.578, 5e-4 }, s = { 0.606, 5e-4 }, beta = { 11.669, 5e-4 },
  ["log-likelihood"] = { -9595.0, 0.05 },
})
published("gamma-gamma", { p = { 6.25, 5e-3 }, q = { 3.74, 5e-3 }, v = { 15.44, 5e-3 }, ["log-likelihood"] = { -4055.92, 5e-3 } })

describe("the log", function()
  it("has all its lines, sales and customers", function()
    assert.equal(6919, run:events "purchase")
    assert.near(244091.94, run:value "sales", 5e-3)
    assert.equal(2357, run:count "customer")
  end)

  it("becomes the published summary of customers", function()
    assert.equal(2457, run:sum("customer", "x"))
    assert.equal(946, run:count("customer", "x"))
    local means, highest, lowest = 0, 0, math.huge
    for customer in run:actors "customer" do
      assert(customer.t_x <= customer.T and customer.T >= 27 and customer.T < 39)
      if customer.x > 0 then
        means = means + customer.mean
        highest, lowest = math.max(highest, customer.mean), math.min(lowest, customer.mean)
      end
    end
    assert.near(35.08, means / 946, 5e-3)
    assert.near(299.63, highest, 5e-3)
    assert.near(2.99, lowest, 5e-3)
  end)

  it("becomes the first customers of it", function()
    local expected = {
      { 2, 30.43, 38.86, 22.35 }, { 1, 1.71, 38.86, 11.77 }, { 0, 0, 38.86, 0 }, { 0, 0, 38.86, 0 }, { 0, 0, 38.86, 0 },
      { 7, 29.43, 38.86, 73.74 },
    }
    for customer in run:actors "customer" do
      local row = expected[customer.number]
      if not row then break end
      for position, field in ipairs { "x", "t_x", "T", "mean" } do
        assert.near(row[position], customer[field], 5.1e-3)
      end
    end
  end)
end)

describe("forecasts", function()
  it("are held against what was bought", function()
    for _, measure in ipairs { "forecast by BG/NBD", "forecast by Pareto/NBD" } do
      assert.equal(1882, run:measure(measure, "purchases made"))
      local foreseen = run:measure(measure, "purchases foreseen")
      assert(foreseen > 1600 and foreseen < 1700, foreseen)
    end
  end)

  it("value who came back lately and often above who did so early", function()
    local lately, early = 0, math.huge
    for customer in run:actors "customer" do
      local value = customer:value "CLV by Pareto/NBD"
      if customer.x == 5 and customer.t_x > 30 then lately = math.max(lately, value) end
      if customer.x == 5 and customer.t_x < 20 then early = math.min(early, value) end
    end
    assert(lately > early)
  end)
end)
