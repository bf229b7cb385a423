---@meta _

-- The environment: what functions read and draw, for a Lua language server. Nothing here is run.

---What a draw can be keyed by, so that the same line draws anew: a number, a text, true or false, or an
---actor. A draw in a loop needs one: `env:chance(p, peer)`.
---@alias valence.Key number|string|boolean|valence.Actor

---The environment: the parameters under their names, the step, and draws. Each call of a draw is
---addressed by where it stands in the function, the actor, the step and its key, so that the same actor
---has the same luck in every scenario.
---@class valence.Env
---@field step integer The present step, from 1.
---@field [string] any A parameter.
local Env = {}

---True with a probability.
---@param probability number From 0 to 1.
---@param key? valence.Key
---@return boolean
function Env:chance(probability, key) end

---A number from 0 to 1, or from `low` to `high`.
---@param low? number
---@param high? number
---@param key? valence.Key
---@return number
function Env:uniform(low, high, key) end

---A number from a normal distribution.
---@param mean number
---@param sd number Standard deviation, at least 0.
---@param key? valence.Key
---@return number
function Env:normal(mean, sd, key) end

---A number from the part of a normal distribution between `low` and `high`.
---@param mean number Of the distribution before it is cut.
---@param sd number Of the distribution before it is cut.
---@param low number
---@param high number
---@param key? valence.Key
---@return number
function Env:truncated_normal(mean, sd, low, high, key) end

---A number whose logarithm is normally distributed.
---@param mean number Of the logarithm.
---@param sd number Of the logarithm.
---@param key? valence.Key
---@return number
function Env:lognormal(mean, sd, key) end

---A number from 0 to 1 from a beta distribution, with mean a / (a + b).
---@param a number Above 0.
---@param b number Above 0.
---@param key? valence.Key
---@return number
function Env:beta(a, b, key) end

---A number from a gamma distribution, with mean shape x scale.
---@param shape number Above 0.
---@param scale number Above 0.
---@param key? valence.Key
---@return number
function Env:gamma(shape, scale, key) end

---A number from an exponential distribution, with mean 1 / rate.
---@param rate number Above 0.
---@param key? valence.Key
---@return number
function Env:exponential(rate, key) end

---A count from a Poisson distribution.
---@param mean number At least 0.
---@param key? valence.Key
---@return number
function Env:poisson(mean, key) end

---How many of so many trials succeed.
---@param trials integer A whole number from 0 on.
---@param probability number Of each success, from 0 to 1.
---@param key? valence.Key
---@return number
function Env:binomial(trials, probability, key) end

---The taste for one alternative: the highest of `utility + env:gumbel(alternative)` is an exact logit choice.
---@param key? valence.Key
---@return number
function Env:gumbel(key) end

---A whole number from `low` to `high`, both included.
---@param low integer
---@param high integer
---@param key? valence.Key
---@return integer
function Env:integer(low, high, key) end

---One element of a list.
---@generic T
---@param list T[]
---@param key? valence.Key
---@return T
function Env:one_of(list, key) end

---An actor at random, never the acting one; nil where there is none.
---@param kind string
---@param key? valence.Key
---@return valence.Actor?
function Env:any(kind, key) end

---The only actor of a kind.
---@param kind string
---@return valence.Actor
function Env:the(kind) end

---The mean of a field over a kind, taken when the phase begins. Kind and field are written as texts.
---@param kind string
---@param field string
---@return number
function Env:mean(kind, field) end

---The sum of a field over a kind, taken when the phase begins.
---@param kind string
---@param field string
---@return number
function Env:sum(kind, field) end

---How many actors of a kind there are, or have a field that is true (or not 0), when the phase begins.
---@param kind string
---@param field? string
---@return number
function Env:count(kind, field) end

---A new actor, whose fields its creator may set.
---@param kind string
---@return valence.Actor
function Env:enter(kind) end
