-- Customer engagement, service innovation and the strength of the relationship between them.
--
-- Customers take part in activities with a business as often as they are engaged. What an activity
-- is worth grows with the level of service innovation, if it is pursued effectively; if not, the same
-- activity takes value away. Both levels follow the strength of relationships, and strength follows
-- what came of the activities. Raeisi & Meng name the constructs and that a strong relationship is
-- beneficial; the functional forms are this module's own operationalisation.

local phases = require "engagement.phases"
local measures = require "engagement.measures"

local engagement = {}

engagement.customer = phases.customer
engagement.business = phases.business
engagement.relationship = phases.relationship
engagement.activity = phases.activity
engagement.respond = phases.respond

engagement.level = measures.level
engagement.levels = measures.levels
engagement.strength = measures.strength
engagement.effectiveness = measures.effectiveness
engagement.either_sign = measures.either_sign
engagement.antecedent = measures.antecedent

return engagement
