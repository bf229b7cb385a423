-- CD2: how much is lost, and how much do those lose who lose most?

local gains = require "gains"

local depth = {}

--- The tail is about the worst one in so many actors.
depth.one_in = 10

--- DP = SUM_i neg(g_i) / SUM_i |W_i^B|.
---@param list number[] Gains.
---@param baseline number SUM_i |W_i^B|.
---@return number|string ratio From 0 on, or "zero_denominator".
function depth.ratio(list, baseline)
  if baseline == 0 then return "zero_denominator" end
  return depth.lost(list) / baseline
end

--- SUM_i neg(g_i): what all losers lose.
---@param list number[] Gains.
---@return number lost From 0 on.
function depth.lost(list)
  local lost = 0
  for _, gain in ipairs(list) do lost = lost + math.max(-gain, 0) end
  return lost
end

--- The mean gain of the worst tenth: of the lowest n // 10 gains, of one at least.
---@param list number[] Gains, at least one.
---@return number tail
function depth.tail(list)
  local sorted = table.move(list, 1, #list, 1, {})
  table.sort(sorted)
  local n, sum = math.max(1, #sorted // depth.one_in), 0
  for position = 1, n do sum = sum + sorted[position] end
  return sum / n
end

--- Depth (CD2): what losers lose relative to what everybody had, DP = SUM_i neg(g_i) / SUM_i |W_i^B|.
--- Range [0, inf), high is bad. "tail" is the mean gain of the worst tenth (of one actor at least), more negative
--- is worse; "lost" the absolute loss, which stands alone where nobody had anything (`zero_denominator`).
---
--- Kinds whose definitions have one unit are added in it; otherwise each is divided by its scale first
--- (theory: B.0, comparability), and a kind without one makes all three `scale_missing`.
---
--- Own entirely.
---@param given? { lens?: string, between?: string[], by?: string, tolerance?: number|table, against?: table, under?: table, name?: string }
---@return valence.Made
function depth.measure(given)
  given = gains.options("codestruction.depth", given)
  return gains.measure({ "depth", gives = { "ratio", "tail", "lost" },
    range = { ratio = { 0, math.huge }, tail = { -math.huge, math.huge }, lost = { 0, math.huge } },
    direction = { ratio = "lower", tail = "higher", lost = "lower" },
    reading = { ratio = "high: deep losses", tail = "far below 0: a few lose much" },
    formula = "DP = SUM_i neg(g_i) / SUM_i |W_i^B|; tail: mean of g_i over the worst 10 %",
    source = "own operationalisation", own = "all of it",
    function(set)
      local pooled = gains.pooled(set)
      if type(pooled) == "string" then return pooled, pooled, pooled end
      return depth.ratio(pooled.gains, pooled.baseline), depth.tail(pooled.gains), depth.lost(pooled.gains)
    end,
  }, given)
end

return depth
