---@meta _

-- First values of fields, for a Lua language server. Nothing here is run.

---@class valence
local valence = {}

---@alias valence.Number number|valence.Made A number, or `valence.parameter "name"`.

---Evenly between two numbers.
---@param low valence.Number
---@param high valence.Number
---@return valence.Made
function valence.uniform(low, high) end

---A normal distribution.
---@param mean valence.Number
---@param sd valence.Number Standard deviation, at least 0.
---@return valence.Made
function valence.normal(mean, sd) end

---A normal distribution of which only the part between `low` and `high` is drawn.
---@param mean valence.Number Of the distribution before it is cut.
---@param sd valence.Number Of the distribution before it is cut.
---@param low valence.Number
---@param high valence.Number
---@return valence.Made
function valence.truncated_normal(mean, sd, low, high) end

---Numbers whose logarithm is normally distributed.
---@param mean valence.Number Of the logarithm.
---@param sd valence.Number Of the logarithm.
---@return valence.Made
function valence.lognormal(mean, sd) end

---A beta distribution: between 0 and 1, with mean a / (a + b).
---@param a valence.Number Above 0.
---@param b valence.Number Above 0.
---@return valence.Made
function valence.beta(a, b) end

---A gamma distribution, with mean shape x scale.
---@param shape valence.Number Above 0.
---@param scale valence.Number Above 0.
---@return valence.Made
function valence.gamma(shape, scale) end

---An exponential distribution, with mean 1 / rate.
---@param rate valence.Number Above 0.
---@return valence.Made
function valence.exponential(rate) end

---True with a probability, else false.
---@param probability valence.Number Of true, from 0 to 1.
---@return valence.Made
function valence.bernoulli(probability) end

---How many of so many trials succeed: a binomial distribution.
---@param trials valence.Number A whole number from 0 on.
---@param probability valence.Number From 0 to 1.
---@return valence.Made
function valence.binomial(trials, probability) end

---Counts from a Poisson distribution.
---@param mean valence.Number At least 0.
---@return valence.Made
function valence.poisson(mean) end

---A category drawn by weights: `valence.categorical { young = 2, old = 1 }`, or levels in an order of
---their own and as many weights: `valence.categorical({ "young", "old" }, { 2, 1 })`.
---@param weights table<string, valence.Number>|string[]
---@param of_levels? valence.Number[]
---@return valence.Made
function valence.categorical(weights, of_levels) end

---A field with named levels. It starts as `first`, or as what a function of the actor returns; the
---first level unless given.
---@param levels string[]
---@param first? string|fun(self: valence.Actor, env: valence.Env): string
---@return valence.Made
function valence.category(levels, first) end

---True or false; needed where the first value is computed.
---@param first? boolean|fun(self: valence.Actor, env: valence.Env): boolean
---@return valence.Made
function valence.boolean(first) end

---A reference to an actor, nil at first; or the actor whose key stands in a column of the kind's
---data: `valence.ref("category", valence.column "category")`.
---@param kind string
---@param first? valence.Made|fun(self: valence.Actor, env: valence.Env): valence.Actor?
---@return valence.Made
function valence.ref(kind, first) end

---A number that is set to 0 at the start of each step: what flows in a step.
---@return valence.Made
function valence.flow() end

---The actor's position by another field, from 0 to 1: `valence.rank "income"` below 0.25 is the lowest
---quarter exactly. Equal ones are ordered by a draw.
---@param field string
---@return valence.Made
function valence.rank(field) end

---A column of the table that the kind comes from. Texts make a category. Missing numbers are NaN
---(`x ~= x` finds them), missing texts nil.
---@param name string
---@return valence.Made
function valence.column(name) end
