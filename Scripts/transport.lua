-- Failure and recovery in public transport
--
-- Question: what do failed encounters do to riders and to the operator, and what helps more, to recover
-- from failures or to fail less often?
--
-- Riders meet an operator's staff in five practices (informing, greeting, delivering, charging, helping);
-- procedures, understandings and engagements of each encounter are congruent or not. Congruence
-- co-creates, incongruence co-destroys, and a rider's history decides which of the four positions a step
-- is (Echeverri & Skålén 2011, doi:10.1177/1470593111408181). A depleted rider is harder to serve: a loss
-- spiral, whose costs the organisation shares (Smith 2013, doi:10.1108/EJM-08-2011-0420). Remedies are to
-- recover from failure and to align expectations (Plé & Chumpitaz Cáceres 2010,
-- doi:10.1108/08876041011072546); here the first, and training that makes practices congruent.
--
-- Assumed, since the text leaves it open: one encounter per rider and step, its practice drawn evenly; one
-- probability of congruence for all elements, 0.5 at first; training raises it to 0.75 from step 20 on;
-- 60 % of failures are recovered. The "recovery" measure compares with a world in which all is congruent.
-- Numbers are our own operationalisation.
--
-- It answers: recovery and training both raise well-being and result against "as is" (verdict FUSION, expected: it
-- moves with congruence and recovery), and fewer encounters end in a loss; riders who have lost are likelier to lose
-- again as long as depletion makes them harder to serve; failing less often is worth more to the operator than
-- recovering. Mind the loss spiral of "train late": that losses are common before step 20 and rare after it looks like
-- a spiral too.
--
--     ./valence run Scripts/transport.lua
--     ./valence run Scripts/transport.lua congruence.helping=0.8

local valence = require "valence"
local cocreation, codestruction = require "cocreation", require "codestruction"
local interaction, verdict = require "interaction", require "verdict"

local practices = interaction.practices

return valence.study {
  name = "Failure and recovery in public transport",
  question = "What do failed encounters do to riders and operator, and what helps more: to recover, or to fail less?",
  seed = 2011, steps = 60, replications = 100, baseline = "as is",
  parameters = interaction.parameters(),
  actors = { rider = { count = 300 }, operator = { count = 1 } },
  networks = { line = valence.star { from = "rider", to = "operator", fields = { level = 0 } } },
  phases = { interaction.service { along = "line" } },

  values = {
    valence.value { "result", of = "operator", unit = "util", scale = 100,
      source = "own operationalisation", function(self) return self:gained "service" end },
    valence.value { "well-being", of = "rider", as = "stock", unit = "util", scale = 1,
      source = "own operationalisation",
      function(self) return self:sum("line", "level") end },
  },
  lenses = { { "service logic", rider = "well-being", operator = "result" } },
  scenarios = {
    { "as is" }, { "recover", recovery = 0.6 },
    { "train late", congruence = valence.by(practices, valence.from { 0.5, [20] = 0.75 }) },
  },
  measures = {
    cocreation.mutual { of = "service" },
    codestruction.rate { of = "service" },
    codestruction.positions { of = "service", decay = "decay" },
    codestruction.spiral { of = "service" },
    codestruction.recovery { lens = "service logic", against = { congruence = valence.by(practices, 1) } },
    interaction.recovered { of = "service" },
    cocreation.mutual { of = "service", by = "practice", name = "mutual rate by practice" },
  },
  sections = {
    verdict.section { lens = "service logic", of = "service" },
    codestruction.positions_over_time { of = "service", decay = "decay", steps = 60, periods = 6 },
  },
}
