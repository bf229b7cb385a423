-- Gains: what every actor gained against its twin in the baseline, by kind, with tolerance, scale and
-- weights. The conventions that the measures of fusion, confusion, co-destruction and the verdict share.

local valence = require "valence"
local account = require "gains.account"
local sets = require "gains.set"

local gains = {}

---@class gains.Options
---@field lens? string Whose value is counted how: a lens of the study; every one unless given.
---@field between? string[] The kinds that count (K'); all of the lens unless given.
---@field by? string A category of actors: a number for each level.
---@field weights? table<string, number> w_k from 0 by kind, made to sum to 1; equal unless given.
---@field tolerance? number|table<string, number> Up to here a gain is none, in the unit of the definition; by kind where they differ. 1e-9 max(1, |W_i(twin)|) unless given.
---@field against? table<string, any> Settings of a twin of its own, as a scenario has them.
---@field under? table<string, any> Settings laid over the run itself.
---@field name? string What reports call the measure.

--- Options that every measure of gains takes, with their types: `lens` (whose value is counted how),
--- `between` (the kinds that count), `by` (a category: once per level), `weights` by kind, `tolerance` (a
--- number, or one by kind, in the unit of the definition), `against` and `under` (settings of the twin
--- and of the run), `name` (what reports call the measure).
gains.shared = {
  lens = "string", between = "table", by = "string", weights = "table", tolerance = "number or table",
  against = "table", under = "table", name = "string",
}

local function is_amount(number) return type(number) == "number" and number >= 0 and number < math.huge end

--- The options of a call, checked: an unknown one, one of the wrong type, a weight or tolerance below 0
--- are errors at the line of the study.
---@param what string The call, as a study writes it: "fusion.breadth".
---@param given table? The options.
---@param types? table<string, string> The options it takes; those of `gains.shared` unless given.
---@param needed? string[] Those that must be given.
---@return table
function gains.options(what, given, types, needed)
  local options = valence.options(what, given, types or gains.shared, needed)
  for kind, weight in pairs(options.weights or {}) do
    if not is_amount(weight) then
      valence.refuse(("'weights.%s' of %s must be a number from 0 on"):format(tostring(kind), what))
    end
  end
  local tolerance = options.tolerance
  for _, number in pairs(type(tolerance) == "table" and tolerance or { tolerance }) do
    if not is_amount(number) then
      valence.refuse(("'tolerance' of %s must be a number from 0 on, or one for each kind"):format(what))
    end
  end
  return options
end

--- The types of `gains.shared` with more, or without some, for a call of its own.
---@param more? table<string, string|false> Further options; false leaves one out.
---@return table<string, string>
function gains.types(more)
  local types = {}
  for name, sort in pairs(gains.shared) do types[name] = sort end
  for name, sort in pairs(more or {}) do types[name] = sort or nil end
  return types
end

gains.account = account.of
gains.eps = account.tolerance
gains.spread = account.spread
gains.set = sets.of_tables
gains.of = sets.of_run
gains.pooled = require "gains.pooled"
gains.measure = require "gains.measure"

return gains
