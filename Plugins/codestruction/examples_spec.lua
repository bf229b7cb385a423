-- Tests of the examples of co-destruction: the numbers of the guide, and what the study of misuse shows.

it("the worked example has the numbers of its page", function()
  local results = study("examples/strike.lua"):run("strike"):results()
  local expected = {
    ["decline incidence: share"] = 0.5, ["depth: ratio"] = 0.25, ["depth: tail"] = -0.5,
    ["recovery: share"] = 0.9375, ["recovery: steps"] = 4, ["recovery: worst shortfall"] = 40,
  }
  for name, number in pairs(expected) do assert.near(number, results[name], 1e-12, name) end
end)

it("misuse of nothing lost is undefined, of so many events", function()
  local run = study("examples/misuse.lua"):with { count = { neighbour = 5 }, steps = 3, care = 1 }:run()
  local number, reason, used, total = run:measure("misuse attribution", "misuse")
  assert.is_nil(number)
  assert.equal("no_events", reason)
  assert.equal(0, used)
  assert.equal(15, total)
end)

describe("lending tools", function()
  local lending = study("examples/misuse.lua"):with { count = { neighbour = 40 }, steps = 20 }

  it("costs more where borrowers are careless", function()
    assert.greater_on_average { study = lending, measure = "decline rate", scenario = "careless", than = "as it is",
      effect = 0.1 }
    assert.greater_on_average { study = lending, measure = "misuse attribution", output = "misuse",
      scenario = "careless", than = 0.5, effect = 0.02 }
  end)

  it("is the same on both engines", function() assert.reproducible(lending) end)
end)
