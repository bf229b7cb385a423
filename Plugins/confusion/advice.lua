-- C5 over scenarios: whether two definitions of value advise the same, as a section of the report.

local valence = require "valence"
local statistics = require "statistics"
local events = require "events"

--- What reports call the mean of a definition, "CLV (customer)": as it was given, or of its only kind.
local function mean_of(experiment, definition)
  for _, value in ipairs(experiment.values) do
    for _, kind in ipairs(value.of) do
      local name = value.name .. " (" .. kind .. ")"
      if name == definition then return name end
      if value.name == definition then
        if #value.of == 1 then return name end
        error(("'%s' counts for several kinds: say whose, \"%s\""):format(definition, name), 0)
      end
    end
  end
  error(("there is no value definition '%s'"):format(definition), 0)
end

--- The discord of two lists of means over the scenarios in which both are defined; nil where one does
--- not vary.
local function discord(experiment, first, second, replicate)
  local a, b = {}, {}
  for _, scenario in ipairs(experiment.scenarios) do
    local x = experiment:numbers(scenario.name, first)[replicate]
    local y = experiment:numbers(scenario.name, second)[replicate]
    if type(x) == "number" and type(y) == "number" then a[#a + 1], b[#b + 1] = x, y end
  end
  local tau = statistics.kendall(a, b)
  return tau and (1 - tau) / 2
end

--- C5 over scenarios, conflicting advice: in each replicate DD = (1 - tau_b) / 2, Kendall's tau-b of the
--- scenarios' mean values under two definitions; then its mean and 95 % interval over replicates. From
--- 0 (both put the scenarios in the same order) to 1 (in reversed order). Undefined where no replicate
--- has two scenarios that differ under both (`zero_variance`).
---
--- Reading: the conceptualisations give conflicting advice on what to do. Larivière et al. 2013: the
--- "four conceptualizations". Own: rank correlation as measure of their conflict.
---@param options table between (two definitions, as `"CLV"` or `"CLV (customer)"`), name.
---@return valence.Made
local function advice(options)
  options = valence.options("confusion.advice", options, { between = "table", name = "string" }, { "between" })
  local both = options.between
  if #both ~= 2 then
    valence.refuse "'between' of confusion.advice must name two value definitions: { \"CLV\", \"CEV\" }"
  end
  local title = options.name or ("Advice of " .. both[1] .. " and of " .. both[2])
  return valence.section {
    title, function(experiment)
      local first, second = mean_of(experiment, both[1]), mean_of(experiment, both[2])
      local rows, found = {}, {}
      for position, scenario in ipairs(experiment.scenarios) do
        rows[position] = { scenario.name }
        for column, measure in ipairs { first, second } do
          local numbers = experiment:numbers(scenario.name, measure)
          rows[position][column + 1] = statistics.mean(statistics.defined(numbers))
            or valence.undefined("empty_group", 0, #numbers)
        end
      end
      for replicate = 1, experiment.replications do
        found[#found + 1] = discord(experiment, first, second, replicate)
      end
      local headline = "discord undefined: zero_variance (0 of " .. experiment.replications .. " replicates)"
      if #found > 0 then
        local low, high = statistics.interval(found)
        local fixed = events.fixed
        headline = ("discord %s%s, %d of %d replicates"):format(fixed(statistics.mean(found), 3),
          low and (" [%s, %s]"):format(fixed(low, 3), fixed(high, 3)) or "", #found, experiment.replications)
      end
      return {
        headline = headline, columns = { "scenario", first, second }, rows = rows,
        note = "(1 - tau_b) / 2 over scenarios. 0: both put them in the same order, 1: in reversed order. Own "
          .. "operationalisation.",
      }
    end,
  }
end

return advice
