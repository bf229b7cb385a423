-- Value fusion (Larivière et al. 2013): measures F1 to F8 of whether a whole network gains at once.

local gains = require "gains"
local network = require "fusion.network"
local time = require "fusion.time"
local folds = require "fusion.events"
local sweep = require "fusion.sweep"

local fusion = {
  formulas = require "fusion.formulas",
  index = network.index, breadth = network.breadth, pareto = network.pareto, nash = network.nash,
  balance = network.balance, spillover = network.spillover, presence_premium = network.presence_premium,
  simultaneity = time.simultaneity, elasticity = time.elasticity, size_sweep = sweep,
  passive_share = folds.passive_share, timeliness = folds.timeliness,
}

local types = gains.types { by = false, name = false, of = "string or table" }

--- Every measure of fusion that needs no options of its own: F1 to F5, the passive share of F6 and the
--- timeliness of F8, as a list to put among a study's measures.
---@param options? gains.Options lens, between, weights, tolerance, against, under, of (phases, for measures of events).
---@return valence.Made[]
function fusion.all(options)
  options = gains.options("fusion.all", options, types)
  local of_events = { of = options.of, under = options.under }
  options.of = nil
  local of_steps = {}
  for name, value in pairs(options) do of_steps[name] = value end
  of_steps.weights = nil
  return {
    fusion.breadth(options), fusion.simultaneity(of_steps), fusion.pareto(options), fusion.nash(options),
    fusion.balance(options), fusion.passive_share(of_events), fusion.timeliness(of_events),
  }
end

return fusion
