local valence = require "valence"

local values = {}

local source = "Saarijärvi (2011), Acta Universitatis Tamperensis 1666; own operationalisation of the form"

---What the information is worth to a customer, summed: its gains in `feedback`. Unit: scaled benefit.
---@param options { of: string, phase?: string, name?: string, scale?: number }
---@return valence.Made value
function values.benefit(options)
  options = valence.options("reverse_use.benefit", options, {
    of = "string", phase = "string", name = "string", scale = "number",
  }, { "of" })
  local phase = options.phase or "feedback"
  return valence.value {
    options.name or "reverse use", of = options.of, unit = "benefit", scale = options.scale or 1, source = source,
    function(self) return self:gained(phase) end,
  }
end

---The firm's account of loyalty: the margin that returned data keep, summed. Unit: that of the margin.
---@param options { of: string, name?: string, unit?: string }
---@return valence.Made value
function values.loyalty(options)
  options = valence.options("reverse_use.loyalty", options, { of = "string", name = "string", unit = "string" }, { "of" })
  return valence.value {
    options.name or "loyalty", of = options.of, unit = options.unit or "EUR", source = source,
    function(self) return self.kept_margin end,
  }
end

---The firm's account of differentiation and repositioning: the share of customers that it has kept from
---its rivals, at the end. **Range** 0 to 1.
---@param options { of: string, customer: string, name?: string }
---@return valence.Made value
function values.differentiation(options)
  options = valence.options("reverse_use.differentiation", options, {
    of = "string", customer = "string", name = "string",
  }, { "of", "customer" })
  local customer = options.customer
  return valence.value {
    options.name or "differentiation", of = options.of, as = "stock", unit = "share of customers", source = source,
    function(_, env) return env:mean(customer, "loyal") end,
  }
end

---The firm's account of corporate values: how far what it returns is about and for its customers, averaged
---over the steps. **Range** 0 to 1, a score and not money; 0 where nothing is returned.
---@param options { of: string, customer: string, name?: string }
---@return valence.Made value
function values.corporate_values(options)
  options = valence.options("reverse_use.corporate_values", options, {
    of = "string", customer = "string", name = "string",
  }, { "of", "customer" })
  local customer = options.customer
  return valence.value {
    options.name or "corporate values", of = options.of, as = "mean", unit = "score", source = source,
    function(_, env)
      if not env.returned then return 0 end
      return env:mean(customer, "about") * env:mean(customer, "relevant")
    end,
  }
end

---The firm's account of its image: the mean attitude of customers at the end. **Range** 0 to 1.
---@param options { of: string, customer: string, name?: string }
---@return valence.Made value
function values.image(options)
  options = valence.options("reverse_use.image", options, {
    of = "string", customer = "string", name = "string",
  }, { "of", "customer" })
  local customer = options.customer
  return valence.value {
    options.name or "image", of = options.of, as = "stock", unit = "attitude", source = source,
    function(_, env) return env:mean(customer, "attitude") end,
  }
end

return values
