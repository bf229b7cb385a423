-- What an option stands for: a number, the name of a field, or a function of the actor. Terms are
-- functions of (self, env) that call each other, so that a definition made of them reads like one that
-- was written out, to the check at load and to the compiler.
local valence = require "valence"

local terms = {}

--- A term from what an option says.
---@param what string The call, for messages: "values.customer".
---@param option string The option, for messages.
---@param given number|string|table|fun(self: valence.Actor, env: valence.Env): number A number, a field, `{ gained = "phase" }` (what the actor gained there in this step), or a function.
---@return fun(self: valence.Actor, env: valence.Env): number
function terms.of(what, option, given)
  if type(given) == "function" then return given end
  if type(given) == "number" then return function() return given end end
  if type(given) == "string" then return function(self) return self[given] end end
  if type(given) == "table" and type(given.gained) == "string" then
    local phase = given.gained
    return function(self) return self:gained(phase) end
  end
  valence.refuse(("%s: '%s' is a number, the name of a field, { gained = \"phase\" }, or a function of the actor, not a %s")
    :format(what, option, type(given)))
end

--- What options that are terms may be, for `valence.options`.
terms.types = "number or string or table or function"

--- first + weight x second.
local function plus(first, weight, second)
  if weight == 1 then return function(self, env) return first(self, env) + second(self, env) end end
  return function(self, env) return first(self, env) + weight * second(self, env) end
end

--- The weighted sum of terms, in byte order of their names.
---@param what string
---@param option string
---@param given table<string, any>|any[] Terms by name, or a list of fields.
---@param weights? table<string, number> By name; 1 where nothing is said.
---@return fun(self: valence.Actor, env: valence.Env): number
function terms.sum(what, option, given, weights)
  if type(given) ~= "table" then given = { given } end
  weights = weights or {}
  local known, sum = {}, nil
  for name, entry in pairs(given) do
    if type(name) == "number" and type(entry) == "string" then name = entry end
    known[name] = true
    local weight = weights[name] or 1
    local term = terms.of(what, option .. "." .. tostring(name), entry)
    if sum then
      sum = plus(sum, weight, term)
    elseif weight == 1 then
      sum = term
    else
      sum = function(self, env) return weight * term(self, env) end
    end
  end
  for name in pairs(weights) do
    if not known[name] then
      valence.refuse(("%s: there is a weight for '%s', which is not in '%s'"):format(what, tostring(name), option))
    end
  end
  return sum or function() return 0 end
end

return terms
