-- F2 and F7 over the steps of one run: whether all kinds gain at once, and how the total value grows
-- with the size of the network.

local valence = require "valence"
local events = require "events"
local gains = require "gains"
local formulas = require "fusion.formulas"

local time = {}

--- The mean gain of a kind in each step. It is the difference of the two runs' means where the same
--- actors are there in both from start to end; else there is none.
---@return number[]? path
---@return string? reason
local function path(part, run, twin)
  for reason in pairs(part.left_out) do return nil, reason end
  if run:count(part.kind) ~= part.total or twin:count(part.kind) ~= part.total then
    return nil, "membership_changes"
  end
  local name = part.definition .. " (" .. part.kind .. ")"
  local here, there, difference = run:series(name), twin:series(name), {}
  if #here ~= #there then return nil, "different_steps" end
  for step = 1, #here do difference[step] = here[step] - there[step] end
  return difference
end

---@class fusion.SimultaneityOptions: gains.Options
---@field window? integer Steps that count as "simultaneous"; 1 unless given.

--- F2, simultaneity: the share of steps in which every kind gains on average, and the longest unbroken
--- row of them. With `window = m`, gains are averaged over m steps.
---
--- The gain of a step is V_i(t) - V_i(t) of the twin: pairs only. Where an actor has no twin or comes
--- or goes during the run it is undefined (`no_twin`, `membership_changes`): a mean over whoever
--- happens to be there would mix gains with turnover.
---
--- Larivière et al. 2013: "simultaneously". Own: the step as window of simultaneity.
---@param options? fusion.SimultaneityOptions window (1), lens, between, tolerance, against, under, name.
---@return valence.Made
function time.simultaneity(options)
  options = gains.options("fusion.simultaneity", options,
    gains.types { window = "number", by = false, weights = false })
  local window = options.window or 1
  if math.type(window) ~= "integer" or window < 1 then
    valence.refuse "'window' of fusion.simultaneity must be a whole number of steps from 1"
  end
  return gains.measure({
    "simultaneity", gives = { "share", "longest row" },
    range = { share = { 0, 1 }, ["longest row"] = { 0, math.huge } },
    unit = { ["longest row"] = "steps" }, direction = "higher",
    reading = "share 1: in every step all kinds gain at once",
    source = "Larivière et al. 2013, doi:10.1108/09564231311326996",
    formula = {
      share = ("#{t: min_k zbar_k(t) > eps} / T, means of %d steps"):format(window),
      ["longest row"] = "the most of them on end",
    },
    own = "the step, or several, as window of simultaneity; the baseline run as reference",
    function(set, run, twin)
      if set.reason then return set.reason, set.reason end
      local paths = {}
      for position, part in ipairs(set) do
        local steps, reason = path(part, run, twin)
        if not steps then return reason, reason end
        paths[position] = { gains = steps, eps = part.eps }
      end
      return formulas.simultaneity(paths, window)
    end,
  }, options)
end

--- F7, network elasticity within a run: the slope of ln(total value) on ln(size) over the steps, for a
--- network that grows. `total` and `size` name two series of the study; that of a definition,
--- "benefit (user)", is a mean and serves as total where the kind's size is constant.
---
--- About 1 where value grows like n (Sarnoff), 1 + 1/ln n like n ln n (Odlyzko and Tilly), 2 like n^2
--- (Metcalfe). Needs three sizes and positive totals. R2 and the range of sizes belong to it: do not
--- extrapolate. `fusion.size_sweep` does the same over scenarios.
---
--- Zhang, Liu and Xu 2015, JCST 30(2): the laws. Own: growth over time as evidence of a network's law.
---@param options table total, size (names of series), under, name.
---@return valence.Made
function time.elasticity(options)
  options = valence.options("fusion.elasticity", options,
    { total = "string", size = "string", under = "table", name = "string" }, { "total", "size" })
  local total, size = options.total, options.size
  return valence.measure {
    options.name or "network elasticity", gives = { "elasticity", "R2", "smallest n", "largest n" },
    range = {
      elasticity = { -math.huge, math.huge }, R2 = { 0, 1 },
      ["smallest n"] = { 0, math.huge }, ["largest n"] = { 0, math.huge },
    },
    direction = "neither",
    reading = {
      elasticity = "1: value grows like the network (Sarnoff), 2: like its square (Metcalfe)",
      R2 = "how well the line fits", ["smallest n"] = "no extrapolation below", ["largest n"] = "nor beyond",
    },
    source = "Zhang, Liu and Xu 2015, Journal of Computer Science and Technology 30(2)",
    formula = { elasticity = "slope of ln(total value) on ln(n) by least squares" },
    own = "growth over time as evidence of a network's law", under = options.under,
    function(run)
      return events.answers(formulas.elasticity(run:series(size), run:series(total)))
    end,
  }
end

return time
