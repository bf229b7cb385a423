-- Conditions under which a technology that connects people fuses or confuses value, and labels for what
-- happens on it.
--
-- Larivière et al. (2013, doi:10.1108/09564231311326996) announce necessary conditions of value fusion
-- and conditions of value confusion; their lists were not found. The twelve here are our own, with
-- neighbouring evidence. Device traits and modes of contribution are named in the abstract.

local labels = require "conditions.labels"

local conditions = {}

conditions.traits = labels.traits
conditions.modes = labels.modes
conditions.tags = labels.tags
--- The twelve conditions in the order of the report: name, title, both sides and neighbouring evidence of each.
conditions.known = require "conditions.known"
conditions.state = require "conditions.state"
conditions.section = require "conditions.section"

return conditions
