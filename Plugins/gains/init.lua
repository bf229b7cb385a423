-- Gains: what every actor gained against its twin in the baseline, by kind, with tolerance, scale and
-- weights. The conventions that the measures of fusion, confusion, co-destruction and the verdict share.

local events = require "events"
local account = require "gains.account"
local sets = require "gains.set"
local measure = require "gains.measure"
local pooled = require "gains.pooled"

local gains = {}

--- Options that every measure of gains takes: `lens` (whose value is counted how), `between` (the kinds
--- that count), `by` (a category: once per level), `weights` by kind, `tolerance` (a number, or one by
--- kind, in the unit of the definition), `against` and `under` (settings of the twin and of the run),
--- `name` (what reports call the measure).
gains.shared = { "lens", "between", "by", "weights", "tolerance", "against", "under", "name" }

--- The options of a call, checked: unknown ones, weights below 0 and a tolerance below 0 are errors at
--- the line of the call.
---@param what string The call, as a study writes it: "fusion.breadth".
---@param given table? The options.
---@param ... string[] The names it takes.
---@return table
function gains.options(what, given, ...)
  if type(given) == "table" then
    for kind, weight in pairs(given.weights or {}) do
      if type(weight) ~= "number" or not (weight >= 0 and weight < math.huge) then
        error(("'weights.%s' of %s is a number from 0 on"):format(tostring(kind), what), 3)
      end
    end
    local tolerance = given.tolerance
    if type(tolerance) ~= "table" then tolerance = { tolerance } end
    for _, number in pairs(tolerance) do
      if type(number) ~= "number" or not (number >= 0 and number < math.huge) then
        error(("'tolerance' of %s is a number from 0 on, or one for each kind"):format(what), 3)
      end
    end
  end
  return events.options(what, given, ...)      -- a tail call: its errors, too, name the line of the call
end

gains.account = account.of
gains.eps = account.tolerance
gains.spread = account.spread
gains.set = sets.of_tables
gains.of = sets.of_run
gains.measure = measure
gains.pooled = pooled

return gains
