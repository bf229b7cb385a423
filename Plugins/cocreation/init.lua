-- Co-creation: do meetings create value for both sides, in whose sphere, and with whose contributions?
-- Measures CC1 to CC8 of the theory, over events and over what actors come to.

local valence = require "valence"
local events = require "events"
local mutual = require "cocreation.mutual"
local value = require "cocreation.value"
local reciprocity = require "cocreation.reciprocity"
local spheres = require "cocreation.spheres"
local synergy = require "cocreation.synergy"
local dart = require "cocreation.dart"
local engagement = require "cocreation.engagement"
local fit = require "cocreation.fit"
local learning = require "cocreation.learning"
local spheres_section = require "cocreation.spheres_section"
local learning_curves = require "cocreation.learning_curves"

local cocreation = {
  mutual = mutual.rate, quadrants = mutual.quadrants, value = value.created,
  reciprocity = reciprocity.measure, spheres = spheres.shares, synergy = synergy.measure,
  dart = dart.measure, engagement = engagement.measure, fit = fit.measure, learning = learning.measure,
  spheres_section = spheres_section, learning_curves = learning_curves,
}

--- The formulas, as pure functions of numbers: each gives a number, or the reason why there is none.
cocreation.formulas = {
  reciprocity = reciprocity.ratio, synergy = synergy.ratio,
  dart = dart.index, gini = engagement.gini, closure = learning.closure,
}

--- Four types of customer engagement behaviour (Jaakkola & Alexander 2014), as levels of a tag.
cocreation.behaviours = { "augmenting", "co-developing", "influencing", "mobilizing" }

--- Customer participation behaviours (Yi & Gong 2013), as levels of a tag.
cocreation.participation =
  { "information seeking", "information sharing", "responsible behaviour", "personal interaction" }

--- Customer citizenship behaviours (Yi & Gong 2013), as levels of a tag.
cocreation.citizenship = { "feedback", "advocacy", "helping", "tolerance" }

--- The measures that need nothing but the options given: mutual rate, sign quadrants, co-created value,
--- sphere shares and engagement; reciprocity too where `unit` or `scale` says how to compare the sides.
---@param given? { of?: string|string[], unit?: string, scale?: number[], tolerance?: number, customer?: string, rule?: string, by?: string, under?: table }
---@return valence.Made[]
function cocreation.all(given)
  given = valence.options("cocreation.all", given, { of = "string or table", by = "string", under = "table",
    unit = "string", scale = "table", tolerance = "number", customer = "string", rule = "string" })
  local made = {
    mutual.rate(events.pick(given, { "of", "by", "under", "tolerance" })),
    mutual.quadrants(events.pick(given, { "of", "by", "under", "tolerance" })),
    value.created(events.pick(given, { "of", "by", "under", "tolerance", "unit", "scale" })),
    spheres.shares(events.pick(given, { "of", "by", "under", "customer", "rule" })),
    engagement.measure(events.pick(given, { "of", "by", "under" })),
  }
  if given.unit or given.scale then
    made[#made + 1] = reciprocity.measure(events.pick(given, { "of", "by", "under", "unit", "scale" }))
  end
  return made
end

return cocreation
