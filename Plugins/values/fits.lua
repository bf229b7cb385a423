-- What the likelihood fits of the lifetime models have in common.
local numerics = require "numerics"

local fits = {}

--- Fits positive parameters by maximum likelihood, over their logarithms, from 1 each: by quadratic models, and where
--- these find no end, by simplices. A parameter that runs to 0 or to infinity (e^-15, e^15) has not
--- converged: the data do not tell it.
---@param names string[] The names of the parameters.
---@param log_likelihood fun(p: table<string, number>): number
---@return table<string, any> fit The parameters by name; `log_likelihood`, `evaluations`, `converged`.
function fits.maximise(names, log_likelihood)
  local function parameters(point)
    local p = {}
    for index, name in ipairs(names) do p[name] = math.exp(point[index]) end
    return p
  end
  local start, lower, upper = {}, {}, {}
  for index = 1, #names do start[index], lower[index], upper[index] = 0, -15, 15 end
  local function search(method)
    return numerics.minimise {
      start = start, lower = lower, upper = upper, method = method, tolerance = 1e-7,
      function(candidate) return -log_likelihood(parameters(candidate)) end,
    }
  end
  local point, lowest, report = search "quadratic"
  local evaluations = report.evaluations
  if not report.converged then
    point, lowest, report = search "simplex"
    evaluations = evaluations + report.evaluations
  end
  local fit = parameters(point)
  fit.log_likelihood, fit.evaluations, fit.converged = -lowest, evaluations, report.converged
  for index = 1, #names do
    if math.abs(point[index]) > 14.9 then fit.converged = false end
  end
  return fit
end

--- ln(exp(a) + exp(b)).
---@param a number
---@param b number
---@return number
function fits.log_sum(a, b)
  if a < b then a, b = b, a end
  return a + math.log(1 + math.exp(b - a))
end

--- Customers with the same history stand in the likelihood once: one entry for each pattern of the numbers
--- under `names`, with `n`, how many have it. The order is that of first appearance.
---@param customers table[] Each with the numbers under `names`.
---@param names string[]
---@return table[]
function fits.patterns(customers, names)
  local known, patterns = {}, {}
  for _, customer in ipairs(customers) do
    local key = ""
    for _, name in ipairs(names) do key = key .. ("%.17g "):format(customer[name]) end
    local pattern = known[key]
    if not pattern then
      pattern = { n = 0 }
      for _, name in ipairs(names) do pattern[name] = customer[name] end
      known[key] = pattern
      patterns[#patterns + 1] = pattern
    end
    pattern.n = pattern.n + (customer.n or 1)
  end
  return patterns
end

return fits
