local valence = require "valence"

---On which side a condition stands at the parameters of a scenario. A condition is declared as
---
---- `true` or `false`: the same in every scenario;
---- `"name"`: a parameter; true, or a number above 0, is the side of fusion;
---- `{ "name", at_least = x }`, `{ "name", below = x }`, `{ "name", is = level }`: a test of a parameter.
---
---@param declared boolean|string|table
---@param parameters table<string, any>
---@return boolean|valence.Undefined holds `true` on the side of fusion; undefined (`not_a_number`) where a test of size meets something else, (`unknown_parameter`) where there is no such parameter.
---@return any value What was looked at; nil for a constant.
return function(declared, parameters)
  if type(declared) == "boolean" then return declared, nil end
  local test = type(declared) == "table" and declared or { declared }
  local value = parameters[test[1]]
  if value == nil then return valence.undefined "unknown_parameter", nil end
  if test.is ~= nil then return value == test.is, value end
  if test.at_least or test.below then
    if type(value) ~= "number" then return valence.undefined "not_a_number", value end
    if test.at_least then return value >= test.at_least, value end
    return value < test.below, value
  end
  if type(value) == "number" then return value > 0, value end
  return value == true, value
end
