-- Lifetime value of a customer who stays with a constant probability, or whose purchases are foreseen.
local retention = {}

--- How many margins a customer is worth who stays from period to period with probability r, at the
--- discount rate d (Gupta & Lehmann 2003, JIM 17(1)): r / (1 + d - r) where the first margin
--- comes after one period, (1 + d) / (1 + d - r) where it comes now.
---@param r number Retention, from 0 to 1.
---@param d number Discount rate per period, above -1.
---@param timing? string "later" (the first margin after one period; the default) or "now".
---@return number|nil multiple
---@return string|nil reason "diverges" where r >= 1 + d: the sum has no limit.
function retention.multiple(r, d, timing)
  if r >= 1 + d then return nil, "diverges" end
  if timing == "now" then return (1 + d) / (1 + d - r) end
  return r / (1 + d - r)
end

--- Lifetime value from foreseen purchases (Kumar, Venkatesan, Bohling & Beckmann 2008,
--- Marketing Science 27(4)): SUM_j [ p_j CM_j - MC_j ] / (1 + r)^j, j = 1, 2, ... from the present. Half a
--- year at r = 0.07238 is a year at 15 %.
---@param probabilities number[] p_j, that the customer buys in period j.
---@param margins number[] CM_j, its contribution margin if it does.
---@param costs number[] MC_j, what marketing to it costs.
---@param rate number r, the discount rate per period.
---@return number
function retention.foreseen(probabilities, margins, costs, rate)
  local sum = 0
  for j = 1, #probabilities do
    sum = sum + (probabilities[j] * margins[j] - costs[j]) / (1 + rate) ^ j
  end
  return sum
end

return retention
