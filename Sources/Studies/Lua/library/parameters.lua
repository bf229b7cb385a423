---@meta _

-- Parameters: what scenarios change, for a Lua language server. Nothing here is run.

---@class valence
local valence = {}

---A parameter with a fixed set of texts; the first is the default.
---@param choices string[]
---@return valence.Made
function valence.one_of(choices) end

---A value per level: `valence.by(practices, 0.5)`, or `valence.by(practices, { helping = 0.8, ... })`.
---A rule reads `env.name[level]`; a scenario sets all of it or `["name.level"]`.
---@param levels string[]
---@param value number|boolean|string|table<string, any>|valence.Made
---@return valence.Made
function valence.by(levels, value) end

---A value that changes over time: `valence.from { 0.5, [20] = 0.75 }` is 0.75 from step 20 on.
---@param values table<integer, any>
---@return valence.Made
function valence.from(values) end

---Stands for the number of a parameter where the world is made: in `count`, in networks, in
---distributions, in `pick` and in `discount`.
---@param name string
---@return valence.Made
function valence.parameter(name) end

---A parameter or field of whole numbers; without `valence.integer` every number is a float.
---@param value? integer|fun(self: valence.Actor, env: valence.Env): integer
---@return valence.Made
function valence.integer(value) end
