-- Confusion in worlds: choices, contacts, definitions, and all replicates.

local valence = require "valence"
local confusion = require "confusion"

describe("choice in a world", function()
  local shops = { { 0.5, 0.5 }, { 0.75, 0.25 }, { 1, 0 } }
  local function shop(kind)
    return study {
      name = "shops", steps = 1, replications = 1, parameters = { confused = 0 },
      actors = { consumer = { count = 4, fields = {
        p = function(self) return self.number == 4 and 0 / 0 or shops[self.number][1] end,
        q = function(self) return self.number == 4 and 1 or shops[self.number][2] end,
      } } },
      phases = { valence.rule { "blur", of = "consumer", function(self, env)
        if env.confused > 0 and self.number < 4 then self.p, self.q = 0.5, 0.5 end
      end } },
      scenarios = { { "clear" }, { "blurred", confused = 1 } }, baseline = "clear",
      measures = { confusion.choice { of = kind, probabilities = { "p", "q" } } },
    }
  end

  it("is the mean over those who can choose, to be compared with the baseline", function()
    local before = (1 + 0.8112781244591328 + 0) / 3       -- the fourth has one option
    assert.near(before, shop "consumer":run "clear":measure "choice confusion", 1e-12)
    assert.near(1, shop "consumer":run "blurred":measure "choice confusion", 1e-12)
  end)

  it("is undefined where nobody can choose", function()
    local alone = study {
      name = "alone", steps = 1, replications = 1, scenarios = { { "only" } },
      actors = { consumer = { count = 2, fields = {
        p = 1, q = function() return 0 / 0 end, r = 0.7, s = 0.7 } } },
      measures = {
        confusion.choice { of = "consumer", probabilities = { "p", "q" } },
        confusion.choice { name = "broken", of = "consumer", probabilities = { "r", "s" } },
      },
    }:run()
    assert.same({ nil, "empty_group", 0, 2 }, { alone:measure "choice confusion" })
    assert.same({ nil, "nan_input", 0, 2 }, { alone:measure "broken" })
  end)
end)

describe("discord", function()
  local function discord(first, second, options)
    options = options or {}
    options.between = { "first", "second" }
    return study {
      name = "two definitions", steps = 1, replications = 1, scenarios = { { "only" } },
      actors = { customer = { count = #first, fields = {
        a = function(self) return first[self.number] end, b = function(self) return second[self.number] end } } },
      values = {
        valence.value { "first", of = "customer", as = "stock", source = "given", function(self) return self.a end },
        valence.value { "second", of = "customer", as = "stock", source = "given", function(self) return self.b end },
      },
      measures = { confusion.discord(options) },
    }:run():measure "discord of first and second"
  end

  it("is 0 where two definitions rank alike, 1 where they are reversed", function()
    assert.equal(0, discord({ 1, 2, 3, 4 }, { 10, 20, 30, 31 }))
    assert.equal(1, discord({ 1, 2, 3, 4 }, { 4, 3, 2, 1 }))
    assert.near(1 / 6, discord({ 1, 2, 3, 4 }, { 1, 2, 4, 3 }), 1e-12)     -- one of six pairs disagrees
  end)

  it("counts ties as tau-b does", function()
    -- pairs 5 concordant, 0 discordant, one tie in the first: tau-b = 5 / sqrt(5 x 6)
    assert.near((1 - 5 / math.sqrt(30)) / 2, discord({ 1, 1, 2, 3 }, { 1, 2, 3, 4 }), 1e-12)
  end)

  it("leaves out who has no value, and is undefined where nothing varies", function()
    assert.equal(0, discord({ 1, 2, 0 / 0, 4 }, { 1, 2, 3, 4 }))
    assert.same({ nil, "zero_variance", 3, 3 }, { discord({ 1, 1, 1 }, { 1, 2, 3 }) })
    assert.same({ nil, "zero_variance", 2, 3 }, { discord({ 1, 1, 0 / 0 }, { 1, 2, 3 }) })
  end)
end)

describe("contacts", function()
  --- Two consumers and two firms; in each of two steps the first is pushed by both, the second by one.
  local function pushes(measure)
    return study {
      name = "pushes", steps = 2, replications = 1, scenarios = { { "only" } },
      actors = { consumer = { count = 2, fields = {
        bears = function(self) return self.number end, carries = 2, mine = function(self) return self.number end } },
        firm = { count = 2 } },
      networks = { app = valence.complete { from = "consumer", to = "firm" } },
      phases = {
        valence.encounter { "push", along = "app", marks = { "privacy" }, function(consumer, firm, env, event)
          if consumer.number == 2 and firm.number == 2 then return end
          if consumer.number == 1 then event.need, event.use = 3, 3 + env.step end
          return 2 * consumer.mine, 1
        end },
        valence.encounter { "track", along = "app", marks = { "privacy" }, function(consumer, firm, env, event)
          if consumer.number == 2 or firm.number == 2 then return end
          event.privacy = true
          return -3, 0.5
        end },
        valence.encounter { "annoy", along = "app", marks = { "privacy" }, function() return -10, -0.5 end },
      },
      measures = { measure },
    }:run():measure(measure[1])
  end

  it("are too many beyond the capacity, counted in each step", function()
    -- consumer 1 has 2 in a step, of which one is too many; consumer 2 has 1
    assert.near(2 / 6, pushes(confusion.overload { of = "push", capacity = 1, within = 9 }), 1e-12)
    assert.equal(0, pushes(confusion.overload { of = "push", capacity = 2, within = 9 }))
    assert.near(2 / 6, pushes(confusion.overload { of = "push", capacity = "bears", within = 9 }), 1e-12)
  end)

  it("are counted phase by phase", function()
    assert.near(2 / 8, pushes(confusion.overload { of = { "push", "track" }, capacity = 1, within = 9 }), 1e-12)
  end)

  it("take load from a field where one is named", function()
    assert.equal(1, pushes(confusion.overload { of = "push", capacity = 1, load = "carries", within = 9 }))
    assert.near(4 / 6, pushes(confusion.overload { of = "push", capacity = "bears", load = "carries", within = 9 }), 1e-12)
    assert.equal(0, pushes(confusion.overload { of = "push", capacity = 2, load = 2, within = 9 }))
  end)

  it("come at the wrong time", function()
    -- used 1 and 2 steps after they were needed; consumer 2 has no need
    assert.near(4 / 6, pushes(confusion.overload { of = "push", capacity = 9 }), 1e-12)
    assert.near(2 / 6, pushes(confusion.overload { of = "push", capacity = 9, within = 1 }), 1e-12)
    assert.equal(0, pushes(confusion.overload { of = "push", capacity = 9, within = 2 }))
  end)

  it("intrude by what is marked, and by nothing else", function()
    -- pushes give 2 (2 + 2 + 4) = 16, tracking takes 6, annoyance is no intrusion
    assert.near(6 / 22, pushes(confusion.intrusion()), 1e-12)
    assert.equal(0, pushes(confusion.intrusion { of = "push" }))
    assert.equal(1, pushes(confusion.intrusion { of = "track" }))
    assert.equal(0, pushes(confusion.intrusion { side = "partner" }))
  end)

  it("count however little they are worth", function()
    local little = study {
      name = "little", steps = 1, replications = 1, scenarios = { { "only" } }, actors = { consumer = { count = 2 } },
      phases = { valence.presence { "be", of = "consumer", marks = { "privacy" }, function(self, env, event)
        event.privacy = self.number == 1
        return self.number == 1 and -0.01 or 0.03
      end } },
      measures = { confusion.intrusion() },
    }:run()
    assert.near(0.25, little:measure "intrusion", 1e-12)
  end)

  it("are none without events", function()
    local still = study {
      name = "still", steps = 1, replications = 1, scenarios = { { "only" } }, actors = { consumer = { count = 2 } },
      phases = { valence.presence { "be", of = "consumer", marks = { "privacy" }, function() end } },
      measures = { confusion.overload { capacity = 1 }, confusion.intrusion() },
    }:run()
    for _, name in ipairs { "overload", "intrusion" } do
      local number, reason = still:measure(name)
      assert.is_nil(number)
      assert.equal("no_events", reason)
    end
  end)
end)

describe("sections", function()
  --- An experiment as a section sees it.
  local function experiment(replications, more)
    more.replications = replications
    more.scenarios = { { name = "before" }, { name = "after", against = "before" }, { name = "later", against = "before" } }
    return more
  end

  it("say whether definitions advise alike", function()
    local means = {
      ["CLV (customer)"] = { before = { 1, 1 }, after = { 2, 2 }, later = { 3, 3 } },
      ["profit (firm)"] = { before = { 10, 30 }, after = { 30, 20 }, later = { 20, 10 } },
    }
    local content = confusion.advice { between = { "CLV", "profit (firm)" } }[2](experiment(2, {
      values = { { name = "CLV", of = { "customer" } }, { name = "profit", of = { "agency", "firm" } } },
      numbers = function(_, scenario, measure) return means[measure][scenario] end,
    }))
    -- one of three pairs, then all of them, in the other order
    assert.matches("^discord 0.667 %[", content.headline)
    assert.same({ { "before", 1, 20 }, { "after", 2, 25 }, { "later", 3, 15 } }, content.rows)
    assert.same({ "scenario", "CLV (customer)", "profit (firm)" }, content.columns)
  end)

  it("have no advice where nothing differs", function()
    local content = confusion.advice { between = { "CLV", "CEV" } }[2](experiment(2, {
      values = { { name = "CLV", of = { "customer" } }, { name = "CEV", of = { "customer" } } },
      numbers = function() return { 1, 1 } end,
    }))
    assert.equal("discord undefined: zero_variance (0 of 2 replicates)", content.headline)
  end)

  it("name definitions that are not there, or count for several", function()
    local values = { { name = "CLV", of = { "customer", "firm" } }, { name = "CEV", of = { "customer" } } }
    local function asked(definition)
      return function() confusion.advice { between = { definition, "CEV" } }[2](experiment(1, { values = values })) end
    end
    assert.has_error(asked "CLV", "counts for several kinds")
    assert.has_error(asked "CVL", "no value definition 'CVL'")
  end)

  it("say for whom it is a lottery", function()
    -- over ten seeds: 1 always gains, 2 gains in half and loses in half, 3 is neutral in half and gains in
    -- half, 4 has nine outcomes only
    local function profile(_, scenario, name, replicate)
      assert.equal("Outcome instability of benefit: gain or loss", name)
      if scenario == "later" then return { 1 } end
      local odd = replicate % 2
      return { 1, 2 * odd - 1, odd, replicate < 10 and 1 or {} }
    end
    local content = confusion.instability { of = "consumer", value = "benefit" }[2](experiment(10, { profile = profile }))
    assert.equal("after", content.rows[1][1])
    assert.near((0 + 1 + 0.5) / 3, content.rows[1][2], 1e-12)
    assert.same({ 3, 4, 10 }, { table.unpack(content.rows[1], 3) })
    assert.same({ "later", 0, 1, 1, 10 }, content.rows[2])
  end)

  it("tell a gain from a loss by the tolerance", function()
    local function outcome(here, there, tolerance)
      local function actor(number)
        return { value = function(_, name)
          assert.equal("benefit", name)
          return number
        end }
      end
      local section = confusion.instability { of = "consumer", value = "benefit", tolerance = tolerance }
      return section.needs[1][2](actor(here), actor(there))
    end
    assert.equal(1, outcome(12, 10))
    assert.equal(-1, outcome(8, 10))
    assert.equal(0, outcome(10, 10))
    assert.equal(0, outcome(10 + 5e-9, 10))
    assert.equal(1, outcome(1 + 5e-9, 1))
    assert.equal(-1, outcome(1 - 5e-9, 1))
    for _, here in ipairs { 12, 11, 9, 8 } do assert.equal(0, outcome(here, 10, 2)) end
    assert.equal(1, outcome(12.5, 10, 2))
    assert.equal(-1, outcome(7.5, 10, 2))
  end)

  property("the order of replicates does not matter", gen.list(gen.list(gen.integer(-1, 1), 5, 5), 10, 20),
    function(outcomes)
      local function instability(first, step)
        local content = confusion.instability { of = "consumer", value = "benefit" }[2](experiment(#outcomes, {
          profile = function(_, _, _, replicate) return outcomes[first + step * replicate] end,
        }))
        return content.rows[1][2]
      end
      local forwards = instability(0, 1)
      assert(forwards >= 0 and forwards <= 1)
      assert.equal(forwards, instability(#outcomes + 1, -1))
    end)
end)
