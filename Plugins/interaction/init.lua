-- Interaction value practices: service encounters as Echeverri & Skålén (2011) describe them, and what is asked
-- of them.

local service = require "interaction.service"
local measures = require "interaction.measures"
local cocreation = require "cocreation"
local codestruction = require "codestruction"

local interaction = {
  practices = service.practices, elements = service.elements,
  tags = service.tags, marks = service.marks,
  parameters = service.parameters, service = service.encounter,
  congruence = measures.congruence, recovered = measures.recovered, alignment = measures.alignment,
}

--- The four positions of the pairs that meet: `codestruction.positions` (CD4).
interaction.positions = codestruction.positions

--- Dialogue, access, risk-benefits, transparency: `cocreation.dart` (CC6).
interaction.dart = cocreation.dart

return interaction
