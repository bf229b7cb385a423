local valence = require "valence"
local events = require "events"
local statistics = require "statistics"

local measures = {}

local seed = "Raeisi & Meng: customer engagement and service innovation exist at different levels"

---The mean level of engagement or innovation at the end of a run. **Range** 0 to 1; neither good nor bad.
---@param options { of: string, field?: string, by?: string, name?: string } Kind and field (`engagement` unless given).
---@return valence.Made measure
function measures.level(options)
  options = valence.options("engagement.level", options, {
    of = "string", field = "string", by = "string", name = "string",
  }, { "of" })
  local kind, field = options.of, options.field or "engagement"
  return valence.measure {
    options.name or "level of " .. field, by = options.by, range = { 0, 1 }, direction = "neither",
    reading = "high: more " .. field, formula = "mean of " .. field .. " over " .. kind, source = seed,
    own = "levels as a number from 0 to 1",
    function(run) return run:mean(kind, field) end,
  }
end

---Shares of actors at four levels of a field: none (0), low (at most 1/3), medium (at most 2/3), high.
---**Range** 0 to 1 each; the shares sum to 1. Undefined without actors (`empty_group`).
---@param options { of: string, field?: string, name?: string }
---@return valence.Made measure
function measures.levels(options)
  options = valence.options("engagement.levels", options, { of = "string", field = "string", name = "string" }, { "of" })
  local kind, field = options.of, options.field or "engagement"
  return valence.measure {
    options.name or "levels of " .. field, gives = { "none", "low", "medium", "high" }, range = { 0, 1 },
    direction = "neither", reading = "shares of actors, from none to high",
    formula = "share with x = 0; 0 < x <= 1/3; 1/3 < x <= 2/3; x > 2/3", source = seed,
    own = "the three thresholds",
    function(run)
      local none, low, medium, high = 0, 0, 0, 0
      for actor in run:actors(kind) do
        local level = actor[field]
        if level <= 0 then none = none + 1
        elseif level <= 1 / 3 then low = low + 1
        elseif level <= 2 / 3 then medium = medium + 1
        else high = high + 1 end
      end
      local all = none + low + medium + high
      if all == 0 then return valence.undefined("empty_group", 0, 0) end
      return none / all, low / all, medium / all, high / all
    end,
  }
end

---The mean strength of an actor's relationships, over actors that have any. **Range** 0 to 1.
---@param options { of: string, along: string, by?: string, name?: string }
---@return valence.Made measure
function measures.strength(options)
  options = valence.options("engagement.strength", options, {
    of = "string", along = "string", by = "string", name = "string",
  }, { "of", "along" })
  local along = options.along
  return valence.measure {
    options.name or "strength of relationships", of = options.of, by = options.by, range = { 0, 1 },
    direction = "higher", reading = "high: strong relationships",
    formula = "mean over actors of (sum of strength over ties / number of ties)",
    source = "relationship strength between stakeholders and the business: Raeisi & Meng",
    own = "strength as a number from 0 to 1",
    function(self)
      local ties = self:degree(along)
      if ties == 0 then return end
      return self:sum(along, "strength") / ties
    end,
  }
end

---The share of activities that were effective. **Range** 0 to 1, high is good. Undefined without
---activities (`no_events`).
---@param options? { of?: string, by?: string, name?: string } Phase (`activity` unless given), tag.
---@return valence.Made measure
function measures.effectiveness(options)
  options = events.options("engagement.effectiveness", options)
  options.of = options.of or "activity"
  return events.measure({ "effectiveness",
    range = { 0, 1 }, direction = "higher", reading = "high: benefits are realised",
    formula = "effective activities / activities",
    source = "benefits are realised when activities are pursued effectively: Raeisi & Meng",
    own = "effective or not, drawn per activity",
    keep = { n = 0, effective = 0 },
    each = function(kept, event)
      kept.n = kept.n + 1
      if event.effective then kept.effective = kept.effective + 1 end
    end,
    function(run) return events.share(run:kept "effective", run:kept "n") end,
  }, options)
end

---Value that the same activities created and destroyed, both sides together, per activity, and the
---share that was destroyed. **Range** `created`, `destroyed` from 0, unit of the gains; `share` 0 to 1,
---low is good. Undefined without activities or without any gain or loss (`no_events`, `no_change`).
---@param options { of?: string, by?: string, name?: string }
---@return valence.Made measure
function measures.either_sign(options)
  options = events.options("engagement.either_sign", options)
  options.of = options.of or "activity"
  return events.measure({ "either sign", gives = { "created", "destroyed", "share destroyed" },
    range = { created = { 0, math.huge }, destroyed = { 0, math.huge }, ["share destroyed"] = { 0, 1 } },
    direction = { created = "higher", destroyed = "lower", ["share destroyed"] = "lower" },
    reading = "share destroyed high: the activity destroys more than it creates",
    formula = "sum of positive (negative) totals / activities; negative / (positive + negative)",
    source = "conditions under which co-destruction occurs on the same activities: Raeisi & Meng",
    own = "sign of the total of both sides",
    keep = { n = 0, up = 0, down = 0 },
    each = function(kept, event)
      local total = event.gain + event.partner_gain
      kept.n = kept.n + 1
      if total > 0 then kept.up = kept.up + total else kept.down = kept.down - total end
    end,
    function(run)
      local n, up, down = run:kept "n", run:kept "up", run:kept "down"
      if n == 0 then return "no_events", "no_events", "no_events" end
      return up / n, down / n, up + down > 0 and down / (up + down) or "no_change"
    end,
  }, options)
end

---Whether a strong relationship is beneficial: Kendall's tau-b between the strength of an actor's
---relationships and its value. **Range** -1 to 1, above 0: the stronger, the more value. Undefined where
---all are equal or fewer than two have both (`zero_variance`).
---@param options { of: string, along: string, value: string, name?: string }
---@return valence.Made measure
function measures.antecedent(options)
  options = valence.options("engagement.antecedent", options, {
    of = "string", along = "string", value = "string", name = "string",
  }, { "of", "along", "value" })
  local kind, along, definition = options.of, options.along, options.value
  return valence.measure {
    options.name or "strength and value", range = { -1, 1 }, direction = "neither",
    reading = "above 0: strong relationships go with more value",
    formula = "tau-b of mean strength and value over " .. kind,
    source = "a strong relationship is beneficial: Raeisi & Meng; tau-b: Kendall (1945)",
    own = "rank correlation as the test of 'beneficial'",
    function(run)
      local strengths, values = {}, {}
      for actor in run:actors(kind) do
        local ties, value = actor:degree(along), actor:value(definition)
        if ties > 0 and not valence.is_undefined(value) then
          strengths[#strengths + 1] = actor:sum(along, "strength") / ties
          values[#values + 1] = value
        end
      end
      local tau = statistics.kendall(strengths, values)
      if not tau then return valence.undefined("zero_variance", #values, #values) end
      return tau
    end,
  }
end

return measures
