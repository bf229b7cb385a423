-- Studies in which what every actor has and gains is given: to see what a measure makes of it.

local valence = require "valence"

--- A study of one step with two scenarios: in "before" actor i of a kind has its `baseline`, in "after"
--- its baseline plus its gain. One lens, "given", counts the definition "value of KIND" for each kind.
---
---     return given({ consumer = { baseline = { 10, 8 }, gains = { 2, -1 }, scale = 2, unit = "EUR" } },
---       { name = "Two consumers", measures = { fusion.breadth() } })
---
---@param by_kind table<string, { baseline: number[], gains: number[], scale?: number, unit?: string }>
---@param made table The study's name and measures, and whatever else it has.
---@return valence.Made
local function given(by_kind, made)
  local study = {
    steps = 1, replications = 1, parameters = { change = 0 }, actors = {}, values = {},
    lenses = { { "given" } }, scenarios = { { "before" }, { "after", change = 1 } }, baseline = "before",
  }
  for kind, numbers in pairs(by_kind) do
    local baseline, gains, definition = numbers.baseline, numbers.gains, "value of " .. kind
    study.actors[kind] = { count = #gains, fields = {
      before = function(self) return baseline[self.number] end,
      gain = function(self) return gains[self.number] end,
    } }
    study.values[#study.values + 1] = valence.value {
      definition, of = kind, as = "stock", unit = numbers.unit, scale = numbers.scale,
      source = "given", function(self, env) return self.before + env.change * self.gain end,
    }
    study.lenses[1][kind] = definition
  end
  for key, entry in pairs(made) do study[key] = entry end
  return valence.study(study)
end

return given
