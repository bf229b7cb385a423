-- Fusion in worlds: events, steps, lenses, and sizes.

local valence = require "valence"
local fusion = require "fusion"

--- Seven events: gains of both sides, who is active, need and use (0: none).
local seven = {
  { 0.3, -0.2, true, true, 0, 0 }, { 1, 0.5, true, false, 3, 3 }, { 2, 2, true, true, 3, 5 }, { -1, 1, true, true, 2, 1 },
  { -2, -1, true, true, 1, 1 }, { 0, 1, false, true, 4, 0 }, { 0.5, 0.5, false, false, 0, 0 },
}

local function met(measures)
  return study {
    name = "seven events", steps = 1, replications = 1, scenarios = { { "only" } },
    actors = { user = { count = 7, fields = {
      mine = function(self) return seven[self.number][1] end,
      other = function(self) return seven[self.number][2] end,
      active = valence.boolean(function(self) return seven[self.number][3] end),
      other_active = valence.boolean(function(self) return seven[self.number][4] end),
      need = function(self) return seven[self.number][5] end,
      use = function(self) return seven[self.number][6] end,
    } }, firm = { count = 1 } },
    networks = { line = valence.star { from = "user", to = "firm" } },
    phases = {
      valence.encounter { "meet", along = "line", function(user, firm, env, event)
        event.active, event.active_partner = user.active, user.other_active
        if user.need > 0 then event.need = user.need end
        if user.use > 0 then event.use = user.use end
        return user.mine, user.other
      end },
    },
    measures = measures,
  }
end

describe("seven events", function()
  local function number(measure, output) return met({ measure }):run():measure(measure[1], output) end

  it("have a passive share", function()
    assert.near(1.5 / 8.8, number(fusion.passive_share()), 1e-12)
    assert.near(0.170455, number(fusion.passive_share()), 5e-7)
  end)

  it("have one for each side, and on a scale", function()
    assert.near(0.5 / 3.8, number(fusion.passive_share { side = "initiator" }), 1e-12)
    assert.near(1 / 5, number(fusion.passive_share { side = "partner" }), 1e-12)
    assert.near((0.5 / 2 + 1 / 10) / (3.8 / 2 + 5 / 10), number(fusion.passive_share { scale = { 2, 10 } }), 1e-12)
  end)

  it("come in time or do not", function()
    -- gains with a need: 1.5, 4, 1, 0, 1; used 0, 2, 1 and 0 steps off, and never; 2, 4, 0 and 0 steps after the event
    local just = fusion.timeliness()
    assert.near(1.5 / 7.5, number(just, "just in time"), 1e-12)
    assert.near(1 / 7.5, number(just, "real time"), 1e-12)
    local patient = fusion.timeliness { within = 1, real_time = 2 }
    assert.near(2.5 / 7.5, number(patient, "just in time"), 1e-12)
    assert.near(2.5 / 7.5, number(patient, "real time"), 1e-12)
    assert.near(1 / 3, number(fusion.timeliness { side = "initiator" }, "just in time"), 1e-12)
  end)

  it("have no share where nothing is gained", function()
    local none = study {
      name = "none", steps = 1, replications = 1, scenarios = { { "only" } }, actors = { user = { count = 2 } },
      phases = { valence.presence { "be", of = "user", function() return -1 end } },
      measures = { fusion.passive_share(), fusion.timeliness() },
    }
    local share, reason = none:run():measure "passive share"
    assert.is_nil(share)
    assert.equal("no_events", reason)
    assert.equal("no_events", select(2, none:run():measure("timeliness", "real time")))
  end)

  it("may be one-sided", function()
    local present = study {
      name = "present", steps = 1, replications = 1, scenarios = { { "only" } }, actors = { user = { count = 4 } },
      phases = { valence.presence { "be", of = "user", function(self, env, event)
        event.active = self.number > 1
        if self.number < 3 then event.need, event.use = 5, 4 + self.number end
        return 0.1
      end } },
      measures = { fusion.passive_share(), fusion.timeliness() },
    }
    assert.near(0.25, present:run():measure "passive share", 1e-12)
    assert.equal(0.5, present:run():measure("timeliness", "just in time"))
  end)
end)

--- A consumer and a firm whose gains are given by step.
local function by_step(consumer, firm, measures, more)
  local made = {
    name = "by step", steps = #consumer, replications = 1, parameters = { change = 0 },
    actors = { consumer = { count = 2, fields = { worth = 0, left = false } }, firm = { count = 1, fields = { worth = 0 } } },
    phases = {
      valence.rule { "consume", of = "consumer", function(self, env) self.worth = 5 + env.change * consumer[env.step] end },
      valence.rule { "produce", of = "firm", function(self, env) self.worth = 9 + env.change * firm[env.step] end },
    },
    values = {
      valence.value { "joy", of = "consumer", source = "given", function(self) return self.worth end },
      valence.value { "result", of = "firm", source = "given", function(self) return self.worth end },
    },
    lenses = { { "both", consumer = "joy", firm = "result" } },
    scenarios = { { "before" }, { "after", change = 1 } }, baseline = "before", measures = measures,
    series = {
      valence.series { "size", function(env) return 10 * env.step end },
      valence.series { "square", function(env) return 3 * env.step ^ 2 end },
    },
  }
  for key, entry in pairs(more or {}) do made[key] = entry end
  return study(made)
end

describe("steps", function()
  it("are simultaneous where both gain in them", function()
    local run = by_step({ 1, 2, -1, 1, 1 }, { 1, 1, 1, 0, 2 }, { fusion.simultaneity() }):run "after"
    assert.equal(0.6, run:measure("simultaneity", "share"))
    assert.equal(2, run:measure("simultaneity", "longest row"))
  end)

  it("are looked at in windows", function()
    local run = by_step({ 3, -1, 3, -1, -1 }, { 1, 1, 1, 1, 1 }, { fusion.simultaneity { window = 2 } }):run "after"
    assert.equal(0.75, run:measure("simultaneity", "share"))
  end)

  it("cannot be compared where somebody leaves", function()
    local run = by_step({ 1, 1, 1 }, { 1, 1, 1 }, { fusion.simultaneity() }, { phases = {
      valence.rule { "go", of = "consumer", function(self, env)
        if env.change > 0 and self.number == 1 and env.step == 2 then self:leave() end
      end } } }):run "after"
    local share, reason = run:measure("simultaneity", "share")
    assert.is_nil(share)
    assert.equal("membership_changes", reason)
  end)

  it("have an elasticity", function()
    local run = by_step({ 1, 1, 1, 1 }, { 1, 1, 1, 1 }, { fusion.elasticity { total = "square", size = "size" } }):run "after"
    assert.near(2, run:measure("network elasticity", "elasticity"), 1e-12)
    assert.near(1, run:measure("network elasticity", "R2"), 1e-12)
    assert.equal(10, run:measure("network elasticity", "smallest n"))
    assert.equal(40, run:measure("network elasticity", "largest n"))
  end)
end)

describe("what every measure can be asked", function()
  --- Young and old consumers and a firm; consumers are counted in two ways.
  local function town(measures)
    local gain, mood = { 1, 1, -1, 2 }, { 4, -4, 0, 0 }
    return study {
      name = "town", steps = 1, replications = 1, parameters = { change = 0 },
      actors = { consumer = { count = 4, fields = {
        age = valence.category({ "young", "old" }, function(self) return self.number < 3 and "young" or "old" end),
      } }, firm = { count = 1 } },
      phases = { valence.presence { "talk", of = "consumer", tags = { scope = { "alone", "together" } },
        function(self, env, event)
          event.scope = self.number == 1 and "alone" or "together"
          event.active = self.number < 3
          return self.number
        end } },
      values = {
        valence.value { "money", of = "consumer", unit = "EUR", scale = 1, source = "given",
          function(self, env) return env.change * gain[self.number] end },
        valence.value { "mood", of = "consumer", unit = "util", scale = 2, source = "given",
          function(self, env) return env.change * mood[self.number] end },
        valence.value { "profit", of = "firm", unit = "EUR", scale = 4, source = "given",
          function(self, env) return env.change * 8 end },
      },
      lenses = { { "cash", consumer = "money", firm = "profit" }, { "feeling", consumer = "mood", firm = "profit" } },
      scenarios = { { "before" }, { "after", change = 1 } }, baseline = "before", measures = measures,
    }:run "after"
  end

  it("by every lens, or by one", function()
    local run = town { fusion.nash(), fusion.breadth { lens = "feeling" } }
    assert.near((0.75 * 2) ^ 0.5, run:measure("joint fusion", "cash"), 1e-12)
    assert.equal(0, run:measure("joint fusion", "feeling"))
    assert.equal(0.4, run:measure("fusion breadth", "actors"))
  end)

  it("between some kinds", function()
    assert.near(0.75, town { fusion.nash { lens = "cash", between = { "consumer" } } }:measure "joint fusion", 1e-12)
  end)

  it("by a category of actors, or a tag of events", function()
    local run = town {
      fusion.breadth { lens = "cash", between = { "consumer" }, by = "age" }, fusion.passive_share { by = "scope" },
    }
    assert.equal(1, run:measure("fusion breadth", "actors: young"))
    assert.equal(0.5, run:measure("fusion breadth", "actors: old"))
    assert.equal(0, run:measure("passive share", "alone"))
    assert.near(7 / 9, run:measure("passive share", "together"), 1e-12)
  end)

  it("with weights, a tolerance, and a name", function()
    local run = town {
      fusion.breadth { name = "weighed", lens = "cash", weights = { consumer = 3, firm = 1 } },
      fusion.breadth { name = "rough", lens = "cash", tolerance = 1 },
      fusion.breadth { name = "rough for firms", lens = "cash", tolerance = { firm = 10 } },
    }
    assert.equal((3 * 0.75 + 1) / 4, run:measure("weighed", "kinds"))
    assert.equal(2 / 5, run:measure("rough", "actors"))
    assert.equal(3 / 5, run:measure("rough for firms", "actors"))
  end)

  it("against a twin of its own", function()
    local run = town { fusion.nash { lens = "cash", under = { change = 2 }, against = { change = 3 } },
      fusion.nash { name = "twice", lens = "cash", under = { change = 2 } } }
    assert.equal(0, run:measure "joint fusion")
    assert.near((1.5 * 4) ^ 0.5, run:measure "twice", 1e-12)
  end)
end)

describe("what is undefined", function()
  local given = require "gains.example"

  it("says of how many actors", function()
    local nan = 0 / 0
    local run = study(given({
      consumer = { gains = { 1, nan, 2 }, baseline = { 1, 2, 3 } }, firm = { gains = { 5 }, baseline = { 9 } },
    }, { name = "no scale", measures = { fusion.nash(), fusion.breadth() } })):run "after"
    assert.same({ nil, "scale_missing", 3, 4 }, { run:measure "joint fusion" })
    assert.equal(1, run:measure("fusion breadth", "actors"))
    run = study(given({ consumer = { gains = { nan, nan }, baseline = { 1, 2 } } },
      { name = "no number", measures = { fusion.breadth() } })):run "after"
    assert.same({ nil, "nan_input", 0, 2 }, { run:measure("fusion breadth", "kinds") })
  end)
end)

describe("being there", function()
  it("is worth what a run without acts gives against one without members", function()
    local network = study {
      name = "network", steps = 2, replications = 1, parameters = { members = 0.5, acts = true },
      actors = { user = { count = 10, fields = { on = valence.boolean(function(self, env) return self.number <= 10 * env.members end) } } },
      phases = {
        valence.presence { "be", of = "user", function(self) if self.on then return 0.25 end end },
        valence.presence { "act", of = "user", function(self, env) if env.acts then return 3 end end },
      },
      values = { valence.value { "joy", of = "user", unit = "util", source = "given", function(self) return self:gained "be" + self:gained "act" end } },
      scenarios = { { "only" } },
      measures = { fusion.presence_premium { between = { "user" }, under = { members = 1, acts = false },
        against = { members = 0, acts = false } } },
    }
    assert.near(0.5, network:run():measure "presence premium", 1e-12)
    local travel = study("examples/travel.lua"):run "app"
    assert.near(9, travel:measure("presence premium", "traveller"), 1e-12)     -- 30 steps of a full network's 0.3
    assert.near(0.6, travel:measure("presence premium", "resident"), 1e-12)
  end)
end)

describe("a sweep of sizes", function()
  --- An experiment as a section sees it, with sizes and totals given by scenario and replicate.
  local function swept(options, sizes, totals)
    local scenarios = {}
    for _, name in ipairs { "a", "b", "c", "d" } do scenarios[#scenarios + 1] = { name = name } end
    local section = fusion.size_sweep(options)
    return section[2] {
      scenarios = scenarios, replications = 2,
      numbers = function(_, scenario, measure, output)
        assert.equal("Network elasticity of joy: total value and size", measure)
        return (output == "size" and sizes or totals)[scenario]
      end,
    }
  end
  local sizes = { a = { 10, 10 }, b = { 20, 20 }, c = { 40, 40 }, d = { 80, 80 } }

  it("has a slope per replicate, and their mean and interval", function()
    local square = { a = { 100, 10 }, b = { 400, 40 }, c = { 1600, 160 }, d = { 6400, 640 } }
    local content = swept({ of = "user", value = "joy" }, sizes, square)
    assert.equal("elasticity 2.000 [2.000, 2.000], R2 1.000, n from 10 to 80, 2 of 2 replicates", content.headline)
    assert.same({ { "a", 10, 55 }, { "b", 20, 220 }, { "c", 40, 880 }, { "d", 80, 3520 } }, content.rows)
    local mixed = { a = { 100, 10 }, b = { 400, 20 }, c = { 1600, 40 }, d = { 6400, 80 } }
    assert.matches("^elasticity 1.500 %[%-4.853, 7.853%], R2 1.000,", swept({ of = "user", value = "joy" }, sizes, mixed).headline)
  end)

  it("takes the scenarios that are named", function()
    local bent = { a = { 1, 1 }, b = { 20, 20 }, c = { 40, 40 }, d = { 80, 80 } }
    local content = swept({ of = "user", value = "joy", scenarios = { "b", "c", "d" } }, sizes, bent)
    assert.equal("elasticity 1.000 [1.000, 1.000], R2 1.000, n from 20 to 80, 2 of 2 replicates", content.headline)
    assert.equal(3, #content.rows)
  end)

  it("counts replicates without a slope, and says why where there is none", function()
    local half = { a = { 10, -1 }, b = { 20, 20 }, c = { 40, 40 }, d = { 80, 80 } }
    assert.equal("elasticity 1.000, R2 1.000, n from 10 to 80, 1 of 2 replicates",
      swept({ of = "user", value = "joy" }, sizes, half).headline)
    local content = swept({ of = "user", value = "joy", scenarios = { "a", "b" } }, sizes, half)
    assert.is_nil(content.headline)
    assert.matches("zero_variance %(0 of 2 replicates%)", content.text)
  end)

  it("leaves out scenarios in which a number is undefined", function()
    local gaps = { a = { {}, 10 }, b = { 20, 20 }, c = { 40, 40 }, d = { 80, {} } }
    assert.equal("elasticity 1.000 [1.000, 1.000], R2 1.000, n from 10 to 80, 2 of 2 replicates",
      swept({ of = "user", value = "joy" }, sizes, gaps).headline)
  end)

  it("sums what a kind has by a definition", function()
    local measure = fusion.size_sweep({ of = "consumer", value = "joy" }).needs[1]
    local run = by_step({ 1, 2 }, { 1, 1 }, { measure }):run "after"
    assert.equal(2, run:measure(measure[1], "size"))
    assert.equal(2 * (5 + 1 + 5 + 2), run:measure(measure[1], "total"))
    local nobody = study {
      name = "nobody", steps = 1, replications = 1, scenarios = { { "only" } }, actors = { consumer = { count = 0 } },
      values = { valence.value { "joy", of = "consumer", source = "given", function() return 1 end } }, measures = { measure },
    }
    assert.same({ nil, "empty_group", 0, 0 }, { nobody:run():measure(measure[1], "size") })
    local broken = study {
      name = "broken", steps = 1, replications = 1, scenarios = { { "only" } }, actors = { consumer = { count = 3 } },
      values = { valence.value { "joy", of = "consumer", source = "given", function() return 0 / 0 end } }, measures = { measure },
    }
    assert.same({ nil, "nan_input", 0, 3 }, { broken:run():measure(measure[1], "total") })
  end)
end)
