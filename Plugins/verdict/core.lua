-- The verdict itself: pure, tables in, words out. theory.md B.0 is the source; that two words of one abstract
-- (Larivière et al. 2013) become tests on intervals is our own operationalisation.

local core = {}

--- What an interval says of a mean gain: "gain" where all of it lies above eps, "loss" where all of it
--- lies below -eps, else "neither".
---@param interval { low: number, high: number, eps: number }
---@return "gain"|"loss"|"neither"
function core.sign(interval)
  if interval.low > interval.eps then return "gain" end
  if interval.high < -interval.eps then return "loss" end
  return "neither"
end

--- The names of a table's entries in byte order.
local function names_of(by_name)
  local names = {}
  for name in pairs(by_name) do names[#names + 1] = name end
  table.sort(names)
  return names
end

---@class verdict.Verdict
---@field verdict "FUSION"|"CONFUSION"|"CO-DESTRUCTION"|"PARTIAL"|"NEUTRAL"
---@field gains string[] The kinds that significantly gain, in byte order.
---@field loses string[] Those that significantly lose.
---@field neither string[]
---@field declines boolean Plé's criterion: at least one kind significantly loses, whatever the others do.

--- The verdict on the kinds of a network, from an interval of the mean gain of each:
---
--- - FUSION: every kind gains (low > eps);
--- - CONFUSION: at least one gains and at least one loses (high < -eps);
--- - CO-DESTRUCTION: none gains and at least one loses;
--- - PARTIAL: some gain, the others neither gain nor lose;
--- - NEUTRAL: none gains and none loses.
---
--- Larivière et al. 2013: "the entire network ... simultaneously", "confusion instead of fusion"; Plé &
--- Chumpitaz Cáceres 2010: co-destruction is a decline of at least one system, so that every CONFUSION is one
--- by their criterion too (`declines`). Own: the intervals, the tolerance, the five words as a partition.
---@param kinds table<string, { low: number, high: number, eps: number }> eps in the unit of the gains; 0 unless given.
---@return verdict.Verdict? made nil where there is no kind.
---@return string? reason "empty_group"
function core.of(kinds)
  local made = { gains = {}, loses = {}, neither = {} }
  local lists = { gain = made.gains, loss = made.loses, neither = made.neither }
  local names = names_of(kinds)
  if #names == 0 then return nil, "empty_group" end
  for _, name in ipairs(names) do
    local kind = kinds[name]
    local list = lists[core.sign { low = kind.low, high = kind.high, eps = kind.eps or 0 }]
    list[#list + 1] = name
  end
  made.declines = #made.loses > 0
  if #made.gains == #names then made.verdict = "FUSION"
  elseif #made.gains > 0 and made.declines then made.verdict = "CONFUSION"
  elseif made.declines then made.verdict = "CO-DESTRUCTION"
  elseif #made.gains > 0 then made.verdict = "PARTIAL"
  else made.verdict = "NEUTRAL" end
  return made
end

--- The verdict on single gains, one per kind, as if they were certain: interval [g, g], eps 0.
---@param gains table<string, number>
---@return verdict.Verdict?
---@return string? reason
function core.archetype(gains)
  local kinds = {}
  for name, gain in pairs(gains) do kinds[name] = { low = gain, high = gain, eps = 0 } end
  return core.of(kinds)
end

--- The net gain SUM w_k zbar_k of scaled mean gains (theory: B.0, net accounting), with weights that sum to 1:
--- all equal unless given.
---@param scaled table<string, number|false> By kind; false where a kind has no scale.
---@param weights? table<string, number> Amounts from 0 on, by kind.
---@return number|string net or the reason why there is none: "scale_missing", "empty_group"
function core.net(scaled, weights)
  local names = names_of(scaled)
  if #names == 0 then return "empty_group" end
  local sum, total = 0, 0
  for _, name in ipairs(names) do
    local weight = weights and (weights[name] or 0) or 1
    if weight > 0 then
      if not scaled[name] then return "scale_missing" end
      sum, total = sum + weight * scaled[name], total + weight
    end
  end
  if total == 0 then return "empty_group" end
  return sum / total
end

--- How often two definitions contradict each other: of the pairs of definitions of one kind, those in which
--- one says gain and the other loss (C5, the verdict-flip matrix; own).
---@param signs table<string, table<string, "gain"|"loss"|"neither">> By kind, then definition.
---@return number flips
---@return number pairs
function core.flips(signs)
  local flips, count = 0, 0
  for _, kind in ipairs(names_of(signs)) do
    local definitions = names_of(signs[kind])
    for i = 1, #definitions do
      for j = i + 1, #definitions do
        local one, other = signs[kind][definitions[i]], signs[kind][definitions[j]]
        count = count + 1
        if one ~= other and one ~= "neither" and other ~= "neither" then flips = flips + 1 end
      end
    end
  end
  return flips, count
end

return core
