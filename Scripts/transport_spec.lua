-- Tests of the transport study: valence test Scripts/transport_spec.lua

-- A shorter line and fewer months: enough to see what happens, and quick on either engine.
local transport = study("transport.lua"):with { count = { rider = 60 }, steps = 40 }
local line = transport:with { count = { rider = 50 }, steps = 20 }

it("every rider rides in every step", function()
  local run = line:run "as is"
  assert.equal(50 * 20, run:events "service")
end)

it("an encounter in which all is congruent leaves every rider well off", function()
  local run = line:with { congruence = 1 }:run "as is"
  for rider in run:actors "rider" do assert(rider:value "well-being" > 0) end
  assert.equal(1, run:measure("positions", "co-creator"))
  assert.equal(1, run:measure "mutual rate")
end)

it("an encounter in which nothing is congruent ruins every rider", function()
  local run = line:with { congruence = 0 }:run "as is"
  for rider in run:actors "rider" do assert(rider:value "well-being" < 0) end
  assert.equal(1, run:measure("positions", "co-destroyer"))
  assert.equal(1, run:measure "decline rate")
  assert(run:value "result" < 0)
end)

property("the four positions are all there is", { cases = 15 },
  { congruence = gen.number(0, 1), recovery = gen.number(0, 1), seed = gen.integer(1, 1000) },
  function(case)
    local run = line:with(case):run "as is"
    local sum = 0
    for _, position in ipairs { "co-creator", "co-recoverer", "co-reducer", "co-destroyer" } do
      local share = run:measure("positions", position)
      assert(share >= 0 and share <= 1)
      sum = sum + share
    end
    assert.near(1, sum, 1e-12)
  end)

describe("what the literature says", function()
  it("incongruence destroys what congruence creates (Echeverri & Skålén)", function()
    assert.greater_on_average { study = transport, measure = "decline rate",
      scenario = "as is", than = "train late", effect = 0.05 }
    assert.greater_on_average { study = transport, measure = "mutual rate",
      scenario = "train late", than = "as is", effect = 0.05 }
    assert.greater_on_average { study = transport, measure = "positions", output = "co-creator",
      scenario = "train late", than = "as is", effect = 0.05 }
  end)

  it("recovery restores riders, and pays the operator (Plé & Chumpitaz Cáceres)", function()
    assert.greater_on_average { study = transport, value = "well-being", scenario = "recover", than = "as is", effect = 1 }
    assert.greater_on_average { study = transport, value = "result", scenario = "recover", than = "as is", effect = 100 }
    assert.greater_on_average { study = transport, measure = "positions", output = "co-destroyer",
      scenario = "as is", than = "recover", effect = 0.05 }
  end)

  it("to fail less is worth more to the operator than to recover", function()
    assert.greater_on_average { study = transport, value = "result", scenario = "train late", than = "recover", effect = 50 }
  end)

  it("training makes up for what was lost before it", function()
    assert.greater_on_average { study = transport, measure = "recovery", output = "share",
      scenario = "train late", than = "as is", effect = 0.1 }
  end)

  it("losses come one after another where the depleted are harder to serve (Smith)", function()
    assert.greater_on_average { study = transport, measure = "loss spiral", output = "excess",
      scenario = "as is", than = 0, effect = 0.02 }
    assert.no_difference { study = transport:with { depletion = 0 }, measure = "loss spiral", output = "excess",
      scenario = "as is", than = 0, effect = 0.02, alarm = 1e-5 }      -- holds for any seed
  end)

  it("depleted riders cost the organisation (Smith)", function()
    local rested = transport:with { depletion = 0 }
    assert.greater_on_average { than = 0, effect = 50, sample = function(replicate)
      local world = { scenario = "as is", replicate = replicate }
      return rested:run(world):value "result" - transport:run(world):value "result"
    end }
  end)
end)

it("gives the same bits each time, on either engine", function() assert.reproducible(line) end)
