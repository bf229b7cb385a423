-- Gains of all kinds in one list, where they can be added.

--- The gains of all kinds of a set in one unit. Kinds whose definitions share a unit are added as they are;
--- otherwise each is divided by its scale, "one meaningful unit" (theory: B.0, comparability: never are raw euros and
--- raw utils added).
---@param set gains.Set
---@return { gains: number[], sum: number, baseline: number, unit?: string }|string pooled `baseline` is SUM_i |W_i(twin)|; or the reason why there is none: that of the set, or "scale_missing".
local function pooled(set)
  if set.reason then return set.reason end
  local same = true
  for _, part in ipairs(set) do same = same and part.unit == set[1].unit end
  local made = { gains = {}, sum = 0, baseline = 0, unit = "scaled value" }
  if same then made.unit = set[1].unit end
  for _, part in ipairs(set) do
    local divisor = same and 1 or part.scale
    if not divisor then return "scale_missing" end
    for position, gain in ipairs(part.gains) do
      local scaled = gain / divisor
      made.gains[#made.gains + 1] = scaled
      made.sum = made.sum + scaled
      made.baseline = made.baseline + math.abs(part.baseline[position]) / divisor
    end
  end
  return made
end

return pooled
