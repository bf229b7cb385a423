-- Lending tools: some borrowers spoil what is not theirs, by accident or on purpose, and whoever was let
-- down lends worse tools next time.
--
-- Shown here: decline by event (CD1), attribution to misuse (CD3), exploitation (CD7), the expectation gap
-- (CD8), loss spirals (CD6) and positions (CD4), by tag.
--
--     ./valence run Plugins/codestruction/examples/misuse.lua
--     ./valence run Plugins/codestruction/examples/misuse.lua care=0.2,0.5,0.8

local valence = require "valence"
local codestruction = require "codestruction"

local tools = { "drill", "ladder" }

return valence.study {
  name = "Lending tools",
  question = "How much of what is lost is lost by misuse, and does it come in spirals?",
  notes = "A made-up example. All numbers are our own operationalisation.",
  seed = 3, steps = 40, replications = 20,
  parameters = { care = 0.7, malice = 0.2 },
  actors = { neighbour = { count = 200, fields = { honest = valence.bernoulli(0.8) } }, workshop = { count = 1 } },
  networks = { loans = valence.star { from = "neighbour", to = "workshop", fields = { trust = 1 } } },
  phases = {
    valence.encounter { "loan", along = "loans", tags = { tool = tools },
      marks = { "misuse", "intentional", "foreign" },
      function(neighbour, _, env, event)
        event.tool = env:one_of(tools)
        event.expected = 1
        event.misuse = env:chance(1 - env.care)
        event.intentional = event.misuse and not neighbour.honest and env:chance(env.malice)
        event.foreign = event.misuse and event.tool == "drill"       -- the ladder is the neighbour's own
        local tie = event.tie
        if event.intentional then
          tie.trust = tie.trust / 2
          return 1.5, -2                                             -- it pays the one and costs the other
        elseif event.misuse then
          tie.trust = tie.trust / 2
          return -0.5, -1
        end
        local worth = 1.5 * tie.trust - 0.5                          -- who is not trusted gets the bad tools
        tie.trust = tie.trust + 0.3 * (1 - tie.trust)
        return worth, 0.5
      end },
  },
  values = {
    valence.value { "use", of = "neighbour", unit = "util", scale = 10, source = "own operationalisation",
      function(self) return self:gained "loan" end },
    valence.value { "standing", of = "workshop", unit = "util", scale = 100, source = "own operationalisation",
      function(self) return self:gained "loan" end },
  },
  scenarios = { { "as it is" }, { "careless", care = 0.4 } },
  measures = {
    codestruction.all { of = "loan" },
    codestruction.misuse { of = "loan", intentional = "intentional", others_resource = "foreign" },
    codestruction.positions { of = "loan" },
    codestruction.expectation { of = "loan" },
    codestruction.rate { of = "loan", by = "tool", name = "decline rate by tool" },
  },
  sections = {
    codestruction.misuse_section { of = "loan", intentional = "intentional" },
    codestruction.positions_over_time { of = "loan", steps = 40 },
  },
}
