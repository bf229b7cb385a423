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

--- An account of the firm that looks at its customers.
---@param what string The call, for messages.
---@param given { of: string, customer: string, name?: string } The firm's kind, and the customers'.
---@param name string
---@param as string
---@param unit string
---@param formula fun(customer: string): function
local function account(what, given, name, as, unit, formula)
  local options = valence.options(what, given, { of = "string", customer = "string", name = "string" }, { "of", "customer" })
  return valence.value {
    options.name or name, of = options.of, as = as, unit = unit, source = source, formula(options.customer),
  }
end

---The firm's account of differentiation and repositioning: the share of customers that it has kept from
---its rivals, at the end. **Range** 0 to 1.
---@param options { of: string, customer: string, name?: string }
---@return valence.Made value
function values.differentiation(options)
  return account("reverse_use.differentiation", options, "differentiation", "stock", "share of customers",
    function(customer)
      return function(_, env) return env:mean(customer, "loyal") end
    end)
end

---The firm's account of corporate values: how far what it returns is about and for its customers, averaged
---over the steps. **Range** 0 to 1, a score and not money; 0 where nothing is returned.
---@param options { of: string, customer: string, name?: string }
---@return valence.Made value
function values.corporate_values(options)
  return account("reverse_use.corporate_values", options, "corporate values", "mean", "score",
    function(customer)
      return function(_, env)
        if not env.returned then return 0 end
        return env:mean(customer, "about") * env:mean(customer, "relevant")
      end
    end)
end

---The firm's account of its image: the mean attitude of customers at the end. **Range** 0 to 1.
---@param options { of: string, customer: string, name?: string }
---@return valence.Made value
function values.image(options)
  return account("reverse_use.image", options, "image", "stock", "attitude", function(customer)
    return function(_, env) return env:mean(customer, "attitude") end
  end)
end

return values
