-- What holds of confusion whatever the gains.

local formulas = require "confusion.formulas"
local gains = require "gains"

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
