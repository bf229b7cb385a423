-- {{name}}: what the module is about, and which literature it follows.
--
-- A study requires it as any module: local {{name}} = require "{{name}}"

local valence = require "valence"

local {{name}} = {}

--- What an actor gains in a phase, as a value definition: flow, summed over the steps.
---
--- Own operationalisation. Unit: that of the phase's gains.
---@param options { of: string, phase: string, name: string? }
---@return table definition an entry of `values`
function {{name}}.harvest(options)
  local given = valence.options("{{name}}.harvest", options,
    { of = "string", phase = "string", name = "string" }, { "of", "phase" })
  local phase = given.phase
  return valence.value { given.name or "harvest", of = given.of, source = "own operationalisation",
    function(self) return self:gained(phase) end }
end

--- The share of actors whose value is lower than that of their twins in the baseline.
---
--- Range 0 to 1, lower is better; undefined where there is no twin. Own operationalisation.
---@param options { of: string, value: string, name: string? }
---@return table measure an entry of `measures`
function {{name}}.worse_off(options)
  local given = valence.options("{{name}}.worse_off", options,
    { of = "string", value = "string", name = "string" }, { "of", "value" })
  local value = given.value
  return valence.measure { given.name or "worse off", of = given.of, source = "own operationalisation",
    function(self, twin) return self:value(value) < twin:value(value) and 1 or 0 end }
end

return {{name}}
