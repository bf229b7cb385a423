-- Value confusion (Larivière et al. 2013): measures C1 to C8 of a network that gains and loses at once.

local gains = require "gains"
local network = require "confusion.network"
local minds = require "confusion.minds"
local contacts = require "confusion.contacts"

local confusion = {
  formulas = require "confusion.formulas",
  tension = network.tension, entropy = network.entropy, polarisation = network.polarisation,
  choice = minds.choice, discord = minds.discord,
  overload = contacts.overload, intrusion = contacts.intrusion,
  instability = require "confusion.instability", advice = require "confusion.advice",
}

--- Every measure of confusion that needs no options of its own: C1 to C3, as a list to put among a
--- study's measures.
---@param options? gains.Options lens, between, by, weights, tolerance, against, under.
---@return valence.Made[]
function confusion.all(options)
  options = gains.options("confusion.all", options, gains.types { name = false })
  return { confusion.tension(options), confusion.entropy(options), confusion.polarisation(options) }
end

return confusion
