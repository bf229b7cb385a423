-- Reverse use of customer data: a retailer refines what it knows about its customers and gives it back
-- to them (Saarijärvi 2011).
--
-- Whether information can create value depends on whether it is *about* the customer (do the data
-- describe what is consumed) and *for* the customer (is the phenomenon relevant, is the yardstick
-- believed). Customers use it by playing, check-pointing, learning or goal-orientation; the firm has
-- four accounts that are never added up: loyalty, differentiation, corporate values, image. The
-- dissertation names all of these; the functional forms are this module's own operationalisation.
--
-- A study declares the parameter `returned` (true: data go back to customers; false: they are used
-- internally only).

local phases = require "reverse_use.phases"
local values = require "reverse_use.values"
local measures = require "reverse_use.measures"

local reverse_use = {}

--- The four types of use, from the lowest quarter of interest to the highest.
reverse_use.uses = phases.uses

reverse_use.customer = phases.customer
reverse_use.firm = phases.firm
reverse_use.feedback = phases.feedback
reverse_use.defect = phases.defect
reverse_use.talk = phases.talk

reverse_use.benefit = values.benefit
reverse_use.loyalty = values.loyalty
reverse_use.differentiation = values.differentiation
reverse_use.corporate_values = values.corporate_values
reverse_use.image = values.image

reverse_use.use_types = measures.use_types
reverse_use.ability = measures.ability
reverse_use.external = measures.external
reverse_use.served = measures.served

return reverse_use
