-- Tests of the plugin gains: valence test Plugins/gains

local gains = require "gains"

local function one(kind_gains, baseline, more)
  local given = more or {}
  given.gains, given.baseline = kind_gains, baseline
  return gains.account("consumer", given)
end

describe("an account", function()
  it("counts gains, losses and neither by the tolerance", function()
    local account = one({ 2, 1, 0, -1, 3 }, { 10, 8, 12, 10, 10 }, { scale = 2 })
    assert.same({ 3, 1, 1 }, { account.gained, account.neutral, account.lost })
    assert.same({ 5, 1, 0.5 }, { account.sum, account.mean, account.scaled })
    local rough = gains.account("consumer", { gains = { 2, 1, 0, -1, 3 }, baseline = { 10, 8, 12, 10, 10 } }, 1)
    assert.same({ 2, 3, 0 }, { rough.gained, rough.neutral, rough.lost })
    assert.equal(1, rough.eps)
  end)

  it("has a tolerance that grows with what an actor had", function()
    assert.equal(1e-9, gains.eps(0))
    assert.equal(1e-9, gains.eps(-0.5))
    assert.near(1e-6, gains.eps(-1000), 1e-20)
    assert.equal(0.25, gains.eps(-1000, 0.25))
    local account = one({ 5e-7, 5e-7 }, { 1000, 1 })
    assert.same({ 1, 1, 0 }, { account.gained, account.neutral, account.lost })
    assert.near((1e-6 + 1e-9) / 2, account.eps, 1e-18)
  end)

  it("does not count a gain of exactly the tolerance", function()
    local account = gains.account("firm", { gains = { 0.5, -0.5 }, baseline = { 1, 1 } }, 0.5)
    assert.same({ 0, 2, 0 }, { account.gained, account.neutral, account.lost })
  end)

  it("takes the spread of the baseline where no scale is declared", function()
    local account = one({ 2, 2, 2 }, { 1, 2, 3 })
    assert.equal(1, account.scale)                     -- the sample standard deviation of 1, 2, 3
    assert.equal(2, account.scaled)
    assert.near(2.1380899352993952, one({ 0, 0, 0, 0, 0, 0, 0, 0 }, { 2, 4, 4, 4, 5, 5, 7, 9 }).scale, 1e-15)
    assert.equal(4, one({ 2, 2, 2 }, { 1, 2, 3 }, { scale = 4 }).scale)
  end)

  it("has no scale where there is no spread", function()
    assert.is_nil(one({ 1 }, { 5 }).scale)
    assert.is_nil(one({ 1, 2, 3 }, { 0.1, 0.1, 0.1 }).scaled)   -- whose sum is not exactly three times the mean
  end)

  it("leaves out who has no number, and counts why", function()
    local nan = 0 / 0
    local account = one({ 1, nan, 2 }, { 1, 1, nan }, { left_out = { no_twin = 3 } })
    assert.equal(1, account.n)
    assert.equal(6, account.total)
    assert.same({ no_twin = 3, nan_input = 2 }, account.left_out)
  end)

  it("scales a rest of rounding to nothing", function()
    assert.equal(0, one({ 0.1, 0.2, -0.3 }, { 1, 2, 3 }).scaled)   -- their sum is 5.6e-17
    assert.equal(0, one({ 1e-10, 1e-10 }, { 0, 1 }, { scale = 1e-12 }).scaled)
    assert.equal(0, gains.account("firm", { gains = { 0.5 }, baseline = { 1 }, scale = 1 }, 0.5).scaled)
  end)
end)

describe("a set", function()
  local both = {
    firm = { gains = { 5 }, baseline = { 100 }, scale = 10 },
    consumer = { gains = { 1, -1 }, baseline = { 1, 2 } },
  }

  it("has its kinds in byte order, each with the same weight", function()
    local set = gains.set(both)
    assert.same({ "consumer", "firm" }, { set[1].kind, set[2].kind })
    assert.same({ 0.5, 0.5 }, set.weights)
    assert.same({ 3, 3 }, { set.used, set.total })
    assert.is_nil(set.reason)
  end)

  it("makes weights sum to 1 over the kinds that are there", function()
    assert.same({ 0.75, 0.25 }, gains.set(both, { weights = { consumer = 3, firm = 1, regulator = 5 } }).weights)
    assert.has_error(function() gains.set(both, { weights = { consumer = 3 } }) end,
      "'weights' says nothing about kind 'firm'")
    assert.has_error(function() gains.set(both, { weights = { consumer = 0, firm = 0 } }) end, "all 0")
  end)

  it("takes a tolerance for all kinds or one for each", function()
    assert.equal(1, gains.set(both, { tolerance = 1 })[1].neutral - 1)
    local set = gains.set(both, { tolerance = { firm = 6 } })
    assert.same({ 1, 0 }, { set[1].gained, set[2].gained })
  end)

  it("drops and names a kind without anybody", function()
    local set = gains.set { firm = both.firm, ghost = { gains = {}, baseline = {}, total = 0 } }
    assert.equal(1, #set)
    assert.same({ 1 }, set.weights)
    assert.same({ { kind = "ghost", reason = "empty_group" } }, set.dropped)
  end)

  it("says why nothing is defined", function()
    local nan = 0 / 0
    assert.equal("nan_input", gains.set({ a = { gains = { nan }, baseline = { 1 } } }).reason)
    assert.equal("empty_group", gains.set({ a = { gains = {}, baseline = {} } }).reason)
    local set = gains.set {
      a = { gains = { nan }, baseline = { 1 } },
      b = { gains = {}, baseline = {}, left_out = { not_sampled = 2, no_twin = 1 } },
    }
    assert.equal("not_sampled", set.reason)
    assert.same({ 0, 4 }, { set.used, set.total })
    set = gains.set {
      a = { gains = {}, baseline = {}, left_out = { no_twin = 1, not_sampled = 1 } },
      b = { gains = {}, baseline = {}, left_out = { no_twin = 1, not_sampled = 2 } },
      c = { gains = {}, baseline = {}, left_out = { no_twin = 1 } },
    }
    assert.equal("no_twin", set.reason)                  -- three of each: the first in byte order
  end)
end)

it("carries measures of one's own", function()
  assert.equal(1, study("examples/median.lua"):run "after":measure "median gain")
end)

describe("pooled gains", function()
  local function both(unit, other, scale)
    return gains.set {
      a = { gains = { 1, -2 }, baseline = { 4, -6 }, unit = unit, scale = 2 },
      b = { gains = { 10 }, baseline = { 50 }, unit = other, scale = scale },
    }
  end

  it("are added as they are in one unit", function()
    local pooled = gains.pooled(both("EUR", "EUR"))
    assert.same({ gains = { 1, -2, 10 }, sum = 9, baseline = 60, unit = "EUR" }, pooled)
    assert.same({ gains = { 1, -2, 10 }, sum = 9, baseline = 60 }, gains.pooled(both()))
  end)

  it("are divided by scales in several", function()
    local pooled = gains.pooled(both("util", "EUR", 5))
    assert.same({ gains = { 0.5, -1, 2 }, sum = 1.5, baseline = 15, unit = "scaled value" }, pooled)
  end)

  it("are none without a scale, or without anybody", function()
    assert.equal("scale_missing", gains.pooled(both("util", "EUR")))
    assert.equal("empty_group", gains.pooled(gains.set { a = { gains = {}, baseline = {} } }))
  end)
end)

describe("options", function()
  it("are refused where they are none", function()
    assert.has_error(function() gains.options("m.x", { lense = "a" }) end, "did you mean 'lens'")
    assert.has_error(function() gains.options("m.x", { weights = { firm = -1 } }) end,
      "'weights.firm' of m.x must be a number from 0 on")
    assert.has_error(function() gains.options("m.x", { tolerance = -1 }) end, "'tolerance' of m.x")
    assert.has_error(function() gains.options("m.x", { tolerance = { firm = 0 / 0 } }) end, "'tolerance'")
  end)
end)

property("counts everybody exactly once, and gains are what they sum to",
  gen.list({ gain = gen.number(-5, 5), before = gen.number(-100, 100) }, 1, 30),
  function(actors)
    local list, baseline = {}, {}
    for i, actor in ipairs(actors) do list[i], baseline[i] = actor.gain, actor.before end
    local account = one(list, baseline, { scale = 3 })
    assert.equal(#actors, account.gained + account.neutral + account.lost)
    assert.near(account.sum, account.mean * #actors, 1e-12)
    assert.near(account.mean / 3, account.scaled, account.eps / 3)
  end)
