-- C1, C2, C3: confusion as kinds or actors that move in different directions.

local valence = require "valence"
local gains = require "gains"
local formulas = require "confusion.formulas"

local paper = "Larivière et al. 2013, doi:10.1108/09564231311326996 (names the outcome, no formula)"
local reference = "the baseline run as reference"

local network = {}

--- C1, tension: 1 - |sum w_k zbar_k| / sum w_k |zbar_k|. From 0 to 1, high: gains of some kinds offset
--- losses of others. 0 where all kinds move the same way, up or down: read it with the verdict.
--- Undefined (`no_change`) where no kind moves.
---
--- Reading: redistribution instead of joint value. Own entirely; Larivière et al. 2013 name confusion
--- only.
---@param options? gains.Options lens, between, by, weights, tolerance, against, under, name.
---@return valence.Made
function network.tension(options)
  options = gains.options("confusion.tension", options)
  return gains.measure({
    "tension", range = { 0, 1 }, direction = "lower",
    reading = "high: some kinds gain what others lose; 0: all move the same way, up or down",
    source = paper, formula = "1 - |sum w_k zbar_k| / sum w_k |zbar_k|",
    own = "entirely: confusion read as redistribution; " .. reference,
    formulas.tension,
  }, options)
end

--- C2, outcome entropy: -sum p_c ln p_c / ln 3 over the shares of gain, neutral and loss; of actors,
--- and of kinds by their weights. From 0 to 1, high: no common direction. It cannot tell a transfer
--- from a gain of some.
---
--- Reading: the network does not agree that the change was good. The form is Pielou's evenness (1966).
--- Own: its use for value.
---@param options? gains.Options lens, between, by, weights, tolerance, against, under, name.
---@return valence.Made
function network.entropy(options)
  options = gains.options("confusion.entropy", options)
  return gains.measure({
    "outcome entropy", gives = { "actors", "kinds" }, range = { 0, 1 }, direction = "lower",
    reading = "high: no common direction", source = "evenness: Pielou 1966",
    formula = "-sum p_c ln p_c / ln 3, c in gain, neutral, loss",
    own = "confusion read as disagreement of outcomes; " .. reference,
    formulas.entropy,
  }, options)
end

---@class confusion.PolarisationOptions: gains.Options
---@field alpha? number Sensitivity, above 0, at most 1.6; 1.6 unless given.

--- C3, polarisation. `kinds` (C3a): sum pi_k^(1+alpha) pi_l |zbar_k - zbar_l| / 0.5^(1+alpha), in scaled
--- value: as polarised as two equal blocs this far apart. `classes` (C3b): the same over losers, neutral
--- ones and gainers at -1, 0, 1, from 0 to 1. `disagreement`: van der Eijk's agreement A of these
--- classes as (1 - A) / 2, from 0 to 1.
---
--- Esteban and Ray 1994, Econometrica 62(4); van der Eijk 2001, Quality & Quantity 35. Own: applying
--- them to gains. C3a is not divided by the observed range, which would make it a constant.
---@param options? confusion.PolarisationOptions alpha (1.6), lens, between, by, weights, tolerance, against, under, name.
---@return valence.Made
function network.polarisation(options)
  options = gains.options("confusion.polarisation", options, gains.types { alpha = "number" })
  local alpha = options.alpha or 1.6
  if not (alpha > 0 and alpha <= 1.6) then
    valence.refuse "'alpha' of confusion.polarisation must be a number above 0, at most 1.6"
  end
  return gains.measure({
    "polarisation", gives = { "kinds", "classes", "disagreement" },
    range = { kinds = { 0, math.huge }, classes = { 0, 1 }, disagreement = { 0, 1 } },
    unit = { kinds = "scaled value" }, direction = "lower",
    reading = {
      kinds = "as polarised as two equal blocs this far apart", classes = "1: half win, half lose",
      disagreement = "1: half win, half lose; 0.5: all outcomes alike often",
    },
    source = "Esteban and Ray 1994, Econometrica 62(4); van der Eijk 2001, Quality & Quantity 35",
    formula = {
      kinds = "sum pi_k^(1+alpha) pi_l |zbar_k - zbar_l| / 0.5^(1+alpha), alpha = " .. alpha,
      classes = "the same of losers, neutral ones, gainers at -1, 0, 1, halved",
      disagreement = "(1 - A) / 2, A van der Eijk's agreement of the classes",
    },
    own = "applying it to gains; " .. reference,
    function(set)
      return formulas.kind_polarisation(set, alpha), formulas.class_polarisation(set, alpha),
        formulas.disagreement(set)
    end,
  }, options)
end

return network
