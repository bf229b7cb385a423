local valence = require "valence"

local phases = {}

phases.uses = { "playing", "check-pointing", "learning", "goal-orientation" }

---Fields of a customer: `wallet` (share of its purchases that this retailer sees), `interest` in the
---phenomenon, `believes` (accepts the yardstick), `use` (type of use, by quarter of interest), `about`
---= wallet x accuracy, `relevant` = interest where it believes, else 0 ("for them"), `loyal`,
---`attitude` towards the firm.
---
---Source: data and phenomenon element, use types: Saarijärvi (2011). Own operationalisation: the forms.
---@param options? { wallet?: table, accuracy?: number, interest?: table, believers?: number, attitude?: number }
--- `valence.beta(4, 3)`, 1, uniform, 0.8, 0.5 unless given.
---@return table fields
function phases.customer(options)
  options = valence.options("reverse_use.customer", options, {
    wallet = "number or table", accuracy = "number", interest = "number or table", believers = "number", attitude = "number or table",
  })
  local accuracy = options.accuracy or 1
  local uses = phases.uses
  return {
    wallet = options.wallet or valence.beta(4, 3),
    interest = options.interest or valence.uniform(0, 1),
    believes = valence.bernoulli(options.believers or 0.8),
    standing = valence.rank "interest",
    use = valence.category(uses, function(self)
      if self.standing < 0.25 then return "playing" end
      if self.standing < 0.5 then return "check-pointing" end
      if self.standing < 0.75 then return "learning" end
      return "goal-orientation"
    end),
    about = function(self) return accuracy * self.wallet end,
    relevant = function(self) return self.believes and self.interest or 0 end,
    loyal = true,
    attitude = options.attitude or 0.5,
  }
end

---Fields of the firm: its account of `loyalty` in a step.
---@return table fields
function phases.firm()
  return { kept_margin = valence.flow() }
end

---An encounter along the cards of loyal customers. Where data are returned, a customer gains
---about x relevant x the weight of its use - effort, and the firm pays `cost` per customer; else the
---firm uses the data for itself and gains `targeting`, the customer nothing.
---
---Source: external and internal use of customer data: Saarijärvi (2011). Own operationalisation: product
---form (either element at 0 kills the value), weights by type of use.
---@param options { along: string, weights?: number[], effort?: number, cost?: number, targeting?: number, name?: string }
--- Weights in the order of `reverse_use.uses` ({ 0.2, 0.5, 0.8, 1 }); 0.05; 0; 0.
---@return valence.Made encounter With the tags `way` (of use) and `data` and the mark `useful`.
function phases.feedback(options)
  options = valence.options("reverse_use.feedback", options, {
    along = "string", weights = "table", effort = "number", cost = "number", targeting = "number", name = "string",
  }, { "along" })
  local weights = options.weights or { 0.2, 0.5, 0.8, 1 }
  local playing, checking, learning, aiming = weights[1], weights[2], weights[3], weights[4]
  local effort, cost = options.effort or 0.05, options.cost or 0
  local targeting = options.targeting or 0
  return valence.encounter {
    options.name or "feedback", along = options.along,
    tags = { way = phases.uses, data = { "internal", "external" } }, marks = { "useful" },
    function(customer, _, env, event)
      if not customer.loyal then return end
      event.way = customer.use
      if not env.returned then
        event.data, event.active = "internal", false
        return 0, targeting
      end
      event.data = "external"
      local weight = aiming
      if customer.use == "playing" then weight = playing
      elseif customer.use == "check-pointing" then weight = checking
      elseif customer.use == "learning" then weight = learning end
      local gain = customer.about * customer.relevant * weight - effort
      event.useful = gain > 0
      return gain, -cost
    end,
  }
end

---A rule by which loyal customers leave for a rival with the probability `hazard`, lowered by the share
---`effect` x about x relevant where data are returned. The margin that this keeps in expectation is booked
---on the firm's account of loyalty.
---
---Source: increasing customer loyalty: Saarijärvi (2011). Own operationalisation: the hazard.
---@param options { of: string, firm: string, hazard?: number, effect?: number, margin?: number, name?: string }
--- Kinds; 0.01; 0.5; margin of one customer in a step, 1.
---@return valence.Made rule
function phases.defect(options)
  options = valence.options("reverse_use.defect", options, {
    of = "string", firm = "string", hazard = "number", effect = "number", margin = "number", name = "string",
  }, { "of", "firm" })
  local firm = options.firm
  local hazard, effect, margin = options.hazard or 0.01, options.effect or 0.5, options.margin or 1
  return valence.rule { options.name or "defect", of = options.of, function(self, env)
    if not self.loyal then return end
    local lowered = env.returned and hazard * effect * self.about * self.relevant or 0
    env:the(firm):give("kept_margin", margin * lowered)
    if env:chance(hazard - lowered) then self.loyal = false end
  end }
end

---A rule by which those who do not use the information think of the firm as their peers fare who do:
---attitude moves by `pace` x (share of peers to whom it is useful - attitude).
---
---Source: firm image: Saarijärvi (2011). Own operationalisation: attitude of those who do not believe.
---@param options { of: string, among: string, pace?: number, name?: string }
---@return valence.Made rule
function phases.talk(options)
  options = valence.options("reverse_use.talk", options, {
    of = "string", among = "string", pace = "number", name = "string",
  }, { "of", "among" })
  local among, pace = options.among, options.pace or 0.05
  return valence.rule { options.name or "talk", of = options.of, function(self, env)
    if self.believes or not env.returned then return end
    local peers, content = 0, 0
    for peer in self:peers(among) do
      peers = peers + 1
      if peer.loyal and peer.about * peer.relevant > 0.1 then content = content + 1 end
    end
    if peers > 0 then self.attitude = self.attitude + pace * (content / peers - self.attitude) end
  end }
end

return phases
