-- Measures F1 to F5 and the spill-over of F8 as functions of a set of accounts (`gains.set`).
--
-- Pure: each returns numbers, or a text that says why there is none. theory.md B.1 is the source.
-- Value fusion has no published formula: all of them are our own operationalisation of
-- Larivière et al. (2013), doi:10.1108/09564231311326996.

local statistics = require "statistics"

local formulas = {}

--- F1, breadth: FB_k = gainers / actors of kind k.
---@param set gains.Set
---@return number|string balanced FB = sum w_k FB_k, from 0 to 1.
---@return number|string actors Gainers / actors over all kinds, from 0 to 1.
function formulas.breadth(set)
  if set.reason then return set.reason, set.reason end
  local balanced, gainers, actors = 0, 0, 0
  for position, part in ipairs(set) do
    balanced = balanced + set.weights[position] * part.gained / part.n
    gainers, actors = gainers + part.gained, actors + part.n
  end
  return balanced, gainers / actors
end

--- F3, Pareto ratio: PF = n+ / (n+ + n-), over the gainers n+ and the losers n-. Nobody moved:
--- `no_change`, which is not 1.
---@param set gains.Set
---@return number|string ratio From 0 to 1.
---@return number|string strict 1 where somebody gains and nobody loses, else 0.
function formulas.pareto(set)
  if set.reason then return set.reason, set.reason end
  local gainers, losers = 0, 0
  for _, part in ipairs(set) do
    gainers, losers = gainers + part.gained, losers + part.lost
  end
  local strict = losers == 0 and gainers > 0 and 1 or 0
  if gainers + losers == 0 then return "no_change", strict end
  return gainers / (gainers + losers), strict
end

--- Why scaled means cannot be compared, if so.
---@param set gains.Set
---@return string?
local function incomparable(set)
  if set.reason then return set.reason end
  for _, part in ipairs(set) do
    if not part.scaled then return "scale_missing" end
  end
end

--- F4, joint fusion: NF = product of max(zbar_k, 0)^w_k, the weighted Nash product with the baseline
--- as the point of disagreement. 0 as soon as one kind does not gain.
---@param set gains.Set
---@return number|string joint From 0, in scaled value.
function formulas.nash(set)
  local reason = incomparable(set)
  if reason then return reason end
  local logarithm = 0
  for position, part in ipairs(set) do
    if set.weights[position] > 0 then
      if part.scaled <= 0 then return 0 end
      logarithm = logarithm + set.weights[position] * math.log(part.scaled)
    end
  end
  return math.exp(logarithm)
end

--- F5, balance: BF = min zbar_k / mean zbar_k where every kind gains, else 0. With one kind it says
--- nothing: 1 where that kind gains.
---@param set gains.Set
---@return number|string balance From 0 to 1.
function formulas.balance(set)
  local reason = incomparable(set)
  if reason then return reason end
  local least, sum = math.huge, 0
  for _, part in ipairs(set) do
    if part.scaled <= 0 then return 0 end
    least, sum = math.min(least, part.scaled), sum + part.scaled
  end
  return least * #set / sum
end

--- F8, spill-over: SP = sum over the kinds `others` of G_k / sum over all kinds of |G_k|. Sums of kinds
--- that are counted in different units are divided by their scales first.
---@param set gains.Set
---@param others string[] Kinds such as non-consumers and competitors.
---@return number|string spillover From -1 to 1; below 0 outsiders pay.
function formulas.spillover(set, others)
  if set.reason then return set.reason end
  local is_other, one_unit = {}, true
  for _, kind in ipairs(others) do is_other[kind] = true end
  for _, part in ipairs(set) do one_unit = one_unit and part.unit == set[1].unit end
  local there, outside, all = false, 0, 0
  for _, part in ipairs(set) do
    local divisor = one_unit and 1 or part.scale
    if not divisor then return "scale_missing" end
    if is_other[part.kind] then
      there, outside = true, outside + part.sum / divisor
    end
    all = all + math.abs(part.sum) / divisor
  end
  if not there then return "empty_group" end
  if all == 0 then return "no_change" end
  return outside / all
end

--- F2, simultaneity: the share of the windows of m steps in which the mean gain of every kind is
--- above its tolerance, and the longest unbroken row of such windows. A scale is positive, so that
--- none is needed: zbar_k(t) > 0 exactly where the mean gain is.
---@param paths { gains: number[], eps: number }[] By kind: the mean gain in each step, NaN where it is undefined.
---@param window integer m, from 1: steps that count as "simultaneous".
---@return number|string share From 0 to 1.
---@return number|string longest In windows, one of which begins in each step.
function formulas.simultaneity(paths, window)
  local steps = paths[1] and #paths[1].gains or 0
  local asked, together, row, longest = 0, 0, 0, 0
  for last = window, steps do
    local defined, all = true, true
    for _, path in ipairs(paths) do
      local sum = 0
      for step = last - window + 1, last do sum = sum + path.gains[step] end
      if sum ~= sum then defined = false end
      if not (sum / window > path.eps) then all = false end
    end
    if defined then
      asked = asked + 1
      if all then together, row = together + 1, row + 1 else row = 0 end
      longest = math.max(longest, row)
    else
      row = 0
    end
  end
  if asked == 0 then
    local reason = steps < window and "no_steps" or "nan_input"
    return reason, reason
  end
  return together / asked, longest
end

--- F7, network elasticity: the slope beta of ln(total value) on ln(size), by least squares. About 1
--- where the value of a network grows like its size (Sarnoff), 2 like its square (Metcalfe).
---@param sizes number[] n, positive.
---@param totals number[] The total value at each size, positive.
---@return number|string slope beta
---@return number|string r2 The share of the variance of ln(total value) that the line explains; none where it is constant.
---@return number|string smallest The range of sizes it holds for: it must not be extrapolated.
---@return number|string largest
function formulas.elasticity(sizes, totals)
  local x, y, seen, distinct = {}, {}, {}, 0
  local smallest, largest = math.huge, -math.huge
  for i, size in ipairs(sizes) do
    if not (size > 0 and totals[i] > 0) then return "nan_input", "nan_input", "nan_input", "nan_input" end
    if not seen[size] then seen[size], distinct = true, distinct + 1 end
    smallest, largest = math.min(smallest, size), math.max(largest, size)
    x[i], y[i] = math.log(size), math.log(totals[i])
  end
  if distinct < 3 then
    return "zero_variance", "zero_variance", "zero_variance", "zero_variance"
  end
  local slope, r2 = statistics.slope(x, y)
  return slope, r2 or "zero_variance", smallest, largest
end

return formulas
