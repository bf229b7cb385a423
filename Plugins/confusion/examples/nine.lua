-- Nine actors of four kinds, with what each of them has and gains: what the measures of confusion make
-- of it.
--
--     ./valence run Plugins/confusion/examples/nine.lua

local confusion = require "confusion"
local given = require "gains.example"

return given(require "gains.nine", {
  name = "Nine actors",
  question = "Does the network move in one direction?",
  notes = "Made-up numbers; the page Plugins/confusion/README.md works them out by hand.",
  measures = { confusion.all() },
})
