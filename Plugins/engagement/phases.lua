local valence = require "valence"

local phases = {}

---First values of a customer's field: `fields = engagement.customer { engagement = 0.3 }`.
---@param options? { engagement?: number|table } Level of engagement from 0 to 1, or a distribution; uniform unless given.
---@return table fields `engagement`, to which others may be added.
function phases.customer(options)
  options = valence.options("engagement.customer", options, { engagement = "number or table" })
  return { engagement = options.engagement or valence.uniform(0, 1) }
end

---First values of a business's field: `fields = engagement.business { innovation = 0.5 }`.
---@param options? { innovation?: number|table } Level of service innovation from 0 to 1, or a distribution; 0.5 unless given.
---@return table fields `innovation`.
function phases.business(options)
  options = valence.options("engagement.business", options, { innovation = "number or table" })
  return { innovation = options.innovation or 0.5 }
end

---Fields of the ties between customers and businesses: `fields = engagement.relationship(0.2)`.
---@param strength? number Strength of every relationship at first, from 0 to 1; 0.5 unless given.
---@return table fields `strength`.
function phases.relationship(strength)
  return { strength = strength or 0.5 }
end

---An encounter in which a customer takes part with the probability of its engagement. Both sides gain
---`benefit x innovation` and `returns x innovation` where it is effective, and lose `harm x innovation`
---and `cost x innovation` where it is not: the same activity, either sign. The study's parameter
---`effectiveness` is the probability that it is effective. The relationship's strength moves towards 1
---or 0 by the share `learning`.
---
---Source: engagement at different levels, service innovation, effectiveness and the conditions of
---co-destruction on the same activities: Raeisi & Meng. Own operationalisation: all forms.
---@param options { along: string, name?: string, benefit?: number, harm?: number, returns?: number, cost?: number, learning?: number, tags?: table }
---@return valence.Made encounter With the mark `effective`.
function phases.activity(options)
  options = valence.options("engagement.activity", options, {
    along = "string", name = "string", benefit = "number", harm = "number", returns = "number", cost = "number", learning = "number", tags = "table",
  }, { "along" })
  local benefit, harm = options.benefit or 1, options.harm or 1
  local returns, cost = options.returns or 0.5, options.cost or 0.5
  local learning = options.learning or 0.1
  return valence.encounter {
    options.name or "activity", along = options.along, tags = options.tags, marks = { "effective" },
    function(customer, business, env, event)
      if not env:chance(customer.engagement) then return end
      local tie, level = event.tie, business.innovation
      event.effective = env:chance(env.effectiveness)
      if event.effective then
        tie.strength = tie.strength + learning * (1 - tie.strength)
        return benefit * level, returns * level
      end
      tie.strength = tie.strength - learning * tie.strength
      return -harm * level, -cost * level
    end,
  }
end

---A rule by which a level follows the strength of an actor's relationships: the antecedent of
---engagement and of service innovation. The level moves by the share `pace` towards their mean strength;
---who has no relationship keeps its level.
---
---Source: relationship strength as antecedent: Raeisi & Meng. Own operationalisation: the form.
---@param options { of: string, along: string, field: "engagement"|"innovation", pace?: number, name?: string }
---@return valence.Made rule
function phases.respond(options)
  options = valence.options("engagement.respond", options, {
    of = "string", along = "string", field = "string", pace = "number", name = "string",
  }, { "of", "along", "field" })
  local along, pace, name = options.along, options.pace or 0.1, options.name or options.field .. " follows"
  if options.field == "innovation" then
    return valence.rule { name, of = options.of, function(self)
      local ties = self:degree(along)
      if ties == 0 then return end
      self.innovation = self.innovation + pace * (self:sum(along, "strength") / ties - self.innovation)
    end }
  end
  return valence.rule { name, of = options.of, function(self)
    local ties = self:degree(along)
    if ties == 0 then return end
    self.engagement = self.engagement + pace * (self:sum(along, "strength") / ties - self.engagement)
  end }
end

return phases
