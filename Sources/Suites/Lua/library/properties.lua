---@meta

-- Properties over random values, for a Lua language server. Nothing here is run.

---What draws the random values of a property: what the functions of `gen` return.
---@class suites.Generator

---Random values for properties. Numbers are drawn uniformly, but bounds and the simplest value come up
---more often: each in one of sixteen draws. That is our own operationalisation, to find mistakes; it is
---no distribution to estimate anything with.
---@class suites.gen
gen = {}

---A number from `low` to `high`. One with fewer decimals is simpler, then one nearer to 0.
---@param low number
---@param high number
---@return suites.Generator
function gen.number(low, high) end

---A whole number from `low` to `high`. One nearer to 0 is simpler.
---@param low integer
---@param high integer
---@return suites.Generator
function gen.integer(low, high) end

---True or false; false is simpler.
---@return suites.Generator
function gen.boolean() end

---One of the entries of a list, which may be generators; an earlier one is simpler.
---@param list any[]
---@return suites.Generator
function gen.one_of(list) end

---A list of `least` to `most` values of a generator; a shorter one is simpler.
---@param what any A generator, or a table with generators in it.
---@param least integer
---@param most integer
---@return suites.Generator
function gen.list(what, least, most) end

---What a function makes of values that it draws, one from another.
---@param body fun(draw: fun(what: any): any): any
---@return suites.Generator
function gen.make(body) end

---What a property may say about itself.
---@class suites.PropertyOptions: suites.TestOptions
---@field cases? integer How many cases are tried; 100 unless given.

---Adds a test of what holds for every case of random values:
---
---    property("nobody wins more than there is",
---      { heads = gen.number(0, 1), count = { player = gen.integer(2, 50) }, seed = gen.integer(1, 1000) },
---      function(case)
---        assert(coins:with(case):run():sum("player", "won") <= 5 * case.count.player)
---      end)
---
---A case that fails is made as small as it can be: fewer entries in lists, then simpler values from the
---first one on. The smallest case is shown, and the command that repeats it. Worlds that a case runs can
---be looked at until the case ends.
---@param name string
---@param options suites.PropertyOptions
---@param given any
---@param body fun(case: any)
---@overload fun(name: string, given: any, body: fun(case: any))
function property(name, options, given, body) end
