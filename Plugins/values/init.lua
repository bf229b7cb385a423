-- Value definitions from the literature: what a consumer, a customer, a firm or a network counts as value. Each
-- constructor returns a `valence.value`; the formulas behind them are functions of numbers.
local customer = require "values.customer"
local experience = require "values.experience"
local clv = require "values.clv"
local knowledge = require "values.knowledge"
local firm = require "values.firm"
local stock = require "values.stock"
local network = require "values.network"
local reverse_use = require "values.reverse_use"
local referral = require "values.referral"

local values = {
  customer = customer.value, surplus = customer.surplus, ratio = customer.ratio,
  expected_surplus = customer.expected_surplus,
  experiential = experience.value, satisfaction = experience.satisfied, satisfied_with = experience.satisfaction,
  clv = clv.value, discounted = clv.discounted,
  crv = referral.crv, civ = referral.civ, crv_and_civ = referral.both, cev = referral.cev,
  ckv = knowledge.value, shapley = knowledge.shapley,
  profit = firm.profit, provider = firm.provider, platform = firm.platform,
  provider_profit = firm.provider_profit, platform_revenue = firm.platform_revenue,
  stock = stock.rule, well_being = stock.well_being,
  network = network.value, externality = network.externality,
  reverse_use = reverse_use.value, reverse_use_worth = reverse_use.worth,
}

--- The benefits that Sheth, Newman & Gross, Holbrook, and PERVAL tell apart: lists of names, by preset.
values.presets = customer.presets
--- Lifetime value with constant retention: `multiple`, `foreseen`.
values.retention = require "values.retention"
--- Customers under contract, the shifted beta-geometric model: `survival`, `retention`, `multiple`, `residual`, `fit`.
values.sbg = require "values.sbg"
--- Customers without contract, BG/NBD: `expected`, `conditional`, `alive`, `probability`, `fit`, `fields`, `buy`.
values.bgnbd = require "values.bgnbd"
--- Customers without contract, Pareto/NBD: `expected`, `conditional`, `alive`, `discounted`, `fit`, `fields`, `buy`.
values.pareto_nbd = require "values.pareto_nbd"
--- What customers spend in a purchase, gamma-gamma: `mean`, `conditional`, `fit`, `fields`, `pay`.
values.gamma_gamma = require "values.gamma_gamma"
--- From a log of purchases to histories of customers: `fields`, `record`.
values.history = require "values.history"
--- One contributor's part of what all contributions are worth: `proportional`, `leave_one_out`.
values.shares = knowledge.shares
--- The value of a whole network by its number of members: `sarnoff`, `odlyzko`, `metcalfe`, `reed`.
values.laws = network.laws
--- What a network is worth to each member: the same laws and `saturating`.
values.per_member = network.per_member
--- Diffusion after Bass: `cumulative`, `density`, `peak`.
values.bass = network.bass
--- The four ways of using data that were given back: a list of names.
values.uses = reverse_use.uses
--- The rows of the comparison matrix that each school of thought fills in.
values.traits = require "values.traits"

return values
