-- The accounts of all kinds that count (K'), with their weights.

local account = require "gains.account"

---@class gains.Set
---@field [integer] gains.Account The kinds with at least one defined gain, in byte order.
---@field weights number[] w_k >= 0 by position, with sum 1; equal unless given.
---@field dropped { kind: string, reason: string }[] The kinds without one, and why.
---@field reason? string Why nothing is defined, where no kind is left.
---@field used integer How many actors have a defined gain.
---@field total integer Out of how many.

local sets = {}

--- The reason that most actors are left out for, the first in byte order among equals; `empty_group`
--- where there is nobody.
---@param left_out table<string, integer>
---@return string
local function main_reason(left_out)
  local found, most = "empty_group", 0
  for reason, count in pairs(left_out) do       -- in byte order
    if count > most then found, most = reason, count end
  end
  return found
end

--- Weights of the kinds by position, made to sum to 1.
local function weights_of(set, weights)
  local list, sum = {}, 0
  for position, part in ipairs(set) do
    local weight = 1
    if weights then
      weight = weights[part.kind]
      if not weight then error("'weights' says nothing about kind '" .. part.kind .. "'", 0) end
    end
    list[position], sum = weight, sum + weight
  end
  if #set > 0 and sum <= 0 then error("'weights' are all 0 for the kinds that are there", 0) end
  for position = 1, #list do list[position] = list[position] / sum end
  return list
end

--- The tolerance for a kind.
local function tolerance_for(kind, tolerance)
  if type(tolerance) == "table" then return tolerance[kind] end
  return tolerance
end

--- The set of accounts of several kinds, from plain tables.
---
---     local set = gains.set { consumer = { gains = { 1, -1 }, baseline = { 10, 8 }, scale = 2 } }
---
---@param by_kind table<string, table> As `account.of` takes them, by kind.
---@param options? { weights?: table<string, number>, tolerance?: number|table<string, number> }
---@return gains.Set
function sets.of_tables(by_kind, options)
  options = options or {}
  local set = { dropped = {}, used = 0, total = 0 }
  local left_out = {}
  for kind, given in pairs(by_kind) do          -- in byte order
    local made = account.of(kind, given, tolerance_for(kind, options.tolerance))
    set.used, set.total = set.used + made.n, set.total + made.total
    if made.n > 0 then
      set[#set + 1] = made
    else
      set.dropped[#set.dropped + 1] = { kind = kind, reason = main_reason(made.left_out) }
      for reason, count in pairs(made.left_out) do
        left_out[reason] = (left_out[reason] or 0) + count
      end
    end
  end
  set.weights = weights_of(set, options.weights)
  if #set == 0 then set.reason = main_reason(left_out) end
  return set
end

--- The set of accounts of a run against its twin, by the lens of the measure that asks.
---@param run valence.Run
---@param options { weights?: table<string, number>, tolerance?: number|table<string, number> }
---@return gains.Set
function sets.of_run(run, options)
  local by_kind = {}
  for kind, counted in pairs(run.lens.kinds) do
    local gains, baseline, left_out, total = run:gains(kind, counted.definition)
    by_kind[kind] = {
      gains = gains, baseline = baseline, left_out = left_out, total = total,
      definition = counted.definition, unit = counted.unit, scale = counted.scale,
    }
  end
  return sets.of_tables(by_kind, options)
end

return sets
