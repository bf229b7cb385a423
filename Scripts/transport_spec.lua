-- Tests of the transport study: valence test Scripts/transport_spec.lua

local line = study "transport.lua":with { count = { rider = 50 }, steps = 20 }

it("every rider rides in every step", function()
  local run = line:run "as is"
  assert.equal(50 * 20, run:events "service")
end)

it("an encounter in which all is congruent leaves every rider well off", function()
  local run = line:with { congruence = 1 }:run "as is"
  for rider in run:actors "rider" do assert(rider:value "well-being" > 0) end
  assert.equal(1, run:measure("positions", "co-creator"))
end)

it("an encounter in which nothing is congruent ruins every rider", function()
  local run = line:with { congruence = 0 }:run "as is"
  for rider in run:actors "rider" do assert(rider:value "well-being" < 0) end
  assert.equal(1, run:measure("positions", "co-destroyer"))
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

it("gives the same bits each time, on either engine", function() assert.reproducible(line) end)
