-- What must hold of the study, whatever is changed in it: `valence test` runs every test here.

local app = study "study.lua"

-- Smaller worlds, for tests in which size says nothing.
local small = app:with { count = { person = 30 }, steps = 6 }

describe("the service", function()
  -- Asked of every world that the tests below run, after each of its steps.
  always(function(world)
    assert(world:count("person", "uses") <= world:count "person")
  end)

  it("pays the provider what the users pay", function()
    local run = small:run { scenario = "invited", replicate = 3 }
    assert.near(0.3 * run:events "month", run:value "revenue", 1e-9)
  end)

  it("costs more than it gives where it is dear", function()
    local run = small:with({ price = 1 }):run "invited"
    for person in run:actors "person" do assert(person:value "benefit" <= 0) end
  end)
end)

describe("inviting friends", function()
  -- Over as many random worlds as it takes: a difference of 0.2 is found with a probability of 0.999,
  -- and where there is none, this test passes once in a thousand times.
  it("gives people more", function()
    assert.greater_on_average {
      study = app, value = "benefit", scenario = "invited", than = "alone", effect = 0.2,
    }
  end)

  it("brings a number of users that makes sense", function()
    assert.within_interval {
      study = app, measure = "users", scenario = "invited", low = 50, high = 150, effect = 20,
    }
  end)
end)

describe("the study", function()
  it("gives the same bits each time", function() assert.reproducible(small) end)

  -- Random cases; one that fails is made as small as it can be.
  property("never has more users than people",
    { invite = gen.number(0, 1), people = gen.integer(7, 40) },
    function(case)
      local run = app:with({ invite = case.invite, steps = 3, count = { person = case.people } }):run "invited"
      assert(run:measure "users" <= case.people)
    end)
end)
