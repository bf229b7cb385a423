local valence = require "valence"
local events = require "events"

local measures = {}

local paper = "Saarijärvi (2011), Acta Universitatis Tamperensis 1666"

---How returned data are used: the share of each type of use in all returns. **Range** 0 to 1 each; they
---sum to 1. Undefined where nothing was returned (`no_events`).
---@param options? { of?: string, name?: string } The encounter (`feedback` unless given).
---@return valence.Made measure
function measures.use_types(options)
  options = events.options("reverse_use.use_types", options)
  options.of = options.of or "feedback"
  return events.measure({ "types of use", gives = { "playing", "check-pointing", "learning", "goal-orientation" },
    range = { 0, 1 }, direction = "neither", reading = "shares of four types of use",
    formula = "returns used in this way / returns", source = paper .. ": four types of use",
    own = "type of use by quarter of interest",
    keep = { n = 0, playing = 0, checking = 0, learning = 0, aiming = 0 },
    each = function(kept, event)
      if event.data ~= "external" then return end
      kept.n = kept.n + 1
      if event.way == "playing" then kept.playing = kept.playing + 1
      elseif event.way == "check-pointing" then kept.checking = kept.checking + 1
      elseif event.way == "learning" then kept.learning = kept.learning + 1
      else kept.aiming = kept.aiming + 1 end
    end,
    function(run)
      local n = run:kept "n"
      return events.share(run:kept "playing", n), events.share(run:kept "checking", n),
        events.share(run:kept "learning", n), events.share(run:kept "aiming", n)
    end,
  }, options)
end

---What determines whether the information can create value: means of *about* and *for* over customers,
---of their product, and the share of customers for whom one of them is 0. **Range** 0 to 1 each.
---Undefined without customers (`empty_group`).
---@param options { of: string, by?: string, name?: string }
---@return valence.Made measure
function measures.ability(options)
  options = valence.options("reverse_use.ability", options, { of = "string", by = "string", name = "string" }, { "of" })
  local kind = options.of
  return valence.measure {
    options.name or "value-creating ability", by = options.by,
    gives = { "about them", "for them", "about and for", "neither" }, range = { 0, 1 }, direction = "higher",
    reading = "'neither' high: information that cannot create value",
    formula = "mean a; mean f; mean a f; share with a f = 0", source = paper .. ": data and phenomenon element",
    own = "the product",
    function(run)
      local count, about, relevant, both, none = 0, 0, 0, 0, 0
      for customer in run:actors(kind) do
        local product = customer.about * customer.relevant
        count, about, relevant = count + 1, about + customer.about, relevant + customer.relevant
        both = both + product
        if product == 0 then none = none + 1 end
      end
      if count == 0 then return valence.undefined("empty_group", 0, 0) end
      return about / count, relevant / count, both / count, none / count
    end,
  }
end

---External use: the share of uses of customer data of which the customers get something back. **Range**
---0 to 1. Undefined where data were not used (`no_events`).
---@param options? { of?: string, by?: string, name?: string }
---@return valence.Made measure
function measures.external(options)
  options = events.options("reverse_use.external", options)
  options.of = options.of or "feedback"
  return events.measure({ "external use of data",
    range = { 0, 1 }, direction = "neither", reading = "high: data go back to customers",
    formula = "returns / uses of data", source = paper .. ": internal and external use", own = "the share",
    keep = { n = 0, external = 0 },
    each = function(kept, event)
      kept.n = kept.n + 1
      if event.data == "external" then kept.external = kept.external + 1 end
    end,
    function(run) return events.share(run:kept "external", run:kept "n") end,
  }, options)
end

---The share of customers who gain by what they are given. **Range** 0 to 1, high is good. Undefined without
---customers (`empty_group`).
---@param options { of: string, value?: string, by?: string, name?: string } Kind; definition (`reverse use` unless given).
---@return valence.Made measure
function measures.served(options)
  options = valence.options("reverse_use.served", options, {
    of = "string", value = "string", by = "string", name = "string",
  }, { "of" })
  local definition = options.value or "reverse use"
  return valence.measure {
    options.name or "customers served", of = options.of, by = options.by, range = { 0, 1 }, direction = "higher",
    reading = "high: most customers gain", formula = "share of customers with a value above 0",
    source = paper .. ": themes of dissatisfaction", own = "the share",
    function(self)
      local value = self:value(definition)
      if valence.is_undefined(value) then return value end
      return value > 0
    end,
  }
end

return measures
