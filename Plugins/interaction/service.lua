-- The service encounter of Echeverri & Skålén: a practice with three elements, congruent or not.

local valence = require "valence"

local service = {}

--- Five interaction value practices (Echeverri & Skålén 2011): the levels of the tag `practice`.
service.practices = { "informing", "greeting", "delivering", "charging", "helping" }

--- Three elements of a practice: the marks that say in which of them provider and customer were congruent.
service.elements = { "procedures", "understandings", "engagements" }

--- Tags of the events of `interaction.service`, for encounters of one's own: `tags = interaction.tags`.
service.tags = { practice = service.practices, sphere = "joint" }

--- Marks of the events of `interaction.service`: what its measures read.
service.marks = { "failed", "recovered", "procedures", "understandings", "engagements" }

--- The parameters that `interaction.service` reads, with what a study sets otherwise: `congruence` (0.5) the
--- probability that an element is congruent, a number or one by practice; `depletion` (0.15) how much lower
--- it is for a customer whose level is below -1; `recovery` (0) the probability that a failed encounter is
--- recovered; `decay` (0.9) what is left of a level after a step; `alignment` (0) how fast expectations move to
--- what was delivered, from 0 (never) to 1 (at once).
---
---     parameters = interaction.parameters { recovery = 0.6, fare = 2 }
---
--- The defaults are a study's own, in utils: own operationalisation (theory: D.10).
---@param given? table<string, any> Parameters of the study, others too.
---@return table<string, any>
function service.parameters(given)
  local made = { congruence = 0.5, depletion = 0.15, recovery = 0, decay = 0.9, alignment = 0 }
  for name, value in pairs(given or {}) do made[name] = value end
  if type(made.congruence) == "number" then made.congruence = valence.by(service.practices, made.congruence) end
  return made
end

--- A table of four gains, by the number of congruent elements.
local function by_congruent(given, name, default)
  local gains = given[name] or default
  for congruent = 0, 3 do
    if type(gains[congruent]) ~= "number" then
      valence.refuse(("'%s' of interaction.service has a gain for 0, 1, 2 and 3 congruent elements: "
        .. "{ [0] = -1.2, -0.6, 0.4, 1 }"):format(name))
    end
  end
  return gains
end

--- A service encounter: customer and provider meet in one of five practices, and each of its three elements
--- (procedures, understandings, engagements) is congruent with probability `congruence`. Congruence creates value
--- for both, incongruence destroys it (Echeverri & Skålén 2011). An encounter with fewer than two congruent
--- elements has failed; the provider recovers it with probability `recovery`, or bears a complaint. A customer
--- whose level is below -1 is depleted and harder to serve: a loss spiral (Smith 2013).
---
--- The ties of the network it runs along remember: `level`, the customer's running sum of gains, discounted by
--- `decay`; with `expectations = true` also `expected`, what the customer expects, which moves to what was
--- delivered by `alignment` (Plé & Chumpitaz Cáceres 2010: aligning mutual expectations) and is stated in the event.
---
---     networks = { line = valence.star { from = "rider", to = "operator", fields = { level = 0 } } },
---     phases = { interaction.service { along = "line" } },
---     parameters = interaction.parameters { recovery = 0.6 },
---
--- Customers initiate. Tags: `practice`, `sphere` (joint). Marks: `failed`, `recovered`, and one for each
--- congruent element. Gains by the number of congruent elements are `to_customer` and `to_provider`; a recovery adds
--- `repair` (1.4) for the customer and costs the provider `repair_cost` (0.2), a complaint costs `complaint` (0.3).
---
--- Practices, elements and directions: Echeverri & Skålén (2011). Own: all numbers, the congruence of elements
--- as independent draws.
---@param given { along: string, name?: string, expectations?: boolean, to_customer?: table<integer, number>, to_provider?: table<integer, number>, repair?: number, repair_cost?: number, complaint?: number }
---@return valence.Made
function service.encounter(given)
  given = valence.options("interaction.service", given, { along = "string", name = "string",
    expectations = "boolean", to_customer = "table", to_provider = "table", repair = "number", repair_cost = "number",
    complaint = "number" }, { "along" })
  local to_customer = by_congruent(given, "to_customer", { [0] = -1.2, -0.6, 0.4, 1.0 })
  local to_provider = by_congruent(given, "to_provider", { [0] = -0.8, -0.3, 0.3, 0.6 })
  local repair, repair_cost, complaint = given.repair or 1.4, given.repair_cost or 0.2, given.complaint or 0.3
  local practices, expectations = service.practices, given.expectations
  return valence.encounter { given.name or "service", along = given.along,
    tags = service.tags, marks = service.marks,
    function(_, _, env, event)
      event.practice = env:one_of(practices)
      local tie, p, congruent = event.tie, env.congruence[event.practice], 0
      if tie.level < -1 then p = math.max(0, p - env.depletion) end
      for element = 1, 3 do
        if env:chance(p, element) then
          congruent = congruent + 1
          if element == 1 then event.procedures = true
          elseif element == 2 then event.understandings = true
          else event.engagements = true end
        end
      end
      local customer, provider = to_customer[congruent], to_provider[congruent]
      event.failed = congruent < 2
      event.recovered = congruent < 2 and env:chance(env.recovery)
      if event.recovered then customer, provider = customer + repair, provider - repair_cost
      elseif event.failed then provider = provider - complaint end
      if expectations then
        event.expected = tie.expected
        tie.expected = tie.expected + env.alignment * (customer - tie.expected)
      end
      tie.level = env.decay * tie.level + customer
      return customer, provider
    end }
end

return service
