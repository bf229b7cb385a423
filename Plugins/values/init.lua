-- Value definitions from the literature: what a consumer, a customer, a firm or a network counts as value. Each
-- constructor returns a `valence.value`; the formulas behind them are functions of numbers.
local customer = require "values.customer"
local experience = require "values.experience"
local retention = require "values.retention"
local sbg = require "values.sbg"
local bgnbd = require "values.bgnbd"
local pareto_nbd = require "values.pareto_nbd"
local gamma_gamma = require "values.gamma_gamma"
local clv = require "values.clv"
local history = require "values.history"
local knowledge = require "values.knowledge"
local firm = require "values.firm"
local stock = require "values.stock"
local network = require "values.network"
local reverse_use = require "values.reverse_use"
local traits = require "values.traits"

return {
  customer = customer.value, presets = customer.presets, surplus = customer.surplus, ratio = customer.ratio,
  expected_surplus = customer.expected_surplus,
  experiential = experience.value, satisfaction = experience.satisfied, satisfied_with = experience.satisfaction,
  clv = clv.value, discounted = clv.discounted, retention = retention, sbg = sbg, bgnbd = bgnbd,
  pareto_nbd = pareto_nbd, gamma_gamma = gamma_gamma, history = history,
  ckv = knowledge.value, shapley = knowledge.shapley, shares = knowledge.shares,
  profit = firm.profit, provider = firm.provider, platform = firm.platform,
  provider_profit = firm.provider_profit, platform_revenue = firm.platform_revenue,
  stock = stock.rule, well_being = stock.well_being,
  network = network.value, externality = network.externality, laws = network.laws, per_member = network.per_member,
  bass = network.bass,
  reverse_use = reverse_use.value, reverse_use_worth = reverse_use.worth, uses = reverse_use.uses,
  traits = traits,
}
