-- Random values for properties. A generator asks a source for choices; the source remembers them, so
-- that a case can be made again from its choices, and a smaller one from smaller choices
-- (shrinking.lua). What a generator builds from them needs no shrinking of its own.
--
-- Source of the idea: MacIver and Donaldson 2020, "Test-case reduction via test-case generation:
-- insights from the Hypothesis reducer", doi:10.4230/LIPIcs.ECOOP.2020.13.
local suite = ...
local host = suite.host

-- MARK: choices

-- A choice is `{ sort, low, high, value }`; the sorts are "integer" and "number".

--- The value that a choice shrinks to: 0, or the bound that is nearest to it.
local function simplest(choice)
  local zero = choice.sort == "integer" and 0 or 0.0
  return math.min(math.max(zero, choice.low), choice.high)
end
suite.simplest = simplest

--- A random value. Bounds and the simplest value come up more often than by chance, since mistakes
--- are often there; own operationalisation: each in one of sixteen draws.
local function random_value(choice, uniform)
  if uniform < 1 / 16 then return choice.low end
  if uniform < 2 / 16 then return choice.high end
  if uniform < 3 / 16 then return simplest(choice) end
  local share = (uniform - 3 / 16) / (13 / 16)
  if choice.sort == "number" then return choice.low + share * (choice.high - choice.low) end
  return choice.low + math.floor(share * (choice.high - choice.low + 1))
end

--- A value of an earlier case in a place that may have other bounds now.
local function fitting(choice, value)
  value = choice.sort == "integer" and math.floor(value) or value + 0.0
  return math.min(math.max(value, choice.low), choice.high)
end

--- Where choices come from: `given` values first; then random ones, or the simplest without `random`.
function suite.source(given, random)
  local source = { choices = {} }
  function source.choose(sort, low, high)
    local choice = { sort = sort, low = low, high = high }
    local position = #source.choices + 1
    if given[position] ~= nil then
      choice.value = fitting(choice, given[position])
    elseif random then
      choice.value = random_value(choice, random(position))
    else
      choice.value = simplest(choice)
    end
    source.choices[position] = choice
    return choice.value
  end
  return source
end

--- Random numbers of a case of a property, addressed by the property, the case and the choice.
function suite.random(property, case)
  return function(position) return host.uniform(property, case, position) end
end

-- MARK: generators

local generators = rawsetmetatable({}, { __mode = "k" })
local generator_meta = { __metatable = "generator", __tostring = function() return "generator" end }

local function generator(draw)
  local made = rawsetmetatable({}, generator_meta)
  generators[made] = draw
  return made
end

--- A value of a generator; of a table with generators in it, a table with their values.
local function draw(what, source)
  if generators[what] then return generators[what](source) end
  if type(what) ~= "table" or getmetatable(what) ~= nil then return what end
  local values = {}
  for key, item in pairs(what) do values[key] = draw(item, source) end
  return values
end
suite.draw = draw

local function check_bounds(low, high, what, example)
  if type(low) ~= "number" or type(high) ~= "number" or not (low <= high)
    or low == -math.huge or high == math.huge then
    suite.misuse("gen." .. what .. " needs a lowest and a highest value: " .. (example or "gen." .. what .. "(1, 50)"))
  end
end

local gen = {}
suite.globals.gen = gen

--- A number from `low` to `high`.
function gen.number(low, high)
  check_bounds(low, high, "number")
  return generator(function(source) return source.choose("number", low + 0.0, high + 0.0) end)
end

--- A whole number from `low` to `high`.
function gen.integer(low, high)
  check_bounds(low, high, "integer")
  local first, last = math.tointeger(low), math.tointeger(high)
  if not first or not last then suite.misuse("gen.integer needs whole numbers as bounds") end
  return generator(function(source) return source.choose("integer", first, last) end)
end

--- True or false.
function gen.boolean()
  return generator(function(source) return source.choose("integer", 0, 1) == 1 end)
end

--- One of the entries of a list; an earlier one is simpler.
function gen.one_of(list)
  if type(list) ~= "table" or #list == 0 then
    suite.misuse("gen.one_of needs a list: gen.one_of { \"none\", \"hubs\" }")
  end
  return generator(function(source)
    return draw(list[source.choose("integer", 1, #list)], source)
  end)
end

--- A list of `least` to `most` values of a generator; a shorter one is simpler.
function gen.list(what, least, most)
  check_bounds(least, most, "list", "gen.list(gen.integer(1, 9), 0, 5), of 0 to 5 entries")
  return generator(function(source)
    local values = {}
    while #values < most do
      -- Not a choice of the length: then an entry in the middle can be left out by itself.
      if #values >= least and source.choose("integer", 0, 7) == 0 then break end
      values[#values + 1] = draw(what, source)
    end
    return values
  end)
end

--- What a function makes of values that it draws, one from another:
--- `gen.make(function(draw) local n = draw(gen.integer(1, 9)) ... end)`.
function gen.make(body)
  if type(body) ~= "function" then suite.misuse("gen.make needs a function of draw") end
  return generator(function(source)
    return body(function(what) return draw(what, source) end)
  end)
end
