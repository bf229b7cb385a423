-- F7 over scenarios: how the total value grows with the size of the network, as a section of the report.

local valence = require "valence"
local statistics = require "statistics"
local events = require "events"
local formulas = require "fusion.formulas"

--- The total value of a kind by a definition, and how many actors it is the sum of.
local function total_and_size(name, kind, definition)
  return valence.measure {
    name, gives = { "total", "size" },
    source = "own operationalisation",
    function(run)
      local total, size, all = 0, 0, 0
      for actor in run:actors(kind) do
        local value = actor:value(definition)
        all = all + 1
        if not valence.is_undefined(value) and value == value then
          total, size = total + value, size + 1
        end
      end
      if size == 0 then return valence.undefined(all == 0 and "empty_group" or "nan_input", 0, all) end
      return total, size
    end,
  }
end

--- The scenarios that take part: all, or those that are named.
local function chosen(experiment, names)
  local is_named, list = {}, {}
  for _, name in ipairs(names or {}) do is_named[name] = true end
  for _, scenario in ipairs(experiment.scenarios) do
    if not names or is_named[scenario.name] then list[#list + 1] = scenario.name end
  end
  return list
end

--- One slope per replicate, over the scenarios in which both numbers are defined; and why the first one
--- that has none has none.
local function slopes(experiment, scenarios, measure)
  local found, r2, smallest, largest, reason = {}, {}, math.huge, -math.huge, nil
  for replicate = 1, experiment.replications do
    local sizes, totals = {}, {}
    for _, scenario in ipairs(scenarios) do
      local size = experiment:numbers(scenario, measure, "size")[replicate]
      local total = experiment:numbers(scenario, measure, "total")[replicate]
      if type(size) == "number" and type(total) == "number" then
        sizes[#sizes + 1], totals[#totals + 1] = size, total
      end
    end
    local slope, explained, low, high = formulas.elasticity(sizes, totals)
    if type(slope) == "number" then
      found[#found + 1], r2[#r2 + 1] = slope, type(explained) == "number" and explained or nil
      smallest, largest = math.min(smallest, low), math.max(largest, high)
    else
      reason = reason or slope
    end
  end
  return found, r2, smallest, largest, reason
end

--- A mean over the replicates in which a number is defined.
local function mean_of(numbers)
  return statistics.mean(statistics.defined(numbers)) or valence.undefined("empty_group", 0, #numbers)
end

--- F7, network elasticity over scenarios of different size (`count`): in each replicate the slope of
--- ln(total value) on ln(n), then its mean and 95 % interval over replicates, with R2 and the range of
--- n. Needs three sizes and positive totals. 1: value grows like the network (Sarnoff), 1 + 1/ln n: like
--- n ln n (Odlyzko and Tilly), 2: like its square (Metcalfe). Not to be extrapolated.
---
--- Zhang, Liu and Xu 2015, JCST 30(2): the laws. Own: a sweep of sizes as evidence of a network's law.
---@param options table of (a kind), value (a definition), scenarios (names; all unless given), name.
---@return valence.Made
local function size_sweep(options)
  options = valence.options("fusion.size_sweep", options,
    { of = "string", value = "string", scenarios = "table", name = "string" }, { "of", "value" })
  local kind, definition, names = options.of, options.value, options.scenarios
  local title = options.name or ("Network elasticity of " .. definition)
  local measure = title .. ": total value and size"
  return valence.section {
    title, needs = { total_and_size(measure, kind, definition) },
    function(experiment)
      local scenarios, rows = chosen(experiment, names), {}
      for position, scenario in ipairs(scenarios) do
        rows[position] = {
          scenario, mean_of(experiment:numbers(scenario, measure, "size")),
          mean_of(experiment:numbers(scenario, measure, "total")),
        }
      end
      local found, r2, smallest, largest, reason = slopes(experiment, scenarios, measure)
      local note = "Slope of ln(total value) on ln(n), one per replicate. Own operationalisation: a sweep of "
        .. "sizes as evidence of a network's law (Zhang, Liu and Xu 2015). It holds for these sizes only."
      if #found == 0 then
        return { text = "The elasticity is undefined: " .. reason .. " (0 of " .. experiment.replications
          .. " replicates). It needs three sizes and positive totals.",
          columns = { "scenario", "n", "total value" }, rows = rows, note = note }
      end
      local low, high = statistics.interval(found)
      local explained = statistics.mean(r2)
      local fixed = events.fixed
      local interval = low and (" [%s, %s]"):format(fixed(low, 3), fixed(high, 3)) or ""
      return {
        headline = ("elasticity %s%s, R2 %s, n from %g to %g, %d of %d replicates"):format(
          fixed(statistics.mean(found), 3), interval, explained and fixed(explained, 3) or "undefined", smallest, largest,
          #found, experiment.replications),
        columns = { "scenario", "n", "total value" }, rows = rows, note = note,
      }
    end,
  }
end

return size_sweep
