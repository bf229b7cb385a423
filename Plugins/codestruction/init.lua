-- Co-destruction: who loses, how much, by whose misuse, and does it come back?
-- Measures CD1 to CD8 of the theory, over events and over what actors come to.

local events = require "events"
local gains = require "gains"
local rate = require "codestruction.rate"
local incidence = require "codestruction.incidence"
local depth = require "codestruction.depth"
local misuse = require "codestruction.misuse"
local positions = require "codestruction.positions"
local recovery = require "codestruction.recovery"
local spiral = require "codestruction.spiral"
local expectation = require "codestruction.expectation"
local positions_over_time = require "codestruction.positions_over_time"
local misuse_section = require "codestruction.misuse_section"

local codestruction = {
  rate = rate.decline, incidence = incidence.measure, depth = depth.measure, misuse = misuse.measure,
  positions = positions.measure, recovery = recovery.measure, spiral = spiral.measure,
  exploitation = rate.exploitation, expectation = expectation.measure,
  positions_over_time = positions_over_time, misuse_section = misuse_section,
}

--- The formulas, as pure functions of numbers: each gives a number, or the reason why there is none.
codestruction.formulas = {
  depth = depth.ratio, lost = depth.lost, tail = depth.tail,
  recovery = recovery.of, spiral_bias = spiral.bias,
}

--- Eight reasons of value co-destruction (Järvi, Kähkönen & Torvinen 2018), as levels of a tag.
codestruction.reasons = {
  "absence of information", "insufficient trust", "mistakes", "inability to serve", "inability to change",
  "absence of clear expectations", "customer misbehaviour", "blaming",
}

--- The measures that need nothing but the options given: decline rate, exploitation share and loss spiral of the
--- events of `of`; decline incidence, depth and recovery of what actors come to, by the lens.
---@param given? { of?: string|string[], lens?: string, between?: string[], tolerance?: number|table, against?: table, under?: table }
---@return valence.Made[]
function codestruction.all(given)
  given = gains.options("codestruction.all", given,
    gains.types { of = "string or table", by = false, weights = false, name = false })
  local of_events = events.pick(given, { "of", "under" })
  if type(given.tolerance) == "number" then of_events.tolerance = given.tolerance end
  local of_gains = events.pick(given, { "lens", "between", "against", "under" })
  return {
    rate.decline(of_events), rate.exploitation(of_events), spiral.measure(of_events),
    incidence.measure(events.pick(given, { "lens", "between", "against", "under", "tolerance" })),
    depth.measure(of_gains), recovery.measure(of_gains),
  }
end

return codestruction
