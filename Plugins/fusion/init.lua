-- Value fusion (Larivière et al. 2013): measures F1 to F8 of whether a whole network gains at once.

local events = require "events"
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

local of_gains = { "lens", "between", "weights", "tolerance", "against", "under" }
local of_paths = { "lens", "between", "tolerance", "against", "under" }
local of_events = { "of", "under" }

--- Every measure of fusion that needs no options of its own: F1 to F5, the passive share of F6 and the
--- timeliness of F8, as a list to put among a study's measures.
---@param options? table lens, between, weights, tolerance, against, under, of (phases, for measures of events).
---@return valence.Made[]
function fusion.all(options)
  options = events.options("fusion.all", options, of_gains, { "of" })
  local gained = events.pick(options, of_gains)
  return {
    fusion.breadth(gained), fusion.simultaneity(events.pick(options, of_paths)), fusion.pareto(gained),
    fusion.nash(gained), fusion.balance(gained), fusion.passive_share(events.pick(options, of_events)),
    fusion.timeliness(events.pick(options, of_events)),
  }
end

return fusion
