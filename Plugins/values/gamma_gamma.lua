-- How much customers spend in a purchase, where it does not depend on how often they buy: the gamma-gamma
-- model of Colombo & Jiang 1999 and Fader, Hardie & Lee 2005, doi:10.1509/jmkr.2005.42.4.415 (Fader & Hardie
-- 2013, "The gamma-gamma model of monetary value"). The spend of a purchase is Gamma(p, nu), nu is
-- Gamma(q, v) distributed over customers. Parameters: p, q, v > 0; means exist for q > 1.
local valence = require "valence"
local numerics = require "numerics"
local fits = require "values.fits"

local gamma_gamma = {}

local log, log_gamma = math.log, numerics.log_gamma

--- E[M]: the mean spend of a customer of whom nothing is known, p v / (q - 1).
---@param parameters table p, q, v
---@return number|nil spend
---@return string|nil reason "no_mean" where q <= 1.
function gamma_gamma.mean(parameters)
  if parameters.q <= 1 then return nil, "no_mean" end
  return parameters.p * parameters.v / (parameters.q - 1)
end

--- E[M | x, mean]: the spend per purchase that a customer is expected to have in the long run, between the
--- mean of all and its own: (1 - w) p v / (q - 1) + w mean with w = p x / (p x + q - 1).
---@param x number How many purchases its mean is of; with 0 it is the mean of all.
---@param mean number Its mean spend so far.
---@param parameters table p, q, v
---@return number|nil spend
---@return string|nil reason "no_mean" where q <= 1.
function gamma_gamma.conditional(x, mean, parameters)
  local p, q, v = parameters.p, parameters.q, parameters.v
  if q <= 1 then return nil, "no_mean" end
  if x == 0 then return p * v / (q - 1) end
  local w = p * x / (p * x + q - 1)
  return (1 - w) * p * v / (q - 1) + w * mean
end

--- The log-likelihood of customers' mean spends; only those with x > 0 and a mean above 0 say anything.
---@param parameters table p, q, v
---@param customers table[] x, mean, and `n` where several share them.
---@return number
function gamma_gamma.log_likelihood(parameters, customers)
  local p, q, v = parameters.p, parameters.q, parameters.v
  local shared = q * log(v) - log_gamma(q)
  local by_x, sum = {}, 0
  for i = 1, #customers do
    local customer = customers[i]
    local x, mean = customer.x, customer.mean
    if x > 0 and mean > 0 then
      local of_x = by_x[x]
      if not of_x then
        of_x = shared + log_gamma(p * x + q) - log_gamma(p * x) + p * x * log(x)
        by_x[x] = of_x
      end
      sum = sum + (customer.n or 1) * (of_x + (p * x - 1) * log(mean) - (p * x + q) * log(x * mean + v))
    end
  end
  return sum
end

--- Fits the parameters to customers' mean spends. The model assumes that spend and frequency are
--- independent: look at their correlation first.
---@param customers table[] x, mean
---@return table fit p, q, v, log_likelihood, evaluations, converged
function gamma_gamma.fit(customers)
  local patterns = fits.patterns(customers, { "x", "mean" })
  return fits.maximise({ "p", "q", "v" }, function(candidate)
    return gamma_gamma.log_likelihood(candidate, patterns)
  end)
end

--- First values of the fields of simulated customers: `spend_rate` (nu), `spent`, and `paid`, the purchases that it
--- was spent on.
---@param parameters table p, q, v
---@return table<string, any> fields For `fields` of a kind, beside those of BG/NBD or Pareto/NBD.
function gamma_gamma.fields(parameters)
  return { spend_rate = valence.gamma(parameters.q, 1 / parameters.v), spent = 0, paid = 0 }
end

--- A rule by which customers with these fields pay for the purchases that `x` counts, after the rule by which they
--- buy: what n purchases come to is Gamma(p n, nu).
---@param options table `of`; `p`, the parameter; `name` ("pay" unless given).
---@return valence.Made
function gamma_gamma.pay(options)
  local given = valence.options(
    "values.gamma_gamma.pay", options, { of = "string", p = "number", name = "string" }, { "of", "p" })
  local p = given.p
  return valence.rule {
    given.name or "pay", of = given.of,
    function(self, env)
      local bought = self.x - self.paid
      if bought == 0 then return end
      self.paid = self.x
      self.spent = self.spent + env:gamma(p * bought, 1 / self.spend_rate)
    end,
  }
end

return gamma_gamma
