-- C8: whether it is a lottery who wins, as a section of the report.

local valence = require "valence"
local gains = require "gains"
local statistics = require "statistics"
local formulas = require "confusion.formulas"

local least = 10      -- seeds

--- 1 for an actor that gains, 0 for a neutral one, -1 for one that loses.
local function outcome(name, kind, definition, tolerance)
  return valence.profile {
    name, of = kind,
    function(self, twin)
      if not twin then return valence.undefined "no_twin" end
      local here, there = self:value(definition), twin:value(definition)
      if type(here) ~= "number" then return here end      -- undefined, and why
      if type(there) ~= "number" then return there end
      local gain, eps = here - there, gains.eps(there, tolerance)
      return gain > eps and 1 or gain < -eps and -1 or 0
    end,
  }
end

--- The instability of each actor of a scenario with at least ten defined outcomes, and how many actors
--- there are.
local function instabilities(experiment, scenario, profile)
  local gained, neutral, lost, actors = {}, {}, {}, 0
  for replicate = 1, experiment.replications do
    for actor, class in pairs(experiment:profile(scenario, profile, replicate)) do
      actors = math.max(actors, actor)
      local counts = class == 1 and gained or class == 0 and neutral or class == -1 and lost
      if counts then counts[actor] = (counts[actor] or 0) + 1 end
    end
  end
  local list = {}
  for actor = 1, actors do
    local g, o, l = gained[actor] or 0, neutral[actor] or 0, lost[actor] or 0
    if g + o + l >= least then list[#list + 1] = formulas.instability(g, o, l) end
  end
  return list, actors
end

--- C8, outcome instability: the mean over actors of 1 - |2 q_i - 1|, q_i being the share of seeds in
--- which actor i gains plus half of those in which it is neutral. From 0 (the same actors win in every
--- world) to 1 (a lottery). An actor counts with ten seeds at least; with fewer replicates undefined
--- (`too_few_replicates`).
---
--- Reading: whether an actor wins is a lottery. Own entirely; Larivière et al. 2013 name confusion only.
---@param options table of (a kind), value (a definition), tolerance (a number), name.
---@return valence.Made
local function instability(options)
  options = valence.options("confusion.instability", options,
    { of = "string", value = "string", tolerance = "number", name = "string" }, { "of", "value" })
  local kind, definition = options.of, options.value
  local title = options.name or ("Outcome instability of " .. definition)
  local profile = title .. ": gain or loss"
  return valence.section {
    title, needs = { outcome(profile, kind, definition, options.tolerance) },
    function(experiment)
      local rows = {}
      for _, scenario in ipairs(experiment.scenarios) do
        if scenario.against then
          local list, actors = instabilities(experiment, scenario.name, profile)
          local mean
          if #list > 0 then
            mean = statistics.mean(list)
          elseif experiment.replications < least then
            mean = valence.undefined("too_few_replicates", experiment.replications, least)
          else
            mean = valence.undefined("no_twin", 0, actors)
          end
          rows[#rows + 1] = { scenario.name, mean, #list, actors, experiment.replications }
        end
      end
      return {
        columns = { "scenario", "instability", "actors used", "of", "seeds" }, rows = rows,
        note = "Mean of 1 - |2 q - 1|, q the share of seeds in which an actor gains, neutral ones counted "
          .. "half. 0: the same actors win in every world, 1: a lottery. Own operationalisation.",
      }
    end,
  }
end

return instability
