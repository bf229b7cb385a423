-- CD5: does the network recover from what it lost, and how fast?

local valence = require "valence"
local events = require "events"
local gains = require "gains"

local recovery = {}

--- What is left of the worst shortfall when recovery counts as reached.
recovery.reached = 0.1

--- The recovery of a path: RR = 1 - neg(h(T)) / Dmax with h(t) = min(0, difference(t)), Dmax = max neg(h);
--- and the steps from the trough to the first t with neg(h) <= 0.1 Dmax.
---@param path number[] By step, the summed value minus that of the twin.
---@return number|string recovery From 0 to 1; "no_change" where there never was a shortfall.
---@return number|string steps To recover; "not_recovered" where the run ended first (right-censored).
---@return number|string worst Dmax; 0 where there never was a shortfall.
function recovery.of(path)
  if #path == 0 then return "no_events", "no_events", "no_events" end
  local worst, trough = 0, 0
  for step, difference in ipairs(path) do
    if difference ~= difference then return "nan_input", "nan_input", "nan_input" end
    if -difference > worst then worst, trough = -difference, step end
  end
  if worst == 0 then return "no_change", "no_change", 0 end
  local left = math.max(-path[#path], 0)
  for step = trough, #path do
    if -path[step] <= recovery.reached * worst then return 1 - left / worst, step - trough, worst end
  end
  return 1 - left / worst, "not_recovered", worst
end

--- What the kinds of a lens are divided by so that they can be added: 1 where they share a unit.
local function divisors(kinds)
  local first, same = nil, true
  for _, counted in pairs(kinds) do
    first = first or counted
    same = same and counted.unit == first.unit
  end
  local list = {}
  for kind, counted in pairs(kinds) do
    local divisor = same and 1 or counted.scale
    if not divisor then return nil end
    list[kind] = divisor
  end
  return list
end

--- The difference of summed values by step.
local function difference(run, twin, kinds, by)
  local path = {}
  for kind, counted in pairs(kinds) do
    local name = ("%s (%s)"):format(counted.definition, kind)
    local here, there, n = run:series(name), twin:series(name), run:count(kind)
    for step = 1, math.min(#here, #there) do
      path[step] = (path[step] or 0) + n * (here[step] - there[step]) / by[kind]
    end
  end
  return path
end

--- Recovery (CD5): how much of the worst shortfall is made up for at the end, RR = 1 - neg(h(T)) / Dmax,
--- h(t) = min(0, SUM_i V_i^S(t) - SUM_i V_i^B(t)). Range [0, 1], high is good. "steps" is how many it takes from
--- the trough until a tenth of the shortfall is left; a run that ends first is right-censored: undefined
--- `not_recovered`, never the number of steps left. Never a shortfall: undefined `no_change`.
---
--- Sums are the mean of a kind times how many of it are there at the end. Kinds with different units are divided by
--- their declared scales; without one `scale_missing`. Definitions asked at the end only have no path: `nan_input`.
---
--- "Recovering from misuse": Plé & Chumpitaz Cáceres (2010). Own: the ratio, the tenth.
---@param given? { lens?: string, between?: string[], against?: table, under?: table, name?: string }
---@return valence.Made
function recovery.measure(given)
  given = gains.options("codestruction.recovery", given, gains.types { by = false, weights = false, tolerance = false })
  return valence.measure { given.name or "recovery", gives = { "share", "steps", "worst shortfall" },
    lens = given.lens or "every", between = given.between, against = given.against, under = given.under,
    range = { share = { 0, 1 }, steps = { 0, math.huge }, ["worst shortfall"] = { 0, math.huge } },
    direction = { share = "higher", steps = "lower", ["worst shortfall"] = "lower" },
    reading = { share = "near 1: what was lost is made up for" },
    formula = "RR = 1 - neg(h(T)) / Dmax, h(t) = min(0, SUM_i V_i^S(t) - SUM_i V_i^B(t)), Dmax = max neg(h)",
    source = "recovery from misuse (Plé & Chumpitaz Cáceres 2010, doi:10.1108/08876041011072546)",
    own = "the ratio; a tenth of the worst shortfall as recovered",
    function(run, twin)
      if not twin then return events.answers("no_twin", "no_twin", "no_twin") end
      local by = divisors(run.lens.kinds)
      if not by then return events.answers("scale_missing", "scale_missing", "scale_missing") end
      return events.answers(recovery.of(difference(run, twin, run.lens.kinds, by)))
    end,
  }
end

return recovery
