-- Tests of the first study: valence test Scripts/first-study_spec.lua

-- A smaller shop and fewer weeks: enough to see what happens, and quick.
local app = study "first-study.lua":with { count = { consumer = 60 }, steps = 20 }

describe("without an app", function()
  it("nothing happens", function()
    local run = app:run "no app"
    assert.equal(0, run:events "offer")
    assert.equal(0, run:value "benefit")
    assert.equal(0, run:value "profit")
  end)

  it("nobody can be compared with a twin", function()
    local number, reason = app:run "no app":measure "consumers worse off"
    assert.is_nil(number)
    assert.equal("no_twin", reason)
  end)
end)

describe("with an app", function()
  -- After every step of every world that these tests run.
  always(function(world)
    for consumer in world:actors "consumer" do
      assert(not (consumer.has_app and consumer.deleted), "whoever deleted the app has none")
    end
  end)

  it("consumers differ from their twins in what happened only", function()
    for consumer, twin in app:run "app":pairs "consumer" do
      assert.equal(twin.interest, consumer.interest)
      assert.equal(twin.privacy, consumer.privacy)
      assert.equal(false, twin.has_app)
    end
  end)

  it("offers are made to those who have the app", function()
    local run = app:with { spread = 0, steps = 1 }:run "app"
    assert.equal(run:count("consumer", "has_app"), run:events "offer")
  end)

  it("the most patient never delete it", function()
    local run = app:with { patience = 1000 }:run "pushy app"
    assert.equal(0, run:count("consumer", "deleted"))
  end)

  property("one push never annoys anybody who minds nothing", { cases = 20 },
    { spread = gen.number(0, 1), count = { consumer = gen.integer(10, 60) }, seed = gen.integer(1, 1000) },
    function(case)
      for consumer in app:with(case):run "app":actors "consumer" do
        if consumer.privacy == 0 then assert(consumer:value "benefit" >= 0) end
        assert(consumer:value "benefit" <= 20, "one offer a week gives one at most")
      end
    end)
end)

it("gives the same bits each time, on either engine", function() assert.reproducible(app) end)

it("gives the golden results #golden", function() assert.golden("app", app:run "app") end)
