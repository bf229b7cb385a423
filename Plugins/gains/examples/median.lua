-- A measure of one's own on the conventions of `gains`: the median gain of one kind.
--
--     ./valence run Plugins/gains/examples/median.lua

local gains = require "gains"
local given = require "gains.example"

local function median_gain(options)
  options = gains.options("median_gain", options)
  return gains.measure({ "median gain", unit = "util", source = "own operationalisation", function(set)
    if set.reason then return set.reason end              -- a text: why there is no number
    local list = table.move(set[1].gains, 1, set[1].n, 1, {})
    table.sort(list)
    return (list[(#list + 1) // 2] + list[#list // 2 + 1]) / 2
  end }, options)
end

return given(require "gains.nine", {
  name = "Nine actors",
  question = "What does the consumer in the middle gain?",
  notes = "Made-up numbers.",
  measures = { median_gain { between = { "consumer" } } },
})
