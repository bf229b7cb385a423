-- From the numbers of all replicates to the verdict of every scenario and lens.

local statistics = require "statistics"
local core = require "verdict.core"

local findings = {}

--- The interval of a mean over replicates. One replicate gives a point: [m, m], and says so.
---@param list number[]
---@param level number
---@param is_resampled boolean Whether each number is a bootstrap draw of the actors.
---@return { mean: number?, low: number?, high: number?, n: integer, is_point: boolean }
function findings.interval(list, level, is_resampled)
  local mean = statistics.mean(list)
  local made = { mean = mean, n = #list, is_point = #list == 1 }
  if made.is_point then
    made.low, made.high = mean, mean
  elseif #list > 1 then
    local interval = is_resampled and statistics.bootstrap or statistics.interval
    made.low, made.high = interval(list, level)
  end
  return made
end

--- The outputs of the measure of gains by lens and party (a kind, or a level of `by`).
local function parties(experiment, measure)
  local lenses, order = {}, {}
  for _, output in ipairs(experiment:outputs(measure)) do
    local lens, party = output.lens or "default", output.level or output.kind
    if not lenses[lens] then
      lenses[lens] = { name = lens, parties = {}, order = {} }
      order[#order + 1] = lenses[lens]
    end
    local known = lenses[lens].parties
    if not known[party] then
      known[party] = { name = party, definition = output.definition, outputs = {} }
      lenses[lens].order[#lenses[lens].order + 1] = party
    end
    known[party].outputs[output.number] = output.name
  end
  return order
end

--- Why most of the values of a list are undefined.
local function reason_of(experiment, scenario, measure, output)
  local reasons = experiment:reasons(scenario, measure, output)
  local most, found = 0, "not_run"
  for reason, count in pairs(reasons) do
    if count > most then most, found = count, reason end
  end
  return found
end

--- What the replicates say of one party in one scenario.
local function party_of(experiment, scenario, measure, party, options)
  local function numbers(name)
    return (statistics.defined(experiment:numbers(scenario.name, measure, party.outputs[name])))
  end
  local means = numbers "mean"
  local made = findings.interval(means, options.level, scenario.is_resampled)
  made.name, made.definition, made.of = party.name, party.definition, experiment.replications
  if not made.low then
    made.reason = reason_of(experiment, scenario.name, measure, party.outputs.mean)
    return made
  end
  made.eps = statistics.mean(numbers "eps")
  made.sign = core.sign(made)
  made.scaled = statistics.mean(numbers "scaled")
  made.used, made.total = statistics.mean(numbers "used"), statistics.mean(numbers "total")
  made.left_out = {}
  for _, reason in ipairs { "no_twin", "nan_input", "other" } do
    made.left_out[reason] = statistics.mean(numbers(reason))
  end
  return made
end

--- SUM w_k zbar_k, replicate by replicate, over the parties that are there.
local function net_of(experiment, scenario, measure, lens, options)
  local lists, reason = {}, "empty_group"
  for _, name in ipairs(lens.order) do
    lists[name] = experiment:numbers(scenario.name, measure, lens.parties[name].outputs.scaled)
  end
  local means = {}
  for _, name in ipairs(lens.order) do
    means[name] = experiment:numbers(scenario.name, measure, lens.parties[name].outputs.mean)
  end
  local nets = {}
  for replicate = 1, experiment.replications do
    local scaled = {}
    for _, name in ipairs(lens.order) do
      local value = lists[name][replicate]
      if type(value) == "number" then
        scaled[name] = value
      elseif type(means[name][replicate]) == "number" then
        scaled[name] = false
      end
    end
    local net = core.net(scaled, options.weights)
    if type(net) == "number" then nets[#nets + 1] = net else reason = net end
  end
  local made = findings.interval(nets, options.level, scenario.is_resampled)
  if not made.low then made.reason = reason end
  return made
end

--- One verdict: a scenario through a lens.
local function verdict_of(experiment, scenario, measure, lens, options)
  local made = { scenario = scenario.name, lens = lens.name, parties = {} }
  local kinds = {}
  for position, name in ipairs(lens.order) do
    local party = party_of(experiment, scenario, measure, lens.parties[name], options)
    made.parties[position] = party
    made.is_point = made.is_point or party.is_point
    if party.low then kinds[name] = party else made.dropped = made.dropped or party.reason end
  end
  made.verdict = core.of(kinds)
  made.net = net_of(experiment, scenario, measure, lens, options)
  return made
end

--- How the definitions of each kind contradict each other in a scenario, over the lenses.
local function signs_of(verdicts)
  local signs = {}
  for _, made in ipairs(verdicts) do
    for _, party in ipairs(made.parties) do
      if party.sign and party.definition then
        signs[party.name] = signs[party.name] or {}
        signs[party.name][party.definition] = party.sign
      end
    end
  end
  return signs
end

---@class verdict.Finding
---@field scenario valence.ComparedScenario
---@field verdicts table[] One for each lens.
---@field cocreation table The interval of the share of encounters in which both sides gain.
---@field signs table<string, table<string, string>>

--- What is found of every scenario that has something to be compared with.
---@param experiment valence.Experiment
---@param options table
---@param asked { gains: string, mutual: string } What the measures are called.
---@return verdict.Finding[]
function findings.of(experiment, options, asked)
  local list = {}
  for _, scenario in ipairs(experiment.scenarios) do
    if scenario.against or options.against then
      local made = { scenario = scenario, verdicts = {} }
      for position, lens in ipairs(parties(experiment, asked.gains)) do
        made.verdicts[position] = verdict_of(experiment, scenario, asked.gains, lens, options)
      end
      local shares = experiment:numbers(scenario.name, asked.mutual, options.cocreation)
      made.cocreation =
        findings.interval(statistics.defined(shares), options.level, scenario.is_resampled)
      made.signs = signs_of(made.verdicts)
      list[#list + 1] = made
    end
  end
  return list
end

return findings
