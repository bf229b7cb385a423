-- Customers under contract, whose probabilities of leaving differ: the shifted beta-geometric model of
-- Fader & Hardie 2007, doi:10.1002/dir.20074. Each leaves at each renewal with a probability of its own,
-- which is Beta(a, b) distributed over customers. Parameters `p`: a, b > 0.
local numerics = require "numerics"
local fits = require "values.fits"

local sbg = {}

--- S(t) = B(a, b + t) / B(a, b): the share still there after t renewals, from 0 to 1.
---@param t number From 0 on.
---@param p table a, b
---@return number
function sbg.survival(t, p)
  return math.exp(numerics.log_beta(p.a, p.b + t) - numerics.log_beta(p.a, p.b))
end

--- r_t = (b + t - 1) / (a + b + t - 1): who renews at renewal t of those still there. It rises with t though
--- nobody changes: those who leave easily have left.
---@param t integer From 1 on.
---@param p table a, b
---@return number
function sbg.retention(t, p) return (p.b + t - 1) / (p.a + p.b + t - 1) end

--- How many margins a new customer is worth, the first one now: SUM_{t >= 0} S(t) / (1 + d)^t =
--- 2F1(1, b; a + b; 1 / (1 + d)).
---@param d number Discount rate per period, above 0.
---@param p table a, b
---@return number|nil multiple
---@return string|nil reason "diverges" where d <= 0.
function sbg.multiple(d, p)
  if d <= 0 then return nil, "diverges" end
  return numerics.hypergeometric(1, p.b, p.a + p.b, 1 / (1 + d))
end

--- How many margins are left of a customer who has renewed n - 1 times, just before renewal n (Fader & Hardie
--- 2010, doi:10.1287/mksc.1080.0482): (b + n - 1) / (a + b + n - 1) x 2F1(1, b + n; a + b + n; 1 / (1 + d)).
---@param n integer From 1 on.
---@param d number Discount rate per period, above 0.
---@param p table a, b
---@return number|nil multiple
---@return string|nil reason "diverges" where d <= 0.
function sbg.residual(n, d, p)
  if d <= 0 then return nil, "diverges" end
  return sbg.retention(n, p) * numerics.hypergeometric(1, p.b + n, p.a + p.b + n, 1 / (1 + d))
end

--- The log-likelihood of how many were still there after 0, 1, 2, ... renewals.
---@param p table a, b
---@param survivors number[] Counts (or shares) after renewal 0, 1, 2, ...
---@return number
function sbg.log_likelihood(p, survivors)
  local sum, last = 0, #survivors - 1
  for t = 1, last do
    local lost = survivors[t] - survivors[t + 1]
    local log_share = numerics.log_beta(p.a + 1, p.b + t - 1) - numerics.log_beta(p.a, p.b)
    sum = sum + lost * log_share
  end
  return sum + survivors[last + 1] * (numerics.log_beta(p.a, p.b + last) - numerics.log_beta(p.a, p.b))
end

--- Fits a and b to how many were still there.
---@param survivors number[] Counts (or shares) after renewal 0, 1, 2, ...
---@return table fit a, b, log_likelihood, evaluations, converged
function sbg.fit(survivors)
  return fits.maximise({ "a", "b" }, function(p) return sbg.log_likelihood(p, survivors) end)
end

return sbg
