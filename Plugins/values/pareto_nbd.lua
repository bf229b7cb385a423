-- Customers without contract, who buy at rates of their own until they stop at a time of their own: the
-- Pareto/NBD model of Schmittlein, Morrison & Colombo 1987, doi:10.1287/mnsc.33.1.1, in the form of Fader &
-- Hardie 2005 ("A note on deriving the Pareto/NBD model"). Rates of purchase are Gamma(r, alpha) distributed
-- over customers, rates of stopping Gamma(s, beta). Parameters `p`: r, alpha, s, beta > 0. A customer is a
-- table x, t_x, T as in BG/NBD.
local valence = require "valence"
local numerics = require "numerics"
local fits = require "values.fits"

local pareto_nbd = {}

local log, exp = math.log, math.exp
local log_gamma, hypergeometric = numerics.log_gamma, numerics.hypergeometric

--- E[X(t)]: how often a new customer buys again within t:
--- r beta / (alpha (s - 1)) [1 - (beta / (beta + t))^(s - 1)]; at s = 1 r beta / alpha ln((beta + t) / beta).
---@param t number From 0 on.
---@param p table r, alpha, s, beta
---@return number
function pareto_nbd.expected(t, p)
  local ratio = p.beta / (p.beta + t)
  if p.s == 1 then return -p.r * p.beta / p.alpha * log(ratio) end
  return p.r * p.beta / (p.alpha * (p.s - 1)) * (1 - ratio ^ (p.s - 1))
end

--- The logarithms of the two parts of the likelihood of (x, t_x, T), without the factor
--- Gamma(r + x) alpha^r beta^s / Gamma(r): still there, (alpha + T)^-(r + x) (beta + T)^-s, and stopped,
--- s / (r + s + x) A_0.
local function parts(x, t_x, T, r, alpha, s, beta)
  local log_alive = -(r + x) * log(alpha + T) - s * log(beta + T)
  if t_x >= T then return log_alive, -math.huge end
  local m = r + s + x
  local larger, second = alpha, s + 1
  if beta > alpha then larger, second = beta, r + x end
  local width = math.abs(alpha - beta)
  local early, late = larger + t_x, larger + T
  local log_early = log(hypergeometric(m, second, m + 1, width / early)) - m * log(early)
  local log_late = log(hypergeometric(m, second, m + 1, width / late)) - m * log(late)
  return log_alive, log(s / m) + log_early + log(1 - exp(log_late - log_early))
end

--- P(alive): the probability that the customer has not stopped.
---@param customer table x, t_x, T
---@param p table r, alpha, s, beta
---@return number
function pareto_nbd.alive(customer, p)
  local log_alive, log_stopped = parts(customer.x, customer.t_x, customer.T, p.r, p.alpha, p.s, p.beta)
  return 1 / (1 + exp(log_stopped - log_alive))
end

--- E[Y(t) | x, t_x, T]: how often the customer will buy within t from now.
---@param t number From 0 on.
---@param customer table x, t_x, T
---@param p table r, alpha, s, beta
---@return number
function pareto_nbd.conditional(t, customer, p)
  local beta = p.beta + customer.T
  local if_alive = pareto_nbd.expected(t, { r = p.r + customer.x, alpha = p.alpha + customer.T, s = p.s, beta = beta })
  return if_alive * pareto_nbd.alive(customer, p)
end

--- DET: how many purchases from now on the customer is worth at the continuous discount rate delta per unit of
--- time (Fader, Hardie & Lee 2005, doi:10.1509/jmkr.2005.42.4.415):
--- alpha^r beta^s delta^(s-1) Gamma(r+x+1) U(s, s, delta (beta+T)) / (Gamma(r) (alpha+T)^(r+x+1) L).
---@param delta number Above 0: ln(1 + d) for a rate d per unit of time.
---@param customer table x, t_x, T
---@param p table r, alpha, s, beta
---@return number|nil purchases
---@return string|nil reason "diverges" where delta <= 0.
function pareto_nbd.discounted(delta, customer, p)
  if delta <= 0 then return nil, "diverges" end
  local r, alpha, s, beta = p.r, p.alpha, p.s, p.beta
  local x, T = customer.x, customer.T
  local log_alive, log_stopped = parts(x, customer.t_x, T, r, alpha, s, beta)
  local u = numerics.tricomi(s, s, delta * (beta + T))
  return (r + x) * exp((s - 1) * log(delta) - (r + x + 1) * log(alpha + T) - fits.log_sum(log_alive, log_stopped)) * u
end

--- The log-likelihood of customers' histories.
---@param p table r, alpha, s, beta
---@param customers table[] x, t_x, T, and `n` where several share a history.
---@return number
function pareto_nbd.log_likelihood(p, customers)
  local r, alpha, s, beta = p.r, p.alpha, p.s, p.beta
  local shared = r * log(alpha) + s * log(beta) - log_gamma(r)
  local by_x, sum = {}, 0
  for i = 1, #customers do
    local customer = customers[i]
    local x = customer.x
    local of_x = by_x[x]
    if not of_x then
      of_x = shared + log_gamma(r + x)
      by_x[x] = of_x
    end
    local high, low = parts(x, customer.t_x, customer.T, r, alpha, s, beta)
    if low > high then high, low = low, high end
    sum = sum + (customer.n or 1) * (of_x + high + log(1 + exp(low - high)))
  end
  return sum
end

--- Fits the parameters to customers' histories.
---@param customers table[] x, t_x, T
---@return table fit r, alpha, s, beta, log_likelihood, evaluations, converged
function pareto_nbd.fit(customers)
  local patterns = fits.patterns(customers, { "x", "t_x", "T" })
  return fits.maximise({ "r", "alpha", "s", "beta" }, function(p) return pareto_nbd.log_likelihood(p, patterns) end)
end

--- First values of the fields of simulated customers, who make their first purchase at time 0: `rate`,
--- `lifetime` (until it stops), `x`, `t_x`.
---@param p table r, alpha, s, beta
---@return table<string, any> fields For `fields` of a kind.
function pareto_nbd.fields(p)
  return {
    rate = valence.gamma(p.r, 1 / p.alpha), stopping = valence.gamma(p.s, 1 / p.beta),
    lifetime = function(self, env) return env:exponential(self.stopping) end, x = 0, t_x = 0,
  }
end

--- A rule by which customers with these fields buy again: a Poisson process until the end of the lifetime, so
--- that x and t_x after T steps have the model's distribution exactly.
---@param options table `of`; `name` ("buy" unless given).
---@return valence.Made
function pareto_nbd.buy(options)
  local given = valence.options("values.pareto_nbd.buy", options, { of = "string", name = "string" }, { "of" })
  return valence.rule {
    given.name or "buy", of = given.of,
    function(self, env)
      local share = self.lifetime - (env.step - 1)
      if share <= 0 then return end
      if share > 1 then share = 1 end
      local bought = env:poisson(self.rate * share)
      if bought == 0 then return end
      self.x = self.x + bought
      self.t_x = env.step - 1 + share * env:beta(bought, 1)
    end,
  }
end

return pareto_nbd
