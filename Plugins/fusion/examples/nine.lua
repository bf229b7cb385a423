-- Nine actors of four kinds, with what each of them has and gains: what the measures of fusion make of it.
--
--     ./valence run Plugins/fusion/examples/nine.lua

local fusion = require "fusion"
local given = require "gains.example"

return given(require "gains.nine", {
  name = "Nine actors",
  question = "Did the whole network gain?",
  notes = "Made-up numbers; the page Plugins/fusion/README.md works them out by hand.",
  measures = {
    fusion.breadth(), fusion.pareto(), fusion.nash(), fusion.balance(), fusion.simultaneity(),
    fusion.spillover { others = { "non_consumer", "competitor" } },
    fusion.nash { name = "joint fusion without the competitor", between = { "consumer", "firm", "non_consumer" } },
    fusion.balance { name = "balance without the competitor", between = { "consumer", "firm", "non_consumer" } },
  },
})
