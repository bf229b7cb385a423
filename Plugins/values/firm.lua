-- What a firm earns: profit, a provider's on a platform, and the platform's.
local valence = require "valence"
local terms = require "values.terms"
local traits = require "values.traits"

local firm = {}

local term = terms.types

--- Profit per period: margins - service - incentives - fixed costs, where margins = SUM_j (p - c) q; discounted by
--- (1 + r)^-t with `discount = r`.
---@param options table `of`; `margins`, `service`, `incentives`, `fixed`: terms, 0 unless given; `discount`, `due`, `name`, `unit`, `scale`.
---@return valence.Made
function firm.profit(options)
  local what = "values.profit"
  local given = valence.options(what, options, {
    of = "string or table", margins = term, service = term, incentives = term, fixed = term,
    discount = "number or table", due = "string", name = "string", unit = "string", scale = "number",
  }, { "of", "margins" })
  local margins = terms.of(what, "margins", given.margins)
  local service = terms.of(what, "service", given.service or 0)
  local incentives = terms.of(what, "incentives", given.incentives or 0)
  local fixed = terms.of(what, "fixed", given.fixed or 0)
  return valence.value {
    given.name or "profit", of = given.of, unit = given.unit, scale = given.scale,
    discount = given.discount, due = given.due, source = "own operationalisation",
    formula = "sum of (margins - service - incentives - fixed) / (1 + r)^t", traits = traits.profit,
    function(self, env)
      return margins(self, env) - service(self, env) - incentives(self, env) - fixed(self, env)
    end,
  }
end

--- What a provider on a platform earns in a period: d ((1 - beta) P - S) - incentive (Jiang & Fu 2026, eq. 8).
---@param stays number d, what is sold (nights).
---@param commission number beta, the platform's share, from 0 to 1.
---@param price number P.
---@param service number S, what the service costs.
---@param incentive number What is paid for reviews.
---@return number
function firm.provider_profit(stays, commission, price, service, incentive)
  return stays * ((1 - commission) * price - service) - incentive
end

--- What the platform earns of it: beta P d. (Eq. 10 of Jiang & Fu 2026 prints 1 - beta; their revenues of 61.183
--- and 47.329 are possible with beta only: mean stays of 3.07 and 2.99 days against 0.54.)
---@param stays number d.
---@param commission number beta.
---@param price number P.
---@return number
function firm.platform_revenue(stays, commission, price) return commission * price * stays end

--- A provider's profit as a definition of value, see `provider_profit`.
---@param options table `of`; `stays`, `price`, `service`, `incentive`, `commission`: terms; `name`, `unit`, `scale`, `discount`.
---@return valence.Made
function firm.provider(options)
  local what = "values.provider"
  local given = valence.options(what, options, {
    of = "string or table", stays = term, price = term, service = term, incentive = term, commission = term,
    name = "string", unit = "string", scale = "number", discount = "number or table",
  }, { "of", "stays", "price", "commission" })
  local stays = terms.of(what, "stays", given.stays)
  local price = terms.of(what, "price", given.price)
  local service = terms.of(what, "service", given.service or 0)
  local incentive = terms.of(what, "incentive", given.incentive or 0)
  local commission = terms.of(what, "commission", given.commission)
  local provider_profit = firm.provider_profit
  return valence.value {
    given.name or "provider profit", of = given.of, unit = given.unit, scale = given.scale,
    discount = given.discount, source = "Jiang & Fu 2026, eq. 8",
    formula = "d ((1 - beta) P - S) - incentive", traits = traits.profit,
    function(self, env)
      return provider_profit(
        stays(self, env), commission(self, env), price(self, env), service(self, env), incentive(self, env))
    end,
  }
end

--- A platform's revenue as a definition of value: beta times what is turned over on it.
---@param options table `of`; `turnover` (SUM P d), `commission`: terms; `name`, `unit`, `scale`, `discount`.
---@return valence.Made
function firm.platform(options)
  local what = "values.platform"
  local given = valence.options(what, options, {
    of = "string or table", turnover = term, commission = term, name = "string", unit = "string",
    scale = "number", discount = "number or table",
  }, { "of", "turnover", "commission" })
  local turnover = terms.of(what, "turnover", given.turnover)
  local commission = terms.of(what, "commission", given.commission)
  return valence.value {
    given.name or "platform revenue", of = given.of, unit = given.unit, scale = given.scale,
    discount = given.discount, source = "Jiang & Fu 2026, eq. 10",
    own = "beta P d, where the equation prints 1 - beta", formula = "beta P d", traits = traits.profit,
    function(self, env) return commission(self, env) * turnover(self, env) end,
  }
end

return firm
