-- What holds of fusion whatever the gains.

local formulas = require "fusion.formulas"
local gains = require "gains"

local function network(most)
  return gen.make(function(draw)
    local by_kind = {}
    for _, kind in ipairs { "a", "b", "c" } do
      local actors = draw(gen.list({ gain = gen.number(-3, 3), before = gen.number(-10, 10) }, 1, most))
      by_kind[kind] = { gains = {}, baseline = {}, scale = draw(gen.number(0.1, 5)) }
      for i, actor in ipairs(actors) do
        by_kind[kind].gains[i], by_kind[kind].baseline[i] = actor.gain, actor.before
      end
    end
    return by_kind
  end)
end

local function numbers(by_kind, options)
  local set = gains.set(by_kind, options)
  local balanced, actors = formulas.breadth(set)
  local ratio, strict = formulas.pareto(set)
  return { balanced = balanced, actors = actors, ratio = ratio, strict = strict,
    nash = formulas.nash(set), balance = formulas.balance(set), spillover = formulas.spillover(set, { "c" }) }
end

local function reversed(list)
  local other = {}
  for i = 1, #list do other[i] = list[#list + 1 - i] end
  return other
end

local function alike(expected, found, tolerance)
  for name, number in pairs(expected) do
    if type(number) == "number" then
      assert.near(number, found[name], tolerance * math.max(1, math.abs(number)), name)
    else
      assert.equal(number, found[name], name)
    end
  end
end

property("measures stay in their ranges", network(8), function(by_kind)
  local found = numbers(by_kind)
  for _, name in ipairs { "balanced", "actors", "ratio", "strict", "balance" } do
    local number = found[name]
    assert(number == "no_change" or number >= 0 and number <= 1 + 1e-12, name)
  end
  assert(found.nash >= 0)
  assert(found.spillover == "no_change" or found.spillover >= -1 and found.spillover <= 1)
end)

property("the order of actors does not matter", network(8), function(by_kind)
  local turned = {}
  for kind, given_numbers in pairs(by_kind) do
    turned[kind] = { gains = reversed(given_numbers.gains), baseline = reversed(given_numbers.baseline),
      scale = given_numbers.scale }
  end
  alike(numbers(by_kind), numbers(turned), 1e-6)
end)

property("the unit of a definition does not matter where its scale has the same", network(8), function(by_kind)
  local in_cents = {}
  for kind, given_numbers in pairs(by_kind) do
    in_cents[kind] = { gains = {}, baseline = {}, scale = 100 * given_numbers.scale }
    for i, gain in ipairs(given_numbers.gains) do
      in_cents[kind].gains[i], in_cents[kind].baseline[i] = 100 * gain, 100 * given_numbers.baseline[i]
    end
  end
  alike(numbers(by_kind), numbers(in_cents), 1e-6)
end)

property("joint fusion is 0 exactly where a kind does not gain, and balance with it", network(8), function(by_kind)
  local set, all = gains.set(by_kind), true
  for _, account in ipairs(set) do all = all and account.mean > account.eps end
  assert.equal(all, formulas.nash(set) > 0)
  assert.equal(all, formulas.balance(set) > 0)
end)

property("joint fusion lies between the least and the mean scaled gain", network(8), function(by_kind)
  for _, given_numbers in pairs(by_kind) do
    for i, gain in ipairs(given_numbers.gains) do given_numbers.gains[i] = math.abs(gain) + 0.01 end
  end
  local set = gains.set(by_kind)
  local least, mean = math.huge, 0
  for _, account in ipairs(set) do
    least, mean = math.min(least, account.scaled), mean + account.scaled / #set
  end
  local joint = formulas.nash(set)
  assert(joint >= least - 1e-12 and joint <= mean + 1e-12)
  assert.near(least / mean, formulas.balance(set), 1e-12)
end)
