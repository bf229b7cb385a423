-- Tests of the plugin confusion: valence test Plugins/confusion

local valence = require "valence"
local confusion = require "confusion"
local gains = require "gains"
local given = require "gains.example"

local formulas = confusion.formulas

--- Three kinds of one actor each, with scale 1.
local function three(a, b, c)
  return {
    a = { gains = { a }, baseline = { 0 }, scale = 1 }, b = { gains = { b }, baseline = { 0 }, scale = 1 },
    c = { gains = { c }, baseline = { 0 }, scale = 1 },
  }
end

describe("nine actors", function()
  local expected = {
    { "tension", nil, 0.260870 }, { "outcome entropy", "actors", 0.772507 },
    { "polarisation", "kinds", 0.341516 }, { "polarisation", "classes", 0.683466 },
  }
  for _, row in ipairs(expected) do
    it(row[1] .. " " .. (row[2] or ""), function()
      assert.near(row[3], study("examples/nine.lua"):run "after":measure(row[1], row[2]), 5e-7)
    end)
  end
end)

describe("six archetypes", function()
  local rows = {
    { { 1, 1, 1 }, 0, 0, 0, 0 },
    { { 2, -1, -1 }, 1, 0.579380, 1.393871, 0.936550 },
    { { 3, 1, -0.5 }, 0.222222, 0.579380, 1.626183, 0.936550 },
    { { 1, 0, 0 }, 0, 0.579380, 0.464624, 0.468275 },
    { { -1, -1, -1 }, 0, 0, 0, 0 },
    { { 0, 0, 0 }, "no_change", 0, 0, 0 },
  }
  for _, row in ipairs(rows) do
    it(table.concat(row[1], ", "), function()
      local run = study(given(three(table.unpack(row[1])), { name = "archetype", measures = { confusion.all() } })):run "after"
      for position, asked in ipairs {
        { "tension" }, { "outcome entropy", "actors" }, { "polarisation", "kinds" }, { "polarisation", "classes" },
      } do
        local number, reason = run:measure(table.unpack(asked))
        local expected = row[position + 1]
        if type(expected) == "string" then
          assert.is_nil(number)
          assert.equal(expected, reason)
        else
          assert.near(expected, number, 5e-7)
        end
      end
    end)
  end
end)

describe("edges", function()
  it("nobody moved: no tension", function()
    assert.equal("no_change", formulas.tension(gains.set(three(0, 0, 0))))
    assert.equal(0, (formulas.entropy(gains.set(three(0, 0, 0)))))
  end)

  it("nobody has a number: everything is undefined", function()
    local set = gains.set { a = { gains = { 0 / 0 }, baseline = { 1 } } }
    assert.equal("nan_input", formulas.tension(set))
    assert.same({ "nan_input", "nan_input" }, { formulas.entropy(set) })
    assert.equal("nan_input", formulas.kind_polarisation(set, 1.6))
    assert.equal("nan_input", formulas.class_polarisation(set, 1.6))
    assert.equal("nan_input", formulas.disagreement(set))
  end)

  it("a single firm needs a declared scale, unless only actors are counted", function()
    local set = gains.set { consumer = { gains = { 1, 2 }, baseline = { 1, 2 } }, firm = { gains = { 5 }, baseline = { 9 } } }
    assert.equal("scale_missing", formulas.tension(set))
    assert.equal("scale_missing", formulas.kind_polarisation(set, 1.6))
    assert.equal(0, formulas.class_polarisation(set, 1.6))
  end)

  it("one kind is not polarised", function()
    local set = gains.set { a = { gains = { 1, -5 }, baseline = { 0, 0 }, scale = 1 } }
    assert.equal(0, formulas.kind_polarisation(set, 1.6))
    assert.near(1, formulas.class_polarisation(set, 1.6), 1e-12)
  end)

  it("two equal blocs are as polarised as they are far apart", function()
    local set = gains.set {
      a = { gains = { 2, 2 }, baseline = { 0, 0 }, scale = 1 }, b = { gains = { -1, -1 }, baseline = { 0, 0 }, scale = 1 },
    }
    for _, alpha in ipairs { 0.1, 1, 1.6 } do assert.near(3, formulas.kind_polarisation(set, alpha), 1e-12) end
  end)

  it("kinds count by their weights where they are balanced", function()
    -- two consumers gain, one firm loses: shares 2/3 and 1/3 of actors, 1/2 and 1/2 of kinds
    local set = gains.set {
      consumer = { gains = { 1, 1 }, baseline = { 0, 0 } }, firm = { gains = { -1 }, baseline = { 0 } },
    }
    local actors, kinds = formulas.entropy(set)
    assert.near(0.579380, actors, 5e-7)
    assert.near(math.log(2) / math.log(3), kinds, 1e-12)
  end)

  it("weights count in tension", function()
    -- |2 (3) - 1 (1)| / (2 (3) + 1 (1)) over four
    local set = gains.set({
      a = { gains = { 3 }, baseline = { 0 }, scale = 1 }, b = { gains = { -1 }, baseline = { 0 }, scale = 1 },
    }, { weights = { a = 2, b = 1 } })
    assert.near(1 - 5 / 7, formulas.tension(set), 1e-12)
  end)
end)

describe("disagreement of ordered classes", function()
  local function of(gain, neutral, loss)
    local list, baseline = {}, {}
    for _ = 1, gain do list[#list + 1] = 1 end
    for _ = 1, neutral do list[#list + 1] = 0 end
    for _ = 1, loss do list[#list + 1] = -1 end
    for i = 1, #list do baseline[i] = 0 end
    return formulas.disagreement(gains.set { a = { gains = list, baseline = baseline } })
  end

  it("is 0 for one class, a half for three equal ones, 1 for two far halves", function()
    assert.near(0, of(4, 0, 0), 1e-12)
    assert.near(0, of(0, 4, 0), 1e-12)
    assert.near(0.5, of(2, 2, 2), 1e-12)
    assert.near(1, of(3, 0, 3), 1e-12)
  end)

  it("is a quarter for two neighbours, whichever they are", function()
    assert.near(0.25, of(3, 3, 0), 1e-12)
    assert.near(0.25, of(0, 3, 3), 1e-12)
  end)

  it("adds up over layers", function()
    -- 5 gain, 2 neutral, 3 lose: layers of 6 (all three: 0), 2 (apart: -1), 2 (alone: 1): A = 0
    assert.near(0.5, of(5, 2, 3), 1e-12)
    -- 4, 3, 1: layers of 3 (all three: 0), 4 (neighbours: 1/2), 1 (alone: 1): A = 3/8
    assert.near((1 - 3 / 8) / 2, of(4, 3, 1), 1e-12)
  end)
end)

describe("choice", function()
  it("has the entropy of its options", function()
    assert.near(1, formulas.choice_entropy { 0.25, 0.25, 0.25, 0.25 }, 1e-12)
    assert.near(0, formulas.choice_entropy { 1, 0, 0 }, 1e-12)
    assert.near(0.811278, formulas.choice_entropy { 0.75, 0.25 }, 5e-7)
  end)

  it("knows options that are not open", function()
    assert.near(1, formulas.choice_entropy { 0.5, 0 / 0, 0.5 }, 1e-12)
    assert.equal("one_option", formulas.choice_entropy { 1, 0 / 0 })
    assert.equal("one_option", formulas.choice_entropy { 0 / 0, 0 / 0 })
  end)

  it("refuses what is no probability", function()
    assert.equal("nan_input", formulas.choice_entropy { 0.5, 0.6 })
    assert.equal("nan_input", formulas.choice_entropy { 1.5, -0.5 })
  end)
end)

describe("instability", function()
  it("is 0 where it is always the same, 1 where it is a lottery", function()
    assert.equal(0, formulas.instability(10, 0, 0))
    assert.equal(0, formulas.instability(0, 0, 10))
    assert.equal(1, formulas.instability(5, 0, 5))
    assert.equal(1, formulas.instability(0, 10, 0))
    assert.near(0.4, formulas.instability(8, 0, 2), 1e-12)
    assert.near(0.5, formulas.instability(5, 5, 0), 1e-12)
  end)
end)

-- Measures of real worlds --------------------------------------------------------------------------

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
    assert.equal("empty_group", select(2, alone:measure "choice confusion"))
    assert.equal("nan_input", select(2, alone:measure "broken"))
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
    local number, reason = discord({ 1, 1, 1 }, { 1, 2, 3 })
    assert.is_nil(number)
    assert.equal("zero_variance", reason)
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
      if scenario == "later" then return {} end
      local odd = replicate % 2
      return { 1, 2 * odd - 1, odd, replicate < 10 and 1 or {} }
    end
    local content = confusion.instability { of = "consumer", value = "benefit" }[2](experiment(10, { profile = profile }))
    assert.equal("after", content.rows[1][1])
    assert.near((0 + 1 + 0.5) / 3, content.rows[1][2], 1e-12)
    assert.same({ 3, 4, 10 }, { table.unpack(content.rows[1], 3) })
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

describe("what is wrong", function()
  it("is said where it is called", function()
    assert.has_error(function() confusion.tension { lense = "a" } end, "'lense'")
    assert.has_error(function() confusion.polarisation { alpha = 1.7 } end, "at most 1.6")
    assert.has_error(function() confusion.polarisation { alpha = 0 } end, "above 0")
    assert.has_error(function() confusion.discord { between = { "CLV" } } end, "two value definitions")
    assert.has_error(function() confusion.choice { of = "consumer", probabilities = { "p" } } end, "a field for each option")
    assert.has_error(function() confusion.overload {} end, "capacity")
    assert.has_error(function() confusion.intrusion { side = "both" } end, "'side'")
  end)
end)

-- Properties -------------------------------------------------------------------------------------

local network = gen.make(function(draw)
  local by_kind = {}
  for _, kind in ipairs { "a", "b", "c" } do
    by_kind[kind] = { gains = draw(gen.list(gen.number(-3, 3), 1, 8)), baseline = {}, scale = draw(gen.number(0.1, 5)) }
    for i = 1, #by_kind[kind].gains do by_kind[kind].baseline[i] = 10 end
  end
  return by_kind
end)

local function numbers(by_kind)
  local set = gains.set(by_kind)
  local actors, kinds = formulas.entropy(set)
  return { tension = formulas.tension(set), actors = actors, kinds = kinds,
    kind_polarisation = formulas.kind_polarisation(set, 1.6),
    class_polarisation = formulas.class_polarisation(set, 1.6), disagreement = formulas.disagreement(set) }
end

local function with_gains(by_kind, change)
  local other = {}
  for kind, given_numbers in pairs(by_kind) do
    local list, count = {}, #given_numbers.gains
    for i, gain in ipairs(given_numbers.gains) do list[count + 1 - i] = change(gain) end
    other[kind] = { gains = list, baseline = given_numbers.baseline, scale = given_numbers.scale }
  end
  return other
end

local function alike(expected, found)
  for name, number in pairs(expected) do
    if type(number) == "number" then
      assert.near(number, found[name], 1e-9 * math.max(1, math.abs(number)), name)
    else
      assert.equal(number, found[name], name)
    end
  end
end

property("measures stay in their ranges", network, function(by_kind)
  local found = numbers(by_kind)
  for _, name in ipairs { "tension", "actors", "kinds", "class_polarisation", "disagreement" } do
    local number = found[name]
    assert(number == "no_change" or number >= -1e-12 and number <= 1 + 1e-12, name)
  end
  assert(found.kind_polarisation >= 0)
end)

property("tension is 0 under joint gain and under joint loss", network, function(by_kind)
  for _, sign in ipairs { 1, -1 } do
    local set = gains.set(with_gains(by_kind, function(gain) return sign * (math.abs(gain) + 0.01) end))
    assert.near(0, formulas.tension(set), 1e-12)
  end
end)

property("neither the order of actors nor the sign of all gains matters", network, function(by_kind)
  alike(numbers(by_kind), numbers(with_gains(by_kind, function(gain) return gain end)))
  alike(numbers(by_kind), numbers(with_gains(by_kind, function(gain) return -gain end)))
end)

property("twice the gains are twice as polarised between kinds, and no more tense", network, function(by_kind)
  local found, twice = numbers(by_kind), numbers(with_gains(by_kind, function(gain) return 2 * gain end))
  found.kind_polarisation = 2 * found.kind_polarisation
  alike(found, twice)
end)
