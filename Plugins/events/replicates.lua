-- What sections of a report have in common: periods of steps, and a number over all replicates as cells of a row.

local valence = require "valence"
local statistics = require "statistics"
local words = require "events.words"

local replicates = {}

--- A whole number above 0, or the call is refused.
local function whole(what, name, number)
  if math.type(number) == "integer" and number > 0 then return number end
  valence.refuse(("'%s' of %s must be a whole number above 0, got %s"):format(name, what, tostring(number)))
end

--- The steps of a run in periods of the same length, as far as that goes: `periods` of them (10 unless given), or
--- one for each step of a shorter run.
---@param what string The call, for messages.
---@param given { steps: integer, periods?: integer } Its options; `steps` is how many steps the study runs.
---@return { from: integer, to: integer }[] periods First and last step of each.
function replicates.periods(what, given)
  local steps = whole(what, "steps", given.steps)
  local count = math.min(whole(what, "periods", given.periods or 10), steps)
  local periods = {}
  for period = 1, count do
    periods[period] = { from = (period - 1) * steps // count + 1, to = period * steps // count }
  end
  return periods
end

--- Why most of the replicates are undefined.
local function most_frequent(reasons)
  local found, most = "not_run", 0
  for reason, count in pairs(reasons) do
    if count > most or count == most and reason < found then found, most = reason, count end
  end
  return found
end

--- A number of a measure in one scenario: its mean over the replicates in which it is defined, the ends of the 95 %
--- interval, and how many replicates these are. Undefined in all of them: undefined, with the reason of most. One
--- replicate has a mean and no interval (`too_few_replicates`).
---@param experiment valence.Experiment
---@param scenario valence.ComparedScenario
---@param measure string
---@param output? string Which number of the measure.
---@return number|valence.Undefined mean
---@return number|valence.Undefined low Student's t; of the bootstrap where replicates are draws of the actors.
---@return number|valence.Undefined high
---@return string replicates "30", or "28 of 30" where some are undefined.
function replicates.cells(experiment, scenario, measure, output)
  local list = statistics.defined(experiment:numbers(scenario.name, measure, output))
  local all = experiment.replications
  local count = #list == all and tostring(all) or ("%d of %d"):format(#list, all)
  if #list == 0 then
    local none = valence.undefined(most_frequent(experiment:reasons(scenario.name, measure, output)), 0, all)
    return none, none, none, count
  end
  local low, high = (scenario.is_resampled and statistics.bootstrap or statistics.interval)(list)
  local no_interval = valence.undefined("too_few_replicates", #list, 2)
  return statistics.mean(list), low or no_interval, high or no_interval, count
end

--- From the lowest to the highest number of a measure over the scenarios, in words for a headline:
--- "0.30 [0.25, 0.35] (no app) to 0.78 [0.71, 0.85] (app)", or the only one: "0.78 [0.71, 0.85] (app)".
---@param experiment valence.Experiment
---@param measure string
---@param output? string Which number of the measure.
---@return string? text Nil where it is undefined in every scenario.
function replicates.extremes(experiment, measure, output)
  local lowest, highest
  for _, scenario in ipairs(experiment.scenarios) do
    local mean, low, high = replicates.cells(experiment, scenario, measure, output)
    if not valence.is_undefined(mean) then
      local found = { mean = mean, text = ("%s (%s)"):format(words.with_interval(mean, low, high), scenario.name) }
      if not lowest or mean < lowest.mean then lowest = found end
      if not highest or mean > highest.mean then highest = found end
    end
  end
  if lowest == highest then return lowest and lowest.text end
  return lowest.text .. " to " .. highest.text
end

return replicates
