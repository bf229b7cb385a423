-- Customers without contract, who buy at rates of their own and stop for good after some purchase: the
-- BG/NBD model of Fader, Hardie & Lee 2005, doi:10.1287/mksc.1040.0098. Rates are Gamma(r, alpha)
-- distributed over customers, the probabilities of stopping after a purchase Beta(a, b). Parameters `p`:
-- r, alpha, a, b > 0.
--
-- A customer is a table: x, how often it bought again; t_x, when it did so last (0 if never); T, how long it
-- has been observed. Times count from its first purchase.
local valence = require "valence"
local numerics = require "numerics"
local fits = require "values.fits"

local bgnbd = {}

local log, exp = math.log, math.exp
local log_gamma, log_beta, hypergeometric = numerics.log_gamma, numerics.log_beta, numerics.hypergeometric

--- E[X(t)]: how often a new customer buys again within t. With c = a + b - 1:
--- c / (a - 1) [1 - (alpha / (alpha + t))^r 2F1(r, b; c; t / (alpha + t))]. At a = 1 it is the limit, taken
--- from both sides.
---@param t number From 0 on.
---@param p table r, alpha, a, b
---@return number
function bgnbd.expected(t, p)
  local r, alpha, a, b = p.r, p.alpha, p.a, p.b
  if a == 1 then
    local function beside(offset) return bgnbd.expected(t, { r = r, alpha = alpha, a = 1 + offset, b = b }) end
    return (beside(-1e-5) + beside(1e-5)) / 2
  end
  local share = (alpha / (alpha + t)) ^ r * hypergeometric(r, b, a + b - 1, t / (alpha + t))
  return (a + b - 1) / (a - 1) * (1 - share)
end

--- The odds that a customer has stopped against that it is still there.
local function odds(customer, p)
  if customer.x == 0 then return 0 end
  local x = customer.x
  return p.a / (p.b + x - 1) * ((p.alpha + customer.T) / (p.alpha + customer.t_x)) ^ (p.r + x)
end

--- P(alive): the probability that the customer will buy again some time. 1 for one that never bought again:
--- it stops only after a purchase.
---@param customer table x, t_x, T
---@param p table r, alpha, a, b
---@return number
function bgnbd.alive(customer, p) return 1 / (1 + odds(customer, p)) end

--- E[Y(t) | x, t_x, T]: how often the customer will buy within t from now.
---@param t number From 0 on.
---@param customer table x, t_x, T
---@param p table r, alpha, a, b
---@return number
function bgnbd.conditional(t, customer, p)
  local r, alpha, a, b = p.r, p.alpha, p.a, p.b
  if a == 1 then
    local function beside(offset)
      return bgnbd.conditional(t, customer, { r = r, alpha = alpha, a = 1 + offset, b = b })
    end
    return (beside(-1e-5) + beside(1e-5)) / 2
  end
  local x, T = customer.x, customer.T
  local c = a + b + x - 1
  local share = ((alpha + T) / (alpha + T + t)) ^ (r + x) * hypergeometric(r + x, b + x, c, t / (alpha + T + t))
  return c / (a - 1) * (1 - share) / (1 + odds(customer, p))
end

--- P(X(t) = n): the probability that a new customer buys again n times within t.
---@param n integer From 0 on.
---@param t number Above 0.
---@param p table r, alpha, a, b
---@return number
function bgnbd.probability(n, t, p)
  local r, alpha, a, b = p.r, p.alpha, p.a, p.b
  local log_late, log_early = log(alpha / (alpha + t)), log(t / (alpha + t))
  local function purchases(j)
    return exp(log_gamma(r + j) - log_gamma(r) - log_gamma(j + 1) + r * log_late + j * log_early)
  end
  local probability = exp(log_beta(a, b + n) - log_beta(a, b)) * purchases(n)
  if n == 0 then return probability end
  local fewer = 0
  for j = 0, n - 1 do fewer = fewer + purchases(j) end
  return probability + exp(log_beta(a + 1, b + n - 1) - log_beta(a, b)) * (1 - fewer)
end

--- The log-likelihood of customers' histories.
---@param p table r, alpha, a, b
---@param customers table[] x, t_x, T, and `n` where several share a history.
---@return number
function bgnbd.log_likelihood(p, customers)
  local r, alpha, a, b = p.r, p.alpha, p.a, p.b
  local shared = r * log(alpha) - log_gamma(r) + log_gamma(a + b) - log_gamma(b)
  local by_x, sum = {}, 0
  for i = 1, #customers do
    local customer = customers[i]
    local x = customer.x
    local of_x = by_x[x]
    if not of_x then
      of_x = shared + log_gamma(r + x) + log_gamma(b + x) - log_gamma(a + b + x)
      by_x[x] = of_x
    end
    local log_alive = -(r + x) * log(alpha + customer.T)
    if x > 0 then
      local log_stopped = log(a / (b + x - 1)) - (r + x) * log(alpha + customer.t_x)
      if log_stopped > log_alive then log_alive, log_stopped = log_stopped, log_alive end
      log_alive = log_alive + log(1 + exp(log_stopped - log_alive))
    end
    sum = sum + (customer.n or 1) * (of_x + log_alive)
  end
  return sum
end

--- Fits the parameters to customers' histories.
---@param customers table[] x, t_x, T
---@return table fit r, alpha, a, b, log_likelihood, evaluations, converged
function bgnbd.fit(customers)
  local patterns = fits.patterns(customers, { "x", "t_x", "T" })
  return fits.maximise({ "r", "alpha", "a", "b" }, function(p) return bgnbd.log_likelihood(p, patterns) end)
end

--- First values of the fields of simulated customers, who make their first purchase at time 0: `rate`,
--- `stops` (the probability after each purchase), `active`, `x`, `t_x`.
---@param p table r, alpha, a, b
---@return table<string, any> fields For `fields` of a kind.
function bgnbd.fields(p)
  return {
    rate = valence.gamma(p.r, 1 / p.alpha), stops = valence.beta(p.a, p.b), active = true, x = 0, t_x = 0,
  }
end

--- A rule by which customers with these fields buy again: the purchases of a step are a Poisson process
--- that ends with the purchase after which the customer stops, so that x and t_x after T steps have the
--- model's distribution exactly.
---@param options table `of`; `name` ("buy" unless given).
---@return valence.Made
function bgnbd.buy(options)
  local given = valence.options("values.bgnbd.buy", options, { of = "string", name = "string" }, { "of" })
  return valence.rule {
    given.name or "buy", of = given.of,
    function(self, env)
      if not self.active then return end
      local wanted = env:poisson(self.rate)
      local last = 1 + math.floor(math.log(env:uniform()) / math.log(1 - self.stops))
      if wanted == 0 then return end
      local bought = wanted
      if last <= wanted then
        bought = last
        self.active = false
      end
      self.x = self.x + bought
      self.t_x = env.step - 1 + env:beta(bought, wanted - bought + 1)
    end,
  }
end

return bgnbd
